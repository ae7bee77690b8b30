"""Writes a whole MP4 at once, its index first: sample tables from what chunks tell, media copied byte by byte.

ISO/IEC 14496-12; chapters as QuickTime has them, a track of text, and for other players as `chpl`. Nothing is decoded,
so a class of hours is joined in seconds.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from struct import pack
from typing import NamedTuple

from recording.canvas import HEIGHT, WIDTH
from recording.chunks import RATE
from recording.composite import FRAME
from recording.entries import GMHD, avc1, chapter_entry, mp4a, tx3g
from recording.fmp4 import MATRIX, box, full
from recording.loudness import turned
from recording.mixer import RATE as SOUND
from recording.sample_table import Table
from recording.shelf import Piece

TICK = 1000
BLOCK = 1 << 23
LANGUAGES = {
    "en": "eng", "fr": "fra", "de": "deu", "es": "spa", "ar": "ara", "zh": "zho", "it": "ita", "pt": "por",
    "nl": "nld", "ru": "rus", "ja": "jpn", "ko": "kor", "tr": "tur", "pl": "pol", "sv": "swe", "uk": "ukr",
}  # fmt: skip
ENCODED = pack(">I4sI", 12, b"encd", 0x100)
"""Behind a chapter's title: it is UTF-8."""

PICTURES, SOUNDS = b"isom\0\0\2\0isomiso4avc1mp41", b"M4A \0\0\2\0M4A mp42isom"
"""Brands; `iso4` knows pictures that are shown before they would be (14496-12 8.6.1.3)."""

Line = tuple[int, int, str]
"""Words from..to play ms."""
Range = tuple[Path, int, int, Sequence[tuple[int, int]]]
"""Bytes of a file: offset, length, and where they are sound that is to be louder, each frame's (size, steps)."""


@dataclass(frozen=True)
class Words:
    """What is told beside picture and sound, in play ms."""

    title: str = ""
    album: str = ""
    language: str = ""
    captions: Sequence[Line] = ()
    chapters: Sequence[Line] = ()


@dataclass
class Plan:
    """A file to be written: its tracks, and the bytes behind the index in order."""

    video: Table
    sound: Table
    captions: Table
    chapters: Table
    texts: list[bytes] = field(default_factory=list)
    media: list[Range] = field(default_factory=list)
    size: int = 0
    shape: tuple[int, int] = (WIDTH, HEIGHT)
    """Pixels of its pictures."""

    def give(self, path: Path, offset: int, length: int, turn: Sequence[tuple[int, int]] = ()) -> None:
        """These bytes come next."""
        self.media.append((path, offset, length, turn))
        self.size += length


class Heard(NamedTuple):
    """Frames of sound that lie together: where, their sizes, and by how many steps each is to be louder."""

    at: int
    sizes: list[int]
    turn: Sequence[int]


def write(target: Path, pieces: Sequence[Piece], words: Words, *, pictures: bool = True) -> int:
    """Join chunks into a film, or their sound into M4A; whole or not at all. Returns where the media begin. Raises OSError."""
    plan = begun(words, sum(piece.head["length"] for piece in pieces), pictures=pictures)
    for piece in pieces:
        _take_in(plan, piece, pictures=pictures)
    return finish(target, plan, words)


def finish(target: Path, plan: Plan, words: Words) -> int:
    """Write a file that was planned, whole or not at all; where its media begin. Raises OSError."""
    head = box(b"ftyp", PICTURES if plan.video.sizes else SOUNDS)
    wide = plan.size > (1 << 32) - (64 << 20)
    size = len(_moov(plan, words, 0, wide=wide))
    begin = len(head) + size + 16
    head += _moov(plan, words, begin, wide=wide) + pack(">I4sQ", 1, b"mdat", plan.size + 16)
    temporary = target.with_suffix(".part")
    try:
        with temporary.open("wb") as file:
            file.write(head)
            for text in plan.texts:
                file.write(text)
            file.flush()
            _copy(file.fileno(), plan.media)
            os.fdatasync(file.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    return begin + sum(map(len, plan.texts))


def _copy(out: int, media: Iterable[Range]) -> None:
    for path, ranges in groupby(media, key=lambda each: each[0]):
        with path.open("rb") as file:
            for _, offset, length, turn in ranges:
                if turn:
                    _turn(out, os.pread(file.fileno(), length, offset), turn)
                    continue
                end = offset + length
                while offset < end:
                    sent = os.sendfile(out, file.fileno(), offset, min(BLOCK, end - offset))
                    if not sent:
                        raise OSError(f"{path.name} is shorter than it was")
                    offset += sent


def _turn(out: int, data: bytes, turn: Sequence[tuple[int, int]]) -> None:
    at, frames = 0, []
    for size, by in turn:
        frames.append(turned(data[at : at + size], by))
        at += size
    whole = memoryview(b"".join(frames))
    if len(whole) != at:
        raise OSError("a chunk is shorter than it was")
    while whole:
        whole = whole[os.write(out, whole) :]


def begun(words: Words, length: int, *, pictures: bool = True, rate: int = RATE * TICK) -> Plan:
    """A file of so many ms with nothing but its words; `rate`: ticks a second of its pictures."""
    plan = Plan(Table(rate), Table(SOUND), Table(1000), Table(1000))
    for table, lines, entry, end in (
        (plan.captions, words.captions, tx3g(), b""),
        (plan.chapters, words.chapters, chapter_entry(), ENCODED),
    ):
        if lines and (pictures or table is plan.chapters):
            _write_down(plan, table, lines, entry, (length, end))
    return plan


def _write_down(
    plan: Plan, table: Table, lines: Sequence[Line], entry: bytes, more: tuple[int, bytes]
) -> None:
    length, end = more
    texts, at = [], 0
    for start, until, text in lines:
        start, until = max(at, start), min(until, length)
        if until <= start:
            continue
        for said, ticks in (("", start - at), (text, until - start)):
            if ticks:
                data = said.encode()[:60_000]
                texts.append(pack(">H", len(data)) + data + (end if said else b""))
                table.add(len(texts[-1]), ticks)
        at = until
    if at < length and table is plan.captions:
        texts.append(b"\0\0")
        table.add(2, length - at)
    if texts:
        table.runs.append((plan.size, len(texts), table.described(entry)))
        plan.texts += texts
        plan.size += sum(map(len, texts))


def _take_in(plan: Plan, piece: Piece, *, pictures: bool) -> None:
    head = piece.head
    picture = plan.video.described(avc1(bytes.fromhex(head["config"]))) if pictures else 0
    for shown, at, heard in runs_of(piece):
        if pictures and shown:
            plan.video.runs.append((plan.size, len(shown), picture))
            for size, ticks, key in shown:
                plan.video.add(size, ticks * TICK, key=bool(key))
            plan.give(piece.path, at, sum(size for size, _, _ in shown))
        hear(plan, piece, heard)


def runs_of(piece: Piece) -> Iterator[tuple[list[tuple[int, int, int]], int, Heard]]:
    """Second by second: its pictures, where these begin in their file, and its sound."""
    head, at, seen, heard = piece.head, piece.offset, 0, 0
    for frames, voices in head["runs"]:
        shown = head["video"][seen : seen + frames]
        sizes = head["sound"][heard : heard + voices]
        behind = at + sum(size for size, _, _ in shown)
        yield shown, at, Heard(behind, sizes, piece.turn[heard : heard + voices])
        at, seen, heard = behind + sum(sizes), seen + frames, heard + voices


def hear(plan: Plan, piece: Piece, heard: Heard) -> None:
    """Some frames of a chunk's sound come next."""
    if not heard.sizes:
        return
    voice = plan.sound.described(mp4a(bytes.fromhex(piece.head["sound_config"])))
    plan.sound.runs.append((plan.size, len(heard.sizes), voice))
    for size in heard.sizes:
        plan.sound.add(size, FRAME)
    louder = list(zip(heard.sizes, heard.turn, strict=True)) if any(heard.turn) else ()
    plan.give(piece.path, heard.at, sum(heard.sizes), louder)


# -- boxes


def _moov(plan: Plan, words: Words, shift: int, *, wide: bool) -> bytes:
    number = {id(plan.video): 1, id(plan.sound): 2, id(plan.captions): 3, id(plan.chapters): 4}
    told = [table for table in (plan.video, plan.sound, plan.captions, plan.chapters) if table.sizes]
    chap = box(b"tref", box(b"chap", pack(">I", 4))) if plan.chapters.sizes else b""
    length = max((table.length * 1000 // table.rate for table in told), default=0)
    below = (plan.shape[0], 144, plan.shape[1] - 144)
    heard = b"" if plan.video.sizes else chap
    looks = {
        id(plan.video): (b"vide", full(b"vmhd", 0, 1, bytes(8)), (*plan.shape, 0), 0, 3, chap),
        id(plan.sound): (b"soun", full(b"smhd", 0, 0, bytes(4)), (0, 0, 0), 0x100, 3, heard),
        id(plan.captions): (b"sbtl", box(b"nmhd", bytes(4)), below, 0, 3, b""),
        id(plan.chapters): (b"text", GMHD, (0, 0, 0), 0, 0, b""),
    }
    traks = []
    for table in told:
        handler, header, (width, height, down), volume, flags, refers = looks[id(table)]
        ticks = table.length * 1000 // table.rate
        matrix = MATRIX[:28] + pack(">I", down << 16) + MATRIX[32:]
        tkhd = full(
            b"tkhd", 0, flags, pack(">5I", 0, 0, number[id(table)], 0, ticks),
            pack(">8xHHHH", 0, 2 if handler == b"sbtl" else 0, volume, 0), matrix, pack(">II", width << 16, height << 16),
        )  # fmt: skip
        code = _packed(words.language) if handler in (b"sbtl", b"soun") else 0x55C4
        mdhd = full(b"mdhd", 1, 0, pack(">QQIQHH", 0, 0, table.rate, table.length, code, 0))
        hdlr = full(b"hdlr", 0, 0, pack(">I", 0), handler, bytes(12), b"Amphi\0")
        dinf = box(b"dinf", full(b"dref", 0, 0, pack(">I", 1), full(b"url ", 0, 1)))
        minf = box(b"minf", header, dinf, table.stbl(shift, wide=wide))
        traks.append(box(b"trak", tkhd, refers, box(b"mdia", mdhd, hdlr, minf)))
    mvhd = full(b"mvhd", 0, 0, pack(">4I", 0, 0, 1000, length), pack(">IH10x", 0x10000, 0x100), MATRIX, bytes(24), pack(">I", 5))  # fmt: skip
    return box(b"moov", mvhd, *traks, box(b"udta", _titles(words), _chpl(words.chapters)))


def _packed(language: str) -> int:
    code = LANGUAGES.get(language[:2], "und")
    return sum((ord(letter) - 0x60) << shift for letter, shift in zip(code, (10, 5, 0), strict=True))


def _titles(words: Words) -> bytes:
    told = ((b"\xa9nam", words.title), (b"\xa9alb", words.album), (b"\xa9too", "Amphi"))
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
