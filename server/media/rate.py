"""How fast something flows: a count that only grows, seen over about the last second."""

from __future__ import annotations

from collections import deque

WINDOW = 1.0  # seconds
PACKET = 36  # octets of header, our extension and seal around each payload: receivers count them too (REMB)


class Rate:
    """Bits per second of a growing count of octets, over `window` seconds."""

    __slots__ = ("_points", "_window")

    def __init__(self, window: float = WINDOW) -> None:
        self._window = window
        self._points: deque[tuple[float, int]] = deque(maxlen=8)

    def note(self, total: int, now: float) -> float:
        """The count is `total` now; the bits per second since about a second ago."""
        points = self._points
        if points and points[-1][1] == total:  # nothing came: what comes next is measured from here
            points.clear()
        points.append((now, total))
        while len(points) > 2 and now - points[1][0] >= self._window:
            points.popleft()
        return self.bits

    @property
    def bits(self) -> float:
        """Bits per second at the last look."""
        if len(self._points) < 2:
            return 0.0
        (first, before), (last, after) = self._points[0], self._points[-1]
        return max(0.0, (after - before) * 8 / (last - first)) if last > first else 0.0
