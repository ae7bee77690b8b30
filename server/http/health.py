"""Whether the server is well, and its figures."""

import asyncio

from aiohttp import web

from server.errors import Problem
from server.http.answers import answer, school_of


async def healthz(request: web.Request) -> web.Response:
    """GET /healthz: 200 if pages, database and classes can be served."""
    try:
        async with asyncio.timeout(5):
            well = await school_of(request).store.alive()
    except Exception as error:
        raise Problem("storage_failed") from error
    return answer({"ok": well, "classes": school_of(request).classrooms.count})


async def metrics(request: web.Request) -> web.Response:
    """GET /metrics: figures for Prometheus."""
    school = school_of(request)
    school.metrics.classes.set(school.classrooms.count)
    body = school.metrics.text()
    return web.Response(body=body, headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})
