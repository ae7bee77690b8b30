"""How a long recording is cut into windows for the speech engine: short enough for memory, parted at pauses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

LIMIT = 120_000
"""The longest window in ms: fed a whole lecture at once, the engine was measured to take over 2 GB."""

BRIDGE = 2_000
"""Holes up to this long (ms) do not part a window: a short loss or a breath costs less than another window."""

SLIVER = 200
"""Stretches shorter than this (ms) are left out: no word fits in."""

Span = tuple[int, int]
"""From (included) to (excluded), in ms."""


@dataclass(frozen=True)
class Cut:
    """A stretch to listen to at once, in ms. `more`: speech may run on after `end`, so stop at the last pause."""

    start: int
    end: int
    more: bool = False


def joined(spans: Iterable[Span], bridge: int = 0) -> list[Span]:
    """Give the same spans in order, without overlaps, those at most `bridge` ms apart made one."""
    out: list[Span] = []
    for start, end in sorted(span for span in spans if span[1] > span[0]):
        if out and start - out[-1][1] <= bridge:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def without(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """Give what is left of `spans` when every ms of `taken` is removed, in order and without overlaps."""
    left = joined(spans)
    for low, high in joined(taken):
        parts = [((start, min(end, low)), (max(start, high), end)) for start, end in left]
        left = [part for pair in parts for part in pair if part[1] > part[0]]
    return left


def next_windows(
    voiced: Iterable[Span],
    done: Iterable[Span],
    *,
    limit: int = LIMIT,
    bridge: int = BRIDGE,
    walls: Iterable[int] = (),
    open_end: bool = False,
) -> list[Cut]:
    """Give the windows that are left to do, in order, none longer than `limit` ms and none over a wall.

    `voiced` are the stretches with sound, `done` those listened to already, `walls` the moments (ms) that no window
    may cross, such as a move into a breakout. With `open_end` the last stretch is still growing.
    """
    spans = joined(voiced)
    pieces = without(joined(spans, bridge), done)
    for wall in sorted(set(walls)):
        pieces = [part for piece in pieces for part in _split(piece, wall)]
    edge = spans[-1][1] if spans and open_end else None
    cuts: list[Cut] = []
    for start, end in pieces:
        cuts.extend(_cut(start, end, spans, limit, more=end == edge))
    return [cut for cut in cuts if cut.end - cut.start >= SLIVER or cut.more]


def last_pause(voiced: Sequence[Span], start: int, end: int) -> int | None:
    """Give the middle of the last pause in the later half of start..end (ms), or None if the voice never rests.

    A pause that reaches `end` counts from 300 ms after the voice stopped, so that the last sound is kept whole.
    """
    half = (start + end) // 2
    edges = [span for span in voiced if span[1] > start and span[0] < end]
    if not edges:
        return end
    if end - edges[-1][1] >= 600:
        return end - 300
    for before, after in reversed(list(pairwise(edges))):
        if (middle := (before[1] + after[0]) // 2) >= half:
            return middle
    return None


def _split(piece: Span, wall: int) -> list[Span]:
    start, end = piece
    return [(start, wall), (wall, end)] if start < wall < end else [piece]


def _cut(start: int, end: int, spans: Sequence[Span], limit: int, more: bool) -> list[Cut]:
    cuts: list[Cut] = []
    while end - start > limit:
        gap = _gap(spans, start + limit // 2, start + limit)
        cuts.append(Cut(start, gap or start + limit, more=gap is None))
        start = cuts[-1].end
    return [*cuts, Cut(start, end, more)]


def _gap(spans: Sequence[Span], low: int, high: int) -> int | None:
    """Give the middle of the last hole between spans that lies within low..high."""
    holes = [(before[1] + after[0]) // 2 for before, after in pairwise(spans)]
    within = [middle for middle in holes if low <= middle <= high]
    return within[-1] if within else None
