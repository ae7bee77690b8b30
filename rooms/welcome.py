"""The welcome: what everybody who comes in is told, in the lobby and above the chat, for as long as it stands."""

from __future__ import annotations

from dataclasses import dataclass

from rooms.errors import Refusal
from rooms.facts import Command, Entry, Event, Fact
from rooms.lesson import Lesson

TEXT_LIMIT = 2_000


@dataclass(frozen=True, slots=True)
class WelcomeSet(Event):
    """Whoever comes in is told this from now on; empty: nothing any more."""

    text: str


@dataclass(frozen=True, slots=True)
class SetWelcome(Command):
    """Say what whoever comes in is told, in at most 2,000 characters; an empty text takes it back."""

    text: str


@dataclass(slots=True)
class Welcome:
    """What those who come in are told."""

    text: str = ""


def decide(welcome: Welcome, lesson: Lesson, command: Command) -> list[Fact]:
    """Judge a new text; after class it stays as it was."""
    match command:
        case SetWelcome(text):
            if lesson.ended_at is not None:
                raise Refusal("class_ended")
            if len(text) > TEXT_LIMIT:
                raise Refusal("too_long", f"a welcome has at most {TEXT_LIMIT:,} characters.", TEXT_LIMIT)
            return [] if welcome.text == text.strip() else [Fact(WelcomeSet(text.strip()))]
    return []


def apply(welcome: Welcome, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case WelcomeSet(text):
            welcome.text = text
