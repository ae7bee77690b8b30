"""Writes a whole MP4 at once, its index first: sample tables from what chunks tell, media copied byte by byte.

ISO/IEC 14496-12; chapters as QuickTime has them, a track of text, and for other players as `chpl`. Nothing is decoded,
so a class of hours is joined in seconds.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from struct import pack
from typing import NamedTuple

from recording.canvas import HEIGHT, WIDTH
from recording.chunks import RATE
from recording.composite import FRAME
from recording.entries import GMHD, avc1, chapter_entry, mp4a, tx3g
from recording.fmp4 import box, full
from recording.loudness import turned
from recording.mixer import RATE as SOUND
from recording.moov import Line, Look, moov
from recording.sample_table import Table
from recording.shelf import Piece

TICK = 1000
BLOCK = 1 << 23
ENCODED = pack(">I4sI", 12, b"encd", 0x100)
"""Behind a chapter's title: it is UTF-8."""

PICTURES, SOUNDS = b"isom\0\0\2\0isomiso4avc1mp41", b"M4A \0\0\2\0M4A mp42isom"
"""Brands; `iso4` knows pictures that are shown before they would be (14496-12 8.6.1.3)."""

Range = tuple[Path, int, int, Sequence[tuple[int, int]]]
"""Bytes of a file: offset, length, and where they are sound that is to be louder, each frame's (size, steps)."""


@dataclass(frozen=True)
class Words:
    """What is told beside picture and sound, in play ms; `language` is that of sound and `captions`, `translated` are captions
    by their language (BCP 47)."""

    title: str = ""
    album: str = ""
    language: str = ""
    captions: Sequence[Line] = ()
    chapters: Sequence[Line] = ()
    translated: Mapping[str, Sequence[Line]] = field(default_factory=dict)


@dataclass
class Plan:
    """A file to be written: its tracks, and the bytes behind the index in order."""

    video: Table
    sound: Table
    chapters: Table
    captions: list[tuple[str, Table]] = field(default_factory=list)
    """Each with its language, that of the class first."""
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
    looks = _looks(plan, words)

    def index(shift: int) -> bytes:
        return moov(looks, (words.title, words.album), words.chapters, shift, wide=wide)

    begin = len(head) + len(index(0)) + 16
    head += index(begin) + pack(">I4sQ", 1, b"mdat", plan.size + 16)
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


def _looks(plan: Plan, words: Words) -> list[Look]:
    """The tracks that have something in them, in the order of the file."""
    below = (plan.shape[0], 144, plan.shape[1] - 144)
    spoken = [(language, table) for language, table in plan.captions if table.sizes]
    looks = [
        Look(plan.video, b"vide", full(b"vmhd", 0, 1, bytes(8)), (*plan.shape, 0)),
        Look(plan.sound, b"soun", full(b"smhd", 0, 0, bytes(4)), volume=0x100, language=words.language),
        *(
            Look(table, b"sbtl", box(b"nmhd", bytes(4)), below, flags=2 if place else 3, group=2, language=language)
            for place, (language, table) in enumerate(spoken)
        ),
        Look(plan.chapters, b"text", GMHD, flags=0),
    ]  # fmt: skip
    return [look for look in looks if look.table.sizes]


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
    plan = Plan(Table(rate), Table(SOUND), Table(1000))
    told = [(words.language, words.captions), *sorted(words.translated.items())] if pictures else []
    for language, lines in told:
        table = Table(1000)
        plan.captions.append((language, table))
        _write_down(plan, table, _filled(_fitting(lines, length), length), (tx3g(), b""))
    _write_down(plan, plan.chapters, _filled(_fitting(words.chapters, length)), (chapter_entry(), ENCODED))
    return plan


def _fitting(lines: Sequence[Line], length: int) -> Iterator[Line]:
    """The lines within so many ms, none before the one before it has ended."""
    at = 0
    for start, until, text in lines:
        start, until = max(at, start), min(until, length)
        if until > start:
            yield start, until, text
            at = until


def _filled(lines: Iterable[Line], length: int = 0) -> Iterator[Line]:
    """The same with nothing said between them, and behind them until `length`; nothing at all where there are none."""
    at = 0
    for start, until, text in lines:
        if start > at:
            yield at, start, ""
        yield start, until, text
        at = until
    if 0 < at < length:
        yield at, length, ""


def _write_down(plan: Plan, table: Table, lines: Iterable[Line], how: tuple[bytes, bytes]) -> None:
    entry, end = how
    texts = []
    for start, until, text in lines:
        data = text.encode()[:60_000]
        texts.append(pack(">H", len(data)) + data + (end if text else b""))
        table.add(len(texts[-1]), until - start)
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
