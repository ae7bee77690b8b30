"""The server's clock over breakout groups goes on through a restart."""

from tests.harness.waiting import eventually

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
