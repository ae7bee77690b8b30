"""Pictures on their way over a narrow link: let out evenly, so that sound never stands in a queue behind a large one."""

from __future__ import annotations

from collections import deque

from server.media import rtp
from server.media.rate import PACKET
from server.media.srtp import Send

AHEAD = 0.02  # seconds of the link that a picture may take at once
DEBT = 0.5  # seconds of the link at most that sound takes from pictures to come
BUSY = 0.5  # seconds of repairs that wait from which on more would only make it worse
MOST_WAITING = 4.0  # seconds: a large screen may take so long, what would leave later comes too late


class Pacer:
    """What waits for one link: repairs first, as a picture that lacks a packet stands still. `send` takes what leaves;
    nothing waits while `rate` is 0 (unknown).

    A browser measures the way by the moment at which each packet was sent, so that it is written anew when it leaves
    (abs-send-time); else our own queue would look like congestion.
    """

    __slots__ = ("_allowance", "_at", "_octets", "_repairs", "_send", "_waiting", "left", "rate", "repairing")

    def __init__(self, send: Send) -> None:
        self._send = send
        self.rate = 0.0  # bit/s
        self.repairing: set[bytes] = set()  # SSRCs of streams that are repairs
        self.left = 0  # octets that left, sound too
        self._waiting: deque[tuple[bytes, bytes]] = deque()
        self._repairs: deque[tuple[bytes, bytes]] = deque()
        self._octets = 0  # that wait
        self._allowance = 0.0  # octets that may leave at once; below 0 after a large packet
        self._at = 0.0

    @property
    def waiting(self) -> float:
        """Seconds until what waits has left."""
        return self._octets * 8 / self.rate if self.rate else 0.0

    @property
    def busy(self) -> bool:
        """Whether so many repairs wait that more would only make it worse."""
        return bool(self.rate) and sum(PACKET + len(tail) for _, tail in self._repairs) * 8 > BUSY * self.rate

    def way(self, rtx_ssrc: int) -> Send:
        """What takes a stream: its packets and, of pictures, its repairs; `rtx_ssrc` is 0 for sound."""
        if not rtx_ssrc:
            return self.sound
        self.repairing.add(rtx_ssrc.to_bytes(4, "big"))
        return self.put

    def put(self, header: bytes, tail: bytes) -> None:
        """A packet of a picture, in its order, or one that was missed, before all pictures that wait."""
        line = self._repairs if header[8:12] in self.repairing else self._waiting
        if not self._octets and (not self.rate or self._allowance > 0):
            self._allowance -= PACKET + len(tail)
            self.left += PACKET + len(tail)
            self._send(header, tail)
            return
        line.append((header, tail))
        self._octets += PACKET + len(tail)

    def sound(self, header: bytes, tail: bytes) -> None:
        """A packet of sound: it leaves at once, and pictures leave so much less."""
        self._allowance = max(self._allowance - PACKET - len(tail), -DEBT * self.rate / 8)
        self.left += PACKET + len(tail)
        self._send(header, tail)

    def tick(self, now: float) -> None:
        """Every 20 ms: let out what the time since the last tick allows."""
        most = AHEAD * self.rate / 8
        self._allowance = min(most, self._allowance + (now - self._at) * self.rate / 8)
        self._at = now
        while self._octets and (self._allowance > 0 or not self.rate):
            header, tail = (self._repairs or self._waiting).popleft()
            size = PACKET + len(tail)
            self._octets -= size
            self._allowance -= size
            self.left += size
            self._send(header, rtp.sent_at(tail, now) if header[0] == rtp.EXTENDED else tail)

    def rest(self, seconds: float) -> None:
        """Let the queue on the way run empty first: sound stands in it too."""
        self._allowance = min(0.0, self._allowance) - seconds * self.rate / 8

    def finish(self) -> None:
        """The link is wide again: let out all that waits."""
        self.rate = 0.0
        self.tick(self._at)

    def waiting_of(self) -> dict[int, int]:
        """Octets that wait of each stream."""
        found: dict[int, int] = {}
        for header, tail in (*self._repairs, *self._waiting):
            ssrc = int.from_bytes(header[8:12], "big")
            found[ssrc] = found.get(ssrc, 0) + PACKET + len(tail)
        return found

    def drop(self, ssrc: int, rtx_ssrc: int) -> int:
        """Nobody needs what waits of a stream and its repairs any more; how many packets of the stream were dropped."""
        name, repairs = ssrc.to_bytes(4, "big"), rtx_ssrc.to_bytes(4, "big")
        before = self._waiting
        self._waiting = deque(one for one in before if one[0][8:12] != name)
        self._repairs = deque(one for one in self._repairs if one[0][8:12] != repairs)
        self._octets = sum(PACKET + len(tail) for _, tail in (*self._repairs, *self._waiting))
        return sum(header[8:12] == name for header, _ in before)
