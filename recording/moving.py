"""Plays recorded pictures again, in order: the frame of a track, or of a film that was shown, at a class time."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import av
from av import VideoFrame
from av.error import FFmpegError
from av.video.stream import VideoStream

Timed = tuple[float, VideoFrame]
SMALL = 320
"""A tile no wider than this needs no deblocking."""
LATE = 5.0
"""Ms by which the first picture may be later than its fragment tells."""
FAR = 8_000
"""Ms of a film that are rather decoded than jumped over."""


class Moving:
    """Frames that come in order of time; `at` gives the one that is shown at a moment, None while it is the same."""

    def __init__(self, frames: Iterator[Timed]) -> None:
        self._frames = frames
        self._next: Timed | None = next(frames, None)
        self.frame: VideoFrame | None = None

    def at(self, time: float) -> VideoFrame | None:
        """Go on to a time (ms); the frame if it is another one than before."""
        found = None
        while self._next is not None and self._next[0] <= time:
            found = self._next[1]
            self._next = next(self._frames, None)
        if found is not None:
            self.frame = found
        return found


def of_track(folder: Path, track: Mapping[str, Any], start: int, width: int) -> Moving:
    """The pictures of a recorded track from its last keyframe before class ms `start` on."""
    return Moving(_decoded(folder / track["file"], track, start, small=width <= SMALL))


def _decoded(path: Path, track: Mapping[str, Any], start: int, *, small: bool) -> Iterator[Timed]:
    pieces = track["fragments"]
    keys = [place for place, piece in enumerate(pieces) if piece[5] and piece[2] <= start]
    for number, run in groupby(pieces[keys[-1] if keys else 0 :], key=lambda piece: piece[4]):
        part = list(run)
        data = _bytes(path, track["inits"][number], part)
        late: float | None = None
        try:
            for at, frame in _frames(io.BytesIO(data), small=small):
                # FFmpeg tells pictures that need later ones too late, all of them alike.
                late = (at - part[0][2] if at - part[0][2] > LATE else 0.0) if late is None else late
                yield at - late, frame
        except (FFmpegError, ValueError, IndexError):
            continue  # a broken stretch: the picture stands still


def _bytes(path: Path, init: Any, run: Sequence[Sequence[int]]) -> bytes:
    """What a player would append: an init segment, and the fragments that refer to it."""
    offset, length = (init["offset"], init["length"]) if isinstance(init, dict) else init[:2]
    with path.open("rb") as file:
        file.seek(offset)
        parts = [file.read(length)]
        for piece in run:
            file.seek(piece[0])
            parts.append(file.read(piece[1]))
    return b"".join(parts)


def _frames(source: io.BytesIO, *, small: bool) -> Iterator[Timed]:
    with av.open(source, "r") as container:
        stream = container.streams.video[0]
        _lightly(stream, small=small)
        for frame in container.decode(stream):
            if frame.pts is not None and frame.time_base is not None:
                yield float(frame.pts * frame.time_base) * 1000, frame


def _lightly(stream: VideoStream, *, small: bool) -> None:
    """One thread: the class that runs needs the other cores."""
    stream.codec_context.thread_count = 1
    if small:
        stream.codec_context.options = {"skip_loop_filter": "all"}


class Clip:
    """A film that people brought; it stands where class time says."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._moving: Moving | None = None
        self._stood = 0.0

    def at(
        self, time: float, position: int, since: int, rate: int, *, playing: bool
    ) -> tuple[VideoFrame | None, VideoFrame | None]:
        """At class ms `time`: (the frame if it is another one than before, the one that is shown)."""
        place = position + (max(0.0, time - since) * rate / 100 if playing else 0.0)
        if self._moving is None or not -1 < place - self._stood < FAR:
            self._moving = Moving(self._from(place))
        self._stood = place
        found = self._moving.at(place)
        return found, self._moving.frame

    def _from(self, place: float) -> Iterator[Timed]:
        try:
            with av.open(str(self._path)) as container:
                stream = container.streams.video[0]
                stream.codec_context.thread_count = 1
                if place > 0 and stream.time_base:
                    container.seek(int(place / 1000 / stream.time_base), stream=stream)
                first = True
                for frame in container.decode(stream):
                    if frame.pts is None or frame.time_base is None:
                        continue
                    # The last frame before the place is on the stage at once, however long it stays.
                    at = float(frame.pts * frame.time_base) * 1000
                    yield (min(at, place) if first else at), frame
                    first = False
        except (FFmpegError, OSError, ValueError, IndexError):
            return
