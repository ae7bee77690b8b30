"""Late work over real HTTP: its window, what was watched, completion there or later, and the desk that tells what is next."""

import asyncio
import csv
import io
import itertools
import json
from contextlib import suppress

import aiohttp
import pytest

from rooms.terms import DAY
from rooms.watching import Watched
from server.recordings import recording_folder
from server.store.people import unix_ms
from tests.server.people import TOKEN, all_leave, api, join, new_class

_numbers = itertools.count(1)
TERMS = {"window": 7 * DAY, "promise": 2, "share": 80, "polls": True, "posts": 1}


async def command(base, made, by, do, **fields):
    return await api(
        base, "POST", f"classes/{made['id']}/commands",
        {"id": f"late-{next(_numbers)}", "do": do, **fields}, token=by.token,
    )  # fmt: skip


async def progress(base, made, of):
    return (await api(base, "GET", f"classes/{made['id']}/progress", token=of.token))[1]


async def test_late_work_is_refused_after_its_window_and_taken_from_whom_it_was_extended_for(base, made):
    ada = await join(base, made, "instructor", "Ada")
    await ada.must("EndClass")
    sam, kim = [await join(base, made, "student", name, enter=False) for name in ("Sam", "Kim")]
    planned = ada.saw("ClassScheduled")[0]["terms"]
    assert (planned["window"], planned["promise"]) == (7 * DAY, 2)
    assert (await command(base, made, sam, "AddComment", comment="c1", text="hm", at=0))[0] == 200
    await ada.must("SetTerms", terms={**planned, "window": 0})
    until = unix_ms() + DAY
    await ada.must("GiveExtension", person=kim.person, until=until, reason="was ill")
    status, told = await command(base, made, sam, "AddComment", comment="c2", text="hm", at=0)
    assert (status, told["error"]["code"]) == (409, "window_closed")
    assert (await command(base, made, kim, "AddComment", comment="c3", text="hm", at=0))[0] == 200
    assert (await progress(base, made, kim))["closes_at"] == until
    assert (await progress(base, made, sam))["closes_at"] < unix_ms()
    _, timeline = await api(base, "GET", f"classes/{made['id']}/timeline", token=kim.token)
    assert "was ill" not in str(timeline)
    await all_leave(ada, sam, kim)


async def test_a_class_is_completed_by_being_there_or_by_watching_and_doing(base, made):
    ada = await join(base, made, "instructor", "Ada")
    sam = await join(base, made, "student", "Sam")
    await ada.must("SetTerms", terms=TERMS)
    await ada.must("OpenPoll", poll="p", question="High tide?", options=["6", "12"])
    await sam.must("Vote", poll="p", choices=[0])
    await sam.must("AskQuestion", question="q", text="Why?")
    _, during = await api(base, "GET", f"classes/{made['id']}/progress.json", token=ada.token)
    assert [(row["name"], row["complete"]) for row in during["people"]] == [("Sam", False)]
    await ada.must("EndClass")
    kim = await join(base, made, "student", "Kim", enter=False)
    one = await progress(base, made, kim)
    assert (one["share"], one["polls"], one["posts_needed"], one["complete"]) == (0, ["p"], 1, False)
    ended = one["whole"]
    watched = f"classes/{made['id']}/watched"
    told = {"spans": [[0, 10**12]], "at": 5}
    status, one = await api(base, "POST", watched, told, token=kim.token)
    assert (status, one["share"], one["at"], one["spans"]) == (200, 100, min(5, ended), [[0, ended]])
    await command(base, made, kim, "Vote", poll="p", choices=[1], at=0)
    await command(base, made, kim, "AddComment", comment="c", text="hm", at=0)
    one = await progress(base, made, kim)
    assert (one["complete"], one["how"]) == (True, "later")
    _, table = await api(base, "GET", f"classes/{made['id']}/progress.json", token=ada.token)
    assert [(row["name"], row["complete"], row["how"]) for row in table["people"]] == [
        ("Kim", True, "later"),
        ("Sam", True, "live"),
    ]
    headers = {"Authorization": f"Bearer {ada.token}"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.get(f"{base}/api/v1/classes/{made['id']}/progress.csv") as response,
    ):
        lines = list(csv.DictReader(io.StringIO(await response.text(encoding="utf-8-sig"))))
    assert [(line["name"], line["complete"], line["how"]) for line in lines] == [
        ("Kim", "yes", "later"),
        ("Sam", "yes", "live"),
    ]
    assert (await api(base, "GET", f"classes/{made['id']}/progress.csv", token=sam.token))[0] == 403
    await all_leave(ada, sam, kim)


async def test_a_silence_that_a_player_left_out_counts_as_watched(base, server, made):
    ada = await join(base, made, "instructor", "Ada")
    await ada.must("EndClass")
    await server.school.classrooms.ask(made["id"], {"what": "settled"})  # nothing is written over ours
    kim = await join(base, made, "student", "Kim", enter=False)
    recording = recording_folder(server.school.data, made["id"])
    recording.mkdir(parents=True, exist_ok=True)
    (recording / "manifest.json").write_text(json.dumps({"state": "ended", "quiet": [[0, 3_600_000]]}))
    whole = (await progress(base, made, kim))["whole"]
    told = {"spans": [], "skipped": [[0, whole // 2], [whole // 2, whole]], "at": 0}
    status, one = await api(base, "POST", f"classes/{made['id']}/watched", told, token=kim.token)
    assert (status, one["spans"]) == (200, [[0, whole]])
    await all_leave(ada, kim)


async def test_where_a_class_is_watched_again_is_counted_without_names_and_told_to_students_from_five_on(
    base, server, made
):
    ada = await join(base, made, "instructor", "Ada")
    await ada.must("EndClass")
    kim = await join(base, made, "student", "Kim", enter=False)
    store, heat = server.school.store.progress, f"classes/{made['id']}/rewatched"

    def again(step):
        return lambda before: Watched(((0, 90_000),), repeated=((step * 10_000, step * 10_000 + 20_000),))

    def once(_):
        return Watched(((0, 90_000),))

    # What a player tells first is never again; the class that ends may have made their record before.
    await store.watch(made["id"], kim.person, once)
    for step in (0, 1, 1):
        await store.watch(made["id"], kim.person, again(step))
    assert (await api(base, "GET", heat, token=ada.token))[1]["times"] == [1, 3, 2]
    assert (await api(base, "GET", heat, token=kim.token))[1]["times"] == []
    others = [await join(base, made, "student", name, enter=False) for name in ("Bo", "Cy", "Di", "Ed")]
    await store.watch(made["id"], ada.person, once)
    for one in others[1:]:
        await store.watch(made["id"], one.person, once)
    assert (await api(base, "GET", heat, token=kim.token))[1]["times"] == []  # a teacher is none of the five
    await store.watch(made["id"], others[0].person, once)
    status, told = await api(base, "GET", heat, token=kim.token)
    assert (status, told) == (200, {"ok": True, "step": 10_000, "times": [1, 3, 2]})
    await all_leave(ada, kim, *others)


async def test_reports_of_a_player_that_make_no_sense_are_refused(base, made):
    ada = await join(base, made, "instructor", "Ada")
    await ada.must("EndClass")
    kim = await join(base, made, "student", "Kim", enter=False)
    watched = f"classes/{made['id']}/watched"
    for wrong in (
        {},
        {"spans": 3, "at": 0},
        {"spans": [], "skipped": [[1]], "at": 0},
        {"spans": [[1]], "at": 0},
        {"spans": [["0", 5]], "at": 0},
        {"spans": [[0, True]], "at": 0},
        {"spans": [[0, 5]], "at": None},
        {"spans": [[0, 1]] * 101, "at": 0},
        {"spans": [[0, 10**30]], "at": 0},
        {"spans": [], "at": 0, "offline": 1},
    ):
        status, told = await api(base, "POST", watched, wrong, token=kim.token)
        assert (status, told["error"]["code"]) == (400, "bad_request"), wrong
    away = {"spans": [[0, 5]], "at": 0, "offline": True}
    assert (await api(base, "POST", watched, away, token=kim.token))[0] == 200
    assert (await api(base, "POST", watched, {"spans": [], "at": 0}, token=None))[0] == 401
    other = await new_class(base)
    status, _ = await api(
        base, "POST", f"classes/{other['id']}/watched", {"spans": [], "at": 0}, token=kim.token
    )
    assert status == 403
    await all_leave(ada, kim)


async def test_the_desk_says_what_is_next_and_what_waits(base, server, made, monkeypatch):
    noted, courses = asyncio.Event(), server.school.store.courses
    ended = courses.ended

    async def ended_late(*told):
        with suppress(TimeoutError):
            await asyncio.wait_for(noted.wait(), 20)
        await ended(*told)

    monkeypatch.setattr(courses, "ended", ended_late)  # the store hears of the end when all is told already
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        ticket = {"ticket": made["tickets"]["student"], "name": "Kim"}
        ada = await join(base, made, "instructor", "Ada")
        await ada.must("OpenPoll", poll="p", question="High tide?", options=["6", "12"])
        await ada.must("EndClass")
        async with browser.post(f"{base}/api/v1/join", json=ticket) as response:
            kim = await response.json()

        async def next_one():
            async with browser.get(f"{base}/api/v1/desk") as response:
                return (await response.json())["classes"][0]

        one = await next_one()
        assert one["closes_at"] == one["ended_at"] + 7 * DAY
        assert (one["mine"]["polls"], one["mine"]["complete"], one["mine"]["begun"]) == (1, False, False)
        assert not one.keys() & {"late", "extensions", "questions"}
        asked = {"id": "q", "do": "AskQuestion", "question": "q1", "text": "Why twice?", "at": 0}
        await api(base, "POST", f"classes/{made['id']}/commands", asked, token=kim["token"])
        await api(
            base, "POST", f"classes/{made['id']}/watched", {"spans": [[0, 9999]], "at": 3}, token=kim["token"]
        )
        assert (await next_one())["mine"]["begun"]
        lea = await join(base, made, "student", "Lea", enter=False)
        async with browser.get(f"{base}/api/v1/desk/waiting") as response:
            assert (await response.json())["questions"] == []  # Kim leads no class
    _, waits = await api(base, "GET", "desk/waiting", token=TOKEN)
    assert [(one["text"], one["name"], one["promise"]) for one in waits["questions"]] == [
        ("Why twice?", "Kim", 2)
    ]
    assert [
        (one["students"], one["begun"], [who["name"] for who in one["not_begun"]]) for one in waits["open"]
    ] == [(2, 1, ["Lea"])]
    await ada.must("AnswerQuestion", question="q1", text="Sun and Moon")
    _, waits = await api(base, "GET", "desk/waiting", token=TOKEN)
    assert waits["questions"] == []
    noted.set()
    await all_leave(ada, lea)


@pytest.mark.parametrize("kept", ["in memory", "as it was kept", "from before that was kept"])
async def test_whoever_was_banned_finds_the_class_on_no_desk_and_learns_nothing_of_it(
    base, server, made, kept
):
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        ticket = {"ticket": made["tickets"]["student"], "name": "Bob"}
        async with browser.post(f"{base}/api/v1/join", json=ticket) as response:
            bob = await response.json()
        await server.school.store.courses.enrol(made["id"], bob["person"], "assistant")
        ada = await join(base, made, "instructor", "Ada")
        kim = await join(base, made, "student", "Kim", enter=False)
        await api(
            base, "POST", f"classes/{made['id']}/commands", {"id": "j", "do": "JoinClass"}, token=bob["token"]
        )

        async def desks():
            async with browser.get(f"{base}/api/v1/desk") as response:
                listed = (await response.json())["classes"]
            async with browser.get(f"{base}/api/v1/desk/waiting") as response:
                return len(listed), len((await response.json())["questions"])

        asked = {"id": "q", "do": "AskQuestion", "question": "q1", "text": "Why twice?", "at": 0}
        await api(base, "POST", f"classes/{made['id']}/commands", asked, token=kim.token)
        assert await desks() == (1, 1)
        await ada.must("Remove", person=bob["person"])
        await ada.must("EndClass")
        await all_leave(ada, kim)
        if kept != "in memory":
            await server.school.classrooms._let_go(made["id"])
            found = await server.school.store.courses.find(made["id"])
            assert found.summary["barred"] == [bob["person"]]
        if kept == "from before that was kept":
            before = {name: known for name, known in found.summary.items() if name != "barred"}
            await server.school.store.courses.sum_up(made["id"], before)
        assert await desks() == (0, 0)


async def test_a_course_plans_its_classes_with_terms_of_its_own(base):
    _, course = await api(base, "POST", "courses", {"title": "Oceanography"})
    path = f"courses/{course['id']}/terms"
    assert (await api(base, "GET", path))[1]["terms"]["window"] == 7 * DAY
    assert (await api(base, "PUT", path, {"terms": {**TERMS, "window": None}}))[0] == 200
    for wrong in (None, [], {**TERMS, "share": 200}, {**TERMS, "more": 1}, {"window": 1}):
        assert (await api(base, "PUT", path, {"terms": wrong}))[0] in (400, 409)
    _, made = await api(base, "POST", "classes", {"course": course["id"], "title": "Tides"})
    made["tickets"] = {role: link.rsplit("/", 1)[1] for role, link in made["join"].items()}
    ada = await join(base, made, "instructor", "Ada")
    assert ada.saw("ClassScheduled")[0]["terms"] == {**TERMS, "window": None}
    assert (await api(base, "GET", path, token=ada.token))[0] == 403
    await ada.leave()
