"""Cameras, microphones and screens of a participant: files in a loop at true pace, or made pictures and sounds."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
from aiortc.mediastreams import MediaStreamError, MediaStreamTrack

from server.bot import picture, voice
from server.bot.errors import Refused

SAMPLES = 960  # 20 ms at 48 kHz, one Opus packet
STALL = 1.0  # seconds behind after which a source goes on from now instead of hurrying
REMEMBERED = 2000  # frames whose moment is kept, for measuring delays
STILL_SECONDS = 0.2  # between two frames of a picture that does not move

Pictures = Iterator[tuple[av.VideoFrame, float]]
Sounds = Iterator[npt.NDArray[np.int16]]


class _Paced(MediaStreamTrack):
    """A source that hands out each frame at its moment."""

    def __init__(self) -> None:
        super().__init__()
        self._zero: float | None = None
        self.frames = 0

    async def _until(self, seconds: float) -> None:
        now = time.monotonic()
        if self._zero is None or now - self._zero - seconds > STALL:
            self._zero = now - seconds
        await asyncio.sleep(max(0.0, self._zero + seconds - now))
        if self.readyState != "live":
            raise MediaStreamError
        self.frames += 1


class Lent(MediaStreamTrack):
    """A source lent to one connection: aiortc ends the track of a connection that ends, and the source shall outlive it."""

    def __init__(self, source: MediaStreamTrack) -> None:
        super().__init__()
        self.kind = source.kind
        self._source = source

    async def recv(self) -> Any:
        """What the source gives next."""
        if self.readyState != "live":
            raise MediaStreamError
        return await self._source.recv()


class Sound(_Paced):
    """A microphone, from blocks of 20 ms."""

    kind = "audio"

    def __init__(self, blocks: Sounds) -> None:
        super().__init__()
        self._blocks = blocks
        self._number = itertools.count()

    async def recv(self) -> av.AudioFrame:
        """The next 20 ms."""
        block, number = next(self._blocks), next(self._number)
        await self._until(number * SAMPLES / voice.RATE)
        frame = av.AudioFrame.from_ndarray(block[None, :], format="s16", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = voice.RATE, number * SAMPLES, Fraction(1, voice.RATE)
        return frame


class Picture(_Paced):
    """A camera or a screen, from frames and their times."""

    kind = "video"

    def __init__(self, frames: Pictures) -> None:
        super().__init__()
        self._frames = frames
        self._coming: asyncio.Future[tuple[av.VideoFrame, float]] | None = None
        self.shown_at: dict[int, float] = {}

    async def recv(self) -> av.VideoFrame:
        """The next frame."""
        # Whoever asks may go away in the middle: then the frame waits for the next one who asks.
        if self._coming is None:
            self._coming = asyncio.ensure_future(asyncio.to_thread(next, self._frames))
        frame, seconds = await asyncio.shield(self._coming)
        await self._until(seconds)
        self._coming = None
        frame.pts, frame.time_base = int(seconds * 90_000), Fraction(1, 90_000)
        self.shown_at[self.frames - 1] = time.monotonic()
        self.shown_at.pop(self.frames - REMEMBERED, None)
        return frame


def microphone(name: str, file: Path | None = None) -> Sound:
    """Somebody's voice: a file, or a hum made from the name; raises Refused bad_media_file."""
    return Sound(_first_works(file, file_sounds(file)) if file else looped(voice.hum(name)))


def camera(
    name: str, file: Path | None = None, *, width: int = 640, height: int = 360, fps: int = 15
) -> Picture:
    """Somebody's camera: a file no larger than width x height and no faster than `fps`, or a made picture."""
    made = picture.camera_pictures(name, width, height, fps)
    return Picture(_first_works(file, file_pictures(file, width, height, fps)) if file else made)


def screen(title: str, file: Path | None = None, pages: tuple[tuple[str, ...], ...] = ()) -> Picture:
    """A shared screen: a file (also a still image), or pages of text."""
    made = picture.screen_pictures(title, pages or (("A shared screen",),))
    return Picture(_first_works(file, file_pictures(file, 1280, 720, 15)) if file else made)


def looped(samples: npt.NDArray[np.int16]) -> Sounds:
    """Samples at 48 kHz over and over, in blocks of 20 ms."""
    whole = samples[: len(samples) // SAMPLES * SAMPLES].reshape(-1, SAMPLES)
    return itertools.cycle(whole)


def _first_works(file: Path, made: Iterator[Any]) -> Iterator[Any]:
    """Take the first piece now, so that an unusable file is told at once."""
    try:
        first = next(made)
    except (OSError, ValueError, StopIteration, av.FFmpegError) as error:
        reason = str(error) or "nothing to play in it"
        raise Refused(
            "bad_media_file", f"{file.name} cannot be played: {reason}", "you", "Try another file."
        ) from error
    return itertools.chain([first], made)


def file_sounds(file: Path) -> Sounds:
    """The sound of a file, over and over, as mono blocks of 20 ms at 48 kHz."""
    resampler = av.AudioResampler(format="s16", layout="mono", rate=voice.RATE, frame_size=SAMPLES)
    while True:
        played = 0
        with av.open(str(file)) as container:
            if not container.streams.audio:
                raise ValueError("it has no sound")
            for frame in container.decode(audio=0):
                frame.pts = None
                for block in resampler.resample(frame):
                    played += 1
                    yield block.to_ndarray()[0]
        if not played:
            return


def file_pictures(file: Path, width: int, height: int, fps: int) -> Pictures:
    """The pictures of a file, over and over, scaled down to fit; a still image is repeated."""
    offset, shown = 0.0, -1.0
    while True:
        first: float | None = None
        last = 0.0
        with av.open(str(file)) as container:
            if not container.streams.video:
                raise ValueError("it has no pictures")
            for frame in container.decode(video=0):
                seconds = float(frame.time or 0.0)
                first = seconds if first is None else first
                last = seconds - first
                if offset + last - shown < 1 / fps - 0.002 and shown >= 0:
                    continue
                shown = offset + last
                yield _fit(frame, width, height), shown
        if first is None:
            return
        offset += last + (1 / fps if last else STILL_SECONDS)


def _fit(frame: av.VideoFrame, width: int, height: int) -> av.VideoFrame:
    scale = min(1.0, width / frame.width, height / frame.height)
    size = [max(2, int(side * scale) // 2 * 2) for side in (frame.width, frame.height)]
    return frame.reformat(width=size[0], height=size[1], format="yuv420p")
