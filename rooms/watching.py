"""What somebody has watched of a class: passages as their player tells them, held to what is possible, never taken away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rooms.facts import Milliseconds
from rooms.spans import Span, Spans, union, within, without

FASTEST = 2
"""A recording plays at most so many times as fast as the class was."""

SLACK: Milliseconds = 30_000
"""So much more than time allows may be told, once: at the fastest, the first report holds 20 s, and clocks differ."""

SILENCE: Milliseconds = 5 * 60_000
"""A player that told nothing for longer was not playing; a hidden window tells once a minute."""

NEAR: Milliseconds = 1_000
MOST_SPANS = 1_000


@dataclass(frozen=True, slots=True)
class Watched:
    """The passages that were watched, where to go on, and up to when (Unix milliseconds) the time for watching is used
    up; 0 before the first report."""

    spans: Spans = ()
    at: Milliseconds = 0
    told: int = 0


def watched_more(
    before: Watched | None,
    told: Iterable[Span],
    at: Milliseconds,
    now: int,
    edge: Milliseconds,
    skipped: Spans = (),
) -> Watched:
    """The record after a report; `edge` is the latest moment that can be played.

    What exceeds the time that passed, at the fastest speed, is left out: nobody can have watched it. Only what is new
    takes time, so a report may be repeated. `skipped`: silences the player left out, which count and take no time.
    """
    known = before or Watched()
    skipped = within(skipped, 0, edge)
    since = max(known.told or now - SLACK // FASTEST, now - SILENCE)
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
    return Watched(merged, max(0, min(at, edge)), max(used_up, known.told))
