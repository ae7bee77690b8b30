"""Hears a recorded track again between two class times: one speaker for a speech engine, or the mix for a film."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from av import AudioFrame, AudioResampler
from av import open as open_media

from recording.boxes import read_run
from recording.mixer import LOOSE, RATE, decode, opus_decoder

SPEECH_RATE = 16000
LAST = 1 << 40
"""Class ms after all that is recorded."""
WARM_UP = 80
"""Class ms decoded before the start, because Opus needs a few packets to find its feet (RFC 7845 4.6)."""


def read_speech(folder: Path, track: Mapping[str, Any], start_ms: int, end_ms: int) -> np.ndarray:
    """Samples (float32, -1 to 1, 16 kHz, mono) of a sound track of the manifest from `start_ms` to `end_ms`.

    The result is exactly `(end_ms - start_ms) * 16` samples long; where nothing was recorded or a packet was lost it
    is silent, so that sample n always is class time `start_ms + n / 16`. Blocks: for a worker process. Raises OSError
    when the file is missing, ValueError when it is not a sound track of ours.
    """
    if track["source"] == "note":
        return _read_note(folder / track["file"], start_ms, end_ms)
    if track["source"] not in ("microphone", "screen_audio"):
        raise ValueError("not a sound track")
    sound = read_sound(folder, track, start_ms, end_ms)
    return _for_speech(sound, max(0, end_ms - start_ms) * (SPEECH_RATE // 1000))


def read_sound(folder: Path, track: Mapping[str, Any], start_ms: int, end_ms: int) -> np.ndarray:
    """The same as it was recorded: int16 samples, 48 kHz, mono."""
    length = max(0, end_ms - start_ms) * (RATE // 1000)
    sound = np.zeros(length, np.int16)
    decoder, following = opus_decoder(), -1
    for ticks, data in packets(folder / track["file"], track["fragments"], start_ms - WARM_UP, end_ms):
        samples = decode(decoder, data)
        at = ticks - start_ms * (RATE // 1000)
        at = following if abs(at - following) <= LOOSE else at
        following = at + len(samples)
        first, last = max(0, at), min(length, following)
        if first < last:
            sound[first:last] = samples[first - at : last - at]
    return sound


def packets(
    path: Path, fragments: list[list[int]], start_ms: int = 0, end_ms: int = LAST
) -> Iterator[tuple[int, bytes]]:
    """(class time in ticks, Opus packet) of a file; a run may hold several fragments."""
    with path.open("rb") as file:
        for offset, length, time, duration, *_ in fragments:
            if time + duration < start_ms or time >= end_ms:
                continue
            file.seek(offset)
            yield from _unpack(file.read(length), start_ms, end_ms)


def _unpack(data: bytes, start_ms: int, end_ms: int) -> Iterator[tuple[int, bytes]]:
    begin = 0
    while begin < len(data):
        size = int.from_bytes(data[begin : begin + 4], "big")
        run = read_run(data[begin : begin + size])
        at, ticks = begin + run.data, run.start
        for duration, length, _ in run.samples:
            if start_ms * 48 <= ticks < end_ms * 48:
                yield ticks, data[at : at + length]
            at += length
            ticks += duration
        begin = at


def _read_note(path: Path, start_ms: int, end_ms: int) -> np.ndarray:
    """The sound of a spoken comment, a file of its own that begins at 0."""
    resampler = AudioResampler(format="flt", layout="mono", rate=SPEECH_RATE)
    with open_media(str(path)) as container:
        frames = (made for frame in container.decode(audio=0) for made in resampler.resample(frame))
        blocks = [frame.to_ndarray()[0] for frame in frames]
    blocks += [frame.to_ndarray()[0] for frame in resampler.resample(None)]
    out = np.zeros(max(0, end_ms - start_ms) * (SPEECH_RATE // 1000), np.float32)
    heard = np.concatenate(blocks)[start_ms * (SPEECH_RATE // 1000) :][: len(out)] if blocks else out
    out[: len(heard)] = heard
    return out


def _for_speech(sound: np.ndarray, length: int) -> np.ndarray:
    out = np.zeros(length, np.float32)
    if not length:
        return out
    resampler = AudioResampler(format="flt", layout="mono", rate=SPEECH_RATE)
    frame = AudioFrame.from_ndarray(sound[None, :], "s16", "mono")
    frame.sample_rate = RATE
    blocks = [block.to_ndarray()[0] for block in (*resampler.resample(frame), *resampler.resample(None))]
    made = np.concatenate(blocks)[:length] if blocks else out
    out[: len(made)] = made
    return out
