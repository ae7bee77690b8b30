"""Slides come in as a file, and go out as pictures of pages, their words, and the file again."""

import asyncio
import contextlib
import re
import secrets
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

from aiohttp import BodyPartReader, web

from rooms.preconditions import ID_SHAPE
from rooms.slides import must_have_room
from server.auth import clean_title
from server.content import UNKNOWN
from server.deck_pages import CONVERTED, original_of, ready
from server.errors import Problem
from server.http.access import Visit, must_have, visit
from server.http.answers import answer, school_of
from server.http.files import INERT, clean_file_name
from server.http.recordings import send_file
from server.school import School
from server.slides import Brought, add_deck, slides_kind
from server.speaker_notes import HIDDEN_NOTES
from server.store.decks import Deck
from server.store.people import new_id

PAGE = re.compile(r"[1-9][0-9]{0,3}\Z")
ENDING = re.compile(r"\.[A-Za-z0-9]{2,4}\Z")
CHUNK = 256 * 1024
BEGINNING = 1024
ANSWERED_WITHIN = 20.0  # seconds: proxies give up on what takes a minute
PAGES_KEPT = "private, max-age=86400, immutable"  # the class is in the address, and a deck never changes


async def add(request: web.Request) -> web.Response:
    """POST classes/{id}/decks, multipart with the slides as `file` -> {deck, title, pages, width, height}, or 202."""
    visitor = await must_have(request, "slides")
    school = school_of(request)
    if visitor.timeline.room.lesson.state == "ended":
        raise Problem("bad_request", "the class has ended.")
    must_have_room(visitor.timeline.room.slides)
    if not school.limits.allow(visitor.person or "api", "upload", time.monotonic()):
        raise Problem("too_fast")
    if not request.content_type.startswith("multipart/"):
        raise Problem("bad_request", "send the slides as a form with the field `file`.")
    arriving = school.data / "arriving" / secrets.token_hex(8)
    arriving.parent.mkdir(exist_ok=True)
    try:
        fields = await _receive(request, arriving, school.settings.deck_megabytes << 20)
        deck = fields.get("deck") or new_id("d")
        if not ID_SHAPE.match(deck):
            raise Problem("bad_request", "a deck's id has 1 to 40 letters, digits, - and _.")
        title = clean_title(fields.get("title") or fields["name"])
        folder = school.deck_folder(visitor.found.id, deck)
        if folder in school.pages.adding and not school.pages.adding[folder].done():
            raise Problem("bad_request", "there is a deck with that id.")
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            arriving.unlink()
        raise
    brought = Brought(arriving, fields["kind"], visitor.person)
    work = school.pages.add(folder, _add(school, visitor.found.id, deck, title, brought))
    await asyncio.wait({work}, timeout=ANSWERED_WITHIN)
    if not work.done():
        return answer({"ok": True, "deck": deck, "title": title, "state": "working"}, 202)
    return answer({"ok": True, **_told(work.result())}, 201)


async def _add(school: School, class_id: str, deck: str, title: str, brought: Brought) -> Deck:
    try:
        return await add_deck(school, class_id, deck, title, brought)
    finally:
        with contextlib.suppress(FileNotFoundError):
            brought.path.unlink()


def _told(deck: Deck) -> dict[str, Any]:
    return {
        "deck": deck.id,
        "title": deck.title,
        "pages": deck.pages,
        "width": deck.width,
        "height": deck.height,
    }


async def _receive(request: web.Request, target: Path, most: int) -> dict[str, str]:
    """Write the file to disk as it arrives, and give the form's short fields, its `name`, and its `kind`."""
    if request.content_length is not None and request.content_length > most + CHUNK:
        raise Problem("too_large", f"slides have at most {most >> 20} MB.", most >> 20)
    fields: dict[str, str] = {}
    try:
        form = await request.multipart()
        while (part := await form.next()) is not None:
            if not isinstance(part, BodyPartReader):
                raise Problem("bad_request", "the form is too deep.")
            if part.name == "file" and "kind" not in fields:
                fields["kind"] = await _write(part, target, most)
                fields["name"] = ENDING.sub("", (part.filename or "Slides").rsplit("/", 1)[-1][:200])
            elif part.name in ("title", "deck"):
                fields[part.name] = (await part.read_chunk(1000)).decode(errors="replace")
    except (ValueError, AssertionError) as error:
        raise Problem("bad_request", "the form is broken.") from error
    if "kind" not in fields:
        raise Problem("bad_request", "the form has no field `file`.")
    return fields


async def _write(part: BodyPartReader, target: Path, most: int) -> str:
    beginning, size, kind = b"", 0, ""
    with target.open("wb") as file:
        while chunk := await part.read_chunk(CHUNK):
            beginning += chunk[: max(0, BEGINNING - len(beginning))]
            if not kind and len(beginning) >= BEGINNING:
                kind = slides_kind(beginning)
            size += len(chunk)
            if size > most:
                raise Problem("too_large", f"slides have at most {most >> 20} MB.", most >> 20)
            await asyncio.to_thread(file.write, chunk)
    return kind or slides_kind(beginning)


async def state(request: web.Request) -> web.Response:
    """GET classes/{id}/decks/{deck}: how far a deck is -> {deck, title, pages, width, height, ready}."""
    visitor = await must_have(request, "slides")
    school, deck = school_of(request), request.match_info["deck"]
    folder = school.deck_folder(visitor.found.id, deck)
    work = school.pages.adding.get(folder)
    if work is not None and not work.done():
        return answer({"ok": True, "deck": deck, "state": "working"})
    if work is not None:
        work.result()  # raises why it could not be added
    found = await _found(school, visitor, deck)
    if not visitor.timeline.room.slides.owns(deck, visitor.person, leads=visitor.is_staff):
        raise Problem("not_permitted")
    return answer({"ok": True, **_told(found), "ready": await asyncio.to_thread(ready, folder)})


async def _found(school: School, visitor: Visit, deck: str) -> Deck:
    found = await school.store.decks.find(visitor.found.id, deck) if ID_SHAPE.match(deck) else None
    if found is None:
        raise Problem("no_such_deck")
    return found


async def _page(request: web.Request, ending: str, *, notes: bool = False) -> Path:
    """Where a part of a page is, for those who may see the page, or its notes; waits for one that is being made."""
    visitor, school = await visit(request), school_of(request)
    deck, number = request.match_info["deck"], request.match_info["page"]
    if not visitor.inside or not PAGE.match(number):
        raise Problem("no_such_file")
    found = await _found(school, visitor, deck)
    if int(number) > found.pages:
        raise Problem("no_such_file")
    slides = visitor.timeline.room.slides
    may = slides.may_read_notes if notes else slides.may_read
    if not may(deck, int(number), visitor.person, leads=visitor.is_staff):
        raise Problem("not_permitted")
    path = school.deck_folder(visitor.found.id, deck) / f"{number}.webp"
    await school.pages.wait_for(path, school.settings.deck_pages)
    path = path.with_suffix(ending)
    if not path.is_file():
        raise Problem("no_such_file")
    return path


async def show_page(request: web.Request) -> web.StreamResponse:
    """GET classes/{id}/decks/{deck}/pages/{n}.webp: one page as a picture."""
    return send_file(await _page(request, ".webp"), "image/webp", PAGES_KEPT)


async def show_small_page(request: web.Request) -> web.StreamResponse:
    """GET classes/{id}/decks/{deck}/pages/{n}.small.webp: one page as a small picture."""
    return send_file(await _page(request, ".small.webp"), "image/webp", PAGES_KEPT)


async def tell_page(request: web.Request) -> web.StreamResponse:
    """GET classes/{id}/decks/{deck}/pages/{n}.txt: the words of one page."""
    return send_file(await _page(request, ".txt"), "text/plain; charset=utf-8", PAGES_KEPT)


async def tell_notes(request: web.Request) -> web.StreamResponse:
    """GET classes/{id}/decks/{deck}/pages/{n}.notes.txt: the speaker notes of one page, for those who may read them."""
    path = await _page(request, ".notes.txt", notes=True)
    return send_file(path, "text/plain; charset=utf-8", "private, no-cache")


async def original(request: web.Request) -> web.StreamResponse:
    """GET classes/{id}/decks/{deck}/file: the file from which a deck was made, to be saved.

    Whoever may not read its speaker notes gets the PDF that was made of it, without them.
    """
    visitor, school = await visit(request), school_of(request)
    found = await _found(school, visitor, request.match_info["deck"])
    slides = visitor.timeline.room.slides
    may = slides.may_download(found.id, visitor.person, leads=visitor.is_staff)
    if not visitor.inside or not may:
        raise Problem("not_permitted")
    folder = school.deck_folder(visitor.found.id, found.id)
    bare = slides.keeps_notes_from(found.id, visitor.person, leads=visitor.is_staff)
    if found.id not in slides.noted and not slides.owns(found.id, visitor.person, leads=visitor.is_staff):
        bare = (folder / HIDDEN_NOTES).is_file()  # there is nothing that could be shared
    path = folder / CONVERTED if bare else original_of(folder)
    if path is None or not path.is_file():
        raise Problem("no_such_file")
    response = send_file(path, UNKNOWN, "private, no-cache")
    name = quote(clean_file_name(f"{found.title}{path.suffix}"), safe="")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    response.headers["Content-Security-Policy"] = INERT
    return response
