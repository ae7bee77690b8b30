"""A course's recordings and how long they are kept: what is set, and what goes when."""

from typing import Any

from aiohttp import web

from server.http.access import course_led
from server.http.answers import answer, body_of, school_of
from server.retention import days_from_json, days_of, plan
from server.store.courses import Course
from server.store.people import unix_ms

MOST_TOLD = 200


async def keeping(request: web.Request) -> web.Response:
    """GET courses/{course}/keeping -> {keeping: {cameras, voices, stage, sound}, plan}: after how many days what goes."""
    return await _told(request, await course_led(request, "read"))


async def preview(request: web.Request) -> web.Response:
    """POST courses/{course}/keeping/preview {keeping}: what would go when; nothing is kept of it."""
    course = await course_led(request, "read")
    days = days_from_json((await body_of(request)).get("keeping"))
    return await _told(
        request,
        Course(
            course.id, course.title, course.owner, keeping={str(step): count for step, count in days.items()}
        ),
    )


async def set_keeping(request: web.Request) -> web.Response:
    """PUT courses/{course}/keeping {keeping}: from now on this goes after so many days; null: it stays."""
    course, school = await course_led(request, "create"), school_of(request)
    days = days_from_json((await body_of(request)).get("keeping"))
    await school.store.courses.set_keeping(course.id, {str(step): count for step, count in days.items()})
    said = ", ".join(f"{step} {n}" for step, n in days.items() if n is not None)
    await school.store.audit.write(course.id, "keeping_set", course.owner, about=said)
    return await _told(
        request,
        Course(
            course.id, course.title, course.owner, keeping={str(step): count for step, count in days.items()}
        ),
    )


async def _told(request: web.Request, course: Course) -> web.Response:
    """`plan`: the steps of all ended classes by time, those first that come next; `due`: at the next look."""
    days, now = days_of(course), unix_ms()
    steps: list[dict[str, Any]] = [
        {"class": found.id, "title": found.title, "step": step, "at": at, "due": at <= now}
        for found in await school_of(request).store.courses.ended_of(course.id)
        for step, at in plan(found, days)
    ]
    steps.sort(key=lambda one: one["at"])
    return answer({"ok": True, "keeping": days, "plan": steps[:MOST_TOLD], "more": len(steps) > MOST_TOLD})
