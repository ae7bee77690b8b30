"""What of a class was recorded, as one stretch without pauses: play time counts only that, from 0."""

from collections.abc import Iterable, Sequence

Span = tuple[int, int]


class Cuts:
    """Turns class time into play time and back, in ms; `recorded` as the manifest tells it: [from, to] in order."""

    def __init__(self, recorded: Iterable[Sequence[int]]) -> None:
        self._parts: list[tuple[int, int, int]] = []
        self.length = 0
        for start, end in recorded:
            if end > start:
                self._parts.append((self.length, start, end))
                self.length += end - start

    def spans(self, start: int, end: int) -> list[Span]:
        """The stretches of class time that are played from `start` to `end`."""
        found = []
        for begin, first, last in self._parts:
            left, right = max(start, begin), min(end, begin + last - first)
            if left < right:
                found.append((first + left - begin, first + right - begin))
        return found

    def played(self, at: int) -> int:
        """When class time `at` is played; within a pause, when the next stretch begins."""
        for begin, first, last in self._parts:
            if at < last:
                return begin + max(0, at - first)
        return self.length
