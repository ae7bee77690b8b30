"""What was recorded of a class: the list of what can be played, and the files, in ranges."""

import asyncio
import re
from pathlib import Path
from typing import Any

from aiohttp import web

from recording import manifest as manifests
from recording.glimpses import STEP, STRIP
from recording.keeping import gone
from recording.remix import name_of
from rooms.spans import Spans, union
from server.errors import Problem
from server.http.access import Visit, limit, visit
from server.http.answers import answer, school_of
from server.http.timeline import class_time, wants_uncut, whole
from server.recordings import as_edited, recording_folder

FILE = re.compile(r"[A-Za-z0-9_~-]{1,80}\.(mp4|webm)\Z")
STRIP_NUMBER = re.compile(r"(0|[1-9][0-9]{0,3})\Z")
LATEST = 2**53  # no fragment ends after it: the list is asked for without them
MUCH = 600_000  # class ms: who asks for no more than is new since then is answered every second
KEPT = 200
KINDS = {".mp4": "video/mp4", ".webm": "video/webm"}


async def manifest(request: web.Request) -> web.Response:
    """GET classes/{id}/manifest?since=MS&uncut=1: what can be played now, while the class runs and afterwards; those who
    lead may ask for what is cut out, too."""
    visitor, since = await visit(request), whole(request.query.get("since"), "since")
    if (
        since is None
        or visitor.timeline.room.lesson.state != "live"
        or since < class_time(request, visitor) - MUCH
    ):
        limit(request, visitor.identity, "recording")
    made = await _manifest(request, visitor, since)
    told = manifests.for_reader(made, visitor.reader)
    told = await _edited(request, visitor, told)
    return answer({"ok": True, **manifests.for_players(told)})


async def _edited(request: web.Request, visitor: Visit, made: dict[str, Any]) -> dict[str, Any]:
    """The list as this visitor gets it of an edited class."""
    edit = visitor.timeline.room.edit
    if edit.is_none or wants_uncut(request, visitor):
        return made
    folder = recording_folder(school_of(request).data, visitor.found.id)
    return await asyncio.to_thread(as_edited, folder, made, edit, visitor.timeline.entries)


async def _manifest(request: web.Request, visitor: Visit, since: int | None = None) -> dict[str, Any]:
    school, class_id = school_of(request), visitor.found.id
    if not visitor.inside:
        raise Problem("not_permitted")
    if visitor.timeline.room.lesson.state == "live":
        reply = await school.classrooms.ask(class_id, {"what": "manifest", "since": since})
        if reply["ok"] and reply["manifest"] is not None:
            return dict(reply["manifest"])
    elif visitor.timeline.room.lesson.state == "ended":
        # Whoever asks in the second in which the class ends waits until its recording is written out.
        folder = recording_folder(school.data, class_id)
        made = await school.manifests.of(folder)
        if made is None or made.get("state") != "ended" or school.classrooms.here(class_id) is not None:
            await school.classrooms.ask(class_id, {"what": "settled"})
            made = await school.manifests.of(folder)
        if made is not None and "sound" not in gone(made):
            return made
    raise Problem("no_recording")


async def quiet_of(request: web.Request, visitor: Visit) -> Spans:
    """Where nobody is heard in the recording; nowhere while there is none."""
    kept, class_id = school_of(request).quiet, visitor.found.id
    if class_id in kept:
        return kept[class_id]
    try:
        made = await _manifest(request, visitor, LATEST)
    except Problem:
        return ()
    quiet = union((start, end) for start, end in made.get("quiet", ()))
    if made["state"] == "ended":  # the list is long, and players tell every few seconds
        kept[class_id] = quiet
        while len(kept) > KEPT:
            del kept[next(iter(kept))]
    return quiet


async def glimpses(request: web.Request) -> web.StreamResponse:
    """GET classes/{id}/glimpses/{n}.webp: small pictures of the stage, 30 in a file, every 10 s of its five minutes."""
    visitor, school = await visit(request), school_of(request)
    number, class_id = request.match_info["number"], visitor.found.id
    if not STRIP_NUMBER.match(number):
        raise Problem("no_such_file")
    # A shared screen sends a keyframe each ten seconds at least.
    made = await _manifest(request, visitor, max(0, int(number) * STRIP - 3 * STEP))
    folder, told = school.class_folder(class_id) / "glimpses", await _edited(request, visitor, made)
    if told is not made:  # each edit has strips of its own, without what is left out of it
        folder, made = folder / visitor.timeline.room.edit.key, told
    path = await school.glimpses.strip(folder, recording_folder(school.data, class_id), made, int(number))
    kept = made["state"] == "ended" or "-" not in path.stem
    return send_file(path, "image/webp", "private, max-age=86400" if kept else "no-store")


async def media(request: web.Request) -> web.StreamResponse:
    """GET classes/{id}/media/{file}: bytes of a recorded track, by Range."""
    visitor = await visit(request)
    file = request.match_info["file"]
    path = recording_folder(school_of(request).data, visitor.found.id) / file
    if not FILE.match(file) or not visitor.inside or not path.is_file():
        raise Problem("no_such_file")
    room = visitor.timeline.room
    if (
        not room.edit.is_none
        and not visitor.is_staff
        and not _asks_for(request, await _left(request, visitor, file))
    ):
        raise Problem("not_permitted")
    if room.breakouts.members and not visitor.is_staff:
        made = await _edited(request, visitor, await _manifest(request, visitor, LATEST))
        if not manifests.may_fetch(made["tracks"], made["mix"], file, visitor.reader):
            raise Problem("not_permitted")
    return send_file(path, KINDS[path.suffix], "private, no-cache")


async def _left(request: web.Request, visitor: Visit, file: str) -> Spans:
    """Which bytes of a file the class is played with as it is edited now."""
    kept, class_id, edit = school_of(request).left, visitor.found.id, visitor.timeline.room.edit
    folder = recording_folder(school_of(request).data, class_id)
    key = f"{edit.key} {(folder / f'{name_of(edit.voices)}.json').is_file()}"
    if class_id not in kept or kept[class_id][0] != key:
        made = await _edited(request, visitor, await _manifest(request, visitor))
        kept[class_id] = (key, await asyncio.to_thread(manifests.bytes_of, made))
        while len(kept) > KEPT:
            del kept[next(iter(kept))]
    return kept[class_id][1].get(file, ())


def _asks_for(request: web.Request, told: Spans) -> bool:
    """Whether a request asks for some of these bytes and no others, whatever became of the file since."""
    if (
        request.if_range is not None
    ):  # a date: answered with the whole file once that has changed (RFC 9110, 13.1.5)
        return False
    try:
        asked = request.http_range
    except ValueError:
        return False
    first, end = asked.start, asked.stop
    return first is not None and end is not None and any(a <= first and end <= b for a, b in told)


def send_file(path: Path, kind: str, caching: str) -> web.StreamResponse:
    """A file, whole or in part, never compressed; what a browser keeps of it is for nobody who asks as somebody else."""
    headers = {"Content-Type": kind, "Cache-Control": caching, "Vary": "Authorization, Cookie"}
    return web.FileResponse(path, headers=headers)
