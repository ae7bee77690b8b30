"""What somebody has watched of a class: passages as their player tells them, held to what is possible, never taken away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rooms.facts import Milliseconds
from rooms.spans import Span, Spans, union, within

FASTEST = 2
"""A recording plays at most so many times as fast as the class was."""

SLACK: Milliseconds = 15_000
"""So much more may be told at once: reports come every few seconds, and clocks differ."""

NEAR: Milliseconds = 1_000
MOST_SPANS = 1_000


@dataclass(frozen=True, slots=True)
class Watched:
    """The passages that were watched, where to go on, and when that was told last (Unix milliseconds)."""

    spans: Spans = ()
    at: Milliseconds = 0
    told: int = 0


def watched_more(
    before: Watched | None, told: Iterable[Span], at: Milliseconds, now: int, edge: Milliseconds
) -> Watched:
    """The record after a report; `edge` is the latest moment that can be played.

    What exceeds the time since the last report, at the fastest speed, is left out: nobody can have watched it.
    """
    known = before or Watched(told=now)
    allowed = FASTEST * max(0, now - known.told) + SLACK
    believed: list[Span] = []
    for start, end in within(tuple(sorted(told)), 0, edge):
        until = min(end, start + allowed)
        if until > start:
            believed.append((start, until))
        allowed -= until - start
    merged = union((*known.spans, *believed), NEAR)
    if len(merged) > MOST_SPANS:  # nobody watches in a thousand pieces; what was known stays
        merged = known.spans
    return Watched(merged, max(0, min(at, edge)), max(now, known.told))
