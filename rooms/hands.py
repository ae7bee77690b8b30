"""Raised hands: one queue, in the order in which they went up."""

from __future__ import annotations

from dataclasses import dataclass, field

from rooms.errors import Refusal
from rooms.facts import Caller, Command, Entry, Event, Fact, Id
from rooms.people import People, must_be_present


@dataclass(frozen=True, slots=True)
class HandRaised(Event):
    """Someone wants to speak."""

    person: Id


@dataclass(frozen=True, slots=True)
class HandLowered(Event):
    """A hand went down: called on, withdrawn, or its owner left."""

    person: Id


@dataclass(frozen=True, slots=True)
class RaiseHand(Command):
    """Ask to speak."""


@dataclass(frozen=True, slots=True)
class LowerHand(Command):
    """Take down a hand: one's own when `person` is null, anybody's for those who lead."""

    person: Id | None = None


@dataclass(slots=True)
class Hands:
    """The queue, first come first."""

    queue: list[Id] = field(default_factory=list)


def decide(hands: Hands, people: People, command: Command, caller: Caller) -> list[Fact]:
    """Judge raising and lowering."""
    match command:
        case RaiseHand():
            person = must_be_present(people, caller)
            if person in hands.queue:
                raise Refusal("hand_already_up")
            return [Fact(HandRaised(person))]
        case LowerHand(whose):
            if whose is None:
                whose = must_be_present(people, caller)
            elif whose != caller.person and not people.is_staff(caller):
                raise Refusal("not_yours")
            if whose not in hands.queue:
                raise Refusal("hand_not_up")
            return [Fact(HandLowered(whose))]
    return []


def apply(hands: Hands, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case HandRaised(person):
            hands.queue.append(person)
        case HandLowered(person):
            hands.queue.remove(person)
