"""Raised hands: one queue, in the order in which they went up."""

from __future__ import annotations

from dataclasses import dataclass, field

from rooms.errors import Refusal
from rooms.facts import Caller, Command, Entry, Event, Fact, Id
from rooms.lesson import ClassEnded
from rooms.people import People, PersonLeft, must_be_present


@dataclass(frozen=True, slots=True)
class HandRaised(Event):
    """Someone wants to speak."""

    person: Id


@dataclass(frozen=True, slots=True)
class HandLowered(Event):
    """A hand went down: called on, withdrawn, or its owner left."""

    person: Id


@dataclass(frozen=True, slots=True)
class PersonCalledOn(Event):
    """It is somebody's turn to speak; null: nobody's any more."""

    person: Id | None


@dataclass(frozen=True, slots=True)
class UnmuteAsked(Event):
    """Somebody is asked to open their microphone; nobody else does it for them."""

    person: Id


@dataclass(frozen=True, slots=True)
class RaiseHand(Command):
    """Ask to speak."""


@dataclass(frozen=True, slots=True)
class LowerHand(Command):
    """Take down a hand: one's own when `person` is null, anybody's for those who lead."""

    person: Id | None = None


@dataclass(frozen=True, slots=True)
class LowerAllHands(Command):
    """Take down all hands."""


@dataclass(frozen=True, slots=True)
class CallOn(Command):
    """Let somebody speak, and lower their hand; null ends their turn."""

    person: Id | None = None


@dataclass(frozen=True, slots=True)
class AskToUnmute(Command):
    """Ask somebody to open their microphone."""

    person: Id


@dataclass(slots=True)
class Hands:
    """The queue, first come first, of the main room and all breakout groups; and whose turn it is."""

    queue: list[Id] = field(default_factory=list)
    called: Id | None = None


def decide(hands: Hands, people: People, command: Command, caller: Caller, *, leads: bool) -> list[Fact]:
    """Judge raising and lowering, `leads` those of others too; calling on somebody is judged in `together`."""
    match command:
        case RaiseHand():
            person = must_be_present(people, caller)
            if person in hands.queue:
                raise Refusal("hand_already_up")
            return [Fact(HandRaised(person))]
        case LowerHand(whose):
            if whose is None:
                whose = must_be_present(people, caller)
            elif whose != caller.person and not leads:
                raise Refusal("not_yours")
            if whose not in hands.queue:
                raise Refusal("hand_not_up")
            return [Fact(HandLowered(whose))]
        case LowerAllHands():
            return [Fact(HandLowered(person)) for person in hands.queue]
    return []


def apply(hands: Hands, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case HandRaised(person):
            hands.queue.append(person)
        case HandLowered(person):
            hands.queue.remove(person)
        case PersonCalledOn(person):
            hands.called = person
        case PersonLeft(person) if person == hands.called:
            hands.called = None
        case ClassEnded():
            hands.called = None
