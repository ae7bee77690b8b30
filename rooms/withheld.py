"""What is not told of a class because it was said in a passage that is cut out: one rule for every reader (decision 9)."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from rooms import broadcasts, captions, chat, gestures, notes, notices, questions
from rooms.facts import Entry, Event, Id, Milliseconds, Reader
from rooms.wire import kinds

if TYPE_CHECKING:
    from rooms.room import Room

_MODULES = {captions: "caption", chat: "message", notices: "message", notes: "comment", questions: "question"}
ABOUT: dict[type, str] = {
    kind: name
    for module, name in _MODULES.items()
    for kind in kinds(module, Event)
    if name in {field.name for field in dataclasses.fields(kind)}
}
"""Events about something that was said or written, and the field that names it."""

PASSING: frozenset[type] = frozenset({gestures.GestureMade, broadcasts.GroupsTold})
"""Events that are said themselves, at their own moment."""


def is_cut_out(room: Room, entry: Entry) -> bool:
    """Whether an entry is of what was said in a passage that is cut out: a message, a line, a comment or a question
    that stands there, and all that was done with it, whenever that was.

    What the class is made of is none of that: who came, what was shown and drawn, and polls with their votes.
    """
    if not room.edit.cuts:
        return False
    kind = type(entry.event)
    if kind in PASSING:
        return room.edit.hides(entry.at)
    name = ABOUT.get(kind)
    return name is not None and room.edit.hides(_place(room, name, getattr(entry.event, name), entry.at))


def is_withheld(room: Room, entry: Entry, reader: Reader) -> bool:
    """Whether an entry is kept from somebody who may see it otherwise; what they wrote themselves never is."""
    own = entry.by is not None and entry.by == reader.person
    return not own and is_cut_out(room, entry)


def _place(room: Room, name: str, thing: Id, at: Milliseconds) -> Milliseconds:
    """The moment at which something stands."""
    if name == "caption":
        line = room.captions.lines.get(thing)
        return at if line is None else line.start
    kept = {
        "message": room.chat.messages,
        "comment": room.notes.comments,
        "question": room.questions.questions,
    }
    found = kept[name].get(thing)  # type: ignore[attr-defined]
    return at if found is None else int(found.at)
