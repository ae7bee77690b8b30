"""Slides come in as a PDF, and go out as pictures of pages."""

import asyncio
import contextlib
import re
import secrets
import time
from pathlib import Path

from aiohttp import BodyPartReader, web

from rooms.preconditions import ID_SHAPE
from server.auth import clean_title
from server.errors import Problem
from server.http.access import must_have, visit
from server.http.answers import answer, school_of
from server.http.recordings import send_file
from server.slides import add_deck, looks_like_pdf
from server.store.people import new_id

PAGE = re.compile(r"[1-9][0-9]{0,3}\Z")
CHUNK = 256 * 1024


async def add(request: web.Request) -> web.Response:
    """POST classes/{id}/decks, multipart with the PDF as `file` -> {deck, title, pages, width, height}."""
    visitor = await must_have(request, "slides")
    school = school_of(request)
    if visitor.timeline.room.lesson.state == "ended":
        raise Problem("bad_request", "the class has ended.")
    if not school.limits.allow(visitor.person or "api", "upload", time.monotonic()):
        raise Problem("too_fast")
    if not request.content_type.startswith("multipart/"):
        raise Problem("bad_request", "send the PDF as a form with the field `file`.")
    arriving = school.data / "arriving" / secrets.token_hex(8)
    arriving.parent.mkdir(exist_ok=True)
    try:
        fields = await _receive(request, arriving, school.settings.deck_megabytes << 20)
        deck = fields.get("deck") or new_id("d")
        if not ID_SHAPE.match(deck):
            raise Problem("bad_request", "a deck's id has 1 to 40 letters, digits, - and _.")
        title = clean_title(fields.get("title") or fields["name"])
        made = await add_deck(school, visitor.found.id, deck, title, arriving)
    finally:
        with contextlib.suppress(FileNotFoundError):
            arriving.unlink()
    shown = {
        "deck": made.id,
        "title": made.title,
        "pages": made.pages,
        "width": made.width,
        "height": made.height,
    }
    return answer({"ok": True, **shown}, 201)


async def _receive(request: web.Request, target: Path, most: int) -> dict[str, str]:
    """Write the file to disk as it arrives, and give the form's short fields; `name` is the file's name."""
    if request.content_length is not None and request.content_length > most + CHUNK:
        raise Problem("too_large", f"a PDF has at most {most >> 20} MB.")
    fields: dict[str, str] = {}
    try:
        form = await request.multipart()
        while (part := await form.next()) is not None:
            if not isinstance(part, BodyPartReader):
                raise Problem("bad_request", "the form is too deep.")
            if part.name == "file":
                await _write(part, target, most)
                fields["name"] = (part.filename or "Slides").rsplit("/", 1)[-1][:200].removesuffix(".pdf")
            elif part.name in ("title", "deck"):
                fields[part.name] = (await part.read_chunk(1000)).decode(errors="replace")
    except (ValueError, AssertionError) as error:
        raise Problem("bad_request", "the form is broken.") from error
    if "name" not in fields:
        raise Problem("bad_request", "the form has no field `file`.")
    return fields


async def _write(part: BodyPartReader, target: Path, most: int) -> None:
    beginning, size = b"", 0
    with target.open("wb") as file:
        while chunk := await part.read_chunk(CHUNK):
            if size < 1024:
                beginning += chunk[:1024]
                if len(beginning) >= 1024 and not looks_like_pdf(beginning):
                    raise Problem("not_a_pdf")
            size += len(chunk)
            if size > most:
                raise Problem("too_large", f"a PDF has at most {most >> 20} MB.")
            await asyncio.to_thread(file.write, chunk)
    if not looks_like_pdf(beginning):
        raise Problem("not_a_pdf")


async def show_page(request: web.Request) -> web.StreamResponse:
    """GET classes/{id}/decks/{deck}/pages/{n}.webp: one page as a picture."""
    visitor = await visit(request)
    deck, number = request.match_info["deck"], request.match_info["page"]
    if not visitor.inside or not PAGE.match(number):
        raise Problem("no_such_file")
    if await school_of(request).store.decks.find(visitor.found.id, deck) is None:
        raise Problem("no_such_deck")
    path = school_of(request).class_folder(visitor.found.id) / "decks" / deck / f"{number}.webp"
    if not path.is_file():
        raise Problem("no_such_file")
    # The class's address is part of the page's, and a deck never changes: it may be kept.
    return send_file(path, "image/webp", "private, max-age=86400, immutable")
