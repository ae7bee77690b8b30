"""How the samples of a whole MP4 are described: H.264, AAC, captions and chapters.

ISO/IEC 14496-14 and -1 (esds), 14496-15 (avcC), 3GPP TS 26.245 (tx3g), QuickTime File Format (text).
"""

from __future__ import annotations

from struct import pack

from recording.canvas import HEIGHT, WIDTH
from recording.composite import units
from recording.fmp4 import box, full, picture_entry
from recording.frames import Format
from recording.mixer import RATE as SOUND


def avc1(extradata: bytes, width: int = WIDTH, height: int = HEIGHT) -> bytes:
    """The sample entry of H.264, from parameter sets between start codes."""
    sets = {unit[0] & 31: unit for unit in units(extradata) if unit[0] & 31 in (7, 8)}
    return picture_entry(Format("avc1", width, height, sps=sets[7], pps=sets[8]))


def mp4a(config: bytes) -> bytes:
    """The sample entry of AAC (14496-14 5.6; descriptors of 14496-1 7.2.6)."""
    special = pack(">BB", 5, len(config)) + config
    decoder = pack(">BBBB3xII", 4, 13 + len(special), 0x40, 0x15, 0, 64_000) + special
    es = pack(">BBHB", 3, 3 + len(decoder) + 3, 2, 0) + decoder + b"\x06\x01\x02"
    return box(b"mp4a", pack(">6xH8xHH4xI", 1, 1, 16, SOUND << 16), full(b"esds", 0, 0, es))


def tx3g() -> bytes:
    """The sample entry of captions: white on dark, at the bottom (3GPP TS 26.245 5.16)."""
    look = pack(">IbbI4hHHHBBI", 0, 1, -1, 0x000000A0, 0, 0, 144, WIDTH, 0, 0, 1, 0, 36, 0xFFFFFFFF)
    fonts = box(b"ftab", pack(">HHB", 1, 1, 10), b"Sans-Serif")
    return box(b"tx3g", pack(">6xH", 1), look, fonts)


def chapter_entry() -> bytes:
    """The sample entry of chapters: QuickTime's text."""
    return box(b"text", pack(">6xH", 1), bytes(43))


GMHD = box(
    b"gmhd",
    full(b"gmin", 0, 0, pack(">HHHHHH", 0x40, 0x8000, 0x8000, 0x8000, 0, 0)),
    box(b"text", pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)),
)
