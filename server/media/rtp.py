"""The packets in which sound and pictures travel (RFC 3550 section 5.1), taken apart and put together again."""

from __future__ import annotations

from collections.abc import Mapping
from struct import Struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from server.media.codecs import Vp8Picture

HEADER = Struct("!BBHII")
HEADER_SIZE = 12
NONE: Mapping[int, bytes] = {}  # the header extensions of a packet without any
PLAIN, EXTENDED, PADDED = 0x80, 0x90, 0xA0
ONE_BYTE, TWO_BYTE = 0xBEDE, 0x1000

# The numbers of our own header extensions, which every consumer is told (capabilities.py).
MID, RID, REPAIRED_RID, SEND_TIME, TRANSPORT_SEQUENCE, AUDIO_LEVEL = 1, 2, 3, 4, 5, 10


class Packet:
    """One received packet: `seq` is unwrapped by the stream it belongs to, `marker` is 0x80 or 0, `at` when it came.

    `tail` is what follows the fixed header when it is passed on (our extensions, then the payload); it is built once
    and shared by all who get the packet.
    """

    __slots__ = (
        "at",
        "extensions",
        "key",
        "late",
        "marker",
        "payload",
        "payload_type",
        "picture",
        "seq",
        "shifted",
        "ssrc",
        "tail",
        "temporal",
        "timestamp",
    )  # fmt: skip

    def __init__(
        self, ssrc: int, payload_type: int, marker: int, seq: int, timestamp: int, payload: bytes,
        extensions: Mapping[int, bytes] = NONE,
    ) -> None:  # fmt: skip
        self.ssrc = ssrc
        self.payload_type = payload_type
        self.marker = marker
        self.seq = seq
        self.timestamp = timestamp
        self.payload = payload
        self.extensions = extensions
        self.at = 0.0
        self.tail = b""
        self.key = False  # first packet of a frame that can be decoded by itself
        self.late = False  # came behind one with a higher number
        self.picture: Vp8Picture | None = None  # what VP8 says of its frame
        self.temporal = 0  # its temporal layer
        self.shifted: tuple[int, int, bytes] | None = None  # the tail with other VP8 picture numbers


def parse(data: bytes | memoryview) -> Packet:
    """Take a decrypted packet apart, keeping nothing of its memory; padding and contributing sources are dropped. Raises ValueError."""
    if len(data) < HEADER_SIZE:
        raise ValueError("RTP packet is too short")
    first, second, seq, timestamp, ssrc = HEADER.unpack_from(data)
    if first & 0xC0 != 0x80:
        raise ValueError("RTP version is not 2")
    start = HEADER_SIZE + 4 * (first & 0x0F)
    end = len(data)
    extensions = NONE
    if first & 0x10:
        if start + 4 > end:
            raise ValueError("RTP extension is cut off")
        after = start + 4 + 4 * (data[start + 2] << 8 | data[start + 3])
        if after > end:
            raise ValueError("RTP extension is cut off")
        extensions = parse_extensions(bytes(data[start:after]))
        start = after
    if first & 0x20:
        end -= data[-1]
    if start > end or (data[-1] == 0 and first & 0x20):
        raise ValueError("RTP padding is wrong")
    return Packet(ssrc, second & 0x7F, second & 0x80, seq, timestamp, bytes(data[start:end]), extensions)


def parse_extensions(data: bytes) -> dict[int, bytes]:
    """Header extensions by number, one- and two-byte form (RFC 8285 section 4); lenient at the end."""
    profile = data[0] << 8 | data[1]
    found: dict[int, bytes] = {}
    at, end = 4, len(data)
    if profile == ONE_BYTE:
        while at < end:
            head = data[at]
            at += 1
            if head == 0:
                continue
            if head >> 4 == 15:
                break
            size = (head & 0x0F) + 1
            found[head >> 4] = data[at : at + size]
            at += size
    elif profile & 0xFFF0 == TWO_BYTE:
        while at + 1 < end:
            number, size = data[at], data[at + 1]
            if number == 0:
                at += 1
                continue
            found[number] = data[at + 2 : at + 2 + size]
            at += 2 + size
    return found


def send_time(now: float) -> bytes:
    """`now` in seconds as abs-send-time: 24 bits, 6.18 fixed point (draft-alvestrand-rmcat-remb section 2)."""
    return (int(now * 262144) & 0xFFFFFF).to_bytes(3, "big")


def video_tail(payload: bytes, now: float) -> bytes:
    """What follows the header of a forwarded video packet: the send time, then the payload."""
    return b"\xbe\xde\x00\x01\x42" + send_time(now) + payload


def audio_tail(payload: bytes, level: int, now: float) -> bytes:
    """As `video_tail`, with the sound level byte (RFC 6464)."""
    return b"\xbe\xde\x00\x02\x42" + send_time(now) + bytes((0xA0, level, 0, 0)) + payload


def sent_at(tail: bytes, now: float) -> bytes:
    """The same tail, sent `now`."""
    return tail[:5] + send_time(now) + tail[8:]


def payload_start(tail: bytes) -> int:
    """Where the payload begins inside a tail."""
    return 4 + 4 * int.from_bytes(tail[2:4], "big")


def retransmission(tail: bytes, seq: int, now: float) -> bytes:
    """The tail of an RTX packet that repeats `seq`, sent `now` (RFC 4588 section 4)."""
    start = payload_start(tail)
    return tail[:5] + send_time(now) + tail[8:start] + (seq & 0xFFFF).to_bytes(2, "big") + tail[start:]


def unwrap(value: int, reference: int, bits: int) -> int:
    """The number nearest to `reference` whose lowest `bits` are `value`."""
    size = 1 << bits
    ahead = (value - reference) & (size - 1)
    return reference + ahead - (size if ahead >= size >> 1 else 0)
