"""The little of RTP that recording needs: one packet's header read once (RFC 3550 5.1, RFC 8285 extensions skipped)."""

from dataclasses import dataclass


@dataclass(slots=True)
class Packet:
    """One RTP packet; `seq` is 16 bits as sent, `rtp` its 32-bit timestamp, `hole` set when packets before it are lost."""

    seq: int
    rtp: int
    ssrc: int
    marker: bool
    payload: bytes
    arrival: float
    hole: bool = False


def parse(data: bytes, arrival: float) -> Packet | None:
    """The packet, or None when the bytes are none. Padding and header extensions are taken off."""
    if len(data) < 12 or data[0] >> 6 != 2:
        return None
    first, second = data[0], data[1]
    start, end = 12 + 4 * (first & 15), len(data)
    if first & 0x10:
        if end < start + 4:
            return None
        start += 4 + 4 * int.from_bytes(data[start + 2 : start + 4], "big")
    if first & 0x20:
        end -= data[-1]
    if start > end:
        return None
    return Packet(
        int.from_bytes(data[2:4], "big"),
        int.from_bytes(data[4:8], "big"),
        int.from_bytes(data[8:12], "big"),
        bool(second & 0x80),
        data[start:end],
        arrival,
    )
