"""The notes written together, to take away as Markdown or HTML: those of every place that the reader may see."""

import asyncio

from aiohttp import web

from server.errors import Problem
from server.http.access import limit, visit
from server.http.answers import school_of
from server.notebook_files import to_html, to_markdown, written

KINDS = {"md": "text/markdown", "html": "text/html"}


async def export(request: web.Request) -> web.Response:
    """GET classes/{id}/notes.md (or .html): the notes of the main room, and of every group that the reader may see."""
    visitor = await visit(request)
    limit(request, visitor.identity, "whole")
    form, room = request.match_info["form"], visitor.timeline.room
    parts = await asyncio.to_thread(written, visitor.entries())
    if not parts:
        raise Problem("no_notes")
    names = await school_of(request).store.people.names({person for one in parts for person in one.people})
    make = to_markdown if form == "md" else to_html
    response = web.Response(
        text=make(room.lesson.title, parts, names), content_type=KINDS[form], charset="utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{visitor.found.id}-notes.{form}"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response.headers["Cache-Control"] = "no-store"
    response.enable_compression()
    return response
