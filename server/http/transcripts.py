"""The transcript of a class as files to take away, as people corrected it."""

import asyncio
from collections.abc import Callable
from urllib.parse import quote

from aiohttp import web

from rooms import captions
from rooms.room import Room
from server.errors import Problem
from server.http.access import Visit, limit, visit
from server.http.answers import school_of
from server.http.files import clean_file_name
from server.http.summary import before
from server.http.timeline import class_time
from transcription.documents import Document, document, to_docx, to_markdown
from transcription.subtitles import to_json, to_srt, to_text, to_vtt

KINDS = {
    "vtt": "text/vtt",
    "srt": "application/x-subrip",
    "txt": "text/plain",
    "md": "text/markdown",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}
AUTOMATIC = "Written by a program, and not reviewed by a person yet."


async def transcript(request: web.Request) -> web.Response:
    """GET classes/{id}/transcript.vtt (or .srt, .txt, .md, .docx, .json): who said what and when."""
    visitor = await visit(request)
    limit(request, visitor.identity, "whole")
    form, language = request.match_info["form"], school_of(request).settings.transcription_language
    shown = visitor.entries()
    lines = await asyncio.to_thread(captions.read, shown)
    if not lines:
        _must_be_written(visitor.timeline.room)
    names = await school_of(request).store.people.names({line.person for line in lines})
    if form in {"md", "docx"}:
        digest, sections = await before(school_of(request), visitor, class_time(request, visitor))
        stops = [(one.start, one.title) for one in digest.parts]
        return await _written(visitor, form, document(*_heads(visitor), lines, names, stops, sections))
    makers: dict[str, Callable[[], str]] = {
        "vtt": lambda: to_vtt(lines, names, language),
        "srt": lambda: to_srt(lines, names),
        "txt": lambda: to_text(lines, names),
        "json": lambda: to_json(lines, names, language),
    }
    return text_file(visitor, form, (await asyncio.to_thread(makers[form])).encode())


async def summary(request: web.Request) -> web.Response:
    """GET classes/{id}/summary.md (or .docx): key terms, tasks, questions, links and files of the class, to read and keep."""
    visitor, form = await visit(request), request.match_info["form"]
    limit(request, visitor.identity, "whole")
    if not visitor.inside:
        raise Problem("not_permitted")
    _, sections = await before(school_of(request), visitor, class_time(request, visitor))
    return await _written(
        visitor, form, document(visitor.timeline.room.lesson.title, "", [], {}, [], sections)
    )


async def _written(visitor: Visit, form: str, written: Document) -> web.Response:
    maker: Callable[[Document], str | bytes] = to_docx if form == "docx" else to_markdown
    body = await asyncio.to_thread(maker, written)
    return text_file(visitor, form, body if isinstance(body, bytes) else body.encode())


def text_file(visitor: Visit, form: str, body: bytes) -> web.Response:
    """A file that is kept under the name of the class."""
    kind = KINDS[form] if form == "docx" else f"{KINDS[form]}; charset=utf-8"
    response = web.Response(body=body, headers={"Content-Type": kind})
    name = quote(clean_file_name(f"{visitor.timeline.room.lesson.title}.{form}"), safe="")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    response.headers["Cache-Control"] = "no-store"
    if form != "docx":
        response.enable_compression()
    return response


def _heads(visitor: Visit) -> tuple[str, str]:
    room = visitor.timeline.room
    return room.lesson.title, "" if room.captions.reviewed else AUTOMATIC


def _must_be_written(room: Room) -> None:
    if room.captions.state == "done":
        return
    waits = {"working": "it is being written.", "off": "transcription is turned off on this server."}
    raise Problem(
        "no_transcript",
        room.captions.message or waits.get(room.captions.state or "", "the class must end first."),
    )
