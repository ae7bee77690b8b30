"""Files of the chat come in whole and are looked at; they go out to their readers only, and never as a page."""

import asyncio
import time
import unicodedata
from functools import partial
from pathlib import Path
from urllib.parse import quote

from aiohttp import web

from rooms.files import Attachment
from rooms.room import Room
from rooms.terms import must_be_in_time
from server.attachments import attachment_for, keep
from server.content import LOOKED_AT, PICTURES, UNKNOWN, kind_of
from server.errors import Problem
from server.http.access import Visit, visit
from server.http.answers import answer, school_of
from server.http.recordings import send_file
from server.kept_files import arriving, files_folder, preview_of
from server.school import School
from server.store.people import new_id, unix_ms

CHUNK = 256 * 1024
NAME_LIMIT = 120
NOTE_LIMIT = 32 << 20  # of a spoken comment: three minutes at 480 lines take about 15 MB
SHARE = 4  # of the room for files in a class one student may take a quarter
INERT = "default-src 'none'; sandbox"  # if a browser ever showed it after all, nothing in it would run


async def add(request: web.Request) -> web.Response:
    """POST classes/{id}/files?name=NAME with the file as body -> {file, name, kind, size, width, height}.

    With `note=1` it is a spoken comment: three minutes of sound, perhaps with a picture; then its `length` is told too.
    """
    visitor, school = await visit(request), school_of(request)
    person = visitor.person
    if person is None:
        raise Problem("sign_in_needed")
    if not visitor.inside:
        raise Problem("not_permitted")
    if not visitor.is_staff:
        room = visitor.timeline.room
        must_be_in_time(room.terms, room.lesson, person, unix_ms())
    if not school.limits.allow(person, "attach", time.monotonic()):
        raise Problem("too_fast")
    name = clean_file_name(request.query.get("name", ""))
    note = request.query.get("note") == "1"
    most = room_left(school, visitor)
    if note:
        most = min(most, NOTE_LIMIT)
    with arriving(school.data) as path:
        kind, size = await receive(request, path, most)
        visitor = await visit(request)  # meanwhile others were faster, or they were sent out
        if not visitor.inside:
            raise Problem("not_permitted")
        if size > room_left(school, visitor):
            raise Problem("class_full", "others were faster.")
        attachment = Attachment(new_id("f"), name, kind, size, 0, 0)
        left = partial(room_left, school, visitor)
        told = await keep(school, visitor.found.id, person, path, attachment, note=note, most=most, left=left)
    return answer({"ok": True, **told}, 201)


def clean_file_name(name: str) -> str:
    """The last part of a name without what nobody sees; `file` when nothing is left."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(c for c in last if unicodedata.category(c)[0] != "C" and c not in '<>:"|?*').strip(". ")
    if len(seen) > NAME_LIMIT:  # its end tells what it is
        seen = seen[: NAME_LIMIT - 20] + "…" + seen[-19:]
    return seen or "file"


def room_left(school: School, visitor: Visit, now: Room | None = None) -> int:
    """How large a file may be: so much at most, and no more than the class has room for, as it is `now`."""
    settings = school.settings
    room, whole = now or visitor.timeline.room, settings.class_files_megabytes << 20
    left = whole - room.files.stored - room.films.stored
    if not visitor.is_staff:  # nobody fills a class alone
        own = room.files.stored_by(visitor.person) + room.films.stored_by(visitor.person)
        left = min(left, whole // SHARE - own)
    if left <= 0:
        raise Problem(
            "class_full",
            f"{settings.class_files_megabytes} MB of files are the most.",
            settings.class_files_megabytes,
        )
    return min(settings.file_megabytes << 20, left)


async def receive(request: web.Request, target: Path, most: int) -> tuple[str, int]:
    """Write the body to disk as it comes; what it is by its content, and its size."""
    megabytes = max(1, most >> 20)
    too_large = Problem("too_large", f"at most {megabytes} MB fit here.", megabytes)
    if request.content_length is not None and request.content_length > most:
        raise too_large
    beginning, size = b"", 0
    with target.open("wb") as file:
        async for chunk in request.content.iter_chunked(CHUNK):
            looked = len(beginning) >= LOOKED_AT
            if not looked:
                beginning += chunk[: LOOKED_AT - len(beginning)]
                if len(beginning) >= LOOKED_AT:
                    kind_of(beginning)  # refuses at once what is refused
            size += len(chunk)
            if size > most:
                raise too_large
            await asyncio.to_thread(file.write, chunk)
    if size == 0:
        raise Problem("empty_file")
    return kind_of(beginning), size


async def _found(request: web.Request) -> tuple[Attachment, Path]:
    visitor, file = await visit(request), request.match_info["file"]
    attachment = attachment_for(visitor.timeline.room, file, visitor.reader) if visitor.inside else None
    if attachment is None:
        raise Problem("no_such_file")
    path = files_folder(school_of(request).data, visitor.found.id) / attachment.file
    if not path.is_file():
        raise Problem("no_such_file")
    return attachment, path


async def fetch(request: web.Request) -> web.StreamResponse:
    """GET classes/{id}/files/{file}: the file, to be saved."""
    attachment, path = await _found(request)
    kind = attachment.kind if attachment.kind in PICTURES else UNKNOWN
    response = send_file(path, kind, "private, no-cache")
    response.headers["Content-Disposition"] = (
        f"attachment; filename*=UTF-8''{quote(attachment.name, safe='')}"
    )
    response.headers["Content-Security-Policy"] = INERT
    return response


async def preview(request: web.Request) -> web.StreamResponse:
    """GET classes/{id}/files/{file}/preview.webp: a small picture of a picture."""
    attachment, path = await _found(request)
    if not attachment.width:
        raise Problem("no_such_file")
    return send_file(preview_of(path), "image/webp", "private, no-cache")
