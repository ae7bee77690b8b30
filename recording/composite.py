"""Makes one chunk of a class's film: pictures at 15 a second as H.264, sound as AAC, each chunk decodable by itself.

A chunk's file: the length of its head (4 bytes), the head (JSON: parameters, sizes and durations), then its media, a
second of pictures and a second of sound in turn, so that a film joined of chunks can be played while it comes.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from struct import pack
from typing import Any

import av
import numpy as np
from av import AudioFrame, CodecContext, VideoFrame
from av.audio.codeccontext import AudioCodecContext
from av.video.codeccontext import VideoCodecContext

from recording import loudness
from recording.canvas import HEIGHT, WIDTH, Canvas, Layer, Place
from recording.chunks import RATE
from recording.listen import read_sound
from recording.mixer import RATE as SOUND
from recording.moving import Clip, Moving, of_track
from recording.scenery import CLIP, SCREEN, Scenery, places

FRAME = 1024
"""Samples in a frame of AAC."""
STILL = RATE
"""Ticks after which a picture that stands still is told once more: players dislike pictures that last for ever."""
ENCODERS = ("libx264", "libopenh264")
"""The first that is there makes the pictures: x264 is under the GPL, openh264 under the BSD licence."""
X264 = {
    "preset": "superfast", "crf": "26", "bf": "0", "threads": "1",
    "x264-params": "keyint=150:rc-lookahead=10:mbtree=1:colormatrix=smpte170m:colorprim=smpte170m:transfer=smpte170m",
}  # fmt: skip
NO_ENCODER = "This server's FFmpeg cannot write H.264."


@dataclass
class Coded:
    """The media of a chunk."""

    config: bytes = b""
    sound_config: bytes = b""
    video: list[tuple[bytes, int, int]] = field(default_factory=list)
    """(data, ticks, whether decoding can begin here)."""
    sound: list[bytes] = field(default_factory=list)
    loud: list[int] = field(default_factory=list)
    peaks: list[int] = field(default_factory=list)
    """Of the sound, as `loudness` measures it."""


def make(recording: Path, target: Path, plan: Mapping[str, Any]) -> None:
    """Write the chunk of a plan (see `chunks`) into `target`, whole or not at all. Raises OSError, RuntimeError."""
    coded = Coded()
    if not plan.get("heard"):
        paint(recording, plan, coded)
    _hear(recording, plan, coded)
    temporary = target.with_suffix(".part")
    try:
        with temporary.open("wb") as file:
            for part in _file(coded, plan["length"]):
                file.write(part)
            file.flush()
            os.fdatasync(file.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _file(coded: Coded, length: int) -> Iterator[bytes]:
    runs, body = [], []
    second, heard = 0, 0
    while second < len(coded.video) or heard < len(coded.sound):
        first, ticks = second, 0
        while second < len(coded.video) and ticks < RATE:
            ticks += coded.video[second][1]
            body.append(coded.video[second][0])
            second += 1
        until = min(len(coded.sound), heard + SOUND // FRAME + 1)
        body += coded.sound[heard:until]
        runs.append([second - first, until - heard])
        heard = until
    head = {
        "length": length,
        "config": coded.config.hex(),
        "sound_config": coded.sound_config.hex(),
        "video": [[len(data), ticks, key] for data, ticks, key in coded.video],
        "sound": [len(data) for data in coded.sound],
        "loud": coded.loud,
        "peaks": coded.peaks,
        "runs": runs,
    }
    text = json.dumps(head, separators=(",", ":")).encode()
    yield pack(">I", len(text))
    yield text
    yield from body


# -- pictures


def encoder(width: int = WIDTH, height: int = HEIGHT, rate: int = RATE) -> VideoCodecContext:
    """What makes the pictures, at so many ticks a second; raises RuntimeError when this FFmpeg has nothing for it."""
    name = next((name for name in ENCODERS if name in av.codecs_available), None)
    if name is None:
        raise RuntimeError(NO_ENCODER)
    context = CodecContext.create(name, "w")
    assert isinstance(context, VideoCodecContext)
    context.width, context.height, context.pix_fmt = width, height, "yuv420p"
    context.time_base, context.framerate = Fraction(1, rate), Fraction(min(rate, 30))
    context.options = X264 if name == "libx264" else {"g": "150"}
    if name != "libx264":
        context.bit_rate = 900_000
    context.flags |= 1 << 22  # AV_CODEC_FLAG_GLOBAL_HEADER: parameter sets are kept apart
    context.open()
    return context


def paint(
    recording: Path, plan: Mapping[str, Any], coded: Coded, width: int = WIDTH, height: int = HEIGHT
) -> None:
    """The pictures of a plan; those of another shape have edges."""
    context = encoder(width, height)
    painter, other = Painter(recording, plan), Canvas(width, height)
    ticks = -(-plan["length"] * RATE // 1000)
    times: list[int] = []
    packets: list[Any] = []
    for tick in range(ticks):
        if painter.go_on(plan_time(plan, tick)) or not times or tick - times[-1] >= STILL:
            frame = painter.canvas.frame()
            if (width, height) != (WIDTH, HEIGHT):
                other.put(frame, Place(0, 0, width, height))
                frame = other.frame()
            frame.pts, frame.time_base = tick, Fraction(1, RATE)
            times.append(tick)
            packets += context.encode(frame)
    packets += context.encode(None)
    coded.config = bytes(context.extradata or b"")
    for packet, at, following in zip(packets, times, [*times[1:], ticks], strict=True):
        assert packet.pts == at
        coded.video.append((lengths(bytes(packet)), following - at, int(packet.is_keyframe)))


def plan_time(plan: Mapping[str, Any], tick: int) -> int:
    """The class ms of a tick."""
    left = tick * 1000 // RATE
    for start, end in plan["spans"]:
        if left < end - start:
            return int(start + left)
        left -= end - start
    return int(plan["spans"][-1][1])


def units(data: bytes) -> list[bytes]:
    """The units of H.264 between start codes (H.264 annex B); none ends with a zero."""
    return [unit for unit in re.split(b"\0\0\0?\1", data) if unit]


def lengths(data: bytes) -> bytes:
    """The same units with their lengths before them, as files want them (14496-15 5.3.2)."""
    return b"".join(pack(">I", len(unit)) + unit for unit in units(data))


class Painter:
    """Paints one picture after the other; what does not change is not painted again."""

    def __init__(self, recording: Path, plan: Mapping[str, Any]) -> None:
        self.canvas = Canvas()
        self._recording, self._plan = recording, plan
        self._scenery = Scenery(recording.parent, plan)
        self._shot: Mapping[str, Any] | None = None
        self._tracks: dict[str, Moving] = {}
        self._clips: dict[str, Clip] = {}
        self._layers: list[Layer] = []
        self._shape: Place | None = None

    def go_on(self, time: int) -> bool:
        """Paint what is seen at a class time; whether it is another picture than before."""
        shot = next((one for one in self._plan["shots"] if one["start"] <= time < one["end"]), None)
        shot = shot or self._plan["shots"][-1]
        fresh = shot is not self._shot
        self._shot = shot
        drawn = self._scenery.drawn_at(shot["surface"], time)
        still = not (shot["thing"] and shot["thing"][0] == SCREEN)
        if fresh or (drawn and still):
            self.canvas.ground(self._scenery.behind(shot))
            self._shape = None
        changed = self._move(shot, time, again=fresh or drawn)
        if fresh or drawn:
            self._layers = self._scenery.over(shot, self._shape)
        if changed or fresh or drawn:
            for layer in self._layers:
                layer.over(self.canvas)
        return changed or fresh or drawn

    def _move(self, shot: Mapping[str, Any], time: int, *, again: bool) -> bool:
        """Put moving pictures where they stand: those with another frame, or all of them `again`."""
        large, face = places(shot)
        found: list[tuple[Place, VideoFrame | None, VideoFrame | None]] = []
        if large:
            found.append((large, *self._large(shot, time)))
        if face:
            found.append((face, *self._track(shot["face"], time, face)))
        if not again and not any(new for _, new, _ in found):
            return False
        for place, new, last in found:
            # What lies over a picture is laid over it once only.
            shown = new or (last if again or self._layers else None)
            if shown is not None:
                self.canvas.put(shown, place)
                if place is large:
                    self._shape = place.within(shown.width, shown.height)
        return True

    def _large(self, shot: Mapping[str, Any], time: int) -> tuple[VideoFrame | None, VideoFrame | None]:
        kind, name, *more = shot["thing"]
        if kind == CLIP:
            if self._plan.get("careful"):
                return None, None  # a foreign file at which this process broke before
            if name not in self._clips:
                self._clips[name] = Clip(self._recording.parent / "films" / name)
            position, since, playing, rate = more
            return self._clips[name].at(time, position, since, rate, playing=playing)
        return self._track(name, time, None)

    def _track(
        self, name: str, time: int, place: Place | None
    ) -> tuple[VideoFrame | None, VideoFrame | None]:
        """(the frame if it is a new one, the one that is shown)."""
        track = self._plan["tracks"].get(name)
        if track is None:
            return None, None
        if name not in self._tracks:
            width = WIDTH if place is None else place.width
            self._tracks[name] = of_track(self._recording, track, time, width)
        found = self._tracks[name].at(time + 1000 / RATE / 2)
        return found, self._tracks[name].frame


# -- sound


def _hear(recording: Path, plan: Mapping[str, Any], coded: Coded) -> None:
    """The mix as AAC: heard from a little before, so that its frames follow those of the chunk before."""
    samples = _samples(recording, plan)
    context = CodecContext.create("aac", "w")
    assert isinstance(context, AudioCodecContext)
    context.format, context.layout, context.sample_rate, context.bit_rate = "fltp", "mono", SOUND, 64_000
    context.flags |= (
        1 << 22 | 1 << 23
    )  # bit exact: no frame begins with the encoder's name instead of its sound
    frames = -(-plan["length"] * SOUND // 1000 // FRAME)
    lead = plan["lead"] * SOUND // 1000
    padded = np.zeros((-(-(lead + frames * FRAME) // FRAME) + 2) * FRAME, np.float32)
    padded[: len(samples)] = samples[: len(padded)]
    packets: list[Any] = []
    for at in range(0, len(padded), FRAME):
        frame = AudioFrame.from_ndarray(padded[None, at : at + FRAME], "fltp", "mono")
        frame.sample_rate, frame.pts, frame.time_base = SOUND, at, Fraction(1, SOUND)
        packets += context.encode(frame)
    packets += context.encode(None)
    coded.sound_config = bytes(context.extradata or b"")
    inside = [packet for packet in packets if packet.pts is not None and packet.pts >= lead]
    coded.sound = [bytes(packet) for packet in inside[:frames]]
    coded.loud = loudness.measured(padded[: lead + plan["length"] * SOUND // 1000], lead)
    coded.peaks = loudness.peaks(padded[lead : lead + frames * FRAME], FRAME)


def _samples(recording: Path, plan: Mapping[str, Any]) -> np.ndarray:
    parts: list[Any] = [np.zeros(0, np.float32)]
    for start, end in plan["sound"]:
        if plan["mix"] is None:
            parts.append(np.zeros((end - start) * SOUND // 1000, np.float32))
            continue
        part = read_sound(recording, plan["mix"], start, end).astype(np.float32) / 32768
        # At a pause of the recording two moments meet that do not belong together: that must not click.
        fade = np.linspace(0, 1, min(240, len(part)), dtype=np.float32)
        if len(plan["sound"]) > 1 and len(part):
            part[: len(fade)] *= fade
            part[len(part) - len(fade) :] *= fade[::-1]
        parts.append(part)
    return np.concatenate(parts)
