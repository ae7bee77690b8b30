"""Which packets of one stream are sent again: each after a pause, and no more of them than its way carries."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from server.media.history import KEPT, Sent

# seconds until the same packet is sent again, then three times as long: it may be queued
PAUSE = 0.030
RATE, BURST = 1000.0, 400.0  # packets a second and at once: nobody can make us flood a network


class Repairs:
    """Of one stream; `rate` is less on a narrow link, which repairs would choke."""

    __slots__ = ("_again", "_at", "_left", "rate")

    def __init__(self) -> None:
        self.rate = RATE
        self._left, self._at = BURST, 0.0
        # by number: not again before, and the pause after that
        self._again: dict[int, tuple[float, float]] = {}

    def take(
        self, missing: Iterable[int], now: float, find: Callable[[int], Sent | None]
    ) -> list[tuple[int, Sent]]:
        """Which of the packets with these 16-bit numbers are sent again now; `find` gives one, if it is still there."""
        self._left = min(BURST, self.rate, self._left + (now - self._at) * self.rate)
        self._at = now
        if len(self._again) > KEPT:
            self._again.clear()
        taken: list[tuple[int, Sent]] = []
        for number in missing:
            if len(taken) >= self._left:
                break
            again, pause = self._again.get(number, (0.0, PAUSE))
            sent = find(number) if now >= again else None
            if sent is not None:
                self._again[number] = now + pause, 3 * pause
                taken.append((number, sent))
        self._left -= len(taken)
        return taken
