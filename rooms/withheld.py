"""What is not told of an edited class, of passages that are cut out and people who are hidden: one rule (decision 10)."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rooms import (
    broadcasts,
    captions,
    chat,
    edit,
    gestures,
    notes,
    notices,
    questions,
    summary,
    tasks,
    translations,
)
from rooms.facts import Entry, Event, Id, Milliseconds, Reader, to_person
from rooms.wire import kinds

if TYPE_CHECKING:
    from rooms.room import Room

_MODULES = {
    captions: "caption",
    translations: "caption",
    chat: "message",
    notices: "message",
    notes: "comment",
    questions: "question",
}
ABOUT: dict[type, str] = {
    kind: name
    for module, name in _MODULES.items()
    for kind in kinds(module, Event)
    if name in {field.name for field in dataclasses.fields(kind)}
}
"""Events about something that was said or written, and the field that names it."""

PASSING: frozenset[type] = frozenset({gestures.GestureMade, broadcasts.GroupsTold})
"""Events that are said themselves, at their own moment."""


def is_left_out(room: Room, entry: Entry, reader: Reader | None = None) -> bool:
    """Whether an entry is of what was said in a passage that is cut out, or by somebody who is hidden: a message, a
    line, a comment or a question, and all that was done with it, whenever that was.

    What the class is made of is none of that: who came, what was shown and drawn, and polls with their votes. What
    the reader said is never left out for them because they are hidden.
    """
    if room.edit.is_none:
        return False
    kind = type(entry.event)
    own = None if reader is None else reader.person
    if kind in PASSING:
        return room.edit.hides(entry.at) or (entry.by in room.edit.hidden and entry.by != own)
    if isinstance(entry.event, tasks.WorkHandedIn | tasks.FeedbackGiven):
        whose = entry.by if isinstance(entry.event, tasks.WorkHandedIn) else entry.event.person
        return whose in room.edit.hidden and whose != own
    if isinstance(entry.event, summary.SummaryWritten):
        return entry.seq < room.edit.changed  # it may say what was cut out since
    name = ABOUT.get(kind)
    if name is None:
        return False
    at, by = _said(room, name, getattr(entry.event, name), entry)
    return room.edit.hides(at) or (by in room.edit.hidden and by != own)


def is_withheld(room: Room, entry: Entry, reader: Reader) -> bool:
    """Whether an entry is kept from somebody who may see it otherwise; what they wrote themselves never is."""
    own = entry.by is not None and entry.by == reader.person
    return not own and is_left_out(room, entry, reader)


def _said(room: Room, name: str, thing: Id, entry: Entry) -> tuple[Milliseconds, Id | None]:
    """The moment at which something stands, and whose it is."""
    if name == "caption":
        line = room.captions.lines.get(thing)
        return (entry.at, None) if line is None else (line.start, line.person)
    if name == "message" and thing in room.chat.messages:
        return room.chat.messages[thing].at, room.chat.messages[thing].by
    if name == "comment" and thing in room.notes.comments:
        return room.notes.comments[thing].at, room.notes.comments[thing].by
    if name == "question" and thing in room.questions.questions:
        return room.questions.questions[thing].at, room.questions.questions[thing].by
    return entry.at, entry.by


def masks(room: Room, reader: Reader | None = None) -> dict[str, str]:
    """What stands for the ids of hidden people to this reader; they themselves are known to themselves."""
    own = None if reader is None else reader.person
    names = {person: mask for person, mask in room.edit.hidden.items() if person != own}
    return names | {to_person(person): to_person(mask) for person, mask in names.items()}


def masked(entry: Entry, names: Mapping[str, str]) -> Entry:
    """The same entry without the ids of hidden people; those who lead are told of whom they have hidden."""
    if not names or isinstance(entry.event, edit.PersonHidden | edit.PersonRevealed):
        return entry
    return _masked(entry, names)  # type: ignore[no-any-return]


def _masked(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, tuple):
        return tuple(_masked(one, names) for one in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}
        changed = {name: new for name, old in fields.items() if (new := _masked(old, names)) != old}
        return dataclasses.replace(value, **changed) if changed else value
    return value
