"""Where people write in the notes just now: the caret of whoever may write, for those who see the same notes."""

import re
from typing import Any

from rooms.facts import EVERYONE, STAFF_ROLES, Audience
from rooms.room import Room
from server.seats import Connection

PLACE = re.compile(r"[A-Za-z0-9+/=]{0,200}\Z")


def clean_caret(data: dict[str, Any]) -> dict[str, Any] | None:
    """From where to where somebody has chosen words of the notes, as Yjs' relative positions; empty: nowhere."""
    to, ends = data.get("to"), [data.get("anchor"), data.get("head")]
    if data.get("type") != "caret" or not isinstance(to, str) or len(to) > 60:
        return None
    if not all(isinstance(end, str) and PLACE.match(end) for end in ends):
        return None
    return {"type": "caret", "to": to, "anchor": ends[0], "head": ends[1]}


def caret_audience(room: Room, sender: Connection, to: str) -> Audience | None:
    """Who may see a caret in the notes of a place; None when there are none, or the sender may not write there."""
    role = room.people.roles.get(sender.person, sender.role)
    if to == EVERYONE:
        return to if room.may(sender.person, role, "write_notes") else None
    kind, _, group = to.partition(":")
    own = role in STAFF_ROLES or group in room.breakouts.groups_of(sender.person)
    return to if kind == "group" and group in room.breakouts.groups and own else None
