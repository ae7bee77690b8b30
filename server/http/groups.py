"""Breakout groups of earlier classes, so that a class can begin with the same ones."""

from aiohttp import web

from server.errors import Problem
from server.http.access import visit
from server.http.answers import answer, school_of


async def groups_before(request: web.Request) -> web.Response:
    """GET classes/{id}/groups/before: the groups of the newest earlier class of the course that had any."""
    visitor = await visit(request)
    if not visitor.is_staff:
        raise Problem("not_permitted")
    school = school_of(request)
    for class_id in await school.store.courses.before(visitor.found):
        groups = (await school.classrooms.read(class_id)).room.breakouts.last
        if groups:
            names = await school.store.people.names({person for one in groups for person in one.people})
            told = [
                {
                    "group": one.group,
                    "name": one.name,
                    "people": [{"person": person, "name": names.get(person, "")} for person in one.people],
                }
                for one in groups
            ]
            return answer({"ok": True, "class": class_id, "groups": told})
    return answer({"ok": True, "class": None, "groups": []})
