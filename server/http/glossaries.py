"""Names and terms of a course over HTTP: read and set by whoever owns it, and by those who lead one of its classes."""

from aiohttp import web

from server.errors import Problem
from server.glossaries import glossary, glossary_json, glossary_of, terms_from_json
from server.http.access import course_led, identify, lead, limit
from server.http.answers import answer, body_of, school_of


async def of_course(request: web.Request) -> web.Response:
    """GET courses/{course}/glossary: its names and terms."""
    return answer({"ok": True, "glossary": glossary_json(glossary(await course_led(request, "read")))})


async def set_of_course(request: web.Request) -> web.Response:
    """PUT courses/{course}/glossary {glossary}: other names and terms, for what is heard from now on."""
    return await _set(request, (await course_led(request, "create")).id)


async def of_class(request: web.Request) -> web.Response:
    """GET classes/{id}/glossary: the names and terms of its course."""
    found = (await lead(request)).found
    return answer({"ok": True, "glossary": glossary_json(await glossary_of(school_of(request), found.id))})


async def set_of_class(request: web.Request) -> web.Response:
    """PUT classes/{id}/glossary {glossary}: other names and terms for its course."""
    visitor = await lead(request)
    if visitor.person is None:  # a link alone names nobody
        raise Problem("sign_in_needed")
    limit(request, await identify(request), "create")
    return await _set(request, visitor.found.course)


async def _set(request: web.Request, course: str) -> web.Response:
    given = glossary_json(terms_from_json((await body_of(request)).get("glossary")))
    await school_of(request).store.courses.set_glossary(course, given)
    return answer({"ok": True, "glossary": given})
