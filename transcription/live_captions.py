"""Live captions: what one speaker is saying just now, heard again and again until the line is over. Nothing of it is kept.

The sound since the last line is heard at every glance, so that later words put earlier ones right; a line is over when its
speaker pauses, or when it gets too long to be heard again in time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from transcription.engine import Heard, Word

PAUSE = 600
"""A silence this long (ms) ends a line."""
LONGEST = 12_000
"""So much sound (ms) is heard at one glance at most: more takes longer, and says nothing more about the last word."""
LEAST_NEW = 250
"""So much new sound (ms) is worth a glance: a fragment of a recording."""
LEAST_NEW_OF = {"en": 750}
"""Two fragments, where most words are understood at the first glance: nearly half the cost, and words come 0.3 s later. Other
languages need the second look to keep within 2 s (docs/performance.md)."""
LEAD = 300
"""So much (ms) before a voice is heard with it, or its first sound is lost."""

_RESTS = re.compile(r"[.!?,;:…。！？，；：][\"'”’)\]]*$")


@dataclass(frozen=True)
class LiveCaption:
    """A line as it is understood so far. `line` stays the same while it grows; `over`: it will not change any more."""

    line: int
    text: str
    over: bool


class LiveSpeech:
    """One track's speech: which stretch to hear next, and what became of the line. Times in class ms."""

    def __init__(self, start: int) -> None:
        self._since = start
        self._line = start
        self._seen = start
        self._shown = ""

    @property
    def speaking(self) -> bool:
        """Whether a line is begun that is not over."""
        return bool(self._shown)

    def next(self, edge: int, least: int = LEAST_NEW) -> tuple[int, int] | None:
        """The stretch to hear at this glance, when there is sound up to `edge`; None where less than `least` ms is new."""
        if edge - self._seen < least:
            return None
        self._since = max(self._since, edge - LONGEST)
        return self._since, edge

    def heard(self, heard: Heard, edge: int) -> list[LiveCaption]:
        """Take what was heard up to `edge`; `heard.until` is where the last voice in it ends. Gives what to show anew."""
        self._seen = edge
        words = [word for segment in heard.segments for word in segment.words]
        if not words:
            # A voice that has not said a word yet is heard again from its beginning.
            begun = heard.until > self._since and edge - heard.until < PAUSE
            return [] if begun else self._silent(edge)
        if edge - heard.until >= PAUSE:
            return [self._over(words, heard.until)]
        if edge - self._since > LONGEST * 3 // 4 and (size := _rest(words)):
            made = [self._over(words[:size], words[size - 1].end)]
            return [*made, self._grown(words[size:])] if words[size:] else made
        grown = self._shown != _text(words)
        return [self._grown(words)] if grown else []

    def _silent(self, edge: int) -> list[LiveCaption]:
        """Nobody speaks, or nothing was understood: the line that was begun stays as it was last seen."""
        made = [LiveCaption(self._line, self._shown, over=True)] if self._shown else []
        self._since = self._line = max(self._since, edge - LEAD)
        self._shown = ""
        return made

    def _grown(self, words: Sequence[Word]) -> LiveCaption:
        self._shown = _text(words)
        return LiveCaption(self._line, self._shown, over=False)

    def _over(self, words: Sequence[Word], until: int) -> LiveCaption:
        made = LiveCaption(self._line, _text(words), over=True)
        self._since = self._line = max(self._line + 1, until)
        self._shown = ""
        return made


def _rest(words: Sequence[Word]) -> int:
    """How many words end a long line best: up to the last sentence or clause before the newest words, else most of them."""
    settled = len(words) * 3 // 4
    for size in range(settled, settled // 3, -1):
        if _RESTS.search(words[size - 1].text.strip()):
            return size
    return settled


def _text(words: Sequence[Word]) -> str:
    return " ".join("".join(word.text for word in words).split())
