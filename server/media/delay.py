"""How long the queue on the way to a receiver is: seen by how late our reports come, as the receiver's tell."""

from __future__ import annotations

from collections import deque

REMEMBERED = 32  # reports of ours
EMPTY_FOR = 60.0  # seconds within which the queue was surely empty once
LATELY, SHORT = 2.5, 0.06  # seconds
ENOUGH = 2  # answers lately, to say that the queue was short all the time
SAME = 0.02  # seconds within which it is all the same which of two came
UNITS = 65536  # a second, in which receivers tell how long they waited (RFC 3550 section 6.4.1)


class Delay:
    """Of one link. A receiver names our report that came last and how long ago that was; the rest is the way and its queue."""

    def __init__(self) -> None:
        self._sent: deque[tuple[int, float]] = deque(maxlen=REMEMBERED)
        self._seen: deque[tuple[float, float]] = (
            deque()
        )  # when a report left, and how long the way took it: a rising list
        self.queue = 0.0  # seconds, of the report that was told of last
        self.at = float("-inf")  # when that report left
        self._lately: deque[tuple[float, float]] = deque()  # when it was told, and the queue

    def left(self, name: int, now: float) -> None:
        """A report left under this name (the middle of its NTP time). An answer to one that left twice tells nothing."""
        before = max((at for other, at in self._sent if other == name), default=now)
        self._sent.append((name, before if now - before < SAME else float("inf")))

    def told(self, name: int, waited: int, now: float) -> None:
        """The receiver answers it."""
        at = max((at for other, at in self._sent if other == name), default=None)
        if at is None or not self.at < at <= now:
            return
        seen, took = self._seen, now - at - waited / UNITS
        while seen and seen[-1][1] >= took:
            seen.pop()
        seen.append((at, took))
        while at - seen[0][0] > EMPTY_FOR:
            seen.popleft()
        self.at, self.queue = at, took - seen[0][1]
        self._lately.append((now, self.queue))
        while now - self._lately[0][0] > LATELY:
            self._lately.popleft()

    def short(self, now: float) -> bool:
        """Whether the queue was seen to be short just now."""
        return now - self.at < LATELY and self.queue < SHORT

    def always_short(self, now: float) -> bool:
        """Whether it was short whenever it was seen lately: what was lost was not lost for want of room."""
        queues = [queue for told, queue in self._lately if now - told < LATELY]
        return len(queues) >= ENOUGH and max(queues) < SHORT
