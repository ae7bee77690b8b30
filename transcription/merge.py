"""Segments of several speakers become caption lines: short enough to read, in the order of the class."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rooms import words as rooms_words
from rooms.captions import AddCaption
from transcription.engine import Segment, Word

MOST_SENTENCES = 2
MOST_MS = 8_000
MOST_CHARS = 200
PAUSE_MS = 1_500
"""A silence this long between two words ends the line, so that a line never shows before it is said."""
LONGEST_WORD_MS = 3_000
"""Engines stretch a word over a silence now and then; no spoken word is longer."""

_SENTENCE_ENDS = re.compile(r"[.!?…。！？]+[\"'”’)\]]*$")
_CLAUSE_ENDS = re.compile(r"[,;:、，；：–—][\"'”’)\]]*$")
_ABBREVIATION = re.compile(r"(^|\s)((Mr|Mrs|Ms|Dr|Prof|St|vs|etc|e\.g|i\.e)\.|[A-Z]\.)$")


@dataclass(frozen=True)
class Line:
    """A caption line: who said what, in class ms. `words` is empty where the engine gave no word times."""

    caption: str
    track: str
    person: str
    start: int
    end: int
    text: str
    words: tuple[Word, ...]
    group: str | None = None
    """The breakout group it was said in, and whose members alone may read it; None = the main room."""

    def command(self, engine: str) -> AddCaption:
        """Give the command that puts this line on the class's timeline."""
        words = tuple(rooms_words.Word(word.start, word.end, word.text) for word in self.words)
        known = words and all(word.sure is not None for word in self.words)
        sure = "".join(str(word.sure) for word in self.words) if known else ""
        return AddCaption(self.caption, self.person, self.start, self.end, self.text, words, engine, sure)


def caption_id(track: str, start: int) -> str:
    """Give the id of the line that starts at class ms `start` on `track`: the same each time it is written."""
    return "c" + hashlib.sha256(f"{track} {start}".encode()).hexdigest()[:20]


def lines_of(track: str, person: str, segments: Iterable[Segment]) -> list[Line]:
    """Give the caption lines of one speaker's segments (class ms), in order, no two starting at the same ms."""
    lines: list[Line] = []
    last = -1
    for segment in sorted(segments, key=lambda each: each.start):
        timed = bool(segment.words)
        for words in _parted(list(_tidy(segment))):
            start = max(words[0].start, last + 1)
            end = max(start + 1, min(words[-1].end, start + MOST_MS))
            text = " ".join("".join(word.text for word in words).split())
            kept = tuple(_inside(word, start, end) for word in words) if timed else ()
            lines.append(Line(caption_id(track, start), track, person, start, end, text, kept))
            last = start
    return lines


def merged(lines: Iterable[Iterable[Line]]) -> list[Line]:
    """Give the lines of all speakers in the order they were said; each id once."""
    once = {line.caption: line for several in lines for line in several}
    return sorted(once.values(), key=lambda line: (line.start, line.end, line.caption))


def _tidy(segment: Segment) -> Iterator[Word]:
    """Give the words of a segment with rising times, none empty or longer than a line; made up where it has none."""
    time = segment.start
    for word in segment.words or _spread(segment):
        start = max(time, word.start)
        end = max(start, min(word.end, start + LONGEST_WORD_MS))
        pieces = [word.text[at : at + MOST_CHARS] for at in range(0, len(word.text), MOST_CHARS)]
        for piece in pieces:
            if piece.strip():
                yield replace(word, start=start, end=end, text=piece)
        time = start


def _spread(segment: Segment) -> Iterator[Word]:
    """Give the text of a segment without word times as words, each with its share of the time by its letters."""
    letters = max(1, len(segment.text))
    span = segment.end - segment.start
    for found in re.finditer(r"\s*\S+", segment.text):
        start, end = (segment.start + span * at // letters for at in found.span())
        yield Word(start, end, found.group())


def _parted(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """Part words into lines: at the limits, but back at the last sentence or clause where there is one."""
    while words:
        size = _fitting(words)
        if size < len(words) and words[size].start - words[size - 1].end < PAUSE_MS:
            size = _better_end(words[:size])
        yield words[:size]
        words = words[size:]


def _fitting(words: Sequence[Word]) -> int:
    """Give how many of the words (at least one) fit on a line."""
    chars = sentences = 0
    for at, word in enumerate(words):
        chars += len(word.text)
        late = word.end - words[0].start > MOST_MS
        paused = at > 0 and word.start - words[at - 1].end >= PAUSE_MS
        if at > 0 and (late or paused or chars > MOST_CHARS or sentences == MOST_SENTENCES):
            return at
        sentences += _ends_sentence(words[: at + 1])
    return len(words)


def _better_end(words: Sequence[Word]) -> int:
    """Give where a line that had to be cut is better ended: after a sentence, or a clause in its later half."""
    for at in range(len(words), 0, -1):
        if _ends_sentence(words[:at]):
            return at
    for at in range(len(words), len(words) // 2, -1):
        if _CLAUSE_ENDS.search(words[at - 1].text.rstrip()):
            return at
    return len(words)


def _ends_sentence(words: Sequence[Word]) -> bool:
    text = words[-1].text.strip()
    return bool(_SENTENCE_ENDS.search(text)) and not _ABBREVIATION.search(text)


def _inside(word: Word, start: int, end: int) -> Word:
    first = min(max(word.start, start), end)
    return replace(word, start=first, end=min(max(word.end, first), end), text=word.text.strip())
