"""Which layers of a picture somebody needs: the others are stopped where they are made."""

from __future__ import annotations

from collections.abc import Collection

STOP_AFTER = 4.0  # seconds for which a layer goes on unwatched: people look away and back
AGAIN = 2.0  # seconds after which a sender is told once more, when nothing comes of what is wanted


class Demand:
    """The layers of one track, lowest first; at first all are sent."""

    def __init__(self, count: int, now: float) -> None:
        self.layers = (True,) * count
        self._wanted_at = [now] * count
        self._told_at = now

    def judge(self, wanted: Collection[int], now: float, *, silent: bool) -> tuple[bool, ...] | None:
        """Take what is wanted now. The layers to send when the sender must be told, else None.

        A layer starts at once and stops late. `silent`: nothing came of late of any layer that is to be sent; word of
        it may have been lost.
        """
        for index in wanted:
            self._wanted_at[index] = now
        layers = tuple(now - at < STOP_AFTER for at in self._wanted_at)
        again = silent and len(wanted) > 0 and now - self._told_at >= AGAIN
        if layers == self.layers and not again:
            return None
        self.layers, self._told_at = layers, now
        return layers
