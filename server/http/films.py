"""Films come in whole through the door of files, and go out in ranges, under an address that is a key for one person."""

import time
from functools import partial
from pathlib import Path
from urllib.parse import quote

from aiohttp import web

from rooms.films import Film
from server.errors import Problem
from server.films import FILMS, film_for, keep_film
from server.http.access import Visit, must_have, visit, visit_as
from server.http.answers import answer, school_of
from server.http.files import clean_file_name, receive, room_left
from server.http.outsiders import holder
from server.http.recordings import send_file
from server.kept_files import arriving, films_folder
from server.store.people import new_id


async def add(request: web.Request) -> web.Response:
    """POST classes/{id}/films?name=NAME with the file as body -> {film, name, kind, size, length, width, height}."""
    visitor, school = await must_have(request, "slides"), school_of(request)
    person = visitor.person
    if person is None:
        raise Problem("sign_in_needed")
    if visitor.timeline.room.lesson.state == "ended":
        raise Problem("bad_request", "the class has ended.")
    if not school.limits.allow(person, "upload", time.monotonic()):
        raise Problem("too_fast")
    with arriving(school.data) as path:
        most = room_left(school, visitor)
        kind, size = await receive(request, path, most)
        if kind not in FILMS:
            raise Problem("not_a_film", "it is neither MP4 nor WebM.")
        visitor = await must_have(request, "slides")  # meanwhile others were faster, or it was taken
        if size > room_left(school, visitor):
            raise Problem("class_full", "others were faster.")
        name = clean_file_name(request.query.get("name", ""))
        left = partial(room_left, school, visitor)
        told = await keep_film(
            school, visitor.found.id, person, path, new_id("v"), name, most=most, left=left
        )
    return answer({"ok": True, **told}, 201)


def _found(request: web.Request, visitor: Visit) -> tuple[Film, Path]:
    film = request.match_info["film"]
    found = film_for(visitor.timeline.room, film, visitor.reader) if visitor.inside else None
    if found is None:
        raise Problem("no_such_file")
    path = films_folder(school_of(request).data, visitor.found.id) / found.film
    if not path.is_file():
        raise Problem("no_such_file")
    return found, path


async def address(request: web.Request) -> web.Response:
    """GET classes/{id}/films/{film}/address -> {url}: where the reader's browser streams it from, for some hours."""
    visitor = await visit(request)
    found, _ = _found(request, visitor)
    key = school_of(request).tokens.film(visitor.found.id, found.film, *visitor.holder)
    where = f"/api/v1/classes/{visitor.found.id}/films/{found.film}?key={quote(key)}"
    return answer({"ok": True, "url": where})


async def stream(request: web.Request) -> web.StreamResponse:
    """GET classes/{id}/films/{film}?key=KEY: the film, by Range; a video element sends no header, so the key is here."""
    class_id, film = request.match_info["id"], request.match_info["film"]
    person, role = school_of(request).tokens.read_film(request.query.get("key"), class_id, film)
    visitor = await visit_as(request, holder(class_id, person, role))
    found, path = _found(request, visitor)
    return send_file(path, found.kind, "private, max-age=3600")
