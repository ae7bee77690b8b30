"""The chat of a class to take away, each reader what they may see."""

import asyncio

import msgspec
from aiohttp import web

from server.chat_files import group_names, messages, people_of, to_json, to_markdown
from server.http.access import limit, visit
from server.http.answers import school_of
from server.http.audit import put_down

KINDS = {"md": "text/markdown", "json": "application/json"}


async def export(request: web.Request) -> web.Response:
    """GET classes/{id}/chat.md (or .json): what was written, as it reads now."""
    visitor = await visit(request)
    limit(request, visitor.identity, "whole")
    form, title = request.match_info["form"], visitor.timeline.room.lesson.title
    shown = visitor.entries()
    written = await asyncio.to_thread(messages, shown)
    if visitor.is_staff:
        await put_down(request, visitor, "exported", about=f"chat.{form}")
    names = await school_of(request).store.people.names(people_of(written))

    def made() -> str:
        if form == "md":
            return to_markdown(title, written, names, group_names(shown))
        return msgspec.json.format(msgspec.json.encode(to_json(title, written, names)), indent=2).decode()

    response = web.Response(text=await asyncio.to_thread(made), content_type=KINDS[form], charset="utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{visitor.found.id}-chat.{form}"'
    response.headers["Cache-Control"] = "no-store"
    response.enable_compression()
    return response
