"""A person taken out of a class for ever: what is left in its place says that something stood there, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field

from rooms.errors import Refusal
from rooms.facts import STAFF, Command, Entry, Event, Fact, Id
from rooms.lesson import Lesson

ERASED = "erased-"
"""What the names begin with that stand for people who were erased; no person's id does."""


@dataclass(frozen=True, slots=True)
class PersonErased(Event):
    """All that somebody said, wrote and drew in the class is gone, and their id: `person` stands for them wherever the
    class is built on what they did."""

    person: Id


@dataclass(frozen=True, slots=True)
class EntryErased(Event):
    """Something by somebody who was erased stood here; nothing is built on it."""


@dataclass(frozen=True, slots=True)
class ErasePerson(Command):
    """Take a person out of a class that does not go on, for ever; `alias` stands for them from then on (the server)."""

    person: Id
    alias: Id


@dataclass(slots=True)
class Erasure:
    """Who was erased, by what stands for them."""

    done: set[Id] = field(default_factory=set)


def decide(erasure: Erasure, lesson: Lesson, command: Command) -> list[Fact]:
    """Judge it; what of theirs is taken back is told by `erasing`."""
    if not isinstance(command, ErasePerson):
        return []
    if lesson.is_live:
        raise Refusal("not_ended_yet")
    if not command.alias.startswith(ERASED):
        raise Refusal("malformed", f"what stands for somebody who was erased begins with {ERASED}.")
    return [] if command.alias in erasure.done else [Fact(PersonErased(command.alias), STAFF)]


def apply(erasure: Erasure, entry: Entry) -> None:
    """Take in what happened."""
    if isinstance(entry.event, PersonErased):
        erasure.done.add(entry.event.person)
