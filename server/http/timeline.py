"""The timeline over HTTP: one read serves joining, coming back, playing and exporting."""

from aiohttp import web

from server.errors import Problem
from server.http.access import Visit, limit, visit
from server.http.answers import answer, school_of
from server.http.classes import class_json
from server.live.audiences import people_in, views
from server.persons import persons
from server.store.people import unix_ms
from server.tallies import may_see_tally, tally_json

MANY = 1_000  # entries: more at once is a class from its beginning


def whole(text: str | None, name: str) -> int | None:
    """A whole number from the query, None if it is not there."""
    if text is None:
        return None
    if not text.isdecimal() or len(text) > 15:
        raise Problem("bad_request", f"{name} is a whole number.")
    return int(text)


def wants_uncut(request: web.Request, visitor: Visit) -> bool:
    """Whether somebody who leads asks for the class with what is cut out of it."""
    return visitor.is_staff and request.query.get("uncut") == "1"


async def timeline(request: web.Request) -> web.Response:
    """GET classes/{id}/timeline?after=N&uncut=1: everything written after seq N that the reader may see; those who lead
    may ask for what is cut out, too."""
    visitor = await visit(request)
    found, room, entries = visitor.found, visitor.timeline.room, visitor.timeline.entries
    after = whole(request.query.get("after"), "after") or 0
    if len(entries) - after > MANY:
        limit(request, visitor.identity, "whole")
    edited = None if wants_uncut(request, visitor) else room
    shown = views(entries[after:], visitor.reader, inside=visitor.inside, room=edited)
    ids = people_in(shown) | ({visitor.person} if visitor.person else set())
    people = await persons(school_of(request).store, found.id, room, ids)
    course = await school_of(request).store.courses.course(found.course)
    return answer(
        {
            "ok": True,
            "class": found.id,
            **{key: value for key, value in class_json(found, room).items() if key != "id"},
            "course": course.title if course else "",
            "me": {
                "person": visitor.person,
                "role": visitor.reader.role,
                **({"looks": True} if visitor.looks else {}),
            },
            "people": people,
            "entries": shown,
            "last": len(entries),
            "now": class_time(request, visitor),
        }
    )


def class_time(request: web.Request, visitor: Visit) -> int:
    """The class time of now in milliseconds, wherever the class is led."""
    live, lesson = school_of(request).classrooms.here(visitor.found.id), visitor.timeline.room.lesson
    if live is not None:
        return live.classroom.now()
    if lesson.opened_at is None:
        return 0
    return lesson.ended_at if lesson.ended_at is not None else max(0, unix_ms() - lesson.opened_at)


async def tally(request: web.Request) -> web.Response:
    """GET classes/{id}/polls/{poll}/tally: the votes, live and late apart."""
    visitor = await visit(request)
    room, poll = visitor.timeline.room, request.match_info["poll"]
    counted = tally_json(room, poll)
    if not visitor.inside or not may_see_tally(room, poll, visitor.person, visitor.role):
        raise Problem("not_permitted")
    return answer({"ok": True, **counted})
