"""Courses and classes over HTTP: make them, list them on the desk, look at one, end one, discard a draft."""

import asyncio
import shutil
from typing import Any, get_args

from aiohttp import web

from rooms.people import Door
from rooms.room import Room
from server.auth import clean_title
from server.class_figures import summary
from server.errors import Problem
from server.http.access import account_of, identify, lead, limit, visit
from server.http.answers import answer, body_of, passed_on, school_of
from server.school import School
from server.store.courses import Kind, SchoolClass
from server.whats_next import NOTHING_YET, times_of

DAY_SECONDS = 24 * 3600
LATEST_START = 4_102_444_800_000  # the year 2100, in Unix ms


async def create_course(request: web.Request) -> web.Response:
    """POST courses {title} -> {id}."""
    owner = await account_of(request)
    limit(request, await identify(request), "create")
    title = clean_title((await body_of(request)).get("title"))
    course = await school_of(request).store.courses.create_course(title, owner)
    return answer({"ok": True, "id": course.id, "title": course.title}, 201)


async def create_class(request: web.Request) -> web.Response:
    """POST classes {course, title, starts_at?, lobby?, recorded?, door?, alone?} -> {id, join: {instructor, student}, playback}."""
    school, owner, body = school_of(request), await account_of(request), await body_of(request)
    identity = await identify(request)
    limit(request, identity, "create")
    title, starts_at = clean_title(body.get("title")), body.get("starts_at")
    lobby, recorded = body.get("lobby", False), body.get("recorded", True)
    whole = isinstance(starts_at, int) and not isinstance(starts_at, bool) and 0 <= starts_at <= LATEST_START
    if starts_at is not None and not whole:
        raise Problem("bad_request", "starts_at is Unix milliseconds.")
    alone = body.get("alone", False)
    if not isinstance(lobby, bool) or not isinstance(recorded, bool) or not isinstance(alone, bool):
        raise Problem("bad_request", "lobby, recorded and alone are true or false.")
    door = body.get("door", "closed" if alone else "ask" if lobby else "open")
    if door not in get_args(Door):
        raise Problem("bad_request", f"door is one of {', '.join(get_args(Door))}.")
    course = await school.store.courses.course(str(body.get("course"))[:40])
    if course is None:
        raise Problem("no_such_course")
    if course.owner != owner and not identity.api:
        raise Problem("not_permitted")
    kind: Kind = "alone" if alone else "class"
    made = await school.store.courses.create_class(
        course.id, title, starts_at, lobby=door == "ask", recorded=recorded or alone, kind=kind
    )
    if door not in ("open", "ask"):
        await school.classrooms.ask(made.id, {"what": "do", "do": "SetDoor", "fields": {"door": door}})
    return answer(
        {"ok": True, "id": made.id, "title": made.title, **links(school, made.id, "instructor")}, 201
    )


def links(school: School, class_id: str, role: str) -> dict[str, Any]:
    """The links of a class that someone in this role may hand on."""
    address, seconds = school.settings.address, school.settings.ticket_days * DAY_SECONDS
    student = school.tokens.ticket(class_id, "student", seconds)
    join = {"student": f"{address}/join/{student}"}
    # Assistants get none: a link outlasts the role, which may be taken back.
    if role == "instructor":
        join["instructor"] = f"{address}/join/{school.tokens.ticket(class_id, role, seconds)}"
    return {"join": join, "playback": f"{address}/play/{class_id}?ticket={student}"}


async def end_class(request: web.Request) -> web.Response:
    """POST classes/{id}/end: end the live part; its recording can be played when this answers."""
    visitor = await lead(request)
    school, class_id = school_of(request), visitor.found.id
    command = {"id": f"end-{visitor.timeline.room.seq}", "do": "EndClass"}
    person = visitor.person or (await school.store.people.owner()).id
    asked = {"what": "command", "command": command, "person": person, "role": visitor.role}
    reply = await school.classrooms.ask(class_id, asked)
    if reply["ok"]:
        await school.classrooms.ask(class_id, {"what": "settled"})
    return passed_on(reply)


async def discard(request: web.Request) -> web.Response:
    """DELETE classes/{id}: a draft that is not going on, with all that belongs to it; there is no way back."""
    visitor, school = await lead(request), school_of(request)
    found, lesson = visitor.found, visitor.timeline.room.lesson
    if visitor.reader.role != "instructor":
        raise Problem("not_permitted")
    if not found.draft or (lesson.opened_at is not None and not lesson.draft):
        raise Problem("not_a_draft")
    if lesson.is_live:
        raise Problem("still_running")
    await school.classrooms.forget(found.id)
    await school.store.courses.discard(found.id)
    await asyncio.to_thread(shutil.rmtree, school.class_folder(found.id), ignore_errors=True)
    return answer({"ok": True})


async def get_class(request: web.Request) -> web.Response:
    """GET classes/{id}: state, times and counts."""
    visitor = await visit(request)
    found, room = visitor.found, visitor.timeline.room
    course = await school_of(request).store.courses.course(found.course)
    shown = {
        **class_json(found, room),
        "course": {"id": found.course, "title": course.title if course else ""},
        **(summary(room) if visitor.inside else NOTHING_YET),
        "me": {"person": visitor.person, "role": visitor.reader.role},
    }
    # Whoever only looks gets no link to take part.
    more = {} if visitor.looks else links(school_of(request), found.id, visitor.reader.role)
    return answer({"ok": True, **shown, **more})


def class_json(found: SchoolClass, room: Room | None = None) -> dict[str, Any]:
    """A class as lists show it, with its room where that is at hand."""
    state, opened_at, ended_at = times_of(found, room)
    begun = room is not None and room.lesson.opened_at is not None
    recorded = room.lesson.recorded if room is not None and begun else found.recorded
    duration = ended_at - opened_at if ended_at is not None and opened_at is not None else None
    return {
        "id": found.id,
        "title": found.title,
        "state": state,
        "starts_at": found.starts_at,
        "opened_at": opened_at,
        "ended_at": ended_at,
        "duration": duration,
        "recorded": recorded,
        "lobby": found.lobby,
        "kind": found.kind,
        "draft": found.draft if room is None or room.seq == 0 else room.lesson.draft,
        "door": room.lobby.door if room is not None and room.seq else "ask" if found.lobby else "open",
    }


async def me(request: web.Request) -> web.Response:
    """GET me: who the server takes me for."""
    identity = await identify(request)
    if identity.person is None:
        raise Problem("sign_in_needed")
    known = await _me(school_of(request), identity.person)
    return answer({"ok": True, **known, "class": identity.class_id, "role": identity.role})


async def _me(school: School, person: str) -> dict[str, Any]:
    found = await school.store.people.find(person)
    if found is None:
        raise Problem("sign_in_needed")
    return {"person": found.id, "name": found.name, "account": found.account}
