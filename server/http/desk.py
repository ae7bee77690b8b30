"""The desk over HTTP: one's courses and classes with what is next in each, and what waits for those who lead."""

from typing import Any, cast

from aiohttp import web

from rooms.facts import STAFF_ROLES, Role
from server.errors import Problem
from server.http.access import identify, limit
from server.http.answers import answer, school_of
from server.http.classes import class_json, links
from server.school import School
from server.store.people import unix_ms
from server.unseen import unseen
from server.whats_next import NOTHING_YET, keeps_out, known_of, standing_of

MOST_QUESTIONS = 100
MOST_OPEN = 8  # classes whose window is open, the next to close first
MOST_RECENT = 8
MOST_NAMES = 8


async def desk(request: web.Request) -> web.Response:
    """GET desk: my courses, and the classes I lead or belong to, with how far I am in each."""
    school, person = school_of(request), await _person(request)
    courses, classes = await school.store.courses.desk(person)
    titles = {course.id: course.title for course in courses}
    standing = await school.store.progress.of_person(person)
    listed = []
    for found, role in classes:
        room, known = await known_of(school, found)
        late = known.pop("late", None)
        if keeps_out(known, person, role):
            continue
        shown = class_json(found, room)
        inside = room is None or room.may_read(person, cast("Role", role))
        listed.append(
            {
                **shown,
                "course": found.course,
                "course_title": titles.get(found.course, ""),
                "role": role,
                **(known if inside else NOTHING_YET),
                "unseen": unseen(room, found.summary, person, role),
                **standing_of(late, person, role, standing.get(found.id), shown["duration"]),
                **links(school, found.id, role),
            }
        )
    mine = [{"id": c.id, "title": c.title, "mine": c.owner == person} for c in courses]
    return answer({"ok": True, "me": await _me(school, person), "courses": mine, "classes": listed})


async def waiting(request: web.Request) -> web.Response:
    """GET desk/waiting: open questions of the classes I lead, oldest first, and who has not begun what closes soon."""
    school, person = school_of(request), await _person(request)
    _, classes = await school.store.courses.desk(person)
    led = [found for found, role in classes if role in STAFF_ROLES]
    questions: list[dict[str, Any]] = []
    ended: list[tuple[dict[str, Any], int | None]] = []
    for found in led:
        room, known = await known_of(school, found)
        late, shown = known.get("late"), class_json(found, room)
        if late is None or keeps_out(known, person, "instructor"):
            continue
        about = {"class": found.id, "title": found.title, "promise": late["terms"]["promise"]}
        questions += [{**about, **one} for one in late["questions"]]
        if shown["state"] == "ended":
            ended.append((shown, late["closes_at"]))
    questions = sorted(questions, key=lambda one: one["wrote"])[:MOST_QUESTIONS]
    names = await school.store.people.names({one["by"] for one in questions if one["by"]})
    told = [{**one, "name": names.get(one["by"] or "", "")} for one in questions]
    return answer({"ok": True, "questions": told, **await _standing(school, ended)})


async def _standing(school: School, ended: list[tuple[dict[str, Any], int | None]]) -> dict[str, Any]:
    """How far students are in the classes that close next, and in the newest ones; `ended`: as lists show them."""
    now = unix_ms()
    still = sorted((one for one in ended if one[1] is not None and one[1] > now), key=lambda one: one[1] or 0)
    newest = sorted(ended, key=lambda one: one[0]["ended_at"] or 0, reverse=True)[:MOST_RECENT]
    wanted = {one[0]["id"]: one for one in (*still[:MOST_OPEN], *newest)}
    counts = await school.store.progress.counts(list(wanted))
    told: dict[str, dict[str, Any]] = {
        one["id"]: {
            "class": one["id"],
            "title": one["title"],
            "ended_at": one["ended_at"],
            "closes_at": closes,
            "students": counts[one["id"]].students,
            "live": counts[one["id"]].live,
            "later": counts[one["id"]].later,
            "begun": counts[one["id"]].begun,
        }
        for one, closes in wanted.values()
        if one["id"] in counts
    }
    for one, _ in still[:MOST_OPEN]:
        if one["id"] in told:
            names = await school.store.progress.not_begun(one["id"], MOST_NAMES)
            told[one["id"]]["not_begun"] = [{"person": person, "name": name} for person, name in names]
    return {
        "open": [told[one["id"]] for one, _ in still[:MOST_OPEN] if one["id"] in told],
        "recent": [told[one["id"]] for one, _ in newest if one["id"] in told],
    }


async def _person(request: web.Request) -> str:
    identity = await identify(request)
    limit(request, identity, "read")
    if identity.person is None or identity.class_id is not None:
        raise Problem("sign_in_needed")
    return identity.person


async def _me(school: School, person: str) -> dict[str, Any]:
    found = await school.store.people.find(person)
    if found is None:
        raise Problem("sign_in_needed")
    return {"person": found.id, "name": found.name, "account": found.account}
