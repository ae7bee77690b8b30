"""The transcript of a class as files to take away, as people corrected it."""

import asyncio
from collections.abc import Callable
from urllib.parse import quote

from aiohttp import web

from rooms import captions
from rooms.room import Room
from server.contents import chapters_of
from server.errors import Problem
from server.http.access import Visit, identify, limit, visit
from server.http.answers import school_of
from server.http.files import clean_file_name
from server.http.timeline import class_time
from server.live.audiences import sees
from transcription.documents import document, to_docx, to_markdown
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
    limit(request, await identify(request), "whole")
    form, language = request.match_info["form"], school_of(request).settings.transcription_language
    shown = [one for one in visitor.timeline.entries if sees(one, visitor.reader, inside=visitor.inside)]
    lines = await asyncio.to_thread(captions.read, shown)
    if not lines:
        _must_be_written(visitor.timeline.room)
    names = await school_of(request).store.people.names({line.person for line in lines})
    stops: list[tuple[int, str]] = []
    if form in {"md", "docx"}:
        end = class_time(request, visitor)
        found = await chapters_of(school_of(request), visitor.found.id, shown, end)
        stops = [(one.start, one.title) for one in found]
    makers: dict[str, Callable[[], str | bytes]] = {
        "vtt": lambda: to_vtt(lines, names, language),
        "srt": lambda: to_srt(lines, names),
        "txt": lambda: to_text(lines, names),
        "md": lambda: to_markdown(document(*_heads(visitor), lines, names, stops)),
        "docx": lambda: to_docx(document(*_heads(visitor), lines, names, stops)),
        "json": lambda: to_json(lines, names, language),
    }
    made = await asyncio.to_thread(makers[form])
    body = made.encode() if isinstance(made, str) else made
    response = web.Response(body=body, headers={"Content-Type": _kind(form)})
    name = quote(clean_file_name(f"{visitor.timeline.room.lesson.title}.{form}"), safe="")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    response.headers["Cache-Control"] = "no-store"
    if form != "docx":
        response.enable_compression()
    return response


def _kind(form: str) -> str:
    return KINDS[form] if form == "docx" else f"{KINDS[form]}; charset=utf-8"


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
