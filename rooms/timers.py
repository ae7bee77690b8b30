"""A timer or a stopwatch for all: started, paused, given more time, put away. How much is left follows from class time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rooms.errors import Refusal
from rooms.facts import Command, Entry, Event, Fact, Milliseconds
from rooms.lesson import Lesson, must_be_live

Kind = Literal["timer", "stopwatch"]
SHORTEST, LONGEST = 5_000, 12 * 3_600_000
NAME_LIMIT = 80


@dataclass(frozen=True, slots=True)
class TimerStarted(Event):
    """A timer of `length` milliseconds, or a stopwatch, began to run; it takes the place of the one before."""

    kind: Kind
    length: Milliseconds
    name: str


@dataclass(frozen=True, slots=True)
class TimerPaused(Event):
    """It stands still."""


@dataclass(frozen=True, slots=True)
class TimerResumed(Event):
    """It goes on from where it stood."""


@dataclass(frozen=True, slots=True)
class TimerExtended(Event):
    """The timer got more time; one that had run out begins anew with it."""

    more: Milliseconds


@dataclass(frozen=True, slots=True)
class TimerStopped(Event):
    """It was put away."""


@dataclass(frozen=True, slots=True)
class StartTimer(Command):
    """Start a timer of 5 seconds to 12 hours, or a stopwatch (its length does not matter); `name` says what it is for."""

    kind: Kind = "timer"
    length: Milliseconds = 300_000
    name: str = ""


@dataclass(frozen=True, slots=True)
class PauseTimer(Command):
    """Let it stand still."""


@dataclass(frozen=True, slots=True)
class ResumeTimer(Command):
    """Let it go on."""


@dataclass(frozen=True, slots=True)
class ExtendTimer(Command):
    """Give the timer more time."""

    more: Milliseconds = 60_000


@dataclass(frozen=True, slots=True)
class StopTimer(Command):
    """Put it away."""


@dataclass(slots=True)
class Timers:
    """Which of the two is shown, if any, and whether it stands still."""

    kind: Kind | None = None
    paused: bool = False


def decide(timers: Timers, lesson: Lesson, command: Command) -> list[Fact]:
    """Judge starting, pausing, extending and putting away; all by those who lead."""
    match command:
        case StartTimer(kind, length, name):
            must_be_live(lesson)
            if kind == "timer" and not SHORTEST <= length <= LONGEST:
                raise Refusal("malformed", "a timer runs for 5 seconds to 12 hours.")
            if len(name) > NAME_LIMIT:
                raise Refusal(
                    "too_long", f"the name of a timer has at most {NAME_LIMIT} characters.", NAME_LIMIT
                )
            return [Fact(TimerStarted(kind, length if kind == "timer" else 0, name.strip()))]
        case PauseTimer() | ResumeTimer():
            pause = isinstance(command, PauseTimer)
            _must_run(timers, lesson)
            if timers.paused == pause:
                return []
            return [Fact(TimerPaused() if pause else TimerResumed())]
        case ExtendTimer(more):
            _must_run(timers, lesson)
            if timers.kind != "timer" or not 1_000 <= more <= LONGEST:
                raise Refusal("malformed", "only a timer can be given more time, a second at least.")
            return [Fact(TimerExtended(more))]
        case StopTimer():
            _must_run(timers, lesson)
            return [Fact(TimerStopped())]
    return []


def _must_run(timers: Timers, lesson: Lesson) -> None:
    must_be_live(lesson)
    if timers.kind is None:
        raise Refusal("no_timer")


def apply(timers: Timers, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case TimerStarted(kind):
            timers.kind, timers.paused = kind, False
        case TimerPaused():
            timers.paused = True
        case TimerResumed():
            timers.paused = False
        case TimerStopped():
            timers.kind, timers.paused = None, False
