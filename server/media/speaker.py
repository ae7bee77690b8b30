"""Who is speaking: judged by the levels that browsers send along with the sound (RFC 6464)."""

from __future__ import annotations

from collections.abc import Callable

SILENCE = 127  # -dBov
AUDIBLE = 50.0  # -dBov; quieter than that is breath and keyboards
LOUDER = 6.0  # dB by which a new speaker must exceed the present one
LASTING = 0.3  # seconds for which that must hold
QUIET = (
    10.0  # seconds without a sound of theirs after which nobody speaks: who spoke is told for talk times too
)
# weight of a new tenth of a second when it is louder, and when it is quieter: words have gaps
ATTACK, RELEASE = 0.6, 0.05
LEVELS_EVERY = 0.2


class Speakers:
    """Levels of one room. `on_speaker(peer or None)`, `on_levels({peer: dBov})`; call `tick` ten times a second."""

    def __init__(
        self, on_speaker: Callable[[str | None], None], on_levels: Callable[[dict[str, int]], None]
    ) -> None:
        self._on_speaker, self._on_levels = on_speaker, on_levels
        self.speaker: str | None = None
        self._loudness: dict[str, float] = {}  # smoothed, dB above silence
        self._loudest: dict[str, int] = {}  # of the present tenth of a second
        self._peak: dict[str, int] = {}
        self._rival: str | None = None
        self._rival_since = 0.0
        self._spoke_at = 0.0
        self._levels_at = 0.0

    def heard(self, peer: str, level: int) -> None:
        """A packet of that person's microphone with `level` in -dBov (0 loudest .. 127)."""
        self._loudest[peer] = max(self._loudest.get(peer, 0), SILENCE - level)
        if level < self._peak.get(peer, SILENCE + 1):
            self._peak[peer] = level

    def left(self, peer: str) -> None:
        """That person's microphone ended."""
        for table in (self._loudness, self._loudest, self._peak):
            table.pop(peer, None)
        if self._rival == peer:
            self._rival = None
        if self.speaker == peer:
            self.speaker = None
            self._on_speaker(None)

    def tick(self, now: float) -> None:
        """Judge the last tenth of a second."""
        for peer in {*self._loudness, *self._loudest}:
            present = self._loudest.get(peer, 0)
            before = self._loudness.get(peer, 0.0)
            self._loudness[peer] = before + (ATTACK if present > before else RELEASE) * (present - before)
        self._loudest.clear()
        self._judge(now)
        if now >= self._levels_at and self._peak:
            self._levels_at = now + LEVELS_EVERY
            levels, self._peak = {peer: -level for peer, level in self._peak.items()}, {}
            self._on_levels(levels)

    def _judge(self, now: float) -> None:
        best = max(self._loudness, key=lambda peer: self._loudness[peer], default=None)
        floor = SILENCE - AUDIBLE
        if self.speaker is not None and self._loudness.get(self.speaker, 0.0) >= floor:
            self._spoke_at = now
        elif self.speaker is not None and now - self._spoke_at >= QUIET:
            self.speaker = None
            self._on_speaker(None)
        if best is None or best == self.speaker:
            self._rival = None
            return
        if self.speaker is not None:
            floor = max(floor, self._loudness.get(self.speaker, 0.0) + LOUDER)
        if self._loudness[best] < floor:
            self._rival = None
        elif self._rival != best:
            self._rival, self._rival_since = best, now
        elif now - self._rival_since >= LASTING:
            self.speaker, self._rival, self._spoke_at = best, None, now
            self._on_speaker(best)
