"""Tasks over real sockets: who reads what was handed in by every door of the class, and how it counts there and later."""

from rooms.terms import DAY
from server.live.limits import RATES
from tests.harness.waiting import eventually
from tests.server.people import all_leave, api
from tests.server.test_files import bring, fetch
from tests.server.test_progress import command, progress

SECRET = "zephyrwords"
TERMS = {"window": 7 * DAY, "promise": None, "share": 0, "polls": False, "posts": 0}


async def works(base, made, of, task):
    status, told = await api(base, "GET", f"classes/{made['id']}/tasks/{task}/works", token=of.token)
    return status, [(one["name"], one["text"]) for one in told.get("works", [])]


async def test_no_door_gives_what_was_handed_in_to_another_student(come, base, made):
    ada, sam, kim = [
        await come(*who) for who in (("instructor", "Ada"), ("student", "Sam"), ("student", "Kim"))
    ]
    await ada.must("GiveTask", task="t", what={"title": "Sketch the tides"})
    _, file = await bring(base, made, sam, b"a secret drawing", "secret.txt")
    await sam.must("HandIn", task="t", text=SECRET, files=[file["file"]])
    await ada.sees("WorkHandedIn", text=SECRET)
    await ada.must("GiveFeedback", task="t", person=sam.person, text=f"why {SECRET}?", verdict="again")
    await sam.sees("FeedbackGiven", verdict="again")
    assert [(await fetch(base, made, one, file["file"]))[0] for one in (ada, sam, kim)] == [200, 200, 404]
    assert await works(base, made, ada, "t") == (200, [("Sam", SECRET)])
    assert (await works(base, made, kim, "t"))[0] == 403
    await kim.must("HandIn", task="t", text="mine")
    assert (await works(base, made, kim, "t"))[0] == 403  # it is not shared
    await ada.must("EndClass")
    doors = ["timeline", "timeline?uncut=1", f"search?q={SECRET}", "summary.json", "chat.json", "progress"]
    for door in doors:
        status, told = await api(base, "GET", f"classes/{made['id']}/{door}", token=kim.token)
        assert status in (200, 403), door
        assert SECRET not in str(told), door
        assert "secret.txt" not in str(told), door
    assert not kim.saw("WorkHandedIn", text=SECRET) and not kim.saw("FeedbackGiven")
    assert SECRET in str((await api(base, "GET", f"classes/{made['id']}/timeline", token=sam.token))[1])
    await sam.must("TakeBackWork", task="t")
    assert (await fetch(base, made, ada, file["file"]))[0] == 404
    assert SECRET not in str(
        (await api(base, "GET", f"classes/{made['id']}/tasks/t/works", token=ada.token))[1]
    )
    await all_leave(ada, sam, kim)


async def test_what_is_shared_is_read_by_whoever_has_handed_in_and_no_longer_once_they_took_it_back(
    come, base, made
):
    ada, sam, kim = [
        await come(*who) for who in (("instructor", "Ada"), ("student", "Sam"), ("student", "Kim"))
    ]
    await ada.must("GiveTask", task="t", what={"title": "Sketch the tides", "shared": True})
    _, file = await bring(base, made, sam, b"a drawing", "tides.txt")
    await sam.must("HandIn", task="t", text="ebb", files=[file["file"]])
    status, told = await api(base, "GET", f"classes/{made['id']}/tasks/t/works", token=kim.token)
    assert (status, told["error"]["code"]) == (409, "hand_in_first")
    assert (await fetch(base, made, kim, file["file"]))[0] == 404
    await kim.must("HandIn", task="t", text="flow")
    assert await works(base, made, kim, "t") == (200, [("Sam", "ebb")])
    assert (await fetch(base, made, kim, file["file"]))[0] == 200
    await kim.must("TakeBackWork", task="t")
    assert (await works(base, made, kim, "t"))[0] == 409
    assert (await fetch(base, made, kim, file["file"]))[0] == 404
    assert (await api(base, "GET", f"classes/{made['id']}/tasks/no/works", token=ada.token))[0] == 400
    asked = [(await works(base, made, sam, "t"))[0] for _ in range(2 * int(RATES["whole"][0]))]
    assert asked[0] == 200 and asked[-1] == 429  # everybody's work is megabytes
    await all_leave(ada, sam, kim)


async def test_a_task_counts_there_and_later_on_every_list(come, base, made, server):
    ada, sam, kim = [
        await come(*who) for who in (("instructor", "Ada"), ("student", "Sam"), ("student", "Kim"))
    ]
    await ada.must("SetTerms", terms=TERMS)
    await ada.must("GiveTask", task="t", what={"title": "Sketch the tides"})
    await sam.must("HandIn", task="t", text="ebb")
    await ada.must("EndClass")
    done, left = await progress(base, made, sam), await progress(base, made, kim)
    assert (done["complete"], done["how"], done["tasks"], done["tasks_done"]) == (True, "live", [], 1)
    assert (left["complete"], left["tasks"]) == (False, ["t"])

    async def kept(name, wanted):
        row = (await server.school.store.progress.of_person(kim.person)).get(made["id"], {})
        return row.get(name) == wanted

    await eventually(lambda: kept("tasks", 1), "lists know what is missing")
    _, told = await api(base, "GET", f"classes/{made['id']}/summary.json", token=kim.token)
    assert [(one["kind"], one["text"]) for one in told["tasks"]] == [("task", "Sketch the tides")]
    assert (await command(base, made, kim, "HandIn", task="t", text="flow", at=0))[0] == 200
    later = await progress(base, made, kim)
    assert (later["complete"], later["how"]) == (True, "later")
    await eventually(lambda: kept("complete", True), "lists know that it is done")
    _, told = await api(base, "GET", f"classes/{made['id']}/attendance.json", token=ada.token)
    counts = {row["name"]: (row["live"]["tasks"], row["late"]["tasks"]) for row in told["people"]}
    assert (counts["Sam"], counts["Kim"]) == ((1, 0), (0, 1))
    await all_leave(ada, sam, kim)
