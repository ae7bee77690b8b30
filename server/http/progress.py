"""How far one is in a class, told by one's player; how far everybody is, for those who lead; a course's terms of late work."""

from dataclasses import replace
from typing import Any

import msgspec
from aiohttp import web

from rooms.spans import Span, overlap, union
from rooms.watching import STEP, Watched, watched_more
from server.errors import Problem
from server.http.access import Visit, course_led, lead, limit, visit
from server.http.answers import answer, body_of, school_of
from server.http.audit import put_down
from server.http.recordings import quiet_of
from server.http.timeline import class_time
from server.progress_files import progress_csv, progress_rows
from server.store.people import unix_ms
from server.terms import terms_from_json, terms_json, terms_of

KINDS = {"csv": "text/csv", "json": "application/json"}
MOST_TOLD = 100  # passages in one report
FEWEST = 5  # people behind a count that is told to all
LAST = 2**53  # whole numbers beyond this do not survive JavaScript


async def mine(request: web.Request) -> web.Response:
    """GET classes/{id}/progress: how far I am, what is missing, and where to go on."""
    visitor = await _inside(request)
    return answer({"ok": True, **await _told(request, visitor)})


async def watch(request: web.Request) -> web.Response:
    """POST classes/{id}/watched {spans, skipped?, at, offline?}: what was played, silences left out -> how far I am.

    What cannot have been watched is left out. `offline`: it was played from a copy on a device, since the last report.
    """
    visitor = await _inside(request)
    limit(request, visitor.identity, "watched")
    body, edge = await body_of(request), class_time(request, visitor)
    spans, at = _spans(body.get("spans"), "spans"), body.get("at")
    skipped = _spans(body.get("skipped", []), "skipped")
    if not _whole(at):
        raise Problem("bad_request", "at is a moment of the class in milliseconds.")
    assert isinstance(at, int)
    away = body.get("offline", False)
    if not isinstance(away, bool):
        raise Problem("bad_request", "offline is true or false.")

    silent = overlap(union(skipped), await quiet_of(request, visitor)) if skipped else ()

    def more(before: Watched | None) -> Watched:
        after = watched_more(before, spans, at, unix_ms(), edge, silent, away=away)
        # What those who lead look up again says nothing about where it is hard to follow.
        return replace(after, repeated=()) if visitor.is_staff else after

    store, class_id, person = school_of(request).store, visitor.found.id, visitor.person or ""
    if await store.progress.watch(class_id, person, more) is None:
        raise Problem("busy")
    if visitor.timeline.room.lesson.ended_at is not None:
        entries, room = visitor.timeline.entries, visitor.timeline.room
        await school_of(request).standings.judge(class_id, entries, room, edge, [person])
    return answer({"ok": True, **await _told(request, visitor)})


async def watched_again(request: web.Request) -> web.Response:
    """GET classes/{id}/rewatched: how often each ten seconds were watched again, by nobody's name.

    Those who do not lead get it once five people have watched: of fewer one could guess who it was.
    """
    visitor, store = await _inside(request), school_of(request).store
    told = visitor.is_staff or await store.progress.watchers(visitor.found.id) >= FEWEST
    found = await store.progress.rewatched(visitor.found.id) if told else {}
    times = [found.get(step, 0) for step in range(max(found, default=-1) + 1)]
    return answer({"ok": True, "step": STEP, "times": times})


async def _inside(request: web.Request) -> Visit:
    visitor = await visit(request)
    if visitor.person is None:
        raise Problem("sign_in_needed")
    if not visitor.inside:
        raise Problem("not_permitted")
    return visitor


async def _told(request: web.Request, visitor: Visit) -> dict[str, Any]:
    entries, room = visitor.timeline.entries, visitor.timeline.room
    standings, now = school_of(request).standings, class_time(request, visitor)
    return await standings.told(visitor.found.id, entries, room, visitor.person or "", now)


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -LAST < value < LAST


def _spans(value: object, name: str) -> list[Span]:
    if not isinstance(value, list) or len(value) > MOST_TOLD:
        raise Problem("bad_request", f"{name} is a list of at most {MOST_TOLD} passages.")
    for one in value:
        if not isinstance(one, list) or len(one) != 2 or not all(_whole(moment) for moment in one):
            raise Problem("bad_request", "a passage is [from, to] in milliseconds of the class.")
    return [(one[0], one[1]) for one in value]


async def export(request: web.Request) -> web.Response:
    """GET classes/{id}/progress.csv (or .json): how far each student is, and what is missing."""
    visitor, school = await lead(request), school_of(request)
    form, room, class_id = request.match_info["form"], visitor.timeline.room, visitor.found.id
    entries, now = visitor.timeline.entries, class_time(request, visitor)
    judged = await school.standings.judge(class_id, entries, room, now)
    rows = progress_rows(room, judged, await school.store.people.names(judged))
    if form == "csv":  # the other form is what the page itself reads
        await put_down(request, visitor, "exported", about="progress.csv")
        text = progress_csv(rows)
    else:
        about = {"terms": terms_json(room.terms.terms), "closes_at": room.terms.closes_at(room.lesson)}
        told = {"ok": True, "class": class_id, **about, "extensions": room.terms.extensions, "people": rows}
        text = msgspec.json.encode(told).decode()
    response = web.Response(text=text, content_type=KINDS[form], charset="utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{class_id}-progress.{form}"'
    response.headers["Cache-Control"] = "no-store"
    response.enable_compression()
    return response


async def terms(request: web.Request) -> web.Response:
    """GET courses/{course}/terms: what holds for late work in the course's new classes."""
    course = await course_led(request, "read")
    return answer({"ok": True, "terms": terms_json(terms_of(course))})


async def set_terms(request: web.Request) -> web.Response:
    """PUT courses/{course}/terms {terms}: what holds for late work in the course's new classes."""
    course = await course_led(request, "create")
    given = terms_json(terms_from_json((await body_of(request)).get("terms")))
    await school_of(request).store.courses.set_terms(course.id, given)
    return answer({"ok": True, "terms": given})
