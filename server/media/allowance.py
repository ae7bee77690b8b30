"""How much work strangers and clients may cause: so much at once, and so much a second afterwards."""

from __future__ import annotations


class Allowance:
    """Full at first; `take` is for one piece of work at `now` (seconds)."""

    __slots__ = ("_at", "_left", "_most", "_per_second")

    def __init__(self, most: float, per_second: float) -> None:
        self._most = self._left = most
        self._per_second = per_second
        self._at = 0.0

    def take(self, now: float, pieces: float = 1.0) -> bool:
        """Whether so much is still within it; counts it if so."""
        left = self._left + (now - self._at) * self._per_second
        self._at = now
        self._left = min(self._most, left)
        if self._left < pieces:
            return False
        self._left -= pieces
        return True
