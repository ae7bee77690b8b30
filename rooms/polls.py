"""Polls and quizzes: a ballot can be changed until the end and counts once, the same after class; some are asked only then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from rooms.ballots import Ballot, Key, Kind, Question, Tally, count
from rooms.errors import Refusal
from rooms.facts import Command, Entry, Event, Id, Milliseconds

Results = Literal["live", "end", "hidden"]
"""Who may know how a poll stands, besides those who lead: with `live` whoever has voted, and everybody at the end; with
`end` everybody at the end; with `hidden` nobody until the results are shown."""


@dataclass(frozen=True, slots=True)
class PollOpened(Event):
    """A question was put to the class; `multiple` allows several choices; of a `quiz` the right answers are told at the
    end; `anonymous` ballots are seen by their authors alone. A `late` one is put after class: it takes late ballots only."""

    late_able: ClassVar[bool] = True
    poll: Id
    question: str
    options: tuple[str, ...]
    multiple: bool
    kind: Kind = "choice"
    anonymous: bool = False
    results: Results = "live"
    quiz: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True)
class KeyKept(Event):
    """The right answers of a quiz, by number or as texts, which only those who lead know before the end."""

    late_able: ClassVar[bool] = True
    poll: Id
    right: tuple[int, ...]
    texts: tuple[str, ...]
    explanation: str


@dataclass(frozen=True, slots=True)
class BallotCast(Event):
    """Somebody voted, or changed their vote: the last one counts. `choices` count from 0, in a ranking the best first;
    `texts` are typed answers; `late` when the poll had already ended in the room."""

    late_able: ClassVar[bool] = True
    poll: Id
    choices: tuple[int, ...]
    late: bool
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PollEnded(Event):
    """The poll closed in the room. It holds no counts: a late vote would make them untrue."""

    late_able: ClassVar[bool] = True
    poll: Id


@dataclass(frozen=True, slots=True)
class KeyRevealed(Event):
    """Everybody learns the right answers of a quiz that has ended."""

    late_able: ClassVar[bool] = True
    poll: Id
    right: tuple[int, ...]
    texts: tuple[str, ...]
    explanation: str


@dataclass(frozen=True, slots=True)
class ResultsShown(Event):
    """The results of a poll came onto the stage, and everybody may know them from now on."""

    poll: Id


@dataclass(frozen=True, slots=True)
class ResultsHidden(Event):
    """The results left the stage."""


@dataclass(frozen=True, slots=True)
class PollWithdrawn(Event):
    """A poll that was put after class is asked no more, and its ballots count no more; it stands where the poll did."""

    late_able: ClassVar[bool] = True
    poll: Id


@dataclass(frozen=True, slots=True)
class OpenPoll(Command):
    """Put a question to the class: with 2 to 10 options, a scale from 1 to 5 or 10, or none where the answer is typed;
    `right` (numbers) or `right_texts` make it a quiz. After class it is put at a moment, to whoever plays it."""

    poll: Id
    question: str
    options: tuple[str, ...] = ()
    multiple: bool = False
    kind: Kind = "choice"
    anonymous: bool = False
    results: Results = "live"
    right: tuple[int, ...] = ()
    right_texts: tuple[str, ...] = ()
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Vote(Command):
    """Answer, or change one's answer while the poll is open: options by number, from 0 (a ranking names all, the best
    first), or `texts`: one of at most 300 characters, in a word cloud three of 40."""

    poll: Id
    choices: tuple[int, ...] = ()
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EndPoll(Command):
    """Close the poll in the room."""

    poll: Id


@dataclass(frozen=True, slots=True)
class WithdrawPoll(Command):
    """Take back a poll that was put after class; what was answered stays written down and is neither counted nor shown."""

    poll: Id


@dataclass(frozen=True, slots=True)
class ShowResults(Command):
    """Put the results of a poll on the stage and let everybody know them."""

    poll: Id


@dataclass(frozen=True, slots=True)
class HideResults(Command):
    """Take the results off the stage."""


@dataclass(slots=True)
class Poll:
    """One poll with its ballots, live and late apart."""

    text: str
    question: Question
    opened_at: Milliseconds
    anonymous: bool = False
    results: Results = "live"
    key: Key | None = None
    revealed: bool = False
    shown: bool = False
    ended_at: Milliseconds | None = None
    late: bool = False
    ballots: dict[Id, Ballot] = field(default_factory=dict)
    late_ballots: dict[Id, Ballot] = field(default_factory=dict)

    def ballot_of(self, person: Id | None) -> Ballot | None:
        """What counts for a person, live or late."""
        return self.ballots.get(person or "") or self.late_ballots.get(person or "")


@dataclass(slots=True)
class Polls:
    """All polls of the class, and whose results are on the stage."""

    polls: dict[Id, Poll] = field(default_factory=dict)
    on_stage: Id | None = None

    def tally(self, poll: Id) -> Tally:
        """Count the ballots of a poll; refuses a poll that does not exist."""
        found = self.find(poll)
        return count(found.question, found.ballots.values(), found.late_ballots.values())

    def find(self, poll: Id) -> Poll:
        """The poll, or a refusal."""
        if poll not in self.polls:
            raise Refusal("no_such_poll")
        return self.polls[poll]

    def may_see_results(self, poll: Id, person: Id | None, *, leads: bool) -> bool:
        """Whether somebody may know how a poll stands."""
        found = self.find(poll)
        if leads or found.shown:
            return True
        if found.results == "hidden":
            return False
        return found.ended_at is not None or (found.results == "live" and found.ballot_of(person) is not None)


def withdrawn(entries: Iterable[Entry]) -> set[Id]:
    """The polls that were taken back."""
    return {entry.event.poll for entry in entries if isinstance(entry.event, PollWithdrawn)}


def apply(polls: Polls, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case PollOpened(poll, text, options, multiple, kind, anonymous, results, late=late):
            question = Question(kind, options, multiple)
            polls.polls[poll] = Poll(text, question, entry.at, anonymous, results, late=late)
        case KeyKept(poll, right, texts, explanation):
            polls.polls[poll].key = Key(right, texts, explanation)
        case BallotCast(poll, choices, late, texts):
            found = polls.polls[poll]
            (found.late_ballots if late else found.ballots)[entry.by or ""] = Ballot(choices, texts, entry.at)
        case PollEnded(poll):
            polls.polls[poll].ended_at = entry.at
        case KeyRevealed(poll):
            polls.polls[poll].revealed = True
        case PollWithdrawn(poll):
            polls.polls.pop(poll, None)
            polls.on_stage = None if polls.on_stage == poll else polls.on_stage
        case ResultsShown(poll) if poll in polls.polls:  # played again, it may be withdrawn at this moment
            polls.polls[poll].shown = True
            polls.on_stage = poll
        case ResultsHidden():
            polls.on_stage = None
