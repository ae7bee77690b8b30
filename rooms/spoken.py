"""The language that is spoken in a class: planned with what its course says, changed by those who lead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rooms.errors import Refusal
from rooms.facts import Command, Entry, Event, Fact
from rooms.languages import AUTO, SPOKEN
from rooms.lesson import ClassScheduled


@dataclass(frozen=True, slots=True)
class LanguageSet(Event):
    """From here on speech is heard as this language (ISO 639-1, or `auto`); null: as the server is set."""

    language: str | None


@dataclass(frozen=True, slots=True)
class SetLanguage(Command):
    """Say which language is spoken in class (ISO 639-1, or `auto`; null: as the server is set), for all that is still to be heard."""

    language: str | None


@dataclass(slots=True)
class Spoken:
    """The language of the class; None: as the server is set."""

    language: str | None = None


def must_be_spoken(language: str | None) -> None:
    """Refuse what no engine hears."""
    if language is not None and language != AUTO and language not in SPOKEN:
        raise Refusal("no_such_language")


def language_of(entries: Iterable[Entry]) -> str | None:
    """The language of a class after these entries, in any order."""
    spoken = Spoken()
    for entry in sorted(entries, key=lambda one: one.seq):
        apply(spoken, entry)
    return spoken.language


def decide(spoken: Spoken, command: Command) -> list[Fact]:
    """Judge another language."""
    if not isinstance(command, SetLanguage):
        return []
    must_be_spoken(command.language)
    return [] if command.language == spoken.language else [Fact(LanguageSet(command.language))]


def apply(spoken: Spoken, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case ClassScheduled(language=language) | LanguageSet(language):
            spoken.language = language
