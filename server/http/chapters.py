"""The chapters of a class as files: for other players and other programs."""

import json
from collections.abc import Sequence

from aiohttp import web

from rooms.contents import Chapter
from server.contents import chapters_of
from server.errors import Problem
from server.http.access import limit, visit
from server.http.answers import school_of
from server.http.timeline import class_time

KINDS = {"vtt": "text/vtt", "json": "application/json"}


async def chapters(request: web.Request) -> web.Response:
    """GET classes/{id}/chapters.vtt (or .json): where each chapter begins and ends, and what it is called."""
    visitor = await visit(request)
    limit(request, visitor.identity, "whole")
    if not visitor.inside:
        raise Problem("not_permitted")
    seen = visitor.entries()
    end, gone = class_time(request, visitor), visitor.timeline.room.edit.gone
    found = await chapters_of(school_of(request), visitor.found.id, seen, end, gone)
    form = request.match_info["form"]
    text = (
        _vtt(found) if form == "vtt" else json.dumps({"ok": True, "chapters": [c._asdict() for c in found]})
    )
    return web.Response(
        text=text, content_type=KINDS[form], charset="utf-8", headers={"Cache-Control": "no-store"}
    )


def _vtt(found: Sequence[Chapter]) -> str:
    """WebVTT chapter cues (W3C WebVTT 1, section 4.6); a title is one line in which nothing is markup."""
    cues = [
        f"{_clock(one.start)} --> {_clock(one.end)}\n{_plain(one.title)}\n"
        for one in found
        if one.end > one.start
    ]
    return "\n".join(["WEBVTT\n", *cues])


def _plain(title: str) -> str:
    flat = " ".join(title.split())
    return flat.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _clock(ms: int) -> str:
    minutes, rest = divmod(ms, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest / 1000:06.3f}"
