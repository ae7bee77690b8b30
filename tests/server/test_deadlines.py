"""The server's clock over breakout groups goes on through a restart; and the groups of one class are known in the next."""

from tests.harness.waiting import eventually
from tests.server.people import api, join

GROUPS = [{"group": "g1", "name": "One", "people": []}]


async def test_groups_are_called_back_after_a_restart_and_put_off_by_more_time(come, made, server):
    ada = await come("instructor", "Ada")
    await ada.must("OpenBreakouts", groups=GROUPS, length=10_000)
    await ada.must("CloseBreakouts", countdown=600)
    await ada.must("ExtendBreakouts", more=10_000)
    classrooms = server.school.classrooms
    await classrooms.here(made["id"]).classroom.settled()
    await classrooms._let_go(made["id"])
    live = await classrooms.lend(made["id"])
    assert live.classroom.room.breakouts.open
    dan = await come("instructor", "Dan")
    await dan.must("CloseBreakouts", countdown=400)
    await classrooms.here(made["id"]).classroom.settled()
    await classrooms._let_go(made["id"])
    live = await classrooms.lend(made["id"])
    await eventually(lambda: not live.classroom.room.breakouts.open, "everyone is back in the main room")


async def test_the_groups_of_the_class_before_are_told_to_those_who_lead_the_next(come, made, base):
    ada, sam = await come("instructor", "Ada"), await come("student", "Sam")
    groups = [{"group": "g1", "name": "Keystones", "people": [sam.person]}]
    await ada.must("OpenBreakouts", groups=groups)
    await ada.must("EndClass")
    course = (await api(base, "GET", f"classes/{made['id']}"))[1]["course"]
    body = {"course": course["id"] if isinstance(course, dict) else course, "title": "Next"}
    _, following = await api(base, "POST", "classes", body)
    following["tickets"] = {role: link.rsplit("/", 1)[1] for role, link in following["join"].items()}
    path = f"classes/{following['id']}/groups/before"
    _, told = await api(base, "GET", path)
    assert told["groups"] == [
        {"group": "g1", "name": "Keystones", "people": [{"person": sam.person, "name": "Sam"}]}
    ]
    tom = await join(base, following, "student", "Tom", enter=False)
    assert (await api(base, "GET", path, token=tom.token))[0] == 403
    await tom.leave()
