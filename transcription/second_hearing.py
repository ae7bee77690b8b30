"""Names of a course's glossary that an engine finds once it is told them, put in the place of what it was unsure of.

Told names make an engine say them where nobody did (measured: docs/performance.md), so what it hears without them is kept,
word by word; only where it was unsure, and a name that sounds alike stands there in the second hearing, the name counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from transcription.engine import Segment, Word

UNSURE = 7
"""A word that counts for this (0 to 9) or less may have been something else."""
ALIKE = 0.55
"""Share of letters in common from which two words count as sounding alike."""
APART = 1_500
"""The two hearings date the same word at most so far apart (ms)."""
MORE_WORDS = 2
"""A name is misheard as so many words more than it has, at most ("spurred up" for Sverdrup)."""
LIKELY = 6
"""How sure a name counts that was found so."""


def with_names(plain: Sequence[Segment], told: Sequence[Segment], names: Sequence[str]) -> list[Segment]:
    """Give the segments of `plain` with those of `names` that `told`, the second hearing, has in the place of unsure words."""
    segments = list(plain)
    first = [(at, n) for at, segment in enumerate(segments) for n in range(len(segment.words))]
    second = [word for segment in told for word in segment.words]
    said = [_letters(segments[at].words[n].text) for at, n in first]
    heard = [_letters(word.text) for word in second]
    places = _places(said, heard)
    found: list[tuple[int, int, str]] = []
    for name, begin, end in _named(heard, names):
        inside = [place for place in places[begin:end] if place is not None]
        if not inside or said[inside[0][0] : inside[-1][1]] == heard[begin:end]:
            continue
        low, high = inside[0][0], inside[-1][1]
        words = [segments[at].words[n] for at, n in first[low:high]]
        run = _alike(words, name, second[begin].start, end - begin)
        # A line of words is of one segment: what goes over its end stays as it was heard.
        if run and first[low + run[0]][0] == first[low + run[1] - 1][0]:
            found.append((low + run[0], low + run[1], name))
    for low, high, name in reversed(_apart(found)):
        at, n = first[low]
        segments[at] = _put(segments[at], n, n + high - low, name)
    return segments


def _places(said: Sequence[str], heard: Sequence[str]) -> list[tuple[int, int] | None]:
    """Give for each word of the second hearing in the place of which words of the first one it stands."""
    places: list[tuple[int, int] | None] = [None] * len(heard)
    for kind, low, high, begin, end in SequenceMatcher(None, said, heard, autojunk=False).get_opcodes():
        for at in range(begin, end):
            if kind == "equal":
                places[at] = (low + at - begin, low + at - begin + 1)
            elif kind == "replace":
                places[at] = (low, high)
    return places


def _named(heard: Sequence[str], names: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Give each name that was said in the second hearing, and which of its words that are."""
    for name in names:
        letters = [_letters(word) for word in name.split()]
        for at in range(len(heard) - len(letters) + 1):
            if letters and list(heard[at : at + len(letters)]) == letters:
                yield name, at, at + len(letters)


def _alike(words: Sequence[Word], name: str, start: int, size: int) -> tuple[int, int] | None:
    """Give the words (from, to) that sound most like a name, or None: one of them unsure, and near it in time."""
    best, run = ALIKE, None
    for low in range(len(words)):
        for high in range(low + 1, min(len(words), low + size + MORE_WORDS) + 1):
            some = words[low:high]
            alike = SequenceMatcher(
                None, _letters("".join(word.text for word in some)), _letters(name)
            ).ratio()
            unsure = any(word.sure is not None and word.sure <= UNSURE for word in some)
            if alike >= best and unsure and abs(some[0].start - start) <= APART:
                best, run = alike, (low, high)
    return run


def _apart(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Give these stretches in order, without those that overlap an earlier one."""
    kept: list[tuple[int, int, str]] = []
    for one in sorted(found):
        if not kept or one[0] >= kept[-1][1]:
            kept.append(one)
    return kept


def _put(segment: Segment, low: int, high: int, name: str) -> Segment:
    """Give the segment with a name in the place of its words low..high, its parts sharing their time."""
    some = segment.words[low:high]
    text, tail = some[0].text, some[-1].text.rstrip()
    lead = text[: len(text) - len(text.lstrip())]
    after = tail[len(tail.rstrip(".,;:!?")) :]
    parts = name.split()
    start, span = some[0].start, some[-1].end - some[0].start
    made = tuple(
        Word(
            start + span * n // len(parts),
            start + span * (n + 1) // len(parts),
            (lead if n == 0 else " ") + part + (after if n == len(parts) - 1 else ""),
            LIKELY,
        )
        for n, part in enumerate(parts)
    )
    words = (*segment.words[:low], *made, *segment.words[high:])
    return replace(segment, words=words, text="".join(word.text for word in words).strip())


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
