"""What a narrow link costs its receiver, as it is told to them: smaller pictures, fewer, or some not at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from server.media.quality import Step

Pictures = Literal["all", "smaller", "stopped"]
LASTS, OVER = 2.0, 5.0  # seconds for which it must last, and be over, to be told
AGAIN = 10.0  # seconds after which it is told again: what is told may be lost


def shortage(wished: Sequence[Sequence[Step]], granted: Sequence[Step | None]) -> Pictures:
    """The worst that came of what is looked at; fewer frames count as smaller."""
    pairs = [(steps[-1], got) for steps, got in zip(wished, granted, strict=True) if steps]
    if any(got is None for _, got in pairs):
        return "stopped"
    return "smaller" if any(got != best for best, got in pairs) else "all"


class Shortage:
    """Of one link; a moment of it is not told, so that nothing flaps."""

    def __init__(self) -> None:
        self.pictures: Pictures = "all"  # as told last
        self._seen: Pictures = "all"
        self._since = self._told_at = float("-inf")

    def take(self, pictures: Pictures, now: float) -> bool:
        """How it is now; whether that must be told."""
        if pictures != self._seen:
            self._seen, self._since = pictures, now
        if self._seen != self.pictures:
            if now - self._since < (OVER if self._better() else LASTS):
                return False
        elif pictures == "all" or now - self._told_at < AGAIN:
            return False
        self.pictures, self._told_at = self._seen, now
        return True

    def _better(self) -> bool:
        return self._seen == "all" or self.pictures == "stopped"
