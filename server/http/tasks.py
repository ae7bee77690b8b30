"""What others handed in for a task: for those who lead, and where it is shared for whoever has handed in (decision 14)."""

from aiohttp import web

from rooms.errors import Refusal
from rooms.tasks import WorkHandedIn
from rooms.wire import event_to_json
from server.errors import Problem
from server.http.access import Visit, limit, visit
from server.http.answers import answer, school_of


async def works(request: web.Request) -> web.Response:
    """GET classes/{id}/tasks/{task}/works -> {works: [{person, name, wrote, late, text, files, item}]}: what others did."""
    visitor = await visit(request)
    if not visitor.inside:
        raise Problem("not_permitted")
    limit(request, visitor.identity, "whole")
    found = standing_works(visitor, request.match_info["task"])
    names = await school_of(request).store.people.names({person for person, *_ in found})
    told = [
        {
            "person": person,
            "name": names.get(person, ""),
            "wrote": wrote,
            **{name: field for name, field in event_to_json(event).items() if name not in ("type", "task")},
        }
        for person, wrote, event in found
    ]
    return answer({"ok": True, "works": told})


def standing_works(visitor: Visit, task: str) -> list[tuple[str, int, WorkHandedIn]]:
    """Who handed in when and what, as far as the visitor may read it, the first at the top; never what is hidden."""
    room, entries = visitor.timeline.room, visitor.timeline.entries
    found = room.tasks.find(task)
    if not visitor.is_staff and not (found.what.shared and found.handed(visitor.person)):
        raise Refusal("hand_in_first") if found.what.shared else Problem("not_permitted")
    standing = [
        (person, entries[work.seq - 1])
        for person, work in found.works.items()
        if work.handed and person != visitor.person and person not in room.edit.hidden
    ]
    standing.sort(key=lambda one: one[1].wrote)
    return [
        (person, entry.wrote, entry.event)
        for person, entry in standing
        if isinstance(entry.event, WorkHandedIn)
    ]
