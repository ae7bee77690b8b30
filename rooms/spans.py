"""Passages of a class: pieces of time from one moment to another, in order and apart."""

from __future__ import annotations

from collections.abc import Iterable

from rooms.facts import Milliseconds

Span = tuple[Milliseconds, Milliseconds]
Spans = tuple[Span, ...]
"""In order, none empty, none touching the next."""


def union(spans: Iterable[Span], near: Milliseconds = 0) -> Spans:
    """All that at least one of the spans covers; pieces that are at most `near` apart are one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if end <= start:
            continue
        if merged and start <= merged[-1][1] + near:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


def within(spans: Spans, first: Milliseconds, last: Milliseconds) -> Spans:
    """What of the spans lies between two moments."""
    return union((max(start, first), min(end, last)) for start, end in spans)


def overlap(spans: Spans, others: Spans) -> Spans:
    """What both cover."""
    return without(spans, without(spans, others))


def without(spans: Spans, gone: Spans) -> Spans:
    """What of the spans none of the others covers."""
    left: list[Span] = []
    for start, end in spans:
        at = start
        for gap, until in gone:
            if until <= at or gap >= end:
                continue
            if gap > at:
                left.append((at, gap))
            at = max(at, until)
        if at < end:
            left.append((at, end))
    return tuple(left)


def length(spans: Iterable[Span]) -> Milliseconds:
    """How long they are together."""
    return sum(end - start for start, end in spans)
