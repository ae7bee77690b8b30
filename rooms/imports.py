"""A class that was held elsewhere and is brought here: its recording, its words and its chat become a timeline like any other."""

from __future__ import annotations

from dataclasses import dataclass

from rooms.captions import LINE_LIMIT, CaptionSpoken, TranscriptChanged
from rooms.chat import MESSAGE_LIMIT, MessageSaid
from rooms.errors import Refusal, must_be_text
from rooms.facts import Command, Entry, Event, Fact, Id, Milliseconds
from rooms.lesson import ClassEnded, ClassOpened, Lesson
from rooms.people import People
from rooms.tracks import Source, TrackEnded, TrackPublished
from rooms.words import spread

PICTURE, SOUND = "picture", "sound"
"""The tracks of a recording that was brought: what the class looks at, and all voices in one."""


@dataclass(frozen=True, slots=True)
class BroughtLine:
    """A line of the transcript that came with it; times in class milliseconds."""

    caption: Id
    person: Id
    start: Milliseconds
    end: Milliseconds
    text: str


@dataclass(frozen=True, slots=True)
class BroughtMessage:
    """A message of the chat that came with it."""

    message: Id
    person: Id
    at: Milliseconds
    text: str


@dataclass(frozen=True, slots=True)
class ClassImported(Event):
    """The class was held elsewhere. These people are known by their names alone: nobody can come in as one of them."""

    guests: tuple[Id, ...]


@dataclass(frozen=True, slots=True)
class ImportClass(Command):
    """Bring in a class that was held elsewhere (the server): `opened_at` in Unix milliseconds, its `length`, whose its
    tracks are, whether it has a `picture` and a `sound`, its lines (as `engine` wrote them) and messages."""

    opened_at: int
    length: Milliseconds
    person: Id
    picture: bool
    sound: bool
    guests: tuple[Id, ...] = ()
    lines: tuple[BroughtLine, ...] = ()
    messages: tuple[BroughtMessage, ...] = ()
    engine: str = ""


def decide(lesson: Lesson, command: Command) -> list[Fact]:
    """Judge what is brought: all of it is written at once, or nothing."""
    if not isinstance(command, ImportClass):
        return []
    if lesson.opened_at is not None:
        raise Refusal("already_open")
    length = command.length
    tracks: list[tuple[Id, Source]] = [(PICTURE, "screen")] if command.picture else []
    tracks += [(SOUND, "microphone")] if command.sound else []
    begin = [
        Fact(ClassOpened(command.opened_at, True), at=0),
        Fact(ClassImported(command.guests), at=0),
        *(Fact(TrackPublished(track, command.person, source, False), at=0) for track, source in tracks),
    ]
    said = [_line(one, command) for one in command.lines] + [
        _message(one, length) for one in command.messages
    ]
    end = [Fact(TrackEnded(track), at=length) for track, _ in tracks]
    done = [Fact(TranscriptChanged("done", ""), at=length)] if command.lines else []
    return [*begin, *sorted(said, key=lambda fact: fact.at or 0), *end, *done, Fact(ClassEnded(), at=length)]


def _line(one: BroughtLine, command: ImportClass) -> Fact:
    must_be_text(one.text, LINE_LIMIT, "The line")
    if not 0 <= one.start <= one.end <= command.length:
        raise Refusal("bad_moment")
    words = spread(one.text, one.start, one.end)
    spoken = CaptionSpoken(one.caption, one.person, one.start, one.end, one.text, words, command.engine)
    return Fact(spoken, at=one.start)


def _message(one: BroughtMessage, length: Milliseconds) -> Fact:
    must_be_text(one.text, MESSAGE_LIMIT, "The message")
    if not 0 <= one.at <= length:
        raise Refusal("bad_moment")
    return Fact(MessageSaid(one.message, one.text, None, False), at=one.at, by=one.person)


def apply(people: People, entry: Entry) -> None:
    """Take in what happened: lines can be put right to any of those who were there."""
    if isinstance(entry.event, ClassImported):
        for person in entry.event.guests:
            people.roles.setdefault(person, "guest")
