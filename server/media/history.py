"""The last packets of a layer, kept once for all its receivers, and under which numbers each receiver got them."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from server.media import codecs, rtp

KEPT = 1024  # packets kept for those who missed one

Entry = tuple[int, int, int, bytes]  # incoming number, marker, incoming timestamp, tail
Sent = tuple[int, int, bytes]  # marker, outgoing timestamp, tail


class History:
    """What came last on one layer, as it came. One for all receivers: a ring for each cost more than the sending."""

    __slots__ = ("_ring",)

    def __init__(self) -> None:
        self._ring: list[Entry | None] = [None] * KEPT

    def keep(self, packet: rtp.Packet) -> None:
        """Remember it in the place of the one 1,024 numbers before."""
        self._ring[packet.seq & (KEPT - 1)] = (packet.seq, packet.marker, packet.timestamp, packet.tail)

    def find(self, seq: int) -> Entry | None:
        """The packet with the unwrapped number `seq`, unless it never came or is too old."""
        entry = self._ring[seq & (KEPT - 1)]
        return entry if entry is not None and entry[0] == seq else None

    def clear(self) -> None:
        """Free the memory."""
        self._ring = [None] * KEPT


class Part(NamedTuple):
    """A stretch of a route in which one layer is forwarded with the same offsets."""

    first: int  # outgoing number that it begins with
    offset: int  # outgoing minus incoming numbers
    timestamp_offset: int
    number_shift: int  # of VP8 picture numbers
    base_shift: int
    history: History
    take_up: int  # counts the keyframes at which a layer was taken up


class Parts:
    """The stretches of one route, as far back as it answers for what it sent."""

    __slots__ = ("_parts",)

    def __init__(self) -> None:
        self._parts: list[Part] = []

    def begin(self, part: Part) -> None:
        """From `part.first` on, packets leave with other offsets. What became too old to be sent again is forgotten."""
        parts = self._parts
        while parts and parts[-1].first >= part.first:
            parts.pop()  # nothing was sent in it: padding follows padding
        parts.append(part)
        expired = bisect_right(parts, part.first - KEPT, key=_first) - 1
        if expired > 0:
            del parts[:expired]

    def close_gap(self, out: int, number_shift: int) -> None:
        """The packet that would have left as `out` is left out: the next one takes its number."""
        present = self._parts[-1]
        self.begin(present._replace(first=out, offset=present.offset - 1, number_shift=number_shift))

    def late(self, seq: int) -> Part | None:
        """The stretch of an incoming packet that is older than the present one, of the same take-up."""
        take_up = self._parts[-1].take_up
        for part in reversed(self._parts):
            if part.take_up != take_up:
                return None
            if seq >= part.first - part.offset:
                return part
        return None

    def sent(self, out: int) -> Sent | None:
        """Marker, outgoing timestamp and tail of what left, or should have left, under the unwrapped number `out`."""
        at = bisect_right(self._parts, out, key=_first) - 1
        if at < 0:
            return None
        part = self._parts[at]
        entry = part.history.find(out - part.offset)
        if entry is None:
            return None
        _, marker, timestamp, tail = entry
        if part.number_shift or part.base_shift:
            start = rtp.payload_start(tail)
            tail = tail[:start] + codecs.shift_vp8(tail[start:], part.number_shift, part.base_shift)
        return marker, (timestamp + part.timestamp_offset) & 0xFFFFFFFF, tail


def _first(part: Part) -> int:
    return part.first
