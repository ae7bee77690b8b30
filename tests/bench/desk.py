"""How long every page's data takes in a course of 500 classes and 300 students: the desk, what waits, and one class.

A whole server answers over real HTTP from a database that holds all of it: 150,000 people in classes, each with what they
have done, and a few classes with their whole timelines. The processor's own time is given too, since machines are shared.

    python -m tests.bench.desk [--classes N] [--students N] [--times N]
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiohttp
from sqlalchemy import insert

from rooms.terms import DAY, USUAL
from rooms.wire import entry_to_json
from server.__main__ import settle
from server.app import Server
from server.classrooms import Timeline, whole_summary
from server.config import Settings
from server.http.access import COOKIE
from server.store import Store
from server.store.people import unix_ms
from server.store.tables import classes, courses, log, members, people, progress
from server.terms import terms_json
from tests.harness.waiting import free_port
from tests.rooms import school as held

MINUTE = 60_000
LENGTH = 90 * MINUTE
WHOLE = 5  # classes that have their whole timeline in the database
POLLS = 3


def timeline(students: list[str], opened_at: int, seed: int) -> Timeline:
    """An hour and a half in which half the students are there, vote, and ask now and then."""
    chance, wall = random.Random(seed), held.OPENED
    one = held.School(opened=False)
    one.server("ScheduleClass", title="Tides")
    one.do("ines", "SetTerms", terms=terms_json(USUAL))
    held.OPENED = opened_at
    try:
        one.do("ines", "OpenClass", opened_at=opened_at)
        there = chance.sample(students, len(students) // 2)
        for person in there:
            one.do(person, "JoinClass")
        for number in range(POLLS):
            one.now = (10 + 25 * number) * MINUTE
            one.do("ines", "OpenPoll", poll=f"p{number}", question="High tide?", options=["6", "12"])
            for person in there:
                one.do(person, "Vote", poll=f"p{number}", choices=[chance.randrange(2)])
        for number in range(4):
            one.now += MINUTE
            one.do(
                chance.choice(there),
                "AskQuestion",
                question=f"q{number}",
                text="Why does it rise twice a day?",
            )
        one.now = LENGTH
        one.do("ines", "EndClass")
    finally:
        held.OPENED = wall
    return Timeline(one.entries, one.room)


async def fill(store: Store, number: int, of_students: int, owner: str) -> tuple[list[str], list[str]]:
    """The course; ids of its classes (the newest first) and of its students."""
    now = unix_ms()
    students = [f"p_s{index}" for index in range(of_students)]
    made = [f"c_{index}" for index in range(number)]
    chance = random.Random(1)
    await rows(store, people, [
        {"id": one, "name": f"Student {index}", "account": False, "created": now}
        for index, one in enumerate(students)
    ])  # fmt: skip
    await rows(store, courses, [{"id": "k_1", "title": "Oceanography", "owner": owner, "created": now}])
    example = timeline(students, now - DAY, 0)
    kept = whole_summary(example)
    listed: list[dict[str, Any]] = []
    for index, one in enumerate(made):
        ended = now - (index // 3) * DAY - LENGTH
        late = {
            **kept["late"],
            "closes_at": ended + 7 * DAY,
            "questions": kept["late"]["questions"] if index < 20 else [],
        }
        summary = {**kept, "late": late}
        listed.append({
            "id": one, "course": "k_1", "title": f"Class {number - index}", "lobby": False, "recorded": True,
            "starts_at": None, "opened_at": ended - LENGTH, "ended_at": ended, "created": ended - LENGTH,
            "summary": json.dumps(summary),
        })  # fmt: skip
    await rows(store, classes, listed)
    for index, one in enumerate(made):
        await rows(
            store, members, [{"class": one, "person": person, "role": "student"} for person in students]
        )
        await rows(store, progress, [row(one, person, chance) for person in students])
        if index < WHOLE:
            entries = timeline(students, listed[index]["opened_at"], index).entries
            await rows(store, log, [
                {"class": one, **entry_to_json(entry), "event": json.dumps(entry_to_json(entry)["event"])}
                for entry in entries
            ])  # fmt: skip
    return made, students


def row(class_id: str, person: str, chance: random.Random) -> dict[str, Any]:
    """What somebody has done: half were there, a quarter is on the way, the others have not begun."""
    there, begun = chance.random() < 0.5, chance.random() < 0.5
    return {
        "class": class_id, "person": person, "spans": "[[0,600000],[900000,1200000]]" if begun else "[]",
        "at": 1_200_000 if begun else 0, "told": 0, "share": 100 if there else 20 if begun else 0,
        "left": 0 if there else 3_000_000, "polls": 0 if there else POLLS, "posts": 0,
        "begun": there or begun, "complete": there, "live": there,
    }  # fmt: skip


async def rows(store: Store, table: Any, given: list[dict[str, Any]]) -> None:
    """Many rows at once."""
    async with store.engine.begin() as connection:
        await connection.execute(insert(table), given)


async def serve(folder: Path, **more: Any) -> Server:
    """A server with a database of its own."""
    port = free_port()
    settings = Settings(
        port=port, media_tcp_port=free_port(), host="127.0.0.1", public_url=f"http://127.0.0.1:{port}",
        announce=["127.0.0.1"], data=folder, api_token="bench", transcription="off", **more,
    )  # fmt: skip
    server = Server(settings)
    await server.start()
    settle()
    return server


async def ask(
    session: aiohttp.ClientSession,
    method: str,
    address: str,
    body: Any,
    times: int,
    allow: Callable[[], None],
) -> dict[str, Any]:
    """Median, p95 and processor time of one address, one request after the other; `allow` forgets how often was asked."""
    took, used = [], []
    size = 0
    for _ in range(times):
        allow()
        start, processor = time.perf_counter(), time.process_time()
        async with session.request(method, address, json=body) as response:
            size = len(await response.read())
            assert response.status == 200, (address, response.status)
        took.append((time.perf_counter() - start) * 1000)
        used.append((time.process_time() - processor) * 1000)
    took.sort()
    return {
        "ms": round(statistics.median(took), 1),
        "p95_ms": round(took[int(len(took) * 0.95)], 1),
        "cpu_ms": round(statistics.median(used), 1),
        "kB": round(size / 1000, 1),
    }


async def measure(number: int, of_students: int, times: int) -> list[dict[str, Any]]:
    """A line for each page's data."""
    with tempfile.TemporaryDirectory() as folder:
        server = await serve(Path(folder))
        school = server.school
        owner = (await school.store.people.owner()).id
        made, students = await fill(school.store, number, of_students, owner)
        root, told = f"{server.settings.address}/api/v1", {"spans": [[0, 9_000]], "at": 9_000}
        asked = [
            ("student", "desk of a student", "GET", f"{root}/desk", None),
            ("teacher", "desk of a teacher", "GET", f"{root}/desk", None),
            ("teacher", "what waits", "GET", f"{root}/desk/waiting", None),
            ("teacher", "progress of a class", "GET", f"{root}/classes/{made[0]}/progress.json", None),
            ("student", "own progress", "GET", f"{root}/classes/{made[1]}/progress", None),
            ("student", "a player tells", "POST", f"{root}/classes/{made[1]}/watched", told),
            ("student", "timeline of a class", "GET", f"{root}/classes/{made[2]}/timeline", None),
        ]
        who = {"student": students[0], "teacher": owner}
        lines = []
        for by, name, method, address, body in asked:
            jar = aiohttp.CookieJar(unsafe=True)
            cookies = {COOKIE: school.tokens.session(who[by])}
            async with aiohttp.ClientSession(cookie_jar=jar, cookies=cookies) as session:
                lines.append(
                    {
                        "data": name,
                        **await ask(session, method, address, body, times, school.limits.buckets.clear),
                    }
                )
        await server.stop()
        return lines


def main(arguments: list[str]) -> None:
    """Run and print a line of JSON for each."""
    given = dict(zip(arguments[::2], arguments[1::2], strict=True))
    number, of_students = int(given.get("--classes", 500)), int(given.get("--students", 300))
    for line in asyncio.run(measure(number, of_students, int(given.get("--times", 40)))):
        print(json.dumps({**line, "load": round(os.getloadavg()[0], 1)}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
