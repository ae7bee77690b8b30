"""The lobby: who may come in at all, letting in everybody who waits, and what they are told meanwhile."""

from __future__ import annotations

from dataclasses import dataclass

from rooms.errors import Refusal
from rooms.facts import Command, Entry, Event, Fact
from rooms.lesson import ClassScheduled, Lesson, must_be_live
from rooms.people import Door, People, PersonAdmitted

MESSAGE_LIMIT = 500


@dataclass(frozen=True, slots=True)
class DoorChanged(Event):
    """Who may come in from now on of those who do not lead."""

    door: Door


@dataclass(frozen=True, slots=True)
class LobbyTold(Event):
    """What those who wait are told; empty: nothing any more."""

    text: str


@dataclass(frozen=True, slots=True)
class SetDoor(Command):
    """Say who may come in from now on; with `open`, those who wait come in."""

    door: Door


@dataclass(frozen=True, slots=True)
class AdmitAll(Command):
    """Let in everybody who waits."""


@dataclass(frozen=True, slots=True)
class TellLobby(Command):
    """Tell those who wait something, in at most 500 characters; an empty text takes it back."""

    text: str


@dataclass(slots=True)
class Lobby:
    """Who may come in, and what those who wait were told."""

    door: Door = "open"
    told: str = ""


def decide(lobby: Lobby, people: People, lesson: Lesson, command: Command) -> list[Fact]:
    """Judge what is done at the door; asking and letting in one by one is judged in `people`."""
    match command:
        case SetDoor(door):
            if lesson.ended_at is not None:
                raise Refusal("class_ended")
            if lobby.door == door:
                return []
            return [Fact(DoorChanged(door)), *(_let_in(people) if door == "open" else [])]
        case AdmitAll():
            must_be_live(lesson)
            return _let_in(people)
        case TellLobby(text):
            if len(text) > MESSAGE_LIMIT:
                raise Refusal(
                    "too_long",
                    f"a message to the lobby has at most {MESSAGE_LIMIT} characters.",
                    MESSAGE_LIMIT,
                )
            return [] if lobby.told == text.strip() else [Fact(LobbyTold(text.strip()))]
    return []


def _let_in(people: People) -> list[Fact]:
    return [Fact(PersonAdmitted(person)) for person in sorted(people.waiting)]


def apply(lobby: Lobby, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case ClassScheduled(_, _, asks):
            lobby.door = "ask" if asks else "open"
        case DoorChanged(door):
            lobby.door = door
        case LobbyTold(text):
            lobby.told = text
