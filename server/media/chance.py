"""Packets that are lost whatever is sent, as radio loses them: fewer pictures would not help."""

from __future__ import annotations

MOST = 0.25  # share of packets; more is never put down to chance
AGAIN, LASTS = 12.0, 30.0  # seconds within which losses must go on, and for how long that is believed then


class Chance:
    """Of one link; pure, every moment is told.

    The first heavy loss costs a step down, to what came through: a line that was too full loses nothing after it. If losses
    go on, and no queue was seen on the way all the time, they are chance.
    """

    def __init__(self) -> None:
        self.lost_at = float("-inf")  # the last loss that may be chance
        self._until = float("-inf")

    def explains(self, share: float, now: float) -> bool:
        """Such a share was lost, and no other sign of congestion was seen: whether that is known to be chance."""
        if share > MOST:
            return False
        goes_on, self.lost_at = now - self.lost_at < AGAIN, now
        if goes_on or now < self._until:
            self._until = now + LASTS
            return True
        return False
