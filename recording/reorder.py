"""Puts the packets of one track back in order, waiting for a late one by time, not by count."""

from recording.clock import unwrap
from recording.rtp import Packet

PATIENCE = 0.28
"""Seconds a missing packet is waited for: NACK retries at 4, 34, 64 ms ... have had their chance by then."""
RESTART = 3000
"""A sequence number this far away is a sender that began to count anew, not a loss."""


class Reorder:
    """In order at once, out of order when the gap fills or `patience` seconds have passed; duplicates are dropped.

    At the start everything waits that long, because the packet that arrives first need not be the first.
    """

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._next: int | None = None
        self._waiting: dict[int, Packet] = {}
        self._hole = False
        self._begun: float | None = None
        self.lost = 0
        """Packets given up."""

    def push(self, packet: Packet) -> list[Packet]:
        """Takes a packet; returns those whose turn has come, with `hole` set behind a loss."""
        if self._next is None:
            self._next, self._begun = packet.seq, packet.arrival
        seq = unwrap(packet.seq, self._next, 16)
        if self._begun is not None:
            self._waiting.setdefault(seq, packet)
            return self.due(packet.arrival)
        if seq == self._next and not self._waiting:
            self._next += 1
            packet.hole, self._hole = self._hole, False
            return [packet]
        if abs(seq - self._next) > RESTART:
            out = self.drain()
            self._next, packet.hole = packet.seq + 1, True
            return [*out, packet]
        if seq >= self._next:
            self._waiting.setdefault(seq, packet)
        return self._ready() + self.due(packet.arrival)

    def due(self, now: float) -> list[Packet]:
        """Packets that have waited long enough at `now` (seconds, the clock of `arrival`)."""
        if self._begun is not None:
            return self._start() if now - self._begun >= self._patience else []
        out: list[Packet] = []
        while self._waiting:
            first = min(self._waiting)
            if now - min(packet.arrival for packet in self._waiting.values()) < self._patience:
                break
            out += self._skip_to(first)
        return out

    def drain(self) -> list[Packet]:
        """All that waits, for the end of the track."""
        out = self._start()
        while self._waiting:
            out += self._skip_to(min(self._waiting))
        return out

    def forget(self) -> None:
        """Drops what waits and starts anew at the next packet, which follows a hole (recording was paused)."""
        self._waiting.clear()
        self._next, self._begun, self._hole = None, None, True

    def _start(self) -> list[Packet]:
        if self._begun is None:
            return []
        self._begun = None
        self._next = min(self._waiting)
        return self._ready()

    def _skip_to(self, seq: int) -> list[Packet]:
        assert self._next is not None
        self.lost += seq - self._next
        self._next, self._hole = seq, True
        return self._ready()

    def _ready(self) -> list[Packet]:
        out: list[Packet] = []
        while self._next is not None and (packet := self._waiting.pop(self._next, None)) is not None:
            packet.hole, self._hole = self._hole, False
            out.append(packet)
            self._next += 1
        return out
