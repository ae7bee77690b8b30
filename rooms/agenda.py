"""The agenda: segments planned with their activity and time, which of them runs, and how much time it was given."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from rooms.errors import Refusal, must_be_text
from rooms.facts import Command, Entry, Event, Fact, Id, Milliseconds
from rooms.lesson import ClassEnded, Lesson, must_be_live

Activity = Literal["talk", "discussion", "groups", "exercise", "poll", "questions", "break", "other"]
SHORTEST, LONGEST = 10_000, 12 * 3_600_000
SEGMENTS_AT_MOST = 50
TITLE_LIMIT = 120


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the class as it is planned: what it is about, what is done in it, and for how long."""

    segment: Id
    title: str
    activity: Activity
    length: Milliseconds


@dataclass(frozen=True, slots=True)
class AgendaPlanned(Event):
    """The class is planned so from now on; these segments take the place of all that were planned."""

    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class SegmentStarted(Event):
    """A segment of the agenda began, and the one before is over; null: none runs any more."""

    segment: Id | None


@dataclass(frozen=True, slots=True)
class SegmentExtended(Event):
    """The segment that runs got more time."""

    more: Milliseconds


@dataclass(frozen=True, slots=True)
class PlanAgenda(Command):
    """Plan at most 50 segments of 10 seconds to 12 hours; the one that runs must stay."""

    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class StartSegment(Command):
    """Begin a segment; null ends the one that runs."""

    segment: Id | None = None


@dataclass(frozen=True, slots=True)
class ExtendSegment(Command):
    """Give the segment that runs more time."""

    more: Milliseconds = 300_000


@dataclass(slots=True)
class Agenda:
    """Which segments are planned, and which of them runs."""

    segments: dict[Id, Segment] = field(default_factory=dict)
    running: Id | None = None


def decide(agenda: Agenda, lesson: Lesson, command: Command) -> list[Fact]:
    """Judge planning, which is open until the class ends, and beginning and extending while it is live."""
    match command:
        case PlanAgenda(segments):
            if lesson.ended_at is not None:
                raise Refusal("class_ended")
            return _plan(agenda, segments)
        case StartSegment(segment):
            must_be_live(lesson)
            if segment is not None and segment not in agenda.segments:
                raise Refusal("no_such_segment")
            return [] if agenda.running == segment else [Fact(SegmentStarted(segment))]
        case ExtendSegment(more):
            must_be_live(lesson)
            if agenda.running is None:
                raise Refusal("no_segment")
            if not 1_000 <= more <= LONGEST:
                raise Refusal("malformed", "a segment is given from 1 second to 12 hours more.")
            return [Fact(SegmentExtended(more))]
    return []


def _plan(agenda: Agenda, segments: tuple[Segment, ...]) -> list[Fact]:
    if len(segments) > SEGMENTS_AT_MOST:
        raise Refusal("malformed", f"an agenda has at most {SEGMENTS_AT_MOST} segments.")
    for one in segments:
        must_be_text(one.title, TITLE_LIMIT, "The title of a segment")
        if not SHORTEST <= one.length <= LONGEST:
            raise Refusal("malformed", "a segment lasts from 10 seconds to 12 hours.")
    ids = {one.segment for one in segments}
    if len(ids) != len(segments):
        raise Refusal("duplicate_id")
    if agenda.running is not None and agenda.running not in ids:
        raise Refusal("segment_runs")
    return [] if segments == tuple(agenda.segments.values()) else [Fact(AgendaPlanned(segments))]


def apply(agenda: Agenda, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case AgendaPlanned(segments):
            agenda.segments = {one.segment: one for one in segments}
        case SegmentStarted(segment):
            agenda.running = segment
        case ClassEnded():
            agenda.running = None
