"""What was recorded of a class: the list of what can be played, and the files, in ranges."""

import re
from pathlib import Path
from typing import Any

from aiohttp import web

from recording import manifest as manifests
from recording.glimpses import STEP, STRIP
from recording.keeping import gone
from rooms.spans import Spans, union
from server.errors import Problem
from server.http.access import Visit, visit
from server.http.answers import answer, school_of
from server.http.timeline import whole
from server.recordings import recording_folder

FILE = re.compile(r"[A-Za-z0-9_~-]{1,80}\.(mp4|webm)\Z")
STRIP_NUMBER = re.compile(r"(0|[1-9][0-9]{0,3})\Z")
LATEST = 2**53  # no fragment ends after it: the list is asked for without them
KEPT = 200
KINDS = {".mp4": "video/mp4", ".webm": "video/webm"}


async def manifest(request: web.Request) -> web.Response:
    """GET classes/{id}/manifest?since=MS: what can be played now, while the class runs and afterwards."""
    visitor = await visit(request)
    made = await _manifest(request, visitor, whole(request.query.get("since"), "since"))
    return answer({"ok": True, **manifests.for_reader(made, visitor.reader)})


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
        made = manifests.read(folder)
        if made is None or made.get("state") != "ended" or school.classrooms.here(class_id) is not None:
            await school.classrooms.ask(class_id, {"what": "settled"})
            made = manifests.read(folder)
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
    folder = school.class_folder(class_id) / "glimpses"
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
    if visitor.timeline.room.breakouts.members and not visitor.is_staff:
        made = await _manifest(request, visitor)
        if not manifests.may_fetch(made["tracks"], made["mix"], file, visitor.reader):
            raise Problem("not_permitted")
    return send_file(path, KINDS[path.suffix], "private, no-cache")


def send_file(path: Path, kind: str, caching: str) -> web.StreamResponse:
    """A file, whole or in part, never compressed."""
    return web.FileResponse(path, headers={"Content-Type": kind, "Cache-Control": caching})
