"""What came on one layer in one turn of the read loop, ready to be passed on to each of its receivers."""

from __future__ import annotations

from collections.abc import Sequence

from server.media import codecs, kernel, rtp

LARGEST = 1500  # bytes of a plain packet; more does not pass networks anyway
TRAILER = 148  # room that libsrtp may need behind the packet (SRTP_MAX_TRAILER_LEN and the RTCP index)


class Turn:
    """Packets of one layer in the order in which they came; what is the same for all receivers is worked out once.

    `plain`: each is newer than the one before and has content. `runs`: how many of them, one after the other, may leave as
    one message.
    """

    __slots__ = ("octets", "packets", "plain", "runs", "tails")

    def __init__(self, packets: list[rtp.Packet]) -> None:
        self.packets = packets
        self.tails = [packet.tail for packet in packets]
        self.plain = True
        self.octets = 0
        for packet in packets:
            size = len(packet.payload)
            self.octets += size
            if packet.late or not size:
                self.plain = False
        sizes = [rtp.HEADER_SIZE + len(tail) for tail in self.tails]
        if max(sizes) > LARGEST:
            self.plain = False
        self.runs = runs(sizes)


def runs(sizes: Sequence[int]) -> list[int]:
    """How many packets of these sizes may join: they are equal, only the last may be shorter (udp(7), UDP_SEGMENT)."""
    found: list[int] = []
    room = most = 0
    for size in sizes:
        if size <= room and found[-1] < most:
            found[-1] += 1
            if size < room:
                room = 0
        else:
            found.append(1)
            room, most = size, min(kernel.MOST_SEGMENTS, kernel.LARGEST_MESSAGE // (size + TRAILER))
    return found


def shifted(packet: rtp.Packet, numbers: int, bases: int) -> bytes:
    """The tail with other VP8 picture numbers, as long as before; receivers with equal shifts share it."""
    known = packet.shifted
    if known and known[0] == numbers and known[1] == bases:
        return known[2]
    payload = codecs.shift_vp8(packet.payload, numbers, bases, packet.picture)
    tail = packet.tail[: rtp.payload_start(packet.tail)] + payload
    packet.shifted = (numbers, bases, tail)
    return tail
