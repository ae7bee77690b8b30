"""How polls are judged: who may open, answer, end, show and withdraw one, and when."""

from __future__ import annotations

from dataclasses import replace

from rooms.ballots import Key, Question, must_be_asked_well, must_fit
from rooms.errors import Refusal
from rooms.facts import STAFF, Caller, Command, Fact, Id, Milliseconds, to_person
from rooms.lesson import Lesson, must_be_live
from rooms.people import People, must_be_present
from rooms.polls import (
    BallotCast,
    EndPoll,
    HideResults,
    KeyKept,
    KeyRevealed,
    OpenPoll,
    Poll,
    PollEnded,
    PollOpened,
    Polls,
    PollWithdrawn,
    ResultsHidden,
    ResultsShown,
    ShowResults,
    Vote,
    WithdrawPoll,
)


def decide(
    polls: Polls,
    people: People,
    lesson: Lesson,
    command: Command,
    caller: Caller,
    late_at: Milliseconds | None,
) -> list[Fact]:
    """Judge opening, voting, ending, withdrawing and showing."""
    match command:
        case OpenPoll():
            if late_at is None:
                must_be_live(lesson)
            elif lesson.ended_at is None:
                raise Refusal("not_late")
            return _open(polls, command, late_at)
        case Vote():
            return _vote(people, lesson, caller, polls.find(command.poll), command, late_at)
        case EndPoll(poll):
            must_be_live(lesson)
            if polls.find(poll).ended_at is not None:
                raise Refusal("poll_ended")
            return ended(poll, polls.find(poll))
        case WithdrawPoll(poll):
            if not (found := polls.find(poll)).late:
                raise Refusal("poll_of_class")
            return [Fact(PollWithdrawn(poll), at=found.opened_at)]
        case ShowResults(poll):
            if lesson.opened_at is None:
                raise Refusal("not_open_yet")
            found = polls.find(poll)
            return [Fact(ResultsShown(poll)), *(_reveal(poll, found) if found.ended_at is not None else ())]
        case HideResults():
            return [] if polls.on_stage is None else [Fact(ResultsHidden())]
    return []


def _open(polls: Polls, command: OpenPoll, late_at: Milliseconds | None) -> list[Fact]:
    poll, key = command.poll, Key(command.right, command.right_texts, command.explanation)
    text, options, multiple, kind = command.question, command.options, command.multiple, command.kind
    question = Question(kind, options, multiple)
    if poll in polls.polls:
        raise Refusal("duplicate_id")
    quiz, late = must_be_asked_well(text, question, key), late_at is not None
    opened = PollOpened(poll, text, options, multiple, kind, command.anonymous, command.results, quiz, late)
    kept = [Fact(KeyKept(poll, key.right, key.texts, key.explanation), STAFF)] if quiz else []
    if late_at is None:
        return [Fact(opened), *kept]
    made = Poll(text, question, late_at, results=command.results, key=key if quiz else None)
    return [replace(fact, at=late_at) for fact in (Fact(opened), *kept, *ended(poll, made))]


def ended(poll: Id, found: Poll) -> list[Fact]:
    """What happens when an open poll ends: its key is told together with its results."""
    told = found.results != "hidden" or found.shown
    return [Fact(PollEnded(poll)), *(_reveal(poll, found) if told else [])]


def _reveal(poll: Id, found: Poll) -> list[Fact]:
    if found.key is None or found.revealed:
        return []
    return [Fact(KeyRevealed(poll, found.key.right, found.key.texts, found.key.explanation))]


def _vote(
    people: People, lesson: Lesson, caller: Caller, found: Poll, vote: Vote, late_at: Milliseconds | None
) -> list[Fact]:
    closed = found.ended_at is not None
    if late_at is None:
        must_be_live(lesson)
        must_be_present(people, caller)
        if closed:
            raise Refusal("poll_ended")
    if people.is_staff(caller):
        raise Refusal("staff_do_not_vote")
    if (before := found.ballot_of(caller.person)) is not None and closed:
        raise Refusal("already_voted")
    must_fit(found.question, vote.choices, vote.texts)
    choices = vote.choices if found.question.kind == "ranking" else tuple(sorted(vote.choices))
    if before is not None and (before.choices, before.texts) == (choices, vote.texts):
        return []
    # A late ballot is placed inside the poll's own time, so that it plays where the question was asked. One for a poll
    # that is still open means now, whatever the recording shows: an earlier place could undo a later change.
    if late_at is not None:
        late_at = min(found.ended_at, max(found.opened_at, late_at)) if found.ended_at is not None else None
    # Nobody who leads is sent an anonymous ballot: the counts, told without names, are all they get.
    audience = to_person(caller.person or "") if found.anonymous else STAFF
    return [Fact(BallotCast(vote.poll, choices, closed, vote.texts), audience, late_at)]
