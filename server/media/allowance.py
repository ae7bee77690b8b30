"""How much work strangers and clients may cause: so much at once, and so much a second afterwards."""

from __future__ import annotations

# What is taken of one person, at once and a second.
LETTERS = (1500.0, 1000.0)  # RTCP packets: 49 tiles on a bad line
WRITTEN = (150_000.0, 100_000.0)  # octets of them: one letter may ask for a thousand packets
PACKETS = (4000.0, 4000.0)  # RTP packets, about 35 Mbit/s: each is passed on to everybody who watches
MISSING = (8000.0, 8000.0)  # packets asked for again: each is looked for
TOGETHER = 20  # pieces that `Prepaid` allows at once


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


class Prepaid(Allowance):
    """For work so small and frequent that judging each piece would cost more: some are allowed together.

    `left` of them may be done before the next look; whoever does one takes it from there.
    """

    __slots__ = ("left",)

    def __init__(self, most: float, per_second: float) -> None:
        super().__init__(most, per_second)
        self.left = 0

    def renew(self, now: float) -> bool:
        """Whether more are allowed, once none is left."""
        if self.take(now, TOGETHER):
            self.left = TOGETHER
        return self.left > 0
