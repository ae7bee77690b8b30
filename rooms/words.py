"""Spoken words with their times, and what times the words of a corrected line have."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rooms.facts import Milliseconds

PIECES = re.compile(
    r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]|[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]+"
)
"""What has a time of its own: a letter of scripts that write no spaces, else what stands between spaces."""

ALIKE = 4
"""Pairs of equal words for each word of two lines up to which they are compared; two lines of Chinese have one or two."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word with its class time in milliseconds."""

    start: Milliseconds
    end: Milliseconds
    text: str


def spread(text: str, start: Milliseconds, end: Milliseconds) -> tuple[Word, ...]:
    """The words of a line whose own times are all that is known: each takes its share by its letters."""
    pieces = PIECES.findall(text)
    letters = max(1, sum(map(len, pieces)))
    found, before = list[Word](), 0
    for piece in pieces:
        after = before + len(piece)
        found.append(
            Word(start + (end - start) * before // letters, start + (end - start) * after // letters, piece)
        )
        before = after
    return tuple(found)


def timed(words: Sequence[Word], text: str) -> tuple[Word, ...]:
    """The words of a corrected line: those that stayed keep their times, new ones share the time of what they replace."""
    if not words:
        return ()
    pieces = PIECES.findall(text)
    before, after = [word.text.casefold() for word in words], [piece.casefold() for piece in pieces]
    found: list[Word] = []
    for kind, i, j, k, m in _changes(before, after):
        if kind == "equal":
            found += [replace(word, text=piece) for word, piece in zip(words[i:j], pieces[k:m], strict=True)]
            continue
        start = words[i].start if i < j else words[max(0, i - 1)].end
        end = words[j - 1].end if i < j else words[min(j, len(words) - 1)].start
        share = max(0, end - start) / max(1, m - k)
        found += [
            Word(start + int(share * n), start + int(share * (n + 1)), piece)
            for n, piece in enumerate(pieces[k:m])
        ]
    return tuple(found)


def _changes(before: list[str], after: list[str]) -> list[tuple[str, int, int, int, int]]:
    """How the one becomes the other, as `difflib` tells it. What both begin and end with is not compared.

    What is between is compared if it holds no more alike pairs than language does: with the same letter over and over, which
    nobody speaks, comparing takes as long as the cube of the line; it is then taken as replaced.
    """
    most = min(len(before), len(after))
    start = next((n for n in range(most) if before[n] != after[n]), most)
    same = most - start
    tail = next((n for n in range(same) if before[-1 - n] != after[-1 - n]), same)
    old, new = before[start : len(before) - tail], after[start : len(after) - tail]
    often = Counter(old)
    if sum(often[one] for one in new) <= ALIKE * (len(old) + len(new)):
        inner = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        middle = [(str(kind), i + start, j + start, k + start, m + start) for kind, i, j, k, m in inner]
    else:
        middle = [("replace", start, start + len(old), start, start + len(new))]
    ends = len(before) - tail, len(before), len(after) - tail, len(after)
    return [("equal", 0, start, 0, start), *middle, *([("equal", *ends)] if tail else [])]
