"""The little of RTP that recording needs: one packet's header read once (RFC 3550 5.1, RFC 8285 extensions skipped)."""

from dataclasses import dataclass
from struct import Struct

HEADER = Struct(">BBHII")


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
    first, second, seq, time, ssrc = HEADER.unpack_from(data)
    start, end = 12 + 4 * (first & 15), len(data)
    if first & 0x10:
        if end < start + 4:
            return None
        start += 4 + 4 * int.from_bytes(data[start + 2 : start + 4], "big")
    if first & 0x20:
        end -= data[-1]
    if start > end:
        return None
    return Packet(seq, time, ssrc, second > 127, data[start:end], arrival)
