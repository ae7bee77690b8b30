"""Names and terms of a course: told to the engine beforehand, and put right where they were heard as something else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rooms import words as rooms_words
from transcription.engine import Word
from transcription.merge import Line

MOST_TOLD = 400
"""Letters that the engine is told beforehand: it takes about a hundred pieces of words, and loses itself in more."""
LIKELY = 6
"""How sure a word counts that was put right."""
UNSPACED = re.compile(r"[\u2e80-\u9fff]")


@dataclass(frozen=True, slots=True)
class Term:
    """A name or term as it is written, what it means, and as what it is heard by mistake."""

    term: str
    meaning: str = ""
    heard: tuple[str, ...] = ()


def hotwords(terms: Iterable[Term]) -> str:
    """What the engine is told beforehand: as many terms as it takes, those that were given first."""
    told = ""
    for one in terms:
        more = f"{told}, {one.term}" if told else one.term
        if len(more) > MOST_TOLD:
            break
        told = more
    return told


def names_of(told: str) -> list[str]:
    """The terms in what the engine is told."""
    return told.split(", ") if told else []


def put_right(text: str, terms: Iterable[Term]) -> str:
    """The text with each name and term as it is written."""
    for one in terms:
        for wrong in (*one.heard, *([one.term] if one.term != one.term.lower() else ())):
            text = _whole(wrong).sub(one.term.replace("\\", r"\\"), text)
    return text


def mended(line: Line, terms: Sequence[Term]) -> Line:
    """The line with each name and term as it is written; other words keep their times and how sure they are."""
    text = put_right(line.text, terms)
    if text == line.text:
        return line
    before = [rooms_words.Word(word.start, word.end, word.text) for word in line.words]
    sure = {(word.start, word.text): word.sure for word in line.words}
    known = any(one is not None for one in sure.values())
    words = tuple(
        Word(word.start, word.end, word.text, sure.get((word.start, word.text), LIKELY if known else None))
        for word in rooms_words.timed(before, text)
    )
    return replace(line, text=text, words=words)


def _whole(words: str) -> re.Pattern[str]:
    """These words, not as a part of others, however they are written large or spaced."""
    spaced = r"\s+".join(map(re.escape, words.split()))
    return re.compile(spaced if UNSPACED.search(words) else rf"(?<!\w){spaced}(?!\w)", re.IGNORECASE)
