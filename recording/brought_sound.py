"""The sound of a recording that was brought: decoded, and coded as one voice that never stops, with its silences noted."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
from av import AudioFrame, AudioResampler, Packet
from av.audio.stream import AudioStream
from av.error import FFmpegError

from recording.brought import TOO_LONG, UnusableError
from recording.frames import Format, Frame
from recording.levels import Levels
from recording.mixer import AHEAD, BLOCK, QUIET_AFTER, RATE, SILENCE, opus_encoder
from recording.quiet import Quiet

LOOSE = RATE // 20
"""Samples (50 ms) that a stretch may be off before it is moved to its own time."""

Timed = tuple[int, Frame]


class Sound:
    """Takes the packets of a stream in order, or none at all; gives frames of 20 ms without a gap, from 0, and raises
    UnusableError for what lasts longer than `longest` samples, before anything is made of it."""

    def __init__(self, stream: AudioStream | None, longest: int) -> None:
        self.quiet = Quiet()
        self.levels = Levels()
        self.heard = False
        self._stream = stream
        self._longest = longest  # samples
        self._base = Fraction(1, RATE) if stream is None else Fraction(stream.time_base or Fraction(1, RATE))
        self._resampler = AudioResampler(format="s16", layout="mono", rate=RATE)
        self._encoder = opus_encoder()
        self._format = Format('audio/mp4; codecs="opus"', channels=1)
        self._blocks: list[np.ndarray] = []
        self._waiting = 0
        self._given = 0  # samples that came so far
        self._dropped = AHEAD  # the encoder lags: it is fed that much earlier
        self._coded = 0
        self._silent = 0

    @property
    def samples(self) -> int:
        """How many came so far."""
        return self._given

    def take(self, packet: Packet[AudioStream], zero: Fraction) -> Iterator[Timed]:
        """The frames that the packet completes; what cannot be decoded is silent."""
        assert self._stream is not None
        try:
            frames = self._stream.decode(packet)
        except FFmpegError:
            return
        for frame in frames:
            if frame.pts is None:
                continue
            at = int((frame.pts * Fraction(frame.time_base or self._base) - zero) * RATE)
            for made in self._resampler.resample(frame):
                samples = made.to_ndarray()[0]
                yield from self._place(at, samples)
                at += len(samples)

    def finish(self, length: int) -> Iterator[Timed]:
        """Silence up to `length` samples, and a little for what the encoder holds."""
        end = -(-length // BLOCK) * BLOCK
        yield from self._silence(max(0, end + AHEAD - self._given))
        self.quiet.end(self._coded * 1000 // RATE)
        self.levels.end()

    def _place(self, at: int, samples: np.ndarray) -> Iterator[Timed]:
        self.heard = self.heard or bool(samples.any())
        if at < 0 and not self._given:  # before the class began
            samples, at = samples[-at:], 0
        if at > self._longest:
            raise UnusableError(TOO_LONG)
        off = at - self._given
        if off > LOOSE:
            yield from self._silence(off)
        elif off < -LOOSE:
            samples = samples[-off:]  # this moment was heard already
        yield from self._add(samples)

    def _silence(self, count: int) -> Iterator[Timed]:
        while count > 0:
            part = min(count, RATE)
            yield from self._add(np.zeros(part, np.int16))
            count -= part

    def _add(self, samples: np.ndarray) -> Iterator[Timed]:
        self._given += len(samples)
        if self._dropped:
            samples, self._dropped = samples[self._dropped :], max(0, self._dropped - len(samples))
        self._blocks.append(samples)
        self._waiting += len(samples)
        if self._waiting < BLOCK:
            return
        whole = np.concatenate(self._blocks)
        used = len(whole) // BLOCK * BLOCK
        self._blocks, self._waiting = [whole[used:]], len(whole) - used
        for start in range(0, used, BLOCK):
            yield from self._code(whole[start : start + BLOCK])

    def _code(self, block: np.ndarray) -> Iterator[Timed]:
        at = self._coded
        heard = block.astype(np.float32)
        self.quiet.hear(heard, at * 1000 // RATE)
        self.levels.hear(heard if block.any() else None, at * 1000 // RATE)
        self._silent = 0 if block.any() else self._silent + 1
        for data in [SILENCE] if self._silent > QUIET_AFTER else self._encode(block):
            yield self._coded, Frame(data, 0, 0.0, True, self._format, BLOCK)
            self._coded += BLOCK

    def _encode(self, block: np.ndarray) -> list[bytes]:
        frame = AudioFrame.from_ndarray(block[None, :], "s16", "mono")
        frame.sample_rate = RATE
        return [bytes(packet) for packet in self._encoder.encode(frame)]
