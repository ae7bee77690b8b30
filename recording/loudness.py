"""How loud the sound of a class is, and how much louder or quieter its downloads are made: one goal for all of them.

Integrated loudness and true peak as in ITU-R BS.1770-5, with the gates of EBU R 128. Sound is coded chunk by chunk while
the class runs, long before its loudness is known, so it is turned up or down afterwards, where every frame of AAC names
its gain (14496-3 4.6.2, in steps of a quarter of a power of two): exact, and at the cost of copying.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

import numpy as np

RATE = 48_000
GOAL = -19.0
"""LUFS of a mono file; from two loudspeakers it is as loud as speech of -16 LUFS in stereo, as podcasts have it."""
CEILING = -2.0
"""dBTP that no frame is turned up beyond; coding may add as much as a decibel."""
STEP = 20 * math.log10(2) / 4
"""dB of one step of gain."""
MOST = 14
"""Steps (21 dB): what is quieter than that is noise."""
BLOCK = RATE // 10
"""Samples measured together: a quarter of what the gates judge."""
PIECE = 4
"""Blocks that the gates judge as one."""
SILENT = -120.0
GATE, BELOW = -70.0, -10.0
"""LUFS under which a block never counts, and LU under the mean of the others."""
RELEASE = 8
"""Frames (170 ms) after which gain that was taken back for a peak comes back by a step; it is taken back by one each frame."""
SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
"""The K-weighting at 48 kHz (BS.1770-5, annex 1)."""
WINDOW, NEW = 1 << 16, RATE
"""Samples weighted together, and how many of them are new: the rest lets the filters settle."""
PHASES, TAPS = 4, 12

Run = tuple[int, int]
"""(how many frames, steps of gain)."""


def _response() -> np.ndarray:
    delay = np.exp(-2j * np.pi * np.arange(WINDOW // 2 + 1) / WINDOW)
    polynomials = [np.polyval(part[::-1], delay) for stage in (SHELF, HIGH_PASS) for part in stage]
    return np.asarray(polynomials[0] / polynomials[1] * polynomials[2] / polynomials[3])


WEIGHT = _response()
BETWEEN = [
    np.sinc(np.arange(TAPS) - TAPS // 2 + 1 - phase / PHASES) * np.kaiser(TAPS + 2, 5)[1:-1]
    for phase in range(1, PHASES)
]
"""The samples between the samples, a quarter, a half and three quarters on."""


def measured(samples: np.ndarray, lead: int = 0) -> list[int]:
    """The loudness of each tenth of a second (hundredths of LUFS) behind `lead` samples, which only let the filters settle."""
    wanted = (len(samples) - lead) // BLOCK * BLOCK
    history = WINDOW - NEW
    padded = np.zeros(history + lead + wanted + NEW)
    padded[history : history + lead + wanted] = samples[: lead + wanted]
    found: list[float] = []
    for at in range(lead, lead + wanted, NEW):
        spectrum = np.fft.rfft(padded[at : at + WINDOW])
        heard = np.fft.irfft(spectrum * WEIGHT)[history:]
        found += np.square(heard).reshape(-1, BLOCK).mean(axis=1).tolist()
    return [round(100 * _lufs(power)) for power in found[: wanted // BLOCK]]


def integrated(blocks: Sequence[int]) -> float | None:
    """The loudness of it all in LUFS, of what `measured` told; None where nothing is heard."""
    if len(blocks) < PIECE:
        return None
    return _gated(np.convolve(_powers(np.asarray(blocks, float) / 100), np.full(PIECE, 1 / PIECE), "valid"))


def overall(pieces: Sequence[int]) -> float | None:
    """The same of pieces of four tenths of a second that stand side by side, in tenths of LUFS, as `Levels` tells them."""
    return _gated(_powers(np.asarray(pieces, float) / 10))


def _powers(levels: np.ndarray) -> np.ndarray:
    return np.asarray(np.power(10.0, (levels + 0.691) / 10))


def _gated(gated: np.ndarray) -> float | None:
    if not len(gated):
        return None
    for gate in (GATE, None):
        level = gate if gate is not None else _lufs(float(gated.mean())) + BELOW
        gated = gated[gated > 10 ** ((level + 0.691) / 10)]
        if not len(gated):
            return None
    return _lufs(float(gated.mean()))


def _lufs(power: float) -> float:
    return -0.691 + 10 * math.log10(power) if power > 1e-12 else SILENT


def peaks(samples: np.ndarray, frame: int) -> list[int]:
    """The true peak of each whole frame of so many samples, in tenths of dBTP."""
    whole = len(samples) // frame * frame
    highest = np.abs(samples[:whole])
    for between in BETWEEN:
        highest = np.maximum(highest, np.abs(np.convolve(samples, between[::-1], "same")[:whole]))
    levels = highest.reshape(-1, frame).max(axis=1) if whole else np.zeros(0)
    return [round(200 * math.log10(max(level, 1e-6))) for level in levels.tolist()]


def steps(loudness: float | None) -> int:
    """By how many steps sound of this loudness is turned up, or down below 0; silence is left alone."""
    return 0 if loudness is None else max(-MOST, min(MOST, round((GOAL - loudness) / STEP)))


def gains(wanted: int, highest: Sequence[int]) -> list[int]:
    """The steps of each frame, `highest` being its `peaks`: less than wanted around those that would be too loud.

    What a frame codes is heard in its own time and, overlapping, in the next frame's. MPEG-4's own control of the
    dynamic range changes gain from frame to frame in the same place (14496-3 4.5.2.7).
    """
    room = [min(wanted, math.floor((CEILING - level / 10) / STEP)) for level in highest]
    found = [float(min(pair)) for pair in pairwise([*room, wanted])]
    for at in range(len(found) - 2, -1, -1):
        found[at] = min(found[at], found[at + 1] + 1)
    for at in range(1, len(found)):
        found[at] = min(found[at], found[at - 1] + 1 / RELEASE)
    return [math.floor(one) for one in found]


def turned(frame: bytes, by: int) -> bytes:
    """A frame of AAC in mono, louder by so many steps; one that does not begin with its sound stays as it is."""
    head = int.from_bytes(frame[:2], "big")
    if (
        not by or len(frame) < 2 or head >> 13
    ):  # a single channel element, its tag, then the gain in eight bits
        return frame
    gain = max(0, min(255, (head >> 1 & 0xFF) + by))
    return (head & ~0x1FE | gain << 1).to_bytes(2, "big") + frame[2:]


def runs(each: Iterable[int]) -> list[Run]:
    """The same gains, those that follow each other alike told once."""
    return [(len(list(same)), gain) for gain, same in groupby(each)]


def unrolled(told: Iterable[Sequence[int]]) -> list[int]:
    """What `runs` told, frame by frame."""
    return [gain for count, gain in told for _ in range(count)]
