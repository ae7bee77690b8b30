"""Chapters: which ones those who lead name, add or take away, and which the class has by itself (`contents.py`)."""

from __future__ import annotations

from dataclasses import dataclass, field

from rooms.errors import Refusal, must_be_text
from rooms.facts import Command, Entry, Event, Fact, Milliseconds
from rooms.lesson import Lesson

TITLE_LIMIT = 120
AT_MOST = 200
"""Chapters that are set by hand in one class."""
LONGEST = 24 * 3_600_000


@dataclass(frozen=True, slots=True)
class ChapterNamed(Event):
    """A chapter begins at class ms `start`, and is called so."""

    start: Milliseconds
    title: str


@dataclass(frozen=True, slots=True)
class ChapterDropped(Event):
    """No chapter begins at class ms `start`, whatever happened then."""

    start: Milliseconds


@dataclass(frozen=True, slots=True)
class ChapterRestored(Event):
    """At class ms `start` the chapters are again as the class itself makes them."""

    start: Milliseconds


@dataclass(frozen=True, slots=True)
class NameChapter(Command):
    """Name the chapter that begins at class ms `start`, or let one begin there, in at most 120 characters."""

    start: Milliseconds
    title: str


@dataclass(frozen=True, slots=True)
class DropChapter(Command):
    """Let no chapter begin at class ms `start`."""

    start: Milliseconds


@dataclass(frozen=True, slots=True)
class RestoreChapter(Command):
    """Take back what was set by hand at class ms `start`."""

    start: Milliseconds


@dataclass(slots=True)
class Chapters:
    """What was set by hand: a title for each moment, None where no chapter shall begin."""

    by_hand: dict[Milliseconds, str | None] = field(default_factory=dict)


def decide(chapters: Chapters, lesson: Lesson, command: Command) -> list[Fact]:
    """Judge what is set by hand, by those who lead, from the first second of the class on and long after it."""
    match command:
        case NameChapter(start, title):
            _must_be_in_class(lesson, start)
            must_be_text(title, TITLE_LIMIT, "The title of a chapter")
            _must_be_few(chapters, start)
            return [] if chapters.by_hand.get(start) == title else [Fact(ChapterNamed(start, title))]
        case DropChapter(start):
            _must_be_in_class(lesson, start)
            _must_be_few(chapters, start)
            dropped = start in chapters.by_hand and chapters.by_hand[start] is None
            return [] if dropped else [Fact(ChapterDropped(start))]
        case RestoreChapter(start):
            return [Fact(ChapterRestored(start))] if start in chapters.by_hand else []
    return []


def _must_be_in_class(lesson: Lesson, start: Milliseconds) -> None:
    if lesson.opened_at is None:
        raise Refusal("not_open_yet")
    if not 0 <= start <= (LONGEST if lesson.ended_at is None else lesson.ended_at):
        raise Refusal("bad_moment")


def _must_be_few(chapters: Chapters, start: Milliseconds) -> None:
    if start not in chapters.by_hand and len(chapters.by_hand) >= AT_MOST:
        raise Refusal("malformed", f"a class has at most {AT_MOST} chapters that are set by hand.")


def apply(chapters: Chapters, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case ChapterNamed(start, title):
            chapters.by_hand[start] = title
        case ChapterDropped(start):
            chapters.by_hand[start] = None
        case ChapterRestored(start):
            chapters.by_hand.pop(start, None)
