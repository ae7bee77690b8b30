"""A summary that a machine writes when those who lead want one: asked for, written or failed, and taken back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from rooms.errors import Refusal, must_be_text
from rooms.facts import STAFF, Command, Entry, Event, Fact, Id, Milliseconds
from rooms.lesson import Lesson

POINT_LIMIT = 600
POINTS_AT_MOST = 40
MODEL_LIMIT = 120

Failure = Literal["off", "no_answer", "refused", "unreadable"]
"""No machine is set up; it does not answer; it does not take the request; what it writes is no summary."""


@dataclass(frozen=True, slots=True)
class SummaryPoint:
    """A sentence of a summary, and the moment of the class that it tells of."""

    at: Milliseconds
    text: str


@dataclass(frozen=True, slots=True)
class SummaryWanted(Event):
    """Somebody who leads wants a machine to write a summary; what everybody could hear and see is sent to it."""


@dataclass(frozen=True, slots=True)
class SummaryWritten(Event):
    """A machine wrote this: `model` is its name. It counts as long as no other is written and nobody takes it back."""

    summary: Id
    model: str
    points: tuple[SummaryPoint, ...]


@dataclass(frozen=True, slots=True)
class SummaryFailed(Event):
    """The machine wrote nothing, and why."""

    reason: Failure


@dataclass(frozen=True, slots=True)
class SummaryWithdrawn(Event):
    """Somebody who leads took the machine's summary back; its sentences are blank in every copy of the timeline."""

    summary: Id


@dataclass(frozen=True, slots=True)
class WantSummary(Command):
    """Let the school's language model write a summary of a class that has ended."""


@dataclass(frozen=True, slots=True)
class WriteSummary(Command):
    """Put down what the machine wrote (the server)."""

    summary: Id
    model: str
    points: tuple[SummaryPoint, ...]


@dataclass(frozen=True, slots=True)
class FailSummary(Command):
    """Say that the machine wrote nothing (the server)."""

    reason: Failure


@dataclass(frozen=True, slots=True)
class WithdrawSummary(Command):
    """Take back what a machine wrote."""

    summary: Id


@dataclass(slots=True)
class Summary:
    """Whether one is being written, and the entries of those that were."""

    wanted: bool = False
    written: dict[Id, int] = field(default_factory=dict)
    withdrawn: set[Id] = field(default_factory=set)


def decide(summary: Summary, lesson: Lesson, command: Command) -> list[Fact]:
    """Judge wishes for a summary, what came of them, and taking it back."""
    match command:
        case WantSummary():
            if lesson.ended_at is None:
                raise Refusal("summary_after_class")
            return [] if summary.wanted else [Fact(SummaryWanted(), STAFF)]
        case WriteSummary(name, model, points):
            if name in summary.written:
                return []
            _must_be_points(model, points, lesson)
            return [Fact(SummaryWritten(name, model, points))]
        case FailSummary(reason):
            return [Fact(SummaryFailed(reason), STAFF)] if summary.wanted else []
        case WithdrawSummary(name):
            if name not in summary.written:
                raise Refusal("no_such_summary")
            return [] if name in summary.withdrawn else [Fact(SummaryWithdrawn(name))]
    return []


def _must_be_points(model: str, points: tuple[SummaryPoint, ...], lesson: Lesson) -> None:
    must_be_text(model, MODEL_LIMIT, "The model's name")
    if not 1 <= len(points) <= POINTS_AT_MOST:
        raise Refusal("malformed", f"a summary has 1 to {POINTS_AT_MOST} sentences.")
    for point in points:
        must_be_text(point.text, POINT_LIMIT, "A sentence of the summary")
        if not 0 <= point.at <= (lesson.ended_at or 0):
            raise Refusal("bad_moment")


def apply(summary: Summary, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case SummaryWanted():
            summary.wanted = True
        case SummaryWritten(name):
            summary.wanted = False
            summary.written[name] = entry.seq
        case SummaryFailed():
            summary.wanted = False
        case SummaryWithdrawn(name):
            summary.withdrawn.add(name)
