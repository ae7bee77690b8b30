"""Words as they are looked up: of any script, without case, accents and vowel signs, and where in a text they stand.

Scripts that write no spaces (Chinese, Japanese, Thai ...) are taken letter by letter and looked up as letters that follow
each other: trigrams would not find a Chinese word, which mostly has two. Both databases store these words as they are, so
that they find the same.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 60  # letters of a word that count
MOST_GROUPS = 12  # words of a question that count
ALONE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
PLAIN = re.compile("[A-Za-z0-9]+")
ARABIC = str.maketrans({"ة": "ه", "ى": "ي", "ـ": None})
ARTICLE = re.compile("^(?:وال|بال|كال|فال|لل|ال)(?=..)")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text, and where it stands there; `alone`: a letter of a script without spaces."""

    word: str
    start: int
    end: int
    alone: bool = False


def normal(word: str) -> str:
    """The word as it is looked up; the Arabic article and what is written together with it are left out."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    kept = "".join(c for c in parts if unicodedata.category(c)[0] in "LNM" and not unicodedata.combining(c))
    return ARTICLE.sub("", unicodedata.normalize("NFC", kept).translate(ARABIC))[:LONGEST]


@lru_cache(20_000)
def _letter(letter: str) -> tuple[bool, str]:
    """Whether it is part of words; and the word that it is alone, if it is."""
    if unicodedata.category(letter)[0] not in "LNM":
        return False, ""
    return (False, normal(letter)) if ALONE.match(letter) else (True, "")


def tokens(text: str) -> list[Token]:
    """The words of a text."""
    if text.isascii():  # the same, many times as fast
        return [Token(one.group().lower()[:LONGEST], one.start(), one.end()) for one in PLAIN.finditer(text)]
    found: list[Token] = []
    start = -1
    for at, letter in enumerate(text):
        part, alone = _letter(letter)
        if part:
            start = at if start < 0 else start
            continue
        if start >= 0 and (word := normal(text[start:at])):
            found.append(Token(word, start, at))
        start = -1
        if alone:
            found.append(Token(alone, at, at + 1, alone=True))
    if start >= 0 and (word := normal(text[start:])):
        found.append(Token(word, start, len(text)))
    return found


Wanted = list[tuple[str, ...]]
"""What is looked for: words of which each must be there or begin one, and letters that must follow each other."""


def wanted(question: str) -> Wanted:
    """What somebody looks for who writes this."""
    groups: list[list[Token]] = []
    for token in tokens(question):
        if token.alone and groups and groups[-1][-1].alone and groups[-1][-1].end == token.start:
            groups[-1].append(token)
        else:
            groups.append([token])
    return [tuple(token.word for token in group) for group in groups[:MOST_GROUPS]]


def _begins(group: tuple[str, ...]) -> bool:
    """Whether words that only begin so count too: not for one letter, and not where letters are words."""
    return len(group) == 1 and len(group[0]) > 1 and not ALONE.match(group[0])


def for_sqlite(groups: Wanted) -> str:
    """The question as FTS5 understands it."""
    return " AND ".join(f'"{" ".join(group)}"' + ("*" if _begins(group) else "") for group in groups)


def for_postgres(groups: Wanted) -> str:
    """The question as a tsquery."""
    said = [[f"'{word}'" for word in group] for group in groups]
    return " & ".join(
        f"({' <-> '.join(words)})" + (":*" if _begins(group) else "")
        if len(words) > 1
        else words[0] + (":*" if _begins(group) else "")
        for group, words in zip(groups, said, strict=True)
    )


def vector(words: Sequence[str]) -> str:
    """The words of a text as a tsvector, with their places."""
    return " ".join(f"'{word}':{min(place, 16383)}" for place, word in enumerate(words, 1))


def marked(text: str, groups: Wanted, before: int = 60, after: int = 180) -> list[str]:
    """The part of a text around what was found first, in pieces: every second one is what was found."""
    there = tokens(text)
    begin = _first(there, groups)
    low = max(0, there[begin].start - before) if begin < len(there) and len(text) > before + after else 0
    high = min(len(text), low + before + after)
    pieces, done = ["…" if low else ""], low
    words = [one.word for one in there]
    for at in range(begin, len(there)):
        start = there[at].start
        if start >= high:
            break  # what is not shown is not looked at
        end = _end(there, words, at, groups, high) if start >= done else 0
        if end:
            pieces[-1] += text[done:start]
            pieces += [text[start:end], ""]
            done = end
    pieces[-1] += text[done:high] + ("…" if high < len(text) else "")
    return pieces


def letter_of(text: str, groups: Wanted) -> int:
    """The letter at which what was found first begins; 0 if nothing is there."""
    there = tokens(text)
    begin = _first(there, groups)
    return there[begin].start if begin < len(there) else 0


def _first(there: Sequence[Token], groups: Wanted) -> int:
    """The number of the first word at which something stands that is wanted; how many there are if nothing does."""
    line = "".join(f" {one.word}" for one in there) + " "
    places = [line.find(f" {' '.join(group)}" + ("" if _begins(group) else " ")) for group in groups]
    found = [place for place in places if place >= 0]
    return line.count(" ", 0, min(found)) if found else len(there)


def _end(there: Sequence[Token], words: list[str], at: int, groups: Wanted, high: int) -> int:
    """Where something that is wanted ends which begins with this word, by `high` at the latest; 0 if nothing does."""
    for group in groups:
        if not words[at].startswith(group[0]):
            continue
        alike = words[at : at + len(group)] == list(group)
        end = there[at + len(group) - 1 if alike else at].end
        if (alike or _begins(group)) and end <= high:
            return end
    return 0
