"""What was spoken, as lines with a speaker and word times, and how far the transcript is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from rooms.errors import Refusal
from rooms.facts import Command, Entry, Event, Fact, Id, Milliseconds

TranscriptState = Literal["working", "done", "failed", "off", "no_model"]


@dataclass(frozen=True, slots=True)
class Word:
    """One word with its class time in milliseconds."""

    start: Milliseconds
    end: Milliseconds
    text: str


@dataclass(frozen=True, slots=True)
class CaptionSpoken(Event):
    """A line that someone spoke, recognised by `engine`; times in class milliseconds."""

    late_able: ClassVar[bool] = True
    caption: Id
    person: Id
    start: Milliseconds
    end: Milliseconds
    text: str
    words: tuple[Word, ...]
    engine: str


@dataclass(frozen=True, slots=True)
class TranscriptChanged(Event):
    """How far the transcript is, with a sentence for people."""

    state: TranscriptState
    message: str


@dataclass(frozen=True, slots=True)
class AddCaption(Command):
    """Add a recognised line (the server)."""

    caption: Id
    person: Id
    start: Milliseconds
    end: Milliseconds
    text: str
    words: tuple[Word, ...]
    engine: str


@dataclass(frozen=True, slots=True)
class ReportTranscript(Command):
    """Tell how far the transcript is (the server)."""

    state: TranscriptState
    message: str


@dataclass(slots=True)
class Captions:
    """Which lines are there, so that none is written twice, and the state of the transcript."""

    lines: set[Id] = field(default_factory=set)
    state: TranscriptState | None = None
    message: str = ""


def decide(captions: Captions, command: Command) -> list[Fact]:
    """Judge lines and reports from the recogniser."""
    match command:
        case AddCaption(caption, person, start, end, text, words, engine):
            if caption in captions.lines:
                return []
            if not 0 <= start <= end:
                raise Refusal("bad_moment")
            return [Fact(CaptionSpoken(caption, person, start, end, text, words, engine), at=start)]
        case ReportTranscript(state, message):
            same = (captions.state, captions.message) == (state, message)
            return [] if same else [Fact(TranscriptChanged(state, message))]
    return []


def apply(captions: Captions, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case CaptionSpoken(caption):
            captions.lines.add(caption)
        case TranscriptChanged(state, message):
            captions.state, captions.message = state, message
