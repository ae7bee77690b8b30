"""One's own address of a course for a podcast app: asked for in playback, read by the app, made invalid at any time."""

from typing import Any

from aiohttp import web

from recording.shelf import Shelf
from server.auth import Identity
from server.errors import Problem
from server.http.access import Visit, limit, visit, visit_as
from server.http.answers import answer, school_of
from server.http.downloads import is_current, shelf_of
from server.http.recordings import send_file
from server.kept_files import download_folder
from server.podcast import Episode, feed
from server.school import School
from server.store.podcasts import Podcast
from server.whats_next import keeps_out, known_of

FEED = "application/rss+xml"


async def mine(request: web.Request) -> web.Response:
    """GET classes/{id}/podcast -> {url}: one's own address of this course, null without one."""
    visitor, person = await _listener(request)
    school = school_of(request)
    return answer(_told(school, await school.store.podcasts.of(visitor.found.course, person)))


async def open_mine(request: web.Request) -> web.Response:
    """POST classes/{id}/podcast -> {url}: the same, made if there is none."""
    visitor, person = await _listener(request)
    school = school_of(request)
    return answer(_told(school, await school.store.podcasts.open(visitor.found.course, person)))


async def end_mine(request: web.Request) -> web.Response:
    """DELETE classes/{id}/podcast: the address opens nothing any more."""
    visitor, person = await _listener(request)
    await school_of(request).store.podcasts.end(visitor.found.course, person)
    return answer({"ok": True, "url": None})


async def show(request: web.Request) -> web.Response:
    """GET podcasts/{key}.xml: the classes of the course that its owner may play, the newest first."""
    school, podcast = school_of(request), await _found(request)
    course = await school.store.courses.course(podcast.course)
    assert course is not None
    episodes = []
    for found, role in (await school.store.courses.desk(podcast.person))[1]:
        shelf = Shelf(download_folder(school.data, found.id))
        sound = shelf.sound
        if found.course != podcast.course or found.ended_at is None:
            continue
        if shelf.edit is None or not sound.is_file():
            continue
        if keeps_out((await known_of(school, found))[1], podcast.person, role):
            continue
        opened = found.opened_at or found.ended_at
        url = f"{_address(school, podcast)}/{found.id}.m4a"
        episodes.append(
            Episode(found.id, found.title, opened, found.ended_at - opened, sound.stat().st_size, url)
        )
    language = school.settings.transcription_language.replace("auto", "")
    document = feed(course.title, school.settings.address, language, episodes)
    return web.Response(
        body=document, content_type=FEED, charset="utf-8", headers={"Cache-Control": "private, no-cache"}
    )


async def play(request: web.Request) -> web.StreamResponse:
    """GET podcasts/{key}/{id}.m4a: the sound of one class, by Range."""
    school, podcast = school_of(request), await _found(request)
    visitor = await visit_as(request, Identity(podcast.person))
    shelf = shelf_of(school, visitor)
    if visitor.found.course != podcast.course or not visitor.inside:
        raise Problem("not_permitted")
    if not shelf.sound.is_file() or not is_current(shelf, visitor):
        raise Problem("no_download")
    return send_file(shelf.sound, "audio/mp4", "private, no-cache")


async def _listener(request: web.Request) -> tuple[Visit, str]:
    visitor = await visit(request)
    if not visitor.inside or visitor.person is None or visitor.looks:
        raise Problem("not_permitted")
    return visitor, visitor.person


async def _found(request: web.Request) -> Podcast:
    school = school_of(request)
    named = school.tokens.read_podcast(request.match_info["key"])
    found = await school.store.podcasts.find(named)
    if found is None or school.tokens.is_erased(found.person):
        raise Problem("bad_ticket")
    limit(request, Identity(found.person), "read")
    return found


def _address(school: School, podcast: Podcast) -> str:
    return f"{school.settings.address}/api/v1/podcasts/{school.tokens.podcast(podcast.id)}"


def _told(school: School, podcast: Podcast | None) -> dict[str, Any]:
    return {"ok": True, "url": None if podcast is None else f"{_address(school, podcast)}.xml"}
