"""The class itself: scheduled, opened, recorded or paused, ended, perhaps published, and then open for late work."""

from __future__ import annotations

from dataclasses import dataclass

from rooms.errors import Refusal
from rooms.facts import Command, Entry, Event, Fact, Milliseconds

TITLE_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for late work: how long after the end it is taken (`window`, in milliseconds; null: always), within how
    many working days questions are answered (`promise`; null: nothing is promised), and what completes the class, there
    or later: so much of it seen (`share`, in percent), every poll with names answered (`polls`), so many comments or
    questions (`posts`)."""

    window: int | None
    promise: int | None
    share: int
    polls: bool
    posts: int


@dataclass(frozen=True, slots=True)
class ClassScheduled(Event):
    """The class was planned; `starts_at` in Unix milliseconds; with `lobby`, students wait to be let in. A class without
    `terms` is from before there were any: late work is always taken. A `draft` is for those who lead alone, until it is
    published. Speech is heard as its `language` (ISO 639-1, or `auto`; null: as the server is set)."""

    title: str
    starts_at: int | None
    lobby: bool
    terms: Terms | None = None
    draft: bool = False
    language: str | None = None


@dataclass(frozen=True, slots=True)
class ClassOpened(Event):
    """Class time begins here; `opened_at` in Unix milliseconds; `recorded` says that recording is on."""

    opened_at: int
    recorded: bool


@dataclass(frozen=True, slots=True)
class ClassEnded(Event):
    """The live part is over; the class is now open for late work."""


@dataclass(frozen=True, slots=True)
class ClassPublished(Event):
    """What was a draft is a class for everybody from now on, and the window for late work begins."""


@dataclass(frozen=True, slots=True)
class RecordingPaused(Event):
    """From here on nothing is recorded, until it resumes."""


@dataclass(frozen=True, slots=True)
class RecordingResumed(Event):
    """Recording goes on."""


@dataclass(frozen=True, slots=True)
class ScheduleClass(Command):
    """Plan the class (the server does it once, as the first entry)."""

    title: str
    starts_at: int | None = None
    lobby: bool = False
    terms: Terms | None = None
    draft: bool = False
    language: str | None = None


@dataclass(frozen=True, slots=True)
class OpenClass(Command):
    """Begin the class; `opened_at` in Unix milliseconds is filled in by the server."""

    opened_at: int = 0
    recorded: bool = True


@dataclass(frozen=True, slots=True)
class EndClass(Command):
    """End the live part for everybody."""


@dataclass(frozen=True, slots=True)
class PublishClass(Command):
    """Give a draft that has ended to everybody who belongs to it."""


@dataclass(frozen=True, slots=True)
class PauseRecording(Command):
    """Stop recording for a while; everybody sees it."""


@dataclass(frozen=True, slots=True)
class ResumeRecording(Command):
    """Record again; in a class that was not recorded, record from now on."""


@dataclass(slots=True)
class Lesson:
    """What decisions need to know of the class itself."""

    title: str = ""
    starts_at: int | None = None
    opened_at: int | None = None
    recorded: bool = False
    paused: bool = False
    ended_at: Milliseconds | None = None
    draft: bool = False
    published_at: int | None = None  # Unix ms

    @property
    def is_live(self) -> bool:
        """Opened and not yet ended."""
        return self.opened_at is not None and self.ended_at is None

    @property
    def window_from(self) -> int | None:
        """When the window for late work began, in Unix milliseconds: with the end, or once it was published."""
        if self.opened_at is None or self.ended_at is None or self.draft:
            return None
        return self.opened_at + self.ended_at if self.published_at is None else self.published_at

    @property
    def state(self) -> str:
        """`scheduled`, `live` or `ended`."""
        if self.opened_at is None:
            return "scheduled"
        return "live" if self.ended_at is None else "ended"


def must_be_live(lesson: Lesson) -> None:
    """Refuse unless the class is going on."""
    if lesson.opened_at is None:
        raise Refusal("not_open_yet")
    if lesson.ended_at is not None:
        raise Refusal("class_ended")


def decide(lesson: Lesson, command: Command) -> list[Fact]:
    """Judge a command about the class itself; ending is judged in `room`, since it ends everything else too."""
    match command:
        case ScheduleClass(title, starts_at, lobby, terms, draft, language):
            if len(title) > TITLE_LIMIT:
                raise Refusal("too_long", f"a title has at most {TITLE_LIMIT} characters.", TITLE_LIMIT)
            return [Fact(ClassScheduled(title, starts_at, lobby, terms, draft, language))]
        case OpenClass(opened_at, recorded):
            if lesson.ended_at is not None:
                raise Refusal("class_ended")
            if lesson.opened_at is not None:
                raise Refusal("already_open")
            return [Fact(ClassOpened(opened_at, recorded))]
        case PublishClass():
            if lesson.ended_at is None:
                raise Refusal("not_over_yet")
            return [Fact(ClassPublished())] if lesson.draft else []
        case PauseRecording() | ResumeRecording():
            must_be_live(lesson)
            pause = isinstance(command, PauseRecording)
            if (lesson.recorded and not lesson.paused) != pause:
                raise Refusal("recording_already")
            return [Fact(RecordingPaused() if pause else RecordingResumed())]
    return []


def apply(lesson: Lesson, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case ClassScheduled(title, starts_at, draft=draft):
            lesson.title, lesson.starts_at, lesson.draft = title, starts_at, draft
        case ClassOpened(opened_at, recorded):
            lesson.opened_at, lesson.recorded = opened_at, recorded
        case ClassEnded():
            lesson.ended_at = entry.at
        case ClassPublished():
            lesson.draft, lesson.published_at = False, entry.wrote
        case RecordingPaused():
            lesson.paused = True
        case RecordingResumed():
            lesson.recorded, lesson.paused = True, False
