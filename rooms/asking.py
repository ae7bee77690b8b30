"""Judges what people do with questions: ask, second, answer, read the answers, and take them back."""

from __future__ import annotations

from rooms.errors import Refusal, must_be_text
from rooms.facts import EVERYONE, STAFF, STAFF_ROLES, Caller, Command, Fact, Milliseconds, to_person
from rooms.people import People
from rooms.questions import (
    AllowAnonymity,
    AnonymityChanged,
    AnswerQuestion,
    AnswersRead,
    AskQuestion,
    AssignQuestion,
    Question,
    QuestionAnswered,
    QuestionAsked,
    QuestionAssigned,
    QuestionRedacted,
    QuestionReopened,
    Questions,
    QuestionSigned,
    QuestionUpvoted,
    ReadAnswers,
    RedactQuestion,
    ReopenQuestion,
    UpvoteQuestion,
    UpvoteWithdrawn,
    WithdrawUpvote,
)

QUESTION_LIMIT = 1_000
ANSWER_LIMIT = 5_000


def decide(
    questions: Questions, people: People, command: Command, caller: Caller, late_at: Milliseconds | None
) -> list[Fact]:
    """Judge asking, seconding, answering and taking back."""
    match command:
        case AskQuestion():
            return _ask(questions, people, command, caller, late_at)
        case UpvoteQuestion(question) | WithdrawUpvote(question):
            return _vote(questions.find(question), command, caller, late_at)
        case AnswerQuestion(question, text):
            found = questions.find(question)
            if text:
                must_be_text(text, ANSWER_LIMIT, "The answer")
            return [] if found.answered and not text else [Fact(QuestionAnswered(question, text))]
        case ReopenQuestion(question):
            return [Fact(QuestionReopened(question))] if questions.find(question).answered else []
        case AssignQuestion(question, owner):
            if owner is not None and people.roles.get(owner) not in STAFF_ROLES:
                raise Refusal("owner_must_lead")
            same = questions.find(question).owner == owner
            return [] if same else [Fact(QuestionAssigned(question, owner))]
        case RedactQuestion(question):
            found = questions.find(question)
            if found.by != caller.person and not people.is_staff(caller):
                raise Refusal("not_yours")
            hidden = found.anonymous and found.by == caller.person
            return [Fact(QuestionRedacted(question), unsigned=hidden)]
        case AllowAnonymity(allowed):
            return [] if questions.anonymity == allowed else [Fact(AnonymityChanged(allowed))]
        case ReadAnswers(up_to):  # written down only when there was something to read
            person = caller.person or ""
            news = any(seq <= up_to for seq in questions.answers_for(person))
            return [Fact(AnswersRead(up_to), to_person(person))] if news else []
    return []


def _ask(
    questions: Questions, people: People, command: AskQuestion, caller: Caller, late_at: Milliseconds | None
) -> list[Fact]:
    must_be_text(command.text, QUESTION_LIMIT, "The question")
    questions.letters.must_have_room(people, caller, command.text)
    if command.question in questions.questions:
        raise Refusal("duplicate_id")
    if command.anonymous and not questions.anonymity:
        raise Refusal("names_only")
    asked = QuestionAsked(command.question, command.text, command.anonymous, late_at is not None)
    if not command.anonymous or caller.person is None:
        return [Fact(asked, EVERYONE, late_at)]
    signed = QuestionSigned(command.question, caller.person)
    return [Fact(asked, EVERYONE, late_at, unsigned=True), Fact(signed, STAFF, late_at)]


def _vote(
    found: Question, command: UpvoteQuestion | WithdrawUpvote, caller: Caller, late_at: Milliseconds | None
) -> list[Fact]:
    up = isinstance(command, UpvoteQuestion)
    if found.by == caller.person:
        raise Refusal("own_question")
    if found.has_vote_of(caller.person) == up:
        return []
    if late_at is not None:  # never before the question, nor before what the same person said of it last
        late_at = max(late_at, found.at, found.votes.get(caller.person or "", (0, 0, False))[0])
    event = QuestionUpvoted(command.question) if up else UpvoteWithdrawn(command.question)
    return [Fact(event, EVERYONE, late_at)]
