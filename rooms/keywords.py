"""The key terms of a class: what its slides, its talk and its messages come back to, in scripts with spaces and without.

A term is a run of words between words that say nothing (`stopwords.py`); it weighs what its sources weigh. Parts of a
longer term that hardly stand alone give way to it. Chinese has no spaces: there a term is what stands repeatedly between
different neighbours, so that no half of a word becomes one.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rooms.facts import Milliseconds
from rooms.stopwords import EDGES, PLAIN, RUNS, SINGLE, spoken_in

CLAUSE = re.compile(r"[.,;:!?…()\[\]{}\"«»“”„،؛؟。、，；：！？（）《》\n\t|/–—•·=+*<>]+")
WORD = re.compile(r"[^\W_\u3040-\u30ff\u0e00-\u0eff\u2e80-\u9fff]+(?:-[^\W_\u3040-\u30ff\u2e80-\u9fff]+)*")
HAN = re.compile(r"[\u3400-\u9fff]+")
MARKS = re.compile(r"[\u0640\u064b-\u065f\u0670]")
ALIKE = str.maketrans("أإآىة", "اااي" + "ه")
ARTICLES = re.compile(r"^(?:[وف]?(?:[بك]?ال|لل))(?=\w{3})")
LETTERS = "وفبلك"
ENDINGS = {"en": ("es", "s"), "fr": ("s", "x"), "es": ("es", "s"), "de": ("en", "er", "n", "e", "s")}
LONGEST = 3
"""Words of a term."""
HAN_LONGEST = 6
"""Letters of a term in a script without spaces."""
ENOUGH = 3
"""What a term must weigh: three times said, or once on a slide and once said."""
MOST = 12
OF_A_CHAPTER = 4
APART: Milliseconds = 30_000
"""Moments of a term that are nearer are one."""
MOMENTS = 6

Key = tuple[str, ...]


class Source(NamedTuple):
    """Words at a moment of the class; what is written on a slide weighs more than what is said."""

    at: Milliseconds
    text: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class KeyTerm:
    """A term as it is mostly written, where it is, and what those who lead wrote of it."""

    term: str
    moments: tuple[Milliseconds, ...]
    times: int
    meaning: str = ""


@dataclass(slots=True)
class _Found:
    """A term that may become one: its spellings, and where it is with what weight."""

    spelt: Counter[str] = field(default_factory=Counter)
    places: list[tuple[Milliseconds, int]] = field(default_factory=list)

    @property
    def weight(self) -> int:
        return sum(weight for _, weight in self.places)

    def told(self, meaning: str = "") -> KeyTerm:
        moments: list[Milliseconds] = []
        for at, _ in sorted(self.places):
            if not moments or at - moments[-1] >= APART:
                moments.append(at)
        term = max(self.spelt, key=lambda one: (self.spelt[one], len(one)))
        return KeyTerm(term, tuple(moments[:MOMENTS]), len(self.places), meaning)


@dataclass(slots=True)
class Keywords:
    """The terms of a class, and those that set its stretches apart."""

    found: dict[Key, _Found]
    given: Mapping[str, str]

    def terms(self) -> tuple[KeyTerm, ...]:
        """The terms of the whole class: those that the course has given first, then the weightiest."""
        given = {_given(term): (term, meaning) for term, meaning in self.given.items()}
        known = [key for key in self.found if " ".join(key) in given]
        told = []
        for key in sorted(known, key=lambda one: -self.found[one].weight):
            term, meaning = given[" ".join(key)]
            told.append(KeyTerm(term, *_places(self.found[key]), meaning))
        own = [key for key in _ranked(self.found) if key not in known]
        told += [self.found[key].told() for key in own[: max(0, MOST - len(told))]]
        return tuple(told)

    def of_stretches(self, spans: Sequence[tuple[Milliseconds, Milliseconds]]) -> list[tuple[str, ...]]:
        """For each stretch what is said in it and less in the others."""
        inside: list[Counter[Key]] = [Counter() for _ in spans]
        for key in _ranked(self.found):
            for at, weight in self.found[key].places:
                for number, (start, end) in enumerate(spans):
                    if start <= at < end:
                        inside[number][key] += weight
        spread: Counter[Key] = Counter(key for counted in inside for key in counted)
        told = []
        for counted in inside:
            rare = {key: much * math.log(1 + len(spans) / spread[key]) for key, much in counted.items()}
            best = sorted(rare, key=lambda key: (-rare[key], key))[:OF_A_CHAPTER]
            told.append(tuple(self.found[key].told().term for key in best))
        return told


def _places(found: _Found) -> tuple[tuple[Milliseconds, ...], int]:
    told = found.told()
    return told.moments, told.times


def keywords(sources: Iterable[Source], given: Mapping[str, str] | None = None) -> Keywords:
    """Find the terms of these words; `given`: terms of the course with what they mean."""
    texts = [one._replace(text=MARKS.sub("", one.text)) for one in sources]
    words = [_folded(word) for one in texts for word in WORD.findall(one.text.replace("’", "'"))]
    languages, vocabulary = spoken_in(words), frozenset(words)
    stops = frozenset[str]().union(*(PLAIN[name] for name in languages), PLAIN["ar"])
    roots = {word: _root(word, languages, vocabulary) for word in vocabulary}
    found: dict[Key, _Found] = defaultdict(_Found)
    for one in texts:
        for key, spelt in _phrases(one.text, stops, roots):
            found[key].spelt[spelt] += 1
            found[key].places.append((one.at, one.weight))
    for term in _han(texts):
        for one in texts:
            for _ in range(one.text.count(term)):
                found[(term,)].spelt[term] += 1
                found[(term,)].places.append((one.at, one.weight))
    wanted = given or {}
    asked = frozenset(_given(term) for term in wanted)
    _look_for(found, texts, wanted)
    kept = {key: one for key, one in found.items() if _stands(one) or " ".join(key) in asked}
    return Keywords(_without_parts(kept, asked), wanted)


def _folded(word: str) -> str:
    return word.casefold()


def _given(term: str) -> str:
    """A term of the course as it is looked up."""
    return " ".join(_folded(MARKS.sub("", term)).split())


def _stands(found: _Found) -> bool:
    return found.weight >= ENOUGH and (len(found.places) > 1 or found.places[0][1] > ENOUGH)


def _look_for(found: dict[Key, _Found], texts: Sequence[Source], given: Mapping[str, str]) -> None:
    """What the course has given is looked for as it is written, whatever its words are, and is no other term too."""
    spelt = {_folded(one): key for key, each in found.items() for one in each.spelt}
    for term in given:
        folded = _given(term)
        spaced = not HAN.search(term)
        edge = r"(?<!\w){}(?!\w)" if spaced else "{}"
        pattern = re.compile(edge.format(re.escape(folded)))
        places = [(one.at, one.weight) for one in texts for _ in pattern.finditer(_folded(one.text))]
        if places:
            found.pop(spelt.get(folded, ()), None)
            found[tuple(folded.split())] = _Found(Counter({term: len(places)}), places)


def _phrases(text: str, stops: frozenset[str], roots: Mapping[str, str]) -> Iterator[tuple[Key, str]]:
    """Every run of up to three words between words that say nothing."""
    for clause in CLAUSE.split(text):
        run: list[tuple[str, str]] = []
        for word in [*WORD.findall(clause.replace("’", "'")), ""]:
            folded = _folded(word)
            if word and folded not in stops and _says(word):
                run.append((roots[folded], word))
                continue
            for start in range(len(run)):
                for end in range(start + 1, min(start + LONGEST, len(run)) + 1):
                    part = run[start:end]
                    yield tuple(root for root, _ in part), " ".join(spelt for _, spelt in part)
            run = []


def _says(word: str) -> bool:
    """Two letters say something only as a name such as AI."""
    if not any(letter.isalpha() for letter in word):
        return False
    return len(word) > 2 or (len(word) == 2 and word.isupper())


def _root(word: str, languages: Sequence[str], vocabulary: frozenset[str]) -> str:
    """The same for one and many, as far as both are said: no ending is taken from a word that is not there without it."""
    if "\u0600" <= word[0] <= "\u06ff":
        return _arabic_root(word, vocabulary)
    for name in languages:
        for ending in ENDINGS.get(name, ()):
            stem = word.removesuffix(ending)
            if stem != word and len(stem) >= 3 and stem in vocabulary:
                return stem
        if name == "en" and word.endswith("ies") and f"{word[:-3]}y" in vocabulary:
            return f"{word[:-3]}y"
    return word


def _arabic_root(word: str, vocabulary: frozenset[str]) -> str:
    """Without the article and what is written in one with it, and letters that are written in several ways as one."""
    bare = ARTICLES.sub("", word)
    if bare == word and word[0] in LETTERS and len(word) > 3 and (word[1:] in vocabulary):
        bare = ARTICLES.sub("", word[1:])
    return bare.translate(ALIKE)


def _han(texts: Sequence[Source]) -> list[str]:
    """Terms of a script without spaces: what stands between different neighbours, and not inside a longer one alone."""
    runs = [(run, one.weight) for one in texts for run in _runs(one.text)]
    counted, left, right = Counter[str](), defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for number, (run, weight) in enumerate(runs):
        for start in range(len(run)):
            for end in range(start + 2, min(start + HAN_LONGEST, len(run)) + 1):
                part = run[start:end]
                counted[part] += weight
                # The edge of a run is another neighbour each time.
                left[part].add(run[start - 1] if start else f"<{number}")
                right[part].add(run[end] if end < len(run) else f">{number}")
    free = [
        part
        for part, weight in counted.items()
        if weight >= ENOUGH
        and min(len(left[part]), len(right[part])) > 1
        and part[0] not in EDGES
        and part[-1] not in EDGES
    ]
    longer = sorted(free, key=len, reverse=True)
    return [
        part
        for part in free
        if not any(part != one and part in one and counted[one] * 3 >= counted[part] * 2 for one in longer)
    ]


def _runs(text: str) -> list[str]:
    for stop in RUNS:
        text = text.replace(stop, " ")
    spaced = "".join(" " if letter in SINGLE else letter for letter in text)
    return [run for run in HAN.findall(spaced) if len(run) > 1]


def _without_parts(found: dict[Key, _Found], wanted: frozenset[str]) -> dict[Key, _Found]:
    """Leave out what hardly stands without the longer term that it is a part of."""
    gone: set[Key] = set()
    for key in sorted(found, key=len, reverse=True):
        if key in gone:
            continue
        for size in range(1, len(key)):
            for start in range(len(key) - size + 1):
                part = key[start : start + size]
                if part in found and " ".join(part) not in wanted:
                    alone = found[part].weight - found[key].weight
                    if alone * 3 < found[part].weight:
                        gone.add(part)
    return {key: one for key, one in found.items() if key not in gone}


def _ranked(found: Mapping[Key, _Found]) -> list[Key]:
    """The weightiest first; of two words more is meant than of one."""
    return sorted(found, key=lambda key: (-found[key].weight * (1 + 0.4 * (len(key) - 1)), key))
