"""Polls: one or several choices; a ballot counts once, and counts the same when it is cast after class."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from rooms.errors import Refusal
from rooms.facts import STAFF, Caller, Command, Entry, Event, Fact, Id, Milliseconds
from rooms.lesson import Lesson, must_be_live
from rooms.people import People, must_be_present

QUESTION_LIMIT = 500
OPTION_LIMIT = 200
OPTIONS_AT_LEAST, OPTIONS_AT_MOST = 2, 10


@dataclass(frozen=True, slots=True)
class PollOpened(Event):
    """A question was put to the class; `multiple` allows several choices."""

    poll: Id
    question: str
    options: tuple[str, ...]
    multiple: bool


@dataclass(frozen=True, slots=True)
class BallotCast(Event):
    """Somebody voted: `choices` count from 0; `late` when the poll had already ended in the room."""

    late_able: ClassVar[bool] = True
    poll: Id
    choices: tuple[int, ...]
    late: bool


@dataclass(frozen=True, slots=True)
class PollEnded(Event):
    """The poll closed in the room. It holds no counts: a late vote would make them untrue."""

    poll: Id


@dataclass(frozen=True, slots=True)
class OpenPoll(Command):
    """Put a question with 2 to 10 options to the class."""

    poll: Id
    question: str
    options: tuple[str, ...]
    multiple: bool = False


@dataclass(frozen=True, slots=True)
class Vote(Command):
    """Choose options by number, from 0."""

    poll: Id
    choices: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EndPoll(Command):
    """Close the poll in the room."""

    poll: Id


@dataclass(slots=True)
class Poll:
    """One poll with its ballots, live and late apart."""

    options: int
    multiple: bool
    opened_at: Milliseconds
    ended_at: Milliseconds | None = None
    ballots: dict[Id, tuple[int, ...]] = field(default_factory=dict)
    late_ballots: dict[Id, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tally:
    """Votes for each option, and how many people voted, live and late apart."""

    counts: tuple[int, ...]
    late_counts: tuple[int, ...]
    voters: int
    late_voters: int


@dataclass(slots=True)
class Polls:
    """All polls of the class."""

    polls: dict[Id, Poll] = field(default_factory=dict)

    def tally(self, poll: Id) -> Tally:
        """Count the ballots of a poll; refuses a poll that does not exist."""
        found = self.find(poll)

        def count(ballots: dict[Id, tuple[int, ...]]) -> tuple[int, ...]:
            return tuple(
                sum(option in ballot for ballot in ballots.values()) for option in range(found.options)
            )

        return Tally(
            count(found.ballots), count(found.late_ballots), len(found.ballots), len(found.late_ballots)
        )

    def find(self, poll: Id) -> Poll:
        """The poll, or a refusal."""
        if poll not in self.polls:
            raise Refusal("no_such_poll")
        return self.polls[poll]


def decide(
    polls: Polls,
    people: People,
    lesson: Lesson,
    command: Command,
    caller: Caller,
    late_at: Milliseconds | None,
) -> list[Fact]:
    """Judge opening, voting and ending."""
    match command:
        case OpenPoll():
            must_be_live(lesson)
            return _open(polls, command)
        case Vote(poll, choices):
            return _vote(people, lesson, caller, polls.find(poll), poll, choices, late_at)
        case EndPoll(poll):
            must_be_live(lesson)
            if polls.find(poll).ended_at is not None:
                raise Refusal("poll_ended")
            return [Fact(PollEnded(poll))]
    return []


def _open(polls: Polls, command: OpenPoll) -> list[Fact]:
    if command.poll in polls.polls:
        raise Refusal("duplicate_id")
    if not command.question.strip():
        raise Refusal("empty", "The question")
    if len(command.question) > QUESTION_LIMIT:
        raise Refusal("too_long", f"a question has at most {QUESTION_LIMIT} characters.")
    if not OPTIONS_AT_LEAST <= len(command.options) <= OPTIONS_AT_MOST:
        raise Refusal("malformed", f"a poll has {OPTIONS_AT_LEAST} to {OPTIONS_AT_MOST} options.")
    for option in command.options:
        if not option.strip():
            raise Refusal("empty", "An option")
        if len(option) > OPTION_LIMIT:
            raise Refusal("too_long", f"an option has at most {OPTION_LIMIT} characters.")
    return [Fact(PollOpened(command.poll, command.question, command.options, command.multiple))]


def _vote(
    people: People,
    lesson: Lesson,
    caller: Caller,
    found: Poll,
    poll: Id,
    choices: tuple[int, ...],
    late_at: Milliseconds | None,
) -> list[Fact]:
    late = late_at is not None and found.ended_at is not None
    if late_at is None:
        must_be_live(lesson)
        must_be_present(people, caller)
        if found.ended_at is not None:
            raise Refusal("poll_ended")
    if people.is_staff(caller):
        raise Refusal("staff_do_not_vote")
    if caller.person in found.ballots or caller.person in found.late_ballots:
        raise Refusal("already_voted")
    if len(set(choices)) != len(choices) or not choices or (len(choices) > 1 and not found.multiple):
        raise Refusal("malformed", "choose one option." if not found.multiple else "choose each option once.")
    if not all(0 <= choice < found.options for choice in choices):
        raise Refusal("no_such_option")
    # A late ballot is placed inside the poll's own time, so that it plays where the question was asked.
    if late_at is not None:
        late_at = max(found.opened_at, late_at)
        late_at = late_at if found.ended_at is None else min(found.ended_at, late_at)
    return [Fact(BallotCast(poll, tuple(sorted(choices)), late), STAFF, late_at)]


def apply(polls: Polls, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case PollOpened(poll, _, options, multiple):
            polls.polls[poll] = Poll(len(options), multiple, entry.at)
        case BallotCast(poll, choices, late):
            found = polls.polls[poll]
            (found.late_ballots if late else found.ballots)[entry.by or ""] = choices
        case PollEnded(poll):
            polls.polls[poll].ended_at = entry.at
