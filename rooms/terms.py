"""The terms of late work: until when it is taken, for whom longer, what completes the class, by when questions are answered."""

from __future__ import annotations

from dataclasses import dataclass, field

from rooms.errors import Refusal, must_be_text
from rooms.facts import STAFF, Command, Entry, Event, Fact, Id, Milliseconds, to_person
from rooms.lesson import ClassScheduled, Lesson, Terms

DAY: Milliseconds = 24 * 3600 * 1000
USUAL = Terms(window=7 * DAY, promise=2, share=80, polls=True, posts=0)
"""What a class is planned with when its course says nothing else."""

BEFORE = Terms(window=None, promise=None, share=80, polls=True, posts=0)
"""What holds in classes from before there were terms."""

LONGEST_WINDOW = 1_000 * DAY
MOST_DAYS = 30
MOST_POSTS = 20
REASON_LIMIT = 500
LATEST = 4_102_444_800_000  # the year 2100, in Unix ms

LATE_WORK: frozenset[str] = frozenset(
    {
        "EditMessage",
        "EditComment",
        "MoveItems",
        "RewriteItem",
        "EraseItems",
        "RestoreItems",
        "TakeBackWork",
    }
)
"""What ends with the window besides all that may name an earlier moment; taking back and reporting never end."""


def answer_by(wrote: int, days: int) -> int:
    """Until when an answer is promised to what was asked at `wrote` (Unix ms), in working days; weekends by UTC do not count."""

    def rests(at: int) -> bool:
        return (at // DAY + 3) % 7 >= 5  # 1970 began on a Thursday; Monday is 0

    due = wrote
    while rests(due):
        due = (due // DAY + 1) * DAY
    for _ in range(days):
        due += DAY
        while rests(due):
            due += DAY
    return due


@dataclass(frozen=True, slots=True)
class TermsSet(Event):
    """These terms hold from now on, for all that is still to come."""

    terms: Terms


@dataclass(frozen=True, slots=True)
class ExtensionGiven(Event):
    """Somebody's late work is taken until a moment of their own, in Unix milliseconds (null: as everybody's), and why;
    for those who lead."""

    person: Id
    until: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class ExtensionTold(Event):
    """The same for the person it is for, without the reason."""

    person: Id
    until: int | None


@dataclass(frozen=True, slots=True)
class SetTerms(Command):
    """Say what holds for late work: a window of at most 1,000 days, a promise of 1 to 30 working days, 0 to 100 percent,
    at most 20 comments or questions."""

    terms: Terms


@dataclass(frozen=True, slots=True)
class GiveExtension(Command):
    """Take one person's late work until a later moment, in Unix milliseconds, with a reason of at most 500 characters
    that only those who lead can read; null takes it back."""

    person: Id
    until: int | None = None
    reason: str = ""


@dataclass(slots=True)
class Agreement:
    """The terms as they are, and until when single persons have."""

    terms: Terms = BEFORE
    extensions: dict[Id, int] = field(default_factory=dict)

    def closes_at(self, lesson: Lesson, person: Id | None = None) -> int | None:
        """Until when a person's late work is taken, in Unix milliseconds; None: no end is known."""
        begins = lesson.window_from
        if begins is None or self.terms.window is None:
            return None
        closes = begins + self.terms.window
        return max(closes, self.extensions.get(person or "", 0))


def must_be_in_time(agreement: Agreement, lesson: Lesson, person: Id | None, wrote: int) -> None:
    """Refuse late work after its window."""
    closes = agreement.closes_at(lesson, person)
    if closes is not None and wrote > closes:
        raise Refusal("window_closed")


def must_hold(terms: Terms) -> None:
    """Refuse terms that nobody could keep."""
    if terms.window is not None and not 0 <= terms.window <= LONGEST_WINDOW:
        raise Refusal("bad_terms", "a window has at most 1,000 days.")
    if terms.promise is not None and not 1 <= terms.promise <= MOST_DAYS:
        raise Refusal("bad_terms", "an answer is promised within 1 to 30 working days.")
    if not 0 <= terms.share <= 100:
        raise Refusal("bad_terms", "a share is 0 to 100 percent.")
    if not 0 <= terms.posts <= MOST_POSTS:
        raise Refusal("bad_terms", "at most 20 comments or questions can be asked for.")


def decide(agreement: Agreement, lesson: Lesson, command: Command) -> list[Fact]:
    """Judge new terms, and an extension for one person."""
    match command:
        case SetTerms(terms):
            must_hold(terms)
            return [] if agreement.terms == terms else [Fact(TermsSet(terms))]
        case GiveExtension(person, until, reason):
            if agreement.extensions.get(person) == until:
                return []
            if until is not None:
                _must_be_longer(agreement, lesson, until)
                must_be_text(reason, REASON_LIMIT, "The reason")
            given = ExtensionGiven(person, until, reason.strip() if until is not None else "")
            return [Fact(given, STAFF), Fact(ExtensionTold(person, until), to_person(person))]
    return []


def _must_be_longer(agreement: Agreement, lesson: Lesson, until: int) -> None:
    closes = agreement.closes_at(lesson)
    if not 0 < until <= LATEST or (closes is not None and until <= closes):
        raise Refusal("not_longer")


def apply(agreement: Agreement, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case ClassScheduled(terms=terms):
            agreement.terms = terms or BEFORE
        case TermsSet(terms):
            agreement.terms = terms
        case ExtensionGiven(person, until):
            if until is None:
                agreement.extensions.pop(person, None)
            else:
                agreement.extensions[person] = until
