"""Carries what taps hear out of the media process, in batches, so that the recorder can be in another process."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeAlias

from server.media.wire import Channel

MOST_WAITING = 48 << 20  # bytes; about ten seconds of a class of thirty, while the other process is held up
BATCH = 256 << 10  # bytes after which a batch is not made longer

Item: TypeAlias = "tuple[int, bytes, float] | tuple[int, float, int, float] | tuple[int]"
"""A packet, a sender report, or the end of a tap, each behind the tap's number."""


class Courier:
    """Collects and sends. Never waits: while more than `most_waiting` bytes are on the way, packets are dropped and counted."""

    def __init__(self, channel: Channel, most_waiting: int = MOST_WAITING) -> None:
        self._channel, self._most_waiting = channel, most_waiting
        self._items: list[Item] = []
        self._size = 0
        self.taps = 0
        self.dropped = 0

    def put(self, item: Item, size: int = 0) -> None:
        """Take one item along; `size` in bytes of what may be dropped."""
        if size and self._channel.waiting > self._most_waiting:
            self.dropped += 1
            return
        self._items.append(item)
        self._size += size
        if self._size > BATCH:
            self.deliver()

    def deliver(self) -> None:
        """Every 20 ms: send what there is, also nothing: that tells until when all has been told."""
        if self._items or self.taps:
            items, self._items, self._size = self._items, [], 0
            self._channel.send("heard", time.monotonic(), items)


class Post:
    """A sink that hands everything to the courier under the number of its tap."""

    def __init__(self, number: int, courier: Courier, forget: Callable[[int], object]) -> None:
        self._number, self._courier, self._forget = number, courier, forget
        courier.taps += 1

    def packet(self, data: bytes, arrival: float) -> None:
        """One RTP packet; see `tap.Sink`."""
        self._courier.put((self._number, data, arrival), len(data))

    def sender_report(self, ntp: float, rtp: int, arrival: float) -> None:
        """One sender report; see `tap.Sink`."""
        self._courier.put((self._number, ntp, rtp, arrival))

    def closed(self) -> None:
        """The tap ended; called once."""
        self._courier.put((self._number,))
        self._courier.taps -= 1
        self._forget(self._number)
