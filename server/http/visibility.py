"""To whom a class is shown once it has ended, and the links by which one may look: made, listed and ended."""

from typing import Any

from aiohttp import web

from server.errors import Problem
from server.http.access import Visit, lead
from server.http.answers import answer, body_of, school_of
from server.http.audit import put_down
from server.store.links import Link
from server.store.people import unix_ms

LONGEST_LABEL = 100
MOST_DAYS = 366
MOST_LINKS = 100
DAY_MS = 24 * 3600 * 1000


async def links(request: web.Request) -> web.Response:
    """GET classes/{id}/links -> {level, links: [{link, label, by, made, until, ended, used, url}]}: to whom it is shown."""
    return await _told(request, await lead(request))


async def make_link(request: web.Request) -> web.Response:
    """POST classes/{id}/links {label?, days?}: a link by which one may look; without days it ends only by hand."""
    visitor, school, body = await _instructor(request), school_of(request), await body_of(request)
    label, days = body.get("label", ""), body.get("days")
    if not isinstance(label, str) or len(label) > LONGEST_LABEL or not label.isprintable():
        raise Problem("bad_request", f"label is a text of at most {LONGEST_LABEL} characters.")
    if days is not None and (type(days) is not int or not 1 <= days <= MOST_DAYS):
        raise Problem("bad_request", f"days is 1 to {MOST_DAYS}, or left out.")
    there = await school.store.links.of(visitor.found.id)
    if sum(not one.is_over(unix_ms()) for one in there) >= MOST_LINKS:
        raise Problem("too_large", f"a class has at most {MOST_LINKS} links that open it.")
    lasts = None if days is None else days * DAY_MS
    made = await school.store.links.make(visitor.found.id, label.strip(), visitor.person, lasts)
    about = f"{made.id} {made.label}".strip()
    await put_down(request, visitor, "link_made", about=about)
    return await _told(request, visitor, 201)


async def end_link(request: web.Request) -> web.Response:
    """DELETE classes/{id}/links/{link}: it opens nothing any more."""
    visitor, school = await _instructor(request), school_of(request)
    found = await school.store.links.find(request.match_info["link"][:40])
    if found is None or found.class_id != visitor.found.id:
        raise Problem("no_such_link")
    if found.ended is None:
        await school.store.links.end(found.id)
        await put_down(request, visitor, "link_ended", about=f"{found.id} {found.label}".strip())
    return await _told(request, visitor)


async def _instructor(request: web.Request) -> Visit:
    visitor = await lead(request)
    if visitor.reader.role != "instructor":
        raise Problem("not_permitted")
    return visitor


async def _told(request: web.Request, visitor: Visit, status: int = 200) -> web.Response:
    school = school_of(request)
    found = await school.store.links.of(visitor.found.id)
    names = await school.store.people.names({one.by for one in found if one.by})
    address = f"{school.settings.address}/play/{visitor.found.id}?ticket="

    def told(one: Link) -> dict[str, Any]:
        return {
            "link": one.id,
            "label": one.label,
            "by": names.get(one.by or "", ""),
            "made": one.made,
            "until": one.until,
            "ended": one.ended,
            "used": one.used,
            "url": None if one.is_over(unix_ms()) else address + school.tokens.look(one.id),
        }

    level = visitor.timeline.room.visibility.level
    return answer({"ok": True, "level": level, "links": [told(one) for one in found]}, status)
