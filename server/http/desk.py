"""The desk over HTTP: one's courses and classes with what is next in each, and what waits for those who lead."""

from dataclasses import dataclass
from typing import Any, cast

from aiohttp import web

from rooms.facts import STAFF_ROLES, Role
from server.errors import Problem
from server.http.access import identify, limit
from server.http.answers import answer, school_of
from server.http.classes import class_json, links
from server.school import School
from server.store.courses import SchoolClass
from server.store.people import unix_ms
from server.unseen import unseen
from server.whats_next import NOTHING_YET, before_class, keeps_out, known_of, standing_of, times_of

MOST_WAITING = 100  # of questions, and of tasks with works
MOST_OPEN = 8  # classes whose window is open, the next to close first
MOST_RECENT = 8
MOST_NAMES = 8


@dataclass(frozen=True)
class Ended:
    """A class that has ended, when, and until when something can be done for it (Unix ms)."""

    found: SchoolClass
    ended_at: int | None
    closes_at: int | None


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
        known.pop("news", None)  # of everybody
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
                "before": before_class(late, person, role)
                if inside and shown["state"] == "scheduled"
                else None,
                "unseen": unseen(room, found.summary, person, role),
                **standing_of(late, person, role, standing.get(found.id), shown["duration"]),
                **links(school, found.id, role),
            }
        )
    mine = [{"id": c.id, "title": c.title, "mine": c.owner == person} for c in courses]
    return answer({"ok": True, "me": await _me(school, person), "courses": mine, "classes": listed})


async def waiting(request: web.Request) -> web.Response:
    """GET desk/waiting: open questions and works of the classes I lead, oldest first, and who has not begun what closes soon."""
    school, person = school_of(request), await _person(request)
    _, classes = await school.store.courses.desk(person)
    led = [found for found, role in classes if role in STAFF_ROLES]
    questions: list[dict[str, Any]] = []
    works: list[dict[str, Any]] = []
    ended: list[Ended] = []
    for found in led:
        room, known = await known_of(school, found)
        late = known.get("late")
        if late is None or keeps_out(known, person, "instructor"):
            continue
        about = {"class": found.id, "title": found.title}
        questions += [{**about, "promise": late["terms"]["promise"], **one} for one in late["questions"]]
        works += [{**about, **one} for one in late.get("works", ())]  # lists from before that tell of none
        state, _, ended_at = times_of(found, room)
        if state == "ended":
            ended.append(Ended(found, ended_at, late["closes_at"]))
    asked, handed = (sorted(each, key=lambda one: one["wrote"])[:MOST_WAITING] for each in (questions, works))
    names = await school.store.people.names({one["by"] for one in (*asked, *handed) if one["by"]})
    told = [[{**one, "name": names.get(one["by"] or "", "")} for one in each] for each in (asked, handed)]
    standing = await _standing(school, ended)
    return answer({"ok": True, "questions": told[0], "works": told[1], **standing})


async def _standing(school: School, ended: list[Ended]) -> dict[str, Any]:
    """How far students are in the classes that close next, and in the newest ones."""
    now = unix_ms()
    still = sorted((one for one in ended if (one.closes_at or 0) > now), key=lambda one: one.closes_at or 0)
    still = still[:MOST_OPEN]
    newest = sorted(ended, key=lambda one: one.ended_at or 0, reverse=True)[:MOST_RECENT]
    wanted = {one.found.id: one for one in (*still, *newest)}
    counts = await school.store.progress.counts(list(wanted))
    told: dict[str, dict[str, Any]] = {
        name: {
            "class": name,
            "title": one.found.title,
            "ended_at": one.ended_at,
            "closes_at": one.closes_at,
            "students": counts[name].students,
            "live": counts[name].live,
            "later": counts[name].later,
            "begun": counts[name].begun,
        }
        for name, one in wanted.items()
        if name in counts
    }
    for name in (one.found.id for one in still if one.found.id in told):
        names = await school.store.progress.not_begun(name, MOST_NAMES)
        told[name]["not_begun"] = [{"person": person, "name": shown} for person, shown in names]
    return {
        "open": [told[one.found.id] for one in still if one.found.id in told],
        "recent": [told[one.found.id] for one in newest if one.found.id in told],
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
