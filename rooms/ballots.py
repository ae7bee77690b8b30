"""Ballots: what may be answered to each kind of question, how answers are counted, and whether one is right."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from rooms.errors import Refusal
from rooms.facts import Milliseconds

Kind = Literal["choice", "text", "rating", "ranking", "cloud"]
"""`choice` of options (yes or no and A to E too), a typed answer, a rating, options put in order, words of a cloud."""

QUESTION_LIMIT = 500
OPTION_LIMIT = 200
TEXT_LIMIT = 300
WORD_LIMIT = 40
EXPLANATION_LIMIT = 1000
OPTIONS_AT_LEAST, OPTIONS_AT_MOST = 2, 10
WORDS_AT_MOST = 3
RIGHT_TEXTS_AT_MOST = 20
ANSWERS_TOLD = 100
SCALES = (5, 10)


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: its kind decides what a ballot looks like."""

    kind: Kind
    options: tuple[str, ...]
    multiple: bool


@dataclass(frozen=True, slots=True)
class Key:
    """The right answers of a quiz question, by number or as texts, and why they are right."""

    right: tuple[int, ...]
    texts: tuple[str, ...]
    explanation: str


@dataclass(frozen=True, slots=True)
class Ballot:
    """What somebody answered: options by number (in a ranking the best first), or texts; and when."""

    choices: tuple[int, ...]
    texts: tuple[str, ...]
    at: Milliseconds


@dataclass(frozen=True, slots=True)
class Answer:
    """Typed answers that are alike, live and late apart."""

    text: str
    count: int
    late_count: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Votes for each option (points in a ranking: the last gets 1), typed answers, and how many voted, live and late apart."""

    counts: tuple[int, ...]
    late_counts: tuple[int, ...]
    voters: int
    late_voters: int
    answers: tuple[Answer, ...] = ()


def must_be_asked_well(text: str, question: Question, key: Key) -> bool:
    """Refuse questions that nobody could answer, and right answers that do not fit; whether there are right answers."""
    _must_be_a_question(text, question)
    return _must_be_a_key(question, key)


def _must_be_a_question(text: str, question: Question) -> None:
    if not text.strip():
        raise Refusal("empty", "The question")
    if len(text) > QUESTION_LIMIT:
        raise Refusal("too_long", f"a question has at most {QUESTION_LIMIT} characters.", QUESTION_LIMIT)
    if question.multiple and question.kind != "choice":
        raise Refusal("malformed", "several answers belong to a choice.")
    options = question.options
    if question.kind in ("text", "cloud"):
        if options:
            raise Refusal("malformed", "a typed answer has no options.")
    elif question.kind == "rating":
        if options not in [tuple(str(step) for step in range(1, scale + 1)) for scale in SCALES]:
            raise Refusal("malformed", "a rating goes from 1 to 5 or from 1 to 10.")
    elif not OPTIONS_AT_LEAST <= len(options) <= OPTIONS_AT_MOST:
        raise Refusal("malformed", f"a poll has {OPTIONS_AT_LEAST} to {OPTIONS_AT_MOST} options.")
    for option in options:
        if not option.strip():
            raise Refusal("empty", "An option")
        if len(option) > OPTION_LIMIT:
            raise Refusal("too_long", f"an option has at most {OPTION_LIMIT} characters.", OPTION_LIMIT)


def _must_be_a_key(question: Question, key: Key) -> bool:
    if len(key.explanation) > EXPLANATION_LIMIT:
        raise Refusal(
            "too_long", f"an explanation has at most {EXPLANATION_LIMIT:,} characters.", EXPLANATION_LIMIT
        )
    if not key.right and not key.texts:
        if key.explanation.strip():
            raise Refusal("malformed", "an explanation needs a right answer.")
        return False
    if question.kind in ("rating", "cloud"):
        raise Refusal("malformed", "this kind of question has no right answer.")
    typed = question.kind == "text"
    if (typed and key.right) or (not typed and key.texts):
        raise Refusal("malformed", "right answers are texts where the answer is typed, else numbers.")
    if typed:
        if len(key.texts) > RIGHT_TEXTS_AT_MOST:
            raise Refusal("too_long", f"a question has at most {RIGHT_TEXTS_AT_MOST} right texts.")
        for text in key.texts:
            _must_be_words(text, TEXT_LIMIT)
    elif question.kind == "ranking" or question.multiple:
        must_fit(question, key.right, ())
    else:  # one choice, and more than one of them may be right
        must_fit(Question("choice", question.options, multiple=True), key.right, ())
    return True


def must_fit(question: Question, choices: tuple[int, ...], texts: tuple[str, ...]) -> None:
    """Refuse a ballot that does not answer its question."""
    typed = question.kind in ("text", "cloud")
    if (choices and typed) or (texts and not typed):
        raise Refusal("malformed", "write an answer." if typed else "choose from the options.")
    if typed:
        most, limit = (1, TEXT_LIMIT) if question.kind == "text" else (WORDS_AT_MOST, WORD_LIMIT)
        if not 1 <= len(texts) <= most or len({folded(text) for text in texts}) != len(texts):
            raise Refusal("malformed", "one answer." if most == 1 else f"one to {most} different words.")
        for text in texts:
            _must_be_words(text, limit)
        return
    many = question.multiple or question.kind == "ranking"
    if len(set(choices)) != len(choices) or not choices or (len(choices) > 1 and not many):
        raise Refusal("malformed", "choose each option once." if many else "choose one option.")
    if not all(0 <= choice < len(question.options) for choice in choices):
        raise Refusal("no_such_option")
    if question.kind == "ranking" and len(choices) != len(question.options):
        raise Refusal("malformed", "put all options in order.")


def _must_be_words(text: str, limit: int) -> None:
    if not text.strip():
        raise Refusal("empty", "The answer")
    if len(text) > limit:
        raise Refusal(
            "too_long", f"an answer has at most {limit} characters, and this has {len(text)}.", limit
        )


def folded(text: str) -> str:
    """A text without what makes no difference: case, spaces, forms of the same letter."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def is_right(question: Question, key: Key, ballot: Ballot) -> bool:
    """Whether a ballot has the right answer: of several all and no other, of a ranking the whole order."""
    if question.kind == "text":
        return folded(ballot.texts[0]) in {folded(text) for text in key.texts}
    if question.kind == "ranking":
        return ballot.choices == key.right
    return set(ballot.choices) == set(key.right) if question.multiple else ballot.choices[0] in key.right


def count(question: Question, live: Iterable[Ballot], late: Iterable[Ballot]) -> Tally:
    """Count ballots. Typed answers come by their number and the alphabet, so that their order tells of nobody."""
    live, late = tuple(live), tuple(late)
    return Tally(_counts(question, live), _counts(question, late), len(live), len(late), _answers(live, late))


def _counts(question: Question, ballots: tuple[Ballot, ...]) -> tuple[int, ...]:
    totals = [0] * len(question.options)
    for ballot in ballots:
        for place, choice in enumerate(ballot.choices):
            totals[choice] += len(totals) - place if question.kind == "ranking" else 1
    return tuple(totals)


def _answers(live: tuple[Ballot, ...], late: tuple[Ballot, ...]) -> tuple[Answer, ...]:
    alike = [Counter(folded(text) for ballot in ballots for text in ballot.texts) for ballots in (live, late)]
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for ballot in (*live, *late):
        for text in ballot.texts:
            spelled[folded(text)][text.strip()] += 1
    shown = [
        Answer(min(forms, key=lambda form, forms=forms: (-forms[form], form)), alike[0][text], alike[1][text])  # type: ignore[misc]
        for text, forms in spelled.items()
    ]
    return tuple(sorted(shown, key=lambda one: (-one.count - one.late_count, one.text))[:ANSWERS_TOLD])
