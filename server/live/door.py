"""How many lines one address may open, and how often strangers may call there: whom it costs more is the server."""

import time

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from server.addresses import visitor
from server.errors import Problem
from server.school import School

LINES = "/socket.io/"


def limit_address(school: School, request: web.Request, kind: str) -> None:
    """Count one more of a kind from the address of a request; raises Problem `too_fast`."""
    forwarded = ",".join(request.headers.getall("X-Forwarded-For", ()))
    address = visitor(request.remote or "", forwarded, school.settings.trusted_proxies)
    if not school.limits.allow(f"address {address}", kind, time.monotonic()):
        raise Problem("too_fast")


def few_lines(school: School) -> Middleware:
    """A new line is counted before Socket.IO makes anything of it; what comes on a line has its sid."""

    @web.middleware
    async def counted(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path.startswith(LINES) and "sid" not in request.query:
            limit_address(school, request, "line_address")
        return await handler(request)

    return counted
