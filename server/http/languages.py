"""Languages over HTTP: which one is spoken in a class or course, which can be heard here, and what a transcript can be put into."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from aiohttp import web

from rooms.errors import Refusal
from rooms.languages import INTO
from rooms.spoken import must_be_spoken
from server.http.access import course_led, identify, lead, limit
from server.http.answers import answer, body_of, school_of
from server.school import School
from server.spoken import heard_here

LOOKER = ThreadPoolExecutor(1, "weights")
"""One look at a time: the first one reads gigabytes, and whoever waits for it takes no thread from the rest of the server."""


async def of_class(request: web.Request) -> web.Response:
    """GET classes/{id}/languages: what is spoken in the class, what can be heard, and what its transcript can be put into."""
    visitor, school = await lead(request), school_of(request)
    limit(request, await identify(request), "summary")
    settings = school.settings
    model = settings.language_model if settings.language_model_url else None
    told = await _spoken(school, visitor.timeline.room.spoken.language)
    return answer({"ok": True, "spoken": told, "translation": {"model": model, "into": list(INTO)}})


async def of_course(request: web.Request) -> web.Response:
    """GET courses/{course}/language: what is spoken in its new classes, and what can be heard."""
    course = await course_led(request, "summary")
    return answer({"ok": True, "spoken": await _spoken(school_of(request), course.language)})


async def set_of_course(request: web.Request) -> web.Response:
    """PUT courses/{course}/language {language}: plan its classes with another language from now on; null: as the server is set."""
    course, language = await course_led(request, "create"), (await body_of(request)).get("language")
    if language is not None and not isinstance(language, str):
        raise Refusal("no_such_language")
    must_be_spoken(language)
    await school_of(request).store.courses.set_language(course.id, language)
    return answer({"ok": True, "spoken": await _spoken(school_of(request), language)})


async def _spoken(school: School, language: str | None) -> dict[str, Any]:
    """`languages`: what can be heard at all, each with the weights that it needs; `missing`: of those weights which are not
    here, and why; both empty where nothing is transcribed."""
    found = await asyncio.get_running_loop().run_in_executor(LOOKER, heard_here, school.settings)
    usual = school.settings.transcription_language
    heard = {"languages": dict(found.languages), "missing": dict(found.missing)}
    return {"language": language, "usual": usual, **heard}
