"""What somebody has watched of a class: passages as their player tells them, held to what is possible, never taken away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rooms.facts import Milliseconds
from rooms.spans import Span, Spans, overlap, union, within, without

FASTEST = 2
"""A recording plays at most so many times as fast as the class was."""

SLACK: Milliseconds = 30_000
"""So much more than time allows may be told, once: at the fastest, the first report holds 20 s, and clocks differ."""

SILENCE: Milliseconds = 5 * 60_000
"""A player that told nothing for longer was not playing; a hidden window tells once a minute."""

AWAY: Milliseconds = 30 * 24 * 3_600_000
"""A class that is kept on a device is played for so long without the school at most; then it tells what was watched."""

NEAR: Milliseconds = 1_000

STEP: Milliseconds = 10_000
"""Pieces of a class for which is counted how often they were watched again."""

MOST_SPANS = 1_000


@dataclass(frozen=True, slots=True)
class Watched:
    """The passages that were watched, where to go on, and up to when (Unix milliseconds) the time for watching is used
    up; 0 before the first report. `again`: the same for what had been watched before; `repeated`: what of the last
    report had been, which is counted for the class and kept for nobody."""

    spans: Spans = ()
    at: Milliseconds = 0
    told: int = 0
    again: int = 0
    repeated: Spans = ()


def watched_more(
    before: Watched | None,
    told: Iterable[Span],
    at: Milliseconds,
    now: int,
    edge: Milliseconds,
    skipped: Spans = (),
    *,
    away: bool = False,
) -> Watched:
    """The record after a report; `edge` is the latest moment that can be played.

    What exceeds the time that passed, at the fastest speed, is left out: nobody can have watched it. Only what is new
    takes time, so a report may be repeated. `skipped`: silences the player left out, which count and take no time.
    `away`: it was played from a kept copy without a network, some time since the last report; without one before, as one
    is made when a class begins to be kept, nobody knows since when, and it is believed no more than any first report.
    """
    known = before or Watched()
    skipped, told = within(skipped, 0, edge), tuple(told)
    since = max(known.told or now - SLACK // FASTEST, now - (AWAY if away else SILENCE))
    allowed = FASTEST * max(0, now - since)
    believed: list[Span] = []
    for start, end in without(within(tuple(sorted(told)), 0, edge), union((*known.spans, *skipped))):
        until = min(end, start + allowed)
        if until > start:
            believed.append((start, until))
            allowed -= until - start
    merged = union((*known.spans, *skipped, *believed), NEAR)
    if len(merged) > MOST_SPANS:  # nobody watches in a thousand pieces; what was known stays
        merged = known.spans
    # What was not used is not saved up, but for the slack.
    used_up = max(now - max(0, allowed) // FASTEST, now - SLACK // FASTEST)
    left = min(max(0, allowed), FASTEST * max(0, now - max(since, known.again)))
    repeated = _repeated(known.spans, told, edge, left)
    again = now if repeated else known.again
    return Watched(merged, max(0, min(at, edge)), max(used_up, known.told), again, repeated)


def _repeated(before: Spans, told: Iterable[Span], edge: Milliseconds, allowed: Milliseconds) -> Spans:
    """What of these passages had been watched, before or in this very report, as far as time allows."""
    seen, found = before, list[Span]()
    for one in told:
        span = within((one,), 0, edge)
        for start, end in overlap(span, seen):
            until = min(end, start + allowed)
            if until - start >= NEAR:
                found.append((start, until))
                allowed -= until - start
        seen = union((*seen, *span))
    return tuple(found)


def steps(spans: Iterable[Span]) -> list[int]:
    """The pieces of ten seconds whose middle these passages play: however a passage is cut, each counts once."""
    half = STEP // 2
    return sorted(
        step
        for start, end in spans
        for step in range(max(0, start - half + STEP - 1) // STEP, (end + half) // STEP)
        if start <= step * STEP + half < end
    )
