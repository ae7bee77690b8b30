"""What was done late in a class and whoever leads has not looked at, with the places to look at it."""

from collections.abc import Sequence
from typing import Any

from aiohttp import web

from rooms.facts import Milliseconds
from rooms.later import new_to
from server.http.access import lead
from server.http.answers import answer


async def new(request: web.Request) -> web.Response:
    """GET classes/{id}/late -> {up_to, polls: [{poll, question, at, count}], messages: {count, at}, drawings: {count, at}}.

    `at` is the moment (class ms) of the poll, and of the first message or drawing, null where there is none; `up_to` is
    what `ReadLateWork` says once it was looked at.
    """
    visitor = await lead(request)
    room = visitor.timeline.room
    found = new_to(room, visitor.person or "")
    polls = [(room.polls.polls[poll], poll, count) for poll, count in found.votes.items()]
    polls.sort(key=lambda one: one[0].opened_at)
    told = [
        {"poll": name, "question": poll.text, "at": poll.opened_at, "count": count}
        for poll, name, count in polls
    ]
    places = {"messages": _place(found.messages), "drawings": _place(found.drawings)}
    return answer({"ok": True, "up_to": room.seq, "polls": told, **places})


def _place(moments: Sequence[Milliseconds]) -> dict[str, Any]:
    return {"count": len(moments), "at": min(moments, default=None)}
