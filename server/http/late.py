"""Commands over HTTP: the same as live, for programs and for those who take part later."""

import time

from aiohttp import web

from server.errors import Problem
from server.http.access import visit
from server.http.answers import body_of, passed_on, school_of


async def command(request: web.Request) -> web.Response:
    """POST classes/{id}/commands: {id, do, ..., at?} -> {ok, seq}."""
    visitor = await visit(request)
    identity = visitor.identity
    school, body = school_of(request), await body_of(request)
    name = body.get("do")
    if visitor.person is None:
        raise Problem("sign_in_needed")
    kind = name if isinstance(name, str) else "command"
    if not identity.api and not school.limits.allow(visitor.person, kind, time.monotonic()):
        raise Problem("too_fast")
    asked = {"what": "command", "command": body, "person": visitor.person, "role": visitor.role}
    reply = await school.classrooms.ask(visitor.found.id, asked)
    if reply["ok"] and name == "EndClass":
        await school.classrooms.ask(visitor.found.id, {"what": "settled"})
    return passed_on(reply)
