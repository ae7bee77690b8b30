"""What people say without words: a thumb, applause, a heart, and that they are away for a moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from rooms.facts import EVERYONE, Audience, Caller, Command, Entry, Event, Fact, Id, Milliseconds
from rooms.lesson import Lesson, must_be_live
from rooms.people import People, PersonLeft, must_be_present

Sign = Literal[
    "thumb", "clap", "heart", "laugh", "surprise", "celebrate", "yes", "no", "slower", "faster"
]  # fmt: skip

QUIET: frozenset[str] = frozenset(
    {
        "JoinClass",
        "LeaveClass",
        "GoAway",
        "ComeBack",
        "MuteTrack",
        "EndTrack",
        "LowerHand",
        "LayLayout",
        "ChooseRecording",
    }
)
"""Commands that do not show that somebody is back: pages give them by themselves, or on the way out."""


@dataclass(frozen=True, slots=True)
class GestureMade(Event):
    """Someone showed a sign, seen for a few seconds; `late` when it was made after its moment."""

    late_able: ClassVar[bool] = True
    sign: Sign
    late: bool


@dataclass(frozen=True, slots=True)
class PersonWentAway(Event):
    """Someone is away for a moment, and has not left."""

    person: Id


@dataclass(frozen=True, slots=True)
class PersonCameBack(Event):
    """Someone who was away takes part again."""

    person: Id


@dataclass(frozen=True, slots=True)
class Gesture(Command):
    """Show a sign: to the room one is in, or at an earlier moment of the class."""

    sign: Sign


@dataclass(frozen=True, slots=True)
class GoAway(Command):
    """Tell that one is away for a moment; whatever one does next ends it."""


@dataclass(frozen=True, slots=True)
class ComeBack(Command):
    """Tell that one is back."""


@dataclass(slots=True)
class Gestures:
    """Who is away. Signs are not kept: no decision depends on them."""

    away: set[Id] = field(default_factory=set)


def decide(
    gestures: Gestures,
    people: People,
    lesson: Lesson,
    command: Command,
    caller: Caller,
    late_at: Milliseconds | None,
    here: Audience,
) -> list[Fact]:
    """Judge a sign, going away and coming back; `here` is the audience of the room that the caller is in."""
    match command:
        case Gesture(sign):
            if late_at is not None:
                return [Fact(GestureMade(sign, late=True), EVERYONE, late_at)]
            must_be_live(lesson)
            must_be_present(people, caller)
            return [Fact(GestureMade(sign, late=False), here)]
        case GoAway():
            person = must_be_present(people, caller)
            return [] if person in gestures.away else [Fact(PersonWentAway(person))]
        case ComeBack():
            person = must_be_present(people, caller)
            return [Fact(PersonCameBack(person))] if person in gestures.away else []
    return []


def woken(gestures: Gestures, command: Command, caller: Caller) -> list[Fact]:
    """Whoever does something is not away any longer."""
    if caller.by_server or caller.person not in gestures.away or type(command).__name__ in QUIET:
        return []
    return [Fact(PersonCameBack(caller.person))]


def apply(gestures: Gestures, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case PersonWentAway(person):
            gestures.away.add(person)
        case PersonCameBack(person) | PersonLeft(person):
            gestures.away.discard(person)
