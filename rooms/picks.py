"""Whose turn it is, by lot: nobody is drawn twice before every student in the room was asked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from rooms.errors import Refusal
from rooms.facts import STAFF_ROLES, Command, Entry, Event, Fact, Id
from rooms.lesson import Lesson, must_be_live
from rooms.people import People


@dataclass(frozen=True, slots=True)
class PersonPicked(Event):
    """The lot fell on someone; with `anew` a round begins in which everybody may be drawn again."""

    person: Id
    anew: bool


@dataclass(frozen=True, slots=True)
class PickCleared(Event):
    """The answer was given; nobody's turn is shown any longer."""


@dataclass(frozen=True, slots=True)
class PickPerson(Command):
    """Draw a student who was not asked yet; `chance` is filled in by the server's dice, `anew` begins a new round."""

    chance: int = 0
    anew: bool = False


@dataclass(frozen=True, slots=True)
class ClearPick(Command):
    """Show nobody's turn any longer."""


@dataclass(slots=True)
class Picks:
    """Who was asked in this round, and whose turn is shown."""

    asked: set[Id] = field(default_factory=set)
    shown: Id | None = None


def decide(
    picks: Picks, people: People, lesson: Lesson, command: Command, away: Collection[Id]
) -> list[Fact]:
    """Judge drawing and clearing; all by those who lead. Whoever is away is not drawn."""
    match command:
        case PickPerson(chance, anew):
            must_be_live(lesson)
            here = {one for one in people.present if people.roles[one] not in STAFF_ROLES and one not in away}
            if not here:
                raise Refusal("nobody_to_pick")
            left = sorted(here if anew else here - picks.asked)
            fresh = not left or anew
            # A new round does not begin with the person whose turn it just was, unless they are alone.
            left = left or sorted(here - {picks.shown}) or sorted(here)
            return [Fact(PersonPicked(left[chance % len(left)], fresh))]
        case ClearPick():
            must_be_live(lesson)
            return [] if picks.shown is None else [Fact(PickCleared())]
    return []


def apply(picks: Picks, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case PersonPicked(person, anew):
            if anew:
                picks.asked.clear()
            picks.asked.add(person)
            picks.shown = person
        case PickCleared():
            picks.shown = None
