"""How loud a class is from moment to moment, measured while its mix is made: so that players know how much to turn it up.

The measure of `loudness`, in pieces of four tenths of a second; silence is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from recording import loudness
from recording.loudness import BLOCK, GATE, NEW, PIECE, RATE, WINDOW
from rooms.spans import Spans

NAME = "levels"
"""Of a manifest on the disk: for this server alone."""

MS = PIECE * BLOCK * 1000 // RATE
"""Class ms of one piece."""
AT_ONCE = 2 * PIECE * BLOCK
"""Samples measured together: with 0.8 s nothing else waits for more than a few ms."""
LEAD = WINDOW - NEW
FULL = 32768.0
TOGETHER = 75
"""Pieces (30 s) told at once."""

Stretch = tuple[int, list[int]]
"""(class ms, the loudness of each piece from there on in tenths of LUFS)."""


class Levels:
    """Listens to the mix block by block, as `quiet.Quiet` does. `stretches`: what an earlier run of the server measured;
    `told` keeps what is measured."""

    def __init__(
        self, stretches: Iterable[Stretch] = (), told: Callable[[int, list[int]], None] = lambda *_: None
    ) -> None:
        self._stretches = [(at, list(pieces)) for at, pieces in stretches]
        self._told = told
        self._lead = np.zeros(0)
        self._waiting: list[np.ndarray] = []
        self._count = 0
        self._at = 0
        self._open: Stretch | None = None

    @property
    def stretches(self) -> list[Stretch]:
        """What was measured so far, in the order of the class."""
        return [*self._stretches, *([self._open] if self._open is not None and self._open[1] else [])]

    def hear(self, block: np.ndarray | None, at: int) -> None:
        """The next block of samples (16-bit) at class ms `at`; None when nobody sends any."""
        if block is None:
            self.end()
            return
        if not self._count and self._open is None:
            self._at = at
        self._waiting.append(block)
        self._count += len(block)
        if self._count >= AT_ONCE:
            self._measure()

    def end(self) -> None:
        """Nobody is heard for a while, or nothing more is recorded."""
        if self._count:
            self._measure()
        self._lead, self._waiting, self._count = np.zeros(0), [], 0
        self._close()

    def _measure(self) -> None:
        samples = np.concatenate([self._lead, *self._waiting]) / FULL
        lead = len(self._lead)
        self._lead = samples[-LEAD:] * FULL
        self._waiting, self._count = [], 0
        blocks = loudness.measured(samples, lead)
        whole = len(blocks) // PIECE * PIECE
        powers = np.power(10.0, np.asarray(blocks[:whole], float) / 1000).reshape(-1, PIECE).mean(axis=1)
        for level in (10 * np.log10(powers)).tolist():
            self._add(level)

    def _add(self, level: float) -> None:
        if level <= GATE:
            self._close()
        else:
            self._open = self._open or (self._at, [])
            self._open[1].append(round(10 * level))
        self._at += MS
        if self._open is not None and len(self._open[1]) >= TOGETHER:
            self._close()

    def _close(self) -> None:
        stretch, self._open = self._open, None
        if stretch is not None and stretch[1]:
            self._stretches.append(stretch)
            self._told(*stretch)


def gain(stretches: Iterable[Stretch]) -> float:
    """By how many dB a player makes the class louder, or quieter below 0, to be as loud as its downloads; 0 if unknown."""
    pieces = [piece for _, told in stretches for piece in told]
    return round(loudness.steps(loudness.overall(pieces)) * loudness.STEP, 1)


def without(stretches: Iterable[Stretch], gone: Spans) -> list[Stretch]:
    """The same where nothing is cut out: pieces that begin in a cut do not count."""
    left: list[Stretch] = []
    for at, pieces in stretches:
        kept = [
            piece
            for number, piece in enumerate(pieces)
            if not any(start <= at + number * MS < end for start, end in gone)
        ]
        if kept:
            left.append((at, kept))
    return left
