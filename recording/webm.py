"""Writes WebM for VP8: an init segment, then one cluster a fragment (RFC 8794 EBML, RFC 9559 Matroska)."""

from collections.abc import Sequence
from struct import pack

from recording.fmp4 import Sample
from recording.frames import Format

EBML, SEGMENT, INFO, TRACKS, CLUSTER = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675
TIMECODE, SIMPLE_BLOCK, GROUP, BLOCK, DURATION, REFERENCE = 0xE7, 0xA3, 0xA0, 0xA1, 0x9B, 0xFB
PIXEL_WIDTH, PIXEL_HEIGHT = 0xB0, 0xBA
UNKNOWN = b"\x01\xff\xff\xff\xff\xff\xff\xff"


def number(value: int) -> bytes:
    """An unsigned integer in as few bytes as it needs."""
    return value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big")


def element(name: int, *parts: bytes) -> bytes:
    """An element: id, size in four bytes, content."""
    body = b"".join(parts)
    return number(name) + pack(">I", 0x10000000 | len(body)) + body


class WebM:
    """Writes the init segment and clusters of one VP8 track; times are whole milliseconds, as WebM has them."""

    def __init__(self, rate: int) -> None:
        self._rate = rate

    def init(self, what: Format) -> bytes:
        """The init segment; the segment's size is left open, so that clusters can follow for ever."""
        head = element(
            EBML,
            element(0x4286, number(1)),
            element(0x42F7, number(1)),
            element(0x42F2, number(4)),
            element(0x42F3, number(8)),
            element(0x4282, b"webm"),
            element(0x4287, number(4)),
            element(0x4285, number(2)),
        )
        info = element(
            INFO, element(0x2AD7B1, number(1_000_000)), element(0x4D80, b"Amphi"), element(0x5741, b"Amphi")
        )
        size = element(
            0xE0, element(PIXEL_WIDTH, number(what.width)), element(PIXEL_HEIGHT, number(what.height))
        )
        entry = element(
            0xAE,
            element(0xD7, number(1)),
            element(0x73C5, number(1)),
            element(0x9C, number(0)),
            element(0x86, b"V_VP8"),
            element(0x83, number(1)),
            size,
        )
        return head + number(SEGMENT) + UNKNOWN + info + element(TRACKS, entry)

    def fragment(self, start: int, samples: Sequence[Sample]) -> bytes:
        """A cluster whose first frame is shown at `start` ticks; the last one carries its duration."""
        base, at, blocks = start * 1000 // self._rate, start, []
        for sample in samples:
            relative = at * 1000 // self._rate - base
            at += sample.duration
            last = sample is samples[-1]
            head = b"\x81" + pack(">hB", relative, 0x80 if sample.key and not last else 0)
            if last:
                # A block group, because only there a length can be told; without a reference it is a keyframe.
                length = element(DURATION, number(at * 1000 // self._rate - base - relative))
                back = b"" if sample.key else element(REFERENCE, b"\xff")
                blocks.append(element(GROUP, element(BLOCK, head, sample.data), length, back))
            else:
                blocks.append(element(SIMPLE_BLOCK, head, sample.data))
        return element(CLUSTER, element(TIMECODE, number(base)), *blocks)
