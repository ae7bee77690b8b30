"""What those who lead tell all breakout groups at once: a line of text, or their voice while it is switched on."""

from __future__ import annotations

from dataclasses import dataclass, field

from rooms.errors import Refusal, must_be_text
from rooms.facts import STAFF_ROLES, Caller, Command, Entry, Event, Fact, Id
from rooms.lesson import Lesson, must_be_live
from rooms.people import People, PersonLeft, RoleChanged, must_be_present

TEXT_LIMIT = 500


@dataclass(frozen=True, slots=True)
class GroupsTold(Event):
    """A line for all groups, shown above the stage in each of them."""

    text: str


@dataclass(frozen=True, slots=True)
class VoiceSpread(Event):
    """The microphone of someone who leads is heard in every group from now on."""

    person: Id


@dataclass(frozen=True, slots=True)
class VoiceWithdrawn(Event):
    """That microphone is heard only where its owner is."""

    person: Id


@dataclass(frozen=True, slots=True)
class TellGroups(Command):
    """Tell all groups something in at most 500 characters."""

    text: str


@dataclass(frozen=True, slots=True)
class SpreadVoice(Command):
    """Be heard in every group, or with `on` false no longer."""

    on: bool = True


@dataclass(slots=True)
class Broadcasts:
    """Whose voices are heard in every group."""

    voices: set[Id] = field(default_factory=set)


def decide(
    broadcasts: Broadcasts,
    people: People,
    lesson: Lesson,
    command: Command,
    caller: Caller,
    groups_open: bool,
) -> list[Fact]:
    """Judge telling by text and by voice; only while groups are open."""
    if not isinstance(command, TellGroups | SpreadVoice):
        return []
    must_be_live(lesson)
    if not groups_open:
        raise Refusal("breakouts_closed")
    if isinstance(command, TellGroups):
        must_be_text(command.text, TEXT_LIMIT, "The message")
        return [Fact(GroupsTold(command.text))]
    person = must_be_present(people, caller)
    if (person in broadcasts.voices) == command.on:
        return []
    return [Fact(VoiceSpread(person) if command.on else VoiceWithdrawn(person))]


def withdrawn(broadcasts: Broadcasts) -> list[Fact]:
    """With the groups every voice is withdrawn, each as a fact of its own."""
    return [Fact(VoiceWithdrawn(person)) for person in sorted(broadcasts.voices)]


def apply(broadcasts: Broadcasts, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case VoiceSpread(person):
            broadcasts.voices.add(person)
        case VoiceWithdrawn(person) | PersonLeft(person):
            broadcasts.voices.discard(person)
        case RoleChanged(person, role):
            if role not in STAFF_ROLES:
                broadcasts.voices.discard(person)
