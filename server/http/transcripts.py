"""The transcript of a class as files to take away, as people corrected it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from aiohttp import web

from rooms import captions, translations
from rooms.captions import Captions, CaptionSpoken, TranscriptState
from rooms.errors import Refusal
from rooms.languages import INTO
from rooms.room import Room
from rooms.wording import Phrase, said
from server.errors import Problem
from server.http.access import Visit, limit, visit
from server.http.answers import school_of
from server.http.files import clean_file_name
from server.http.summary import before
from server.http.timeline import class_time
from server.spoken import spoken_in
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
WRITTEN_SO_FAR: dict[TranscriptState, Phrase] = {
    "working": "unfinished",
    "failed": "partial",
    "no_model": "partial",
    "off": "partial",
}
"""What is said of the lines that are there when the transcript is in this state."""


@dataclass(frozen=True)
class Words:
    """The lines of a transcript in one language; `translator` is the machine that put them into it. `lacks` says that they
    are not all, `note` also how far they can be trusted."""

    lines: list[CaptionSpoken]
    language: str
    note: str
    lacks: str
    translator: str | None = None


async def transcript(request: web.Request) -> web.Response:
    """GET classes/{id}/transcript.vtt (or .srt, .txt, .md, .docx, .json)?language=fr: who said what and when, as it was
    said or as a machine translated it."""
    visitor = await visit(request)
    limit(request, visitor.identity, "whole")
    form, school = request.match_info["form"], school_of(request)
    words = await asyncio.to_thread(_words, visitor, spoken_in(school, visitor.timeline.room), request)
    lines, language, note = words.lines, words.language, words.note
    if not lines:
        _must_be_written(visitor.timeline.room)
    names = await school.store.people.names({line.person for line in lines})
    into = words.language if words.translator else ""
    if form in {"md", "docx"}:
        digest, sections = await before(school, visitor, class_time(request, visitor))
        stops = [(one.start, one.title) for one in digest.parts]
        title = visitor.timeline.room.lesson.title
        return await _written(visitor, form, document(title, note, lines, names, stops, sections), into)
    makers: dict[str, Callable[[], str]] = {
        "vtt": lambda: to_vtt(lines, names, language, note),
        "srt": lambda: to_srt(lines, names, words.lacks),
        "txt": lambda: to_text(lines, names, note),
        "json": lambda: to_json(lines, names, language, words.translator, whole=not words.lacks),
    }
    return text_file(visitor, form, (await asyncio.to_thread(makers[form])).encode(), into)


def _words(visitor: Visit, spoken: str, request: web.Request) -> Words:
    """What is asked for of the transcript, as far as the visitor may read it."""
    entries, into = visitor.entries(), request.query.get("language", "")
    lines = captions.read(entries)
    written = visitor.timeline.room.captions
    if not into:
        lacks = _lacks(written, spoken)
        trusted = "" if written.reviewed else said(spoken, "automatic")
        return Words(lines, spoken, f"{lacks} {trusted}".strip(), lacks)
    found = translations.read(entries, into) if into in INTO else None
    if found is None:
        raise Refusal("no_such_translation")
    lacks, trusted = _lacks(written, into), said(into, "translated", found.model)
    return Words(found.of(lines), into, f"{lacks} {trusted}".strip(), lacks, found.model)


def _lacks(written: Captions, language: str) -> str:
    """A sentence where the lines that are there are not all; nothing of a whole transcript."""
    phrase = WRITTEN_SO_FAR.get(written.state) if written.state and written.lines else None
    return said(language, phrase) if phrase else ""


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


async def _written(visitor: Visit, form: str, written: Document, into: str = "") -> web.Response:
    maker: Callable[[Document], str | bytes] = to_docx if form == "docx" else to_markdown
    body = await asyncio.to_thread(maker, written)
    return text_file(visitor, form, body if isinstance(body, bytes) else body.encode(), into)


def text_file(visitor: Visit, form: str, body: bytes, into: str = "") -> web.Response:
    """A file that is kept under the name of the class, and of the language that it was put into."""
    kind = KINDS[form] if form == "docx" else f"{KINDS[form]}; charset=utf-8"
    response = web.Response(body=body, headers={"Content-Type": kind})
    title = visitor.timeline.room.lesson.title + (f" ({into})" if into else "")
    name = quote(clean_file_name(f"{title}.{form}"), safe="")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    response.headers["Cache-Control"] = "no-store"
    if form != "docx":
        response.enable_compression()
    return response


def _must_be_written(room: Room) -> None:
    if room.captions.state == "done":
        return
    waits = {"working": "it is being written.", "off": "transcription is turned off on this server."}
    raise Problem(
        "no_transcript",
        room.captions.message or waits.get(room.captions.state or "", "the class must end first."),
    )
