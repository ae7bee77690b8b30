"""Who was in class and what each did, for those who lead, while it goes on and as long as it is kept."""

import msgspec
from aiohttp import web

from rooms.attendance import attendance
from server.attendance import attendance_csv, attendance_json
from server.http.access import lead
from server.http.answers import school_of
from server.http.audit import put_down
from server.http.timeline import class_time
from server.persons import persons

KINDS = {"csv": "text/csv", "json": "application/json"}


async def export(request: web.Request) -> web.Response:
    """GET classes/{id}/attendance.csv (or .json): who was there when, and what each did, live and later."""
    visitor = await lead(request)
    form, timeline = request.match_info["form"], visitor.timeline
    found, now = attendance(timeline.entries), class_time(request, visitor)
    people = await persons(school_of(request).store, visitor.found.id, timeline.room, found.parts)
    await put_down(request, visitor, "exported", about=f"attendance.{form}")
    if form == "csv":
        text = attendance_csv(found, now, people)
    else:
        told = {"ok": True, "class": visitor.found.id, "opened_at": timeline.room.lesson.opened_at}
        text = msgspec.json.encode({**told, **attendance_json(found, now, people)}).decode()
    response = web.Response(text=text, content_type=KINDS[form], charset="utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{visitor.found.id}-attendance.{form}"'
    response.headers["Cache-Control"] = "no-store"
    response.enable_compression()
    return response
