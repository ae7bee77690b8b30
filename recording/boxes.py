"""Reads back what `fmp4` and `webm` wrote, by walking headers with seek: for recovery and for listening."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from struct import unpack, unpack_from
from typing import BinaryIO

from recording.av1 import read_sequence
from recording.fmp4 import CODES, SYNC
from recording.index import Fragment, Init
from recording.sps import read_sps
from recording.webm import (
    BLOCK,
    CLUSTER,
    DURATION,
    EBML,
    GROUP,
    PIXEL_HEIGHT,
    PIXEL_WIDTH,
    REFERENCE,
    SEGMENT,
    SIMPLE_BLOCK,
    TIMECODE,
    TRACKS,
)


@dataclass(frozen=True)
class Run:
    """The samples of one MP4 fragment: class time in ticks, (duration, size, key) each, and where their bytes begin."""

    start: int
    samples: list[tuple[int, int, bool]]
    data: int
    shifts: Sequence[int] = ()
    """By how many ticks each is shown later than it is decoded, where any is."""


def read_run(moof: bytes) -> Run:
    """Reads a `moof` box that `fmp4` wrote. Raises ValueError when it is another's or broken."""
    tfdt, trun = moof.find(b"tfdt"), moof.find(b"trun")
    if tfdt < 0 or trun < 0 or len(moof) < trun + 16:
        raise ValueError("not a fragment of ours")
    (start,) = unpack_from(">Q", moof, tfdt + 8)
    count, ahead = unpack_from(">II", moof, trun + 8)
    width = 16 if moof[trun + 6] & 0x08 else 12  # with or without a shift
    if len(moof) < trun + 16 + width * count or not count:
        raise ValueError("not a fragment of ours")
    rows = [unpack_from(">III", moof, trun + 16 + width * index) for index in range(count)]
    shifts = (
        [unpack_from(">i", moof, row + 12)[0] for row in range(trun + 16, trun + 16 + 16 * count, 16)]
        if width == 16
        else ()
    )
    return Run(start, [(duration, size, flags == SYNC) for duration, size, flags in rows], ahead, shifts)


def walk_mp4(file: BinaryIO, rate: int) -> Iterator[Init | Fragment]:
    """Whole init segments and fragments of a file in order; ends at the first piece that is torn or foreign."""
    end = os.fstat(file.fileno()).st_size
    at, inits = 0, 0
    while True:
        try:
            name, length = _box(file, at, end)
            kind, second = _box(file, at + length, end)
            whole = length + second
            file.seek(at)
            if (name, kind) == (b"ftyp", b"moov"):
                inits += 1
                yield _read_init(file.read(whole), at)
            elif (name, kind) == (b"moof", b"mdat") and inits:
                run = read_run(file.read(length))
                if run.data + sum(size for _, size, _ in run.samples) != whole:
                    return
                ticks = sum(duration for duration, _, _ in run.samples)
                time = run.start * 1000 // rate
                until = (run.start + ticks) * 1000 // rate
                yield Fragment(at, whole, time, until - time, inits - 1, int(run.samples[0][2]))
            else:
                return
        except ValueError:
            return
        at += whole


def _box(file: BinaryIO, at: int, end: int) -> tuple[bytes, int]:
    file.seek(at)
    head = file.read(8)
    if len(head) < 8:
        raise ValueError("torn")
    size, name = unpack(">I4s", head)
    if size < 8 or at + size > end:
        raise ValueError("torn")
    return name, size


def _read_init(data: bytes, at: int) -> Init:
    avcc = data.find(b"avcC")
    if avcc >= 0:
        (length,) = unpack_from(">H", data, avcc + 10)
        picture = read_sps(data[avcc + 12 : avcc + 12 + length])
        return Init(at, len(data), f'video/mp4; codecs="{picture.codec}"', picture.width, picture.height)
    for name, config in CODES.values():
        entry, about = data.find(name), data.find(config)
        if 0 <= entry < about:
            width, height = unpack_from(">HH", data, entry + 28)
            return Init(
                at, len(data), f'video/mp4; codecs="{_codec(name, data[about + 4 :])}"', width, height
            )
    return Init(at, len(data), 'audio/mp4; codecs="opus"', 0, 0)


def _codec(name: bytes, about: bytes) -> str:
    """The codec's name for a browser, from its configuration box."""
    if name == b"av01":
        return read_sequence(about[4:]).codec
    return f"vp09.{about[4]:02d}.{about[5]:02d}.{about[6] >> 4:02d}"


# -- WebM ---------------------------------------------------------------------------------------------------------


def elements(data: bytes, at: int = 0) -> Iterator[tuple[int, int, int]]:
    """(id, start of content, end of content) of the elements in `data`. Raises ValueError when one is torn."""
    while at < len(data):
        name, at = _vint(data, at, keep=True)
        size, at = _vint(data, at, keep=False)
        if at + size > len(data):
            raise ValueError("torn")
        yield name, at, at + size
        at += size


def walk_webm(file: BinaryIO) -> Iterator[Init | Fragment]:
    """As `walk_mp4`, for the files of `webm`."""
    end = os.fstat(file.fileno()).st_size
    at, inits = 0, 0
    while at < end:
        try:
            name, body, size = _element(file, at)
            if name == EBML:
                length, init = _read_head(file, at, body + size, end)
                inits += 1
                yield init
            elif name == CLUSTER and inits and body + size <= end:
                length = body + size - at
                file.seek(body)
                time, duration, key = _read_cluster(file.read(size))
                yield Fragment(at, length, time, duration, inits - 1, key)
            else:
                return
        except (ValueError, IndexError):
            return
        at += length


def _read_head(file: BinaryIO, at: int, next_at: int, end: int) -> tuple[int, Init]:
    name, where, _ = _element(file, next_at)
    if name != SEGMENT:
        raise ValueError("not ours")
    width = height = 0
    while True:
        name, body, size = _element(file, where)
        where = body + size
        if where > end:
            raise ValueError("torn")
        if name == TRACKS:
            file.seek(body)
            data = file.read(size)
            break
    for _, start, stop in elements(data):
        for inner, a, b in elements(data[start:stop]):
            if inner == 0xE0:
                sizes = {
                    key: data[start + a + c : start + a + d]
                    for key, c, d in elements(data[start + a : start + b])
                }
                width, height = (int.from_bytes(sizes[key], "big") for key in (PIXEL_WIDTH, PIXEL_HEIGHT))
    return where - at, Init(at, where - at, 'video/webm; codecs="vp8"', width, height)


def _read_cluster(data: bytes) -> tuple[int, int, int]:
    base = duration = 0
    times: list[int] = []
    key: int | None = None
    for name, start, stop in elements(data):
        if name == TIMECODE:
            base = int.from_bytes(data[start:stop], "big")
        elif name == SIMPLE_BLOCK:
            times.append(unpack_from(">h", data, start + 1)[0])
            key = data[start + 3] >> 7 if key is None else key
        elif name == GROUP:
            inner = {kind: data[start + a : start + b] for kind, a, b in elements(data[start:stop])}
            times.append(unpack_from(">h", inner[BLOCK], 1)[0])
            duration = int.from_bytes(inner[DURATION], "big")
            key = int(REFERENCE not in inner) if key is None else key
    if not times or key is None:
        raise ValueError("empty cluster")
    return base + times[0], times[-1] + duration - times[0], key


def _element(file: BinaryIO, at: int) -> tuple[int, int, int]:
    file.seek(at)
    head = file.read(12)
    name, where = _vint(head, 0, keep=True)
    size, where = _vint(head, where, keep=False)
    return name, at + where, size


def _vint(data: bytes, at: int, keep: bool) -> tuple[int, int]:
    if at >= len(data) or not data[at]:
        raise ValueError("torn")
    length = 9 - data[at].bit_length()
    if at + length > len(data):
        raise ValueError("torn")
    value = int.from_bytes(data[at : at + length], "big")
    return (value if keep else value & ((1 << 7 * length) - 1)), at + length
