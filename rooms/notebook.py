"""The notes that a class writes together: one document of the main room, one of each group, grown change by change."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import ClassVar

from rooms.errors import Refusal
from rooms.facts import EVERYONE, Audience, Caller, Command, Entry, Event, Fact, Id, Milliseconds
from rooms.lesson import Lesson, must_be_live
from rooms.people import People, must_be_present

CHANGE_LIMIT = 100_000  # letters of one change
LETTERS_AT_MOST = 6_000_000  # of all changes in one class: days of typing
SHARE_AT_MOST = 1_500_000  # of them by one person who does not lead
BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}\Z")


@dataclass(frozen=True, slots=True)
class NotebookAuthor:
    """Whose what a client wrote is: told by who brought its changes, never by the client."""

    client: int
    person: Id


@dataclass(frozen=True, slots=True)
class NotebookWritten(Event):
    """The notes of a place changed; `update` is a Yjs update in base64; `late` when it was written after its moment."""

    late_able: ClassVar[bool] = True
    update: str
    late: bool


@dataclass(frozen=True, slots=True)
class NotebookReturned(Event):
    """The notes of a group came back to the main room: all of them as one Yjs update in base64, and who wrote them."""

    group: Id
    name: str
    update: str
    authors: tuple[NotebookAuthor, ...]


@dataclass(frozen=True, slots=True)
class WriteNotebook(Command):
    """Change the notes of the main room or of an open group, by a Yjs update in base64 of one client."""

    update: str
    to: Audience = EVERYONE


@dataclass(frozen=True, slots=True)
class ReturnNotebook(Command):
    """Bring the notes of a group back to the main room (given by the server when the group ends)."""

    group: Id
    name: str
    update: str
    authors: tuple[NotebookAuthor, ...]


@dataclass(slots=True)
class Notebook:
    """How much was written by whom, and the groups whose notes have not come back; nothing here reads a change."""

    letters: dict[Id | None, int] = field(default_factory=dict)
    waiting: set[Id] = field(default_factory=set)


def decide(
    notebook: Notebook,
    people: People,
    lesson: Lesson,
    command: Command,
    caller: Caller,
    late_at: Milliseconds | None,
    groups: Collection[Id],
    *,
    writes: bool,
) -> list[Fact]:
    """Judge writing; `groups` are open, `writes`: the caller has the right to, in the main room.

    In a group all its members write, as long as it is open; afterwards its notes are read.
    """
    match command:
        case WriteNotebook(update, to):
            _must_be_there(to, groups, writes=writes)
            if late_at is not None and to != EVERYONE:  # a group's notes end with the group
                raise Refusal("notes_closed")
            if late_at is None:
                must_be_live(lesson)
                must_be_present(people, caller)
            _must_have_room(notebook, people, caller, update)
            return [Fact(NotebookWritten(update, late_at is not None), to, late_at)]
        case ReturnNotebook(group, name, update, authors):
            return [Fact(NotebookReturned(group, name, update, authors))]
    return []


def _must_be_there(to: Audience, groups: Collection[Id], *, writes: bool) -> None:
    kind, _, group = to.partition(":")
    if to == EVERYONE:
        if not writes:
            raise Refusal("may_not_write_notes")
    elif kind != "group":
        raise Refusal("malformed", "notes are for everyone or for a group.")
    elif group not in groups:
        raise Refusal("notes_closed")


def _must_have_room(notebook: Notebook, people: People, caller: Caller, update: str) -> None:
    size = len(update)
    if size > CHANGE_LIMIT:
        raise Refusal("too_long", "that is too much for the notes at once.")
    if not BASE64.match(update):
        raise Refusal("bad_notes", "it is not base64.")
    share = notebook.letters.get(caller.person, 0) + size
    if share > SHARE_AT_MOST and not people.is_staff(caller):
        raise Refusal("notes_full", "you have changed them so often that no more is kept.")
    if sum(notebook.letters.values()) + size > LETTERS_AT_MOST:
        raise Refusal("notes_full", "they were changed so often that no more is kept.")


def apply(notebook: Notebook, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case NotebookWritten(update):
            notebook.letters[entry.by] = notebook.letters.get(entry.by, 0) + len(update)
            kind, _, group = entry.to.partition(":")
            if kind == "group":
                notebook.waiting.add(group)
        case NotebookReturned(group):
            notebook.waiting.discard(group)
