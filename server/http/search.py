"""Searching classes: one, or all of a course or of a person, each hit with its moment."""

from typing import Any

from aiohttp import web

from server.errors import Problem
from server.http.access import identify, limit, visit
from server.http.answers import answer, finder_of, school_of
from server.http.classes import links
from server.store.courses import SchoolClass

LONGEST = 200


def _question(request: web.Request) -> str:
    asked = request.query.get("q", "")
    if len(asked) > LONGEST:
        raise Problem("bad_request", f"q has at most {LONGEST} characters.")
    return asked


async def search(request: web.Request) -> web.Response:
    """GET search?q=WORDS&course=ID: what I may see of my classes, or of those of one course, by class and moment."""
    identity = await identify(request)
    limit(request, identity, "search")
    if identity.person is None or identity.class_id is not None:
        raise Problem("sign_in_needed")
    _, listed = await school_of(request).store.courses.desk(identity.person)
    course = request.query.get("course")
    among = [(found, role) for found, role in listed if course is None or found.course == course]
    return await _found(request, among, identity.person)


async def search_class(request: web.Request) -> web.Response:
    """GET classes/{id}/search?q=WORDS: what I may see of this class, by moment."""
    visitor = await visit(request)
    limit(request, visitor.identity, "search")
    return await _found(request, [(visitor.found, visitor.role)], visitor.person, looks=visitor.looks)


async def _found(
    request: web.Request, among: list[tuple[SchoolClass, Any]], person: str | None, *, looks: bool = False
) -> web.Response:
    found = await finder_of(request).find(among, person, _question(request))
    shown = [
        {
            "id": one["class"].id,
            "course": one["class"].course,
            "title": one["class"].title,
            "opened_at": one["class"].opened_at,
            **_playback(request, one["class"].id, looks=looks),
            "hits": one["hits"],
            "more": one["more"],
        }
        for one in found
    ]
    return answer({"ok": True, "course": among[0][0].course if len(among) == 1 else None, "classes": shown})


def _playback(request: web.Request, class_id: str, *, looks: bool) -> dict[str, str]:
    """Where it is played; whoever only looks is there, and gets no link to take part."""
    return {} if looks else {"playback": links(school_of(request), class_id, "student")["playback"]}
