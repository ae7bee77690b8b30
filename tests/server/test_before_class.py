"""What is done before a class begins: by the doors that serve it later too, on the desks of both sides, and counted the same."""

import itertools

import aiohttp
import pytest

from rooms.terms import DAY
from tests.server.people import TOKEN, all_leave, api, join
from tests.server.test_files import bring, fetch

_numbers = itertools.count(1)
TERMS = {"window": 7 * DAY, "promise": None, "share": 0, "polls": False, "posts": 0}
SECRET = "zephyrwords"


async def does(base, made, token, do, **fields):
    order = {"id": f"before-{next(_numbers)}", "do": do, **fields}
    return await api(base, "POST", f"classes/{made['id']}/commands", order, token=token)


@pytest.mark.parametrize("kept", ["in memory", "as it was kept"])
async def test_a_task_is_done_before_class_and_both_desks_say_so(base, server, made, kept):
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        ticket = {"ticket": made["tickets"]["student"], "name": "Kim"}
        async with browser.post(f"{base}/api/v1/join", json=ticket) as response:
            kim = (await response.json())["token"]
        lea = await join(base, made, "student", "Lea", enter=False)
        for task, before in (("t", True), ("u", False)):
            what = {"title": f"Sketch {task}", "before": before, "shared": True}
            status, told = await does(base, made, TOKEN, "GiveTask", task=task, what=what)
            assert status == 200, told

        async def desks():
            if kept == "as it was kept":
                await server.school.classrooms._let_go(made["id"])
            async with browser.get(f"{base}/api/v1/desk") as response:
                student = (await response.json())["classes"][0]
            led = (await api(base, "GET", "desk", token=TOKEN))[1]["classes"][0]
            assert not student.keys() & {"late"}
            return student["before"], led["before"]

        nobody = {"given": 2, "left": 0, "asked": True, "ready": 0}
        assert await desks() == ({**nobody, "left": 2}, nobody)
        _, file = await bring(base, made, lea, b"a drawing", "tides.txt")
        assert (await does(base, made, lea.token, "HandIn", task="t", text=SECRET, files=[file["file"]]))[
            0
        ] == 200
        assert (await does(base, made, kim, "HandIn", task="t", text="ebb"))[0] == 200
        status, told = await api(base, "GET", f"classes/{made['id']}/tasks/t/works", token=kim)
        assert [(one["text"], one["early"]) for one in told["works"]] == [(SECRET, True)]
        assert await desks() == ({**nobody, "left": 1, "asked": False}, nobody)
        assert (await does(base, made, lea.token, "HandIn", task="u", text="flow"))[0] == 200
        assert await desks() == ({**nobody, "left": 1, "asked": False}, {**nobody, "ready": 1})
        status, told = await api(base, "GET", f"classes/{made['id']}/progress.json", token=TOKEN)
        assert {one["name"]: one["tasks"] for one in told["people"]} == {"Kim": ["u"], "Lea": []}
        assert (await fetch(base, made, lea, file["file"]))[0] == 200
        ada = await join(base, made, "instructor", "Ada")
        await ada.must("SetTerms", terms=TERMS)
        await ada.must("EndClass")
        assert (await desks())[0] is None
        assert (await does(base, made, kim, "HandIn", task="u", text="flow", at=0))[0] == 200
        progress = {
            who: (await api(base, "GET", f"classes/{made['id']}/progress", token=token))[1]
            for who, token in (("kim", kim), ("lea", lea.token))
        }
        assert [(one["complete"], one["tasks_done"]) for one in progress.values()] == [(True, 2), (True, 2)]
        await all_leave(ada, lea)


async def test_nobody_hands_in_before_class_through_a_door_that_is_closed_to_them(base, made):
    lea = await join(base, made, "student", "Lea", enter=False)
    assert (await does(base, made, TOKEN, "GiveTask", task="t", what={"title": "Sketch"}))[0] == 200
    assert (await does(base, made, TOKEN, "SetDoor", door="ask"))[0] == 200
    status, told = await does(base, made, lea.token, "HandIn", task="t", text="ebb")
    assert (status, told["error"]["code"]) == (409, "not_present")
    await all_leave(lea)
