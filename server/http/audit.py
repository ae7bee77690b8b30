"""The list of who showed a class to whom, exported, removed or erased: written by other doors, read by those who lead."""

import csv
import io

from aiohttp import web

from server.answers import safe
from server.http.access import Visit, course_led, lead
from server.http.answers import answer, school_of
from server.store.audit import Line

COLUMNS = ("at", "class", "by", "by_name", "what", "person", "person_name", "about")


async def of_class(request: web.Request) -> web.Response:
    """GET classes/{id}/audit.json (or .csv): who showed it to whom, exported, removed or erased, the newest first."""
    visitor = await lead(request)
    lines = await school_of(request).store.audit.read(visitor.found.course, visitor.found.id)
    return await _listed(request, lines, visitor.found.id)


async def of_course(request: web.Request) -> web.Response:
    """GET courses/{course}/audit.json (or .csv): the same of a course and all its classes."""
    course = await course_led(request, "read")
    return await _listed(request, await school_of(request).store.audit.read(course.id), course.id)


async def put_down(
    request: web.Request, visitor: Visit, what: str, *, person: str | None = None, about: str = ""
) -> None:
    """Write down what a visitor of a class did."""
    by = visitor.person or (await school_of(request).store.people.owner()).id
    await school_of(request).store.audit.write(
        visitor.found.course, what, by, class_id=visitor.found.id, person=person, about=about
    )


async def _listed(request: web.Request, lines: list[Line], name: str) -> web.Response:
    people = {one for line in lines for one in (line.by, line.person) if one}
    names = await school_of(request).store.people.names(people)
    rows = [
        {
            "at": line.at,
            "class": line.class_id,
            "by": line.by,
            "by_name": names.get(line.by or "", ""),
            "what": line.what,
            "person": line.person,
            "person_name": names.get(line.person or "", ""),
            "about": line.about,
        }
        for line in lines
    ]
    if request.match_info["form"] == "json":
        return answer({"ok": True, "lines": rows})
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([safe(str(row[column] or "")) for column in COLUMNS] for row in rows)
    response = web.Response(text="\ufeff" + out.getvalue(), content_type="text/csv", charset="utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-audit.csv"'
    response.headers["Cache-Control"] = "no-store"
    return response
