"""What was done in class: entries, the events in them, the commands that ask for them, and who may see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

Id = str
"""A short name made by whoever creates a thing: letters, digits, `_` and `-`, 1 to 40 of them."""

Milliseconds = int
"""Class time: milliseconds since the class was opened; 0 for whatever came before."""

Audience = str
"""Who may see an entry: `everyone`, `staff`, `person:ID` or `group:ID` (a breakout group)."""

Role = Literal["instructor", "assistant", "student", "guest"]

EVERYONE: Audience = "everyone"
STAFF: Audience = "staff"
STAFF_ROLES: frozenset[str] = frozenset({"instructor", "assistant"})


def to_person(person: Id) -> Audience:
    """The audience of one person (and of the author, who always sees what they wrote)."""
    return f"person:{person}"


def to_group(group: Id) -> Audience:
    """The audience of one breakout group, and of the staff, who look after all groups."""
    return f"group:{group}"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in class; never changed, never taken back."""

    late_able: ClassVar[bool] = False
    """True when it may be written after class and placed at an earlier moment: it must then commute."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something that somebody asks the class to do."""


@dataclass(frozen=True, slots=True)
class Order:
    """A command as it arrives: its own id, so that a retry is answered and not repeated, and its place in class time.

    `at` is None for a command that means "now"; late-able commands may name an earlier moment.
    """

    id: Id
    command: Command
    at: Milliseconds | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """An event that a decision yields, before the class gives it a place in the writing order."""

    event: Event
    to: Audience = EVERYONE
    at: Milliseconds | None = None
    unsigned: bool = False  # its entry does not say who did it
    by: Id | None = None  # whoever did it, where that is somebody else than gave the command


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline.

    `seq` counts the order of writing without gaps, `(at, seq)` is the order of playing; `wrote` is the moment of
    writing in Unix milliseconds; `by` is None when the server itself wrote, or when nobody is to be named.
    """

    seq: int
    at: Milliseconds
    wrote: int
    by: Id | None
    to: Audience
    event: Event


@dataclass(frozen=True, slots=True)
class Caller:
    """Who gives a command. `by_server` marks commands that only the server's own code may give; `signed_in`
    somebody with an account of the school."""

    person: Id | None
    role: Role
    by_server: bool = False
    signed_in: bool = False

    @property
    def is_staff(self) -> bool:
        """True for instructors and assistants, and for the server itself."""
        return self.by_server or self.role in STAFF_ROLES


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads the timeline, with every breakout group they were ever a member of."""

    person: Id | None
    role: Role
    groups: frozenset[Id] = frozenset()


def may_see(to: Audience, by: Id | None, reader: Reader) -> bool:
    """Whether `reader` may see an entry for the audience `to` written by `by`: the one rule for live, late and export."""
    if to == EVERYONE or (by is not None and by == reader.person):
        return True
    staff = reader.role in STAFF_ROLES
    if to == STAFF:
        return staff
    kind, _, name = to.partition(":")
    if kind == "group":
        return staff or name in reader.groups
    return kind == "person" and name == reader.person
