"""What came of somebody's sound and pictures: decoded frames, their size, energy and gaps."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from aiortc.mediastreams import MediaStreamError, MediaStreamTrack
from av import AudioFrame, VideoFrame

from server.bot.picture import read_number

SILENCE = 0.001  # of full scale; below it a frame of sound counts as silent


@dataclass(slots=True)
class Received:
    """One track of somebody else, as decoded here. Times are monotonic seconds."""

    track: str
    person: str
    source: str
    frames: int = 0
    first_at: float | None = None
    longest_gap: float = 0.0
    width: int = 0
    height: int = 0
    energy: float = 0.0
    loud_frames: int = 0
    packets: int = 0
    packets_lost: int = 0
    numbers: list[tuple[int, float]] = field(default_factory=list)

    async def follow(self, track: MediaStreamTrack) -> None:
        """Decode until the track ends."""
        last: float | None = None
        while True:
            try:
                frame = await track.recv()
            except MediaStreamError:
                return
            now = time.monotonic()
            if last is not None:
                self.longest_gap = max(self.longest_gap, now - last)
            last = now
            self._count(frame, now)

    def _count(self, frame: Any, now: float) -> None:
        self.frames += 1
        self.first_at = now if self.first_at is None else self.first_at
        if isinstance(frame, VideoFrame):
            self.width, self.height = frame.width, frame.height
            number = read_number(frame)
            if number is not None:
                self.numbers.append((number, now))
        elif isinstance(frame, AudioFrame):
            samples = frame.to_ndarray().astype(np.float64) / 32768
            energy = float(np.sqrt(np.mean(samples**2)))
            self.energy = max(self.energy, energy)
            self.loud_frames += energy > SILENCE

    def numbers_missing(self) -> int:
        """Frames of a made picture that were sent between the first and the last decoded one, and never shown."""
        seen = {number for number, _ in self.numbers}
        return max(seen) - min(seen) + 1 - len(seen) if seen else 0

    def to_json(self, since: float) -> dict[str, Any]:
        """Figures of the track; `since` is the moment of joining."""
        first = None if self.first_at is None else round((self.first_at - since) * 1000)
        told: dict[str, Any] = {"person": self.person, "source": self.source, "frames": self.frames}
        told |= {"first_frame_ms": first, "longest_gap_ms": round(self.longest_gap * 1000)}
        told |= {"packets": self.packets, "packets_lost": self.packets_lost}
        if self.width:
            return told | {"width": self.width, "height": self.height, "missing": self.numbers_missing()}
        return told | {"energy": round(self.energy, 4), "loud_frames": self.loud_frames}
