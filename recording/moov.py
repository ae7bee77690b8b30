"""The index of a whole MP4: its tracks as players see them, its titles, its chapters (ISO/IEC 14496-12; `chpl` as Nero has it)."""

from __future__ import annotations

from collections.abc import Sequence
from struct import pack
from typing import NamedTuple

from recording.fmp4 import MATRIX, box, full
from recording.languages import elng, packed
from recording.sample_table import Table

Line = tuple[int, int, str]
"""Words from..to play ms."""


class Look(NamedTuple):
    """What a track is to players; `flags` is 3 for one that plays unless somebody chooses another of its `group`, 2 for
    those others."""

    table: Table
    handler: bytes
    header: bytes
    shape: tuple[int, int, int] = (0, 0, 0)
    """Width and height, and how far down it stands."""
    volume: int = 0
    flags: int = 3
    group: int = 0
    language: str = ""


def moov(
    looks: Sequence[Look], titles: tuple[str, str], chapters: Sequence[Line], shift: int, *, wide: bool
) -> bytes:
    """The index of these tracks, their media moved on by `shift` bytes; `titles` are those of film and album. A track of
    text is their chapters, as is what `chapters` tells."""
    length = max((_ms(look.table) for look in looks), default=0)
    texts = [number for number, look in enumerate(looks, 1) if look.handler == b"text"]
    chap = box(b"tref", box(b"chap", pack(">I", texts[0]))) if texts else b""
    traks = [
        _trak(look, number, b"" if number > 1 else chap, look.table.stbl(shift, wide=wide))
        for number, look in enumerate(looks, 1)
    ]
    mvhd = full(
        b"mvhd", 0, 0, pack(">4I", 0, 0, 1000, length), pack(">IH10x", 0x10000, 0x100), MATRIX, bytes(24),
        pack(">I", len(looks) + 1),
    )  # fmt: skip
    return box(b"moov", mvhd, *traks, box(b"udta", _titles(*titles), _chpl(chapters)))


def _trak(look: Look, number: int, refers: bytes, stbl: bytes) -> bytes:
    width, height, down = look.shape
    matrix = MATRIX[:28] + pack(">I", down << 16) + MATRIX[32:]
    tkhd = full(
        b"tkhd", 0, look.flags, pack(">5I", 0, 0, number, 0, _ms(look.table)),
        pack(">8xHHHH", 0, look.group, look.volume, 0), matrix, pack(">II", width << 16, height << 16),
    )  # fmt: skip
    rate, ticks = look.table.rate, look.table.length
    mdhd = full(b"mdhd", 1, 0, pack(">QQIQHH", 0, 0, rate, ticks, packed(look.language), 0))
    hdlr = full(b"hdlr", 0, 0, pack(">I", 0), look.handler, bytes(12), b"Amphi\0")
    dinf = box(b"dinf", full(b"dref", 0, 0, pack(">I", 1), full(b"url ", 0, 1)))
    minf = box(b"minf", look.header, dinf, stbl)
    return box(b"trak", tkhd, refers, box(b"mdia", mdhd, hdlr, elng(look.language), minf))


def _ms(table: Table) -> int:
    return table.length * 1000 // table.rate


def _titles(title: str, album: str) -> bytes:
    told = ((b"\xa9nam", title), (b"\xa9alb", album), (b"\xa9too", "Amphi"))
    tags = [box(name, box(b"data", pack(">II", 1, 0), text.encode())) for name, text in told if text]
    hdlr = full(b"hdlr", 0, 0, pack(">I", 0), b"mdirappl", bytes(9))
    return full(b"meta", 0, 0, hdlr, box(b"ilst", *tags))


def _chpl(chapters: Sequence[Line]) -> bytes:
    if not chapters:
        return b""
    rows = []
    for start, _, text in chapters[:255]:
        title = text.encode()[:255].decode(errors="ignore").encode()
        rows.append(pack(">QB", start * 10_000, len(title)) + title)
    return full(b"chpl", 1, 0, bytes(4), pack(">B", len(rows)), *rows)
