"""Makes a class as it was recorded: packets copied from the recorded tracks, the rest painted, sound of the film.

What is made is one MP4 as the film is, with captions and chapters. Where its parts have parameters of their own there is a
sample entry for each, and every keyframe carries them too (as 14496-15 allows `avc3`): some players read only one entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from struct import pack
from typing import Any, BinaryIO

from recording import mp4
from recording.boxes import read_run
from recording.chunks import RATE, window
from recording.composite import FRAME, Coded, paint
from recording.copies import H264, Shape, shape_of
from recording.entries import avc1
from recording.fmp4 import picture_entry
from recording.frames import Format
from recording.mixer import RATE as SOUND
from recording.shelf import Piece

TICKS = 90_000
MS = TICKS // 1000
SHORT = 150
"""Ms that are not painted: the picture before stands a little longer."""

Range = tuple[Path, int, int]


@dataclass
class Sample:
    """A picture: when it is decoded (play ticks), whether decoding can begin with it, its bytes and what describes it."""

    at: int
    key: bool
    shift: int
    place: Range
    entry: bytes


@dataclass
class Making:
    """One file under way; what is painted goes to `aside` first."""

    recording: Path
    plan: Mapping[str, Any]
    aside: Path
    out: BinaryIO
    samples: list[Sample] = field(default_factory=list)

    @property
    def shape(self) -> Shape:
        """Pixels of all its pictures."""
        width, height = self.plan["shape"]
        return int(width), int(height)


def write(
    recording: Path, plan: Mapping[str, Any], target: Path, pieces: Sequence[Piece], words: mp4.Words
) -> None:
    """Make the file of a plan (see `copies`), whole or not at all. Raises OSError, RuntimeError."""
    aside = target.with_suffix(".aside.part")
    try:
        with aside.open("wb") as out:
            making = Making(recording, plan, aside, out)
            _gather(making)
            told = _told(making, pieces, words)
            out.flush()
            mp4.finish(target, told, words)
    finally:
        aside.unlink(missing_ok=True)


# -- pictures


def _gather(making: Making) -> None:
    played = 0
    for shot in making.plan["shots"]:
        start, end = shot["start"], shot["end"]
        for first, last in _copied(making, shot, played):
            if last - first >= SHORT:
                _paint(making, shot, (first, last), played + first - start)
        played += end - start
    making.samples.sort(key=lambda one: one.at)


def _copied(making: Making, shot: Mapping[str, Any], played: int) -> list[tuple[int, int]]:
    """Copy what can be of one shot; the stretches of class time that are left to be painted."""
    start, end = shot["start"], shot["end"]
    track = making.plan["tracks"].get(shot["face"])
    if track is None or track["codec"] != H264:
        return [(start, end)]
    path, left = making.recording / track["file"], []
    since: int | None = start
    shown_from = 0
    entries: dict[int, bytes] = {}
    for init, ticks, sample in _samples(path, track, start, end):
        shown = ticks + sample.shift
        fits = shape_of(track["inits"][init]) == making.shape
        if shown >= end * MS:
            break  # what would be shown later may have been cut out
        if since is not None and fits and sample.key and ticks >= start * MS:
            left.append((since, ticks // MS))
            since, shown_from = None, shown
        elif since is None and not fits:
            since = ticks // MS
        if since is None and shown >= shown_from:
            if init not in entries:
                entries[init] = _entry(path, track["inits"][init])
            sample.at, sample.entry = played * MS + ticks - start * MS, entries[init]
            making.samples.append(sample)
    return left if since is None else [*left, (since, end)]


def _samples(path: Path, track: Mapping[str, Any], start: int, end: int) -> Iterator[tuple[int, int, Sample]]:
    """(init, class ticks, picture) of the fragments that reach into a stretch of class time."""
    with path.open("rb") as file:
        for offset, length, time, duration, init, *_ in track["fragments"]:
            if time + duration <= start or time >= end:
                continue
            file.seek(offset)
            data, begin = file.read(length), 0
            while begin < len(data):
                run = read_run(data[begin : begin + int.from_bytes(data[begin : begin + 4], "big")])
                at, ticks = begin + run.data, run.start
                shifts = run.shifts or [0] * len(run.samples)
                for (lasts, size, key), shift in zip(run.samples, shifts, strict=True):
                    yield init, ticks, Sample(0, key, shift, (path, offset + at, size), b"")
                    at, ticks = at + size, ticks + lasts
                begin = at


def _entry(path: Path, init: Mapping[str, Any]) -> bytes:
    """The sample entry of an init segment, made anew from its parameters."""
    with path.open("rb") as file:
        file.seek(init["offset"])
        data = file.read(init["length"])
    at = data.index(b"avcC") - 4
    config = data[at + 8 : at + int.from_bytes(data[at : at + 4], "big")]
    return picture_entry(Format("avc1", *shape_of(init), config=config))


def _paint(making: Making, shot: Mapping[str, Any], span: tuple[int, int], played: int) -> None:
    tracks = {
        name: window(track, _key_before(track, span[0]), span[1] + 1000)
        for name, track in making.plan["tracks"].items()
        if name == shot["face"]
    }
    part = {**making.plan, "spans": [span], "length": span[1] - span[0], "shots": [shot], "tracks": tracks}
    coded = Coded()
    paint(making.recording, part, coded, *making.shape)
    entry, at = avc1(coded.config, *making.shape), played * MS
    for data, ticks, key in coded.video:
        making.samples.append(Sample(at, bool(key), 0, _aside(making, data), entry))
        at += ticks * TICKS // RATE


def _key_before(track: Mapping[str, Any], at: int) -> int:
    return max((piece[2] for piece in track["fragments"] if piece[5] and piece[2] <= at), default=at)


def _aside(making: Making, data: bytes) -> Range:
    offset = making.out.tell()
    making.out.write(data)
    return making.aside, offset, len(data)


# -- the file


def _told(making: Making, pieces: Sequence[Piece], words: mp4.Words) -> mp4.Plan:
    plan = mp4.begun(words, making.plan["length"], rate=TICKS)
    plan.shape = making.shape
    ahead = _sets(making)
    waiting = list(reversed(_lasting(making)))
    heard = 0
    for piece in pieces:
        for *_, sound in mp4.runs_of(piece):
            heard += len(sound.sizes) * FRAME
            _show(plan, waiting, heard * TICKS // SOUND, ahead)
            mp4.hear(plan, piece, sound)
    _show(plan, waiting, 1 << 62, ahead)
    return plan


def _lasting(making: Making) -> list[tuple[Sample, int]]:
    """Each picture with how long it lasts: until the next one; the first one from the beginning."""
    samples, end = making.samples, making.plan["length"] * MS
    if samples:
        samples[0].at = 0
    following = [*(one.at for one in samples[1:]), end]
    return [(one, after - one.at) for one, after in zip(samples, following, strict=True) if after > one.at]


def _show(plan: mp4.Plan, waiting: list[tuple[Sample, int]], until: int, ahead: dict[bytes, Range]) -> None:
    """The pictures before a play tick come next."""
    begun, before = len(plan.video.runs), 0
    while waiting and waiting[-1][0].at < until:
        sample, lasts = waiting.pop()
        sets = ahead.get(sample.entry) if sample.key else None
        entry, size = plan.video.described(sample.entry), sample.place[2] + (sets[2] if sets else 0)
        plan.video.add(size, lasts, key=sample.key, shift=sample.shift)
        if len(plan.video.runs) > begun and before == entry:
            offset, count, _ = plan.video.runs[-1]
            plan.video.runs[-1] = (offset, count + 1, entry)
        else:
            plan.video.runs.append((plan.size, 1, entry))
        before = entry
        for place in [sets, sample.place] if sets else [sample.place]:
            plan.give(*place)


def _sets(making: Making) -> dict[bytes, Range]:
    """Where the parameter sets stand that go before the keyframes of each entry; nowhere if there is but one."""
    entries = {one.entry for one in making.samples}
    return {one: _aside(making, parameter_sets(one)) for one in entries} if len(entries) > 1 else {}


def parameter_sets(entry: bytes) -> bytes:
    """The parameter sets of a sample entry of H.264, each behind its length (14496-15 5.3.3)."""
    config = entry[entry.index(b"avcC") + 4 :]
    sets, at = _counted(config, 6, config[5] & 31)
    return sets + _counted(config, at + 1, config[at])[0]


def _counted(config: bytes, at: int, count: int) -> tuple[bytes, int]:
    """So many sets, and where they end."""
    found = b""
    for _ in range(count):
        size = int.from_bytes(config[at : at + 2], "big")
        found += pack(">I", size) + config[at + 2 : at + 2 + size]
        at += 2 + size
    return found, at
