"""The stage of a class that goes on: whoever asks again pays for what is new, not for the whole class."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from recording.index import Index
from recording.stage import STAGED, STARTS, Item, Wish, Wishes, fill, parts_of, stage, told
from rooms.facts import Entry

SETTLED = 30_000
"""Class ms behind the edge up to which no more is expected to be written to any file."""


class StageSoFar:
    """Keeps what the timeline wished for, and what it was given where the recording has settled.

    What is kept is thrown away when a file turns out to hold more there after all.
    """

    def __init__(self) -> None:
        self._taken = 0
        self._wishes = Wishes()
        self._latest = 0
        self._in_order = True
        self._items: list[Item] = []
        self._done = 0  # wishes that are settled
        self._current: str | None = None  # the file that is shown when they are over
        self._sight: dict[str, tuple[int, int, int]] = {}
        self._key: object = None
        self._told: list[dict[str, Any]] = []

    def told(self, entries: Iterable[Entry], until: int, recorded: Sequence[Index]) -> list[dict[str, Any]]:
        """What players are told of the stage up to class ms `until`: `stage`, of a timeline that only grows."""
        entries = entries if isinstance(entries, Sequence) else tuple(entries)
        key = (len(entries), until, [(one.info.id, len(one.keys), one.spans[-1:]) for one in recorded])
        if key != self._key:
            self._key, self._told = key, told(self._items_until(entries, until, recorded))
        return self._told

    def _items_until(self, entries: Sequence[Entry], until: int, recorded: Sequence[Index]) -> list[Item]:
        if len(entries) >= self._taken:
            self._take(entries)
        if len(entries) < self._taken or not self._in_order:
            return stage(entries, until, recorded)
        settled = self._settled_at()
        if self._sight != _sight(recorded, settled):
            self._items, self._done, self._current = [], 0, None
        parts, current = parts_of(recorded), next((o for o in recorded if o.info.id == self._current), None)
        wished = self._wishes.found
        while self._done + 1 < len(wished) and wished[self._done + 1].at <= until - SETTLED:
            current = self._fill(self._items, self._done, until, parts, current)
            self._done += 1
        self._current = None if current is None else current.info.id
        self._sight = _sight(recorded, self._settled_at())
        items = list(self._items)
        for number in range(self._done, len(wished)):
            if wished[number].at < until:
                current = self._fill(items, number, until, parts, current)
        return items

    def _take(self, entries: Sequence[Entry]) -> None:
        for entry in entries[self._taken :]:
            if isinstance(entry.event, STAGED):
                self._in_order = self._in_order and entry.at >= self._latest
                self._latest = entry.at
                self._wishes.take(entry)
        self._taken = len(entries)

    def _settled_at(self) -> int:
        return self._wishes.found[self._done].at

    def _fill(
        self, items: list[Item], number: int, until: int, parts: dict[str, list[Index]], current: Index | None
    ) -> Index | None:
        wished: list[Wish] = self._wishes.found
        end = min(wished[number + 1].at, until) if number + 1 < len(wished) else until
        return fill(items, wished[number], end, parts, current)


def _sight(recorded: Sequence[Index], end: int) -> dict[str, tuple[int, int, int]]:
    """As much of the files as decides what is on stage before class ms `end`."""
    last, seen = end + STARTS, {}
    for one in recorded:
        spans = bisect_right(one.spans, (last, 1 << 62))
        if one.info.group is None and spans:
            seen[one.info.id] = (bisect_right(one.keys, last), spans, min(one.spans[spans - 1][1], last + 1))
    return seen
