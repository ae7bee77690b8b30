"""Spoken words with their times, and what times the words of a corrected line have."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rooms.facts import Milliseconds

PIECES = re.compile(
    r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]|[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]+"
)
"""What has a time of its own: a letter of scripts that write no spaces, else what stands between spaces."""


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
    before = [word.text.casefold() for word in words]
    matched = difflib.SequenceMatcher(None, before, [piece.casefold() for piece in pieces], autojunk=False)
    found: list[Word] = []
    for kind, i, j, k, m in matched.get_opcodes():
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
