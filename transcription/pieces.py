"""A window is heard in pieces of half a minute of voice, which is what Whisper takes at once.

Given more, the engine finds its own way through it, from where it thinks that its last sentence ended, and was measured to
lose whole phrases there (docs/performance.md). So the window is parted at its longest pauses first, as WhisperX does
(Bain et al. 2023, "VAD Cut & Merge", https://arxiv.org/abs/2303.00747).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from transcription.windows import Span, joined

MOST = 28_000
"""So much (ms) is heard at once at most: Whisper's 30 s, less what its detector of voice may see differently."""
SILENCE = 2_000
"""A pause longer than this (ms) is left out by the engine, but for a margin at each voice."""
MARGIN = 400
LONG = 3_000
"""Of pauses longer than this (ms) none is a better end than another: then the later one, for fewer pieces."""


def pieces(voiced: Sequence[Span], length: int, most: int = MOST) -> list[Span]:
    """Part 0..length (ms) at pauses of its voices, so that no piece has more than `most` ms for the engine to hear.

    A voice that never rests for so long stays whole.
    """
    groups: list[Sequence[Span]] = [[span for span in voiced if span[0] < length]]
    while (end := _end(groups[-1], most)) is not None:
        groups[-1:] = [groups[-1][:end], groups[-1][end:]]
    ends = [(before[-1][1] + after[0][0]) // 2 for before, after in pairwise(groups)]
    return list(pairwise([0, *ends, length]))


def _heard(voiced: Sequence[Span]) -> int:
    """How much (ms) the engine hears of these voices and what is between them."""
    return sum(end - start + 2 * MARGIN for start, end in joined(voiced, SILENCE))


def _end(voiced: Sequence[Span], most: int) -> int | None:
    """How many of these voices the next piece takes: as many as end at the longest pause in its later half; None = all."""
    if len(voiced) < 2 or _heard(voiced) <= most:
        return None
    fitting = [size for size in range(1, len(voiced)) if _heard(voiced[:size]) <= most]
    good = [size for size in fitting if _heard(voiced[:size]) >= most // 2]

    def pause(size: int) -> tuple[int, int]:
        return min(voiced[size][0] - voiced[size - 1][1], LONG), size

    return max(good, key=pause, default=len(fitting) or 1)
