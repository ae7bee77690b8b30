"""How much a narrow line lets through: found when it overflowed, widened step by step while nothing complains."""

from __future__ import annotations

from collections import deque

from server.media.rate import Rate

CAUTION = 0.85  # of what came through while the line overflowed
FIRST = 1.5  # times what the letters believe, when a line overflows that nothing is known of
WIDER = 1.1  # each second: so little more than it carries fills a queue so slowly that letters tell in time
WIDEN_EVERY, CALM = 1.0, 3.0  # seconds between two steps, and without complaint before
WAITS = 0.1  # seconds of pictures held back from which on more room is needed
PATIENCE, LONGEST = 5.0, 60.0  # seconds without another look beyond what overflowed: twice as long each time
NEARLY = 0.9  # of what may leave: so much must flow for a complaint to be about it, or its silence to prove anything


class Width:
    """Of one link; pure, every moment is told. `bits` is what may leave in a second, 0 while the line never overflowed."""

    def __init__(self) -> None:
        self.bits = 0.0
        self._flow = Rate()
        self._came: deque[float] = deque(maxlen=2)  # bit/s at the last looks
        self._changed_at = float("-inf")
        self._limit, self._limit_until, self._patience = 0.0, float("-inf"), PATIENCE / 2

    def look(self, octets: int, loss: float, now: float) -> None:
        """Twice a second: so many octets have left so far, and such a share was lost of late."""
        self._came.append(self._flow.note(octets, now) * (1 - loss))

    def overflowed(self, passed: float, now: float) -> None:
        """Letters agree that packets were lost for want of room; at least `passed` came through."""
        came = CAUTION * min(self._came, default=0.0)
        self.bits = min(self.bits, max(passed, came)) if self.bits else max(passed, min(came, FIRST * passed))
        self._patience = min(LONGEST, 2 * self._patience)
        self._limit, self._limit_until = min(self._came, default=self.bits), now + self._patience
        self._changed_at = now

    def complained(self, passed: float, now: float) -> None:
        """A letter tells of congestion, nothing was lost: jitter looks so too, unless the line was nearly full."""
        if self.bits and self._came and self._came[-1] > NEARLY * self.bits:
            self.overflowed(passed, now)

    def widen(self, waiting: float, calm: float, now: float) -> None:
        """Nothing complained for `calm` seconds: let out a little more if pictures wait for it."""
        if not self.bits or calm < CALM or now - self._changed_at < WIDEN_EVERY or len(self._came) < 2:
            return
        if waiting > WAITS or min(self._came) > NEARLY * self.bits:
            wider = WIDER * self.bits
            if now < self._limit_until:
                wider = min(wider, NEARLY * self._limit)
            elif self.bits > WIDER * self._limit:
                self._patience = PATIENCE / 2
            self.bits = max(self.bits, wider)
            self._changed_at = now

    def forget(self) -> None:
        """The line is not narrow any more."""
        self.bits = 0.0
