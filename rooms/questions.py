"""Questions to those who lead: asked, seconded by others, answered aloud or in writing, and open until they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from rooms.errors import Refusal, must_be_text
from rooms.facts import EVERYONE, STAFF, STAFF_ROLES, Caller, Command, Entry, Event, Fact, Id, Milliseconds
from rooms.letters import Letters
from rooms.people import People

QUESTION_LIMIT = 1_000
ANSWER_LIMIT = 5_000


@dataclass(frozen=True, slots=True)
class QuestionAsked(Event):
    """A question; `anonymous`: its entry names nobody; `late` when it was asked after its moment."""

    late_able: ClassVar[bool] = True
    question: Id
    text: str
    anonymous: bool
    late: bool


@dataclass(frozen=True, slots=True)
class QuestionSigned(Event):
    """Who asked an anonymous question, for those who lead and for whoever asked."""

    late_able: ClassVar[bool] = True
    question: Id
    person: Id


@dataclass(frozen=True, slots=True)
class QuestionUpvoted(Event):
    """Somebody wants the same to be answered."""

    late_able: ClassVar[bool] = True
    question: Id


@dataclass(frozen=True, slots=True)
class UpvoteWithdrawn(Event):
    """Somebody no longer does; of several such events of one person the last in playing order counts."""

    late_able: ClassVar[bool] = True
    question: Id


@dataclass(frozen=True, slots=True)
class QuestionAnswered(Event):
    """The question is answered: in writing, or aloud when `text` is empty."""

    question: Id
    text: str


@dataclass(frozen=True, slots=True)
class QuestionReopened(Event):
    """The question still needs an answer."""

    question: Id


@dataclass(frozen=True, slots=True)
class QuestionAssigned(Event):
    """Who of those who lead will answer it; nobody by name means the instructor."""

    question: Id
    owner: Id | None


@dataclass(frozen=True, slots=True)
class QuestionRedacted(Event):
    """A question was taken back; its text is blank in every copy of the timeline."""

    question: Id


@dataclass(frozen=True, slots=True)
class AnonymityChanged(Event):
    """Whether questions may be asked without a name from now on."""

    allowed: bool


@dataclass(frozen=True, slots=True)
class AskQuestion(Command):
    """Ask those who lead, in at most 1,000 characters; `anonymous` hides the name from the others."""

    question: Id
    text: str
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class UpvoteQuestion(Command):
    """Want an answer to somebody else's question too."""

    question: Id


@dataclass(frozen=True, slots=True)
class WithdrawUpvote(Command):
    """Take one's upvote back."""

    question: Id


@dataclass(frozen=True, slots=True)
class AnswerQuestion(Command):
    """Answer in at most 5,000 characters, or mark it as answered aloud with an empty `text`."""

    question: Id
    text: str = ""


@dataclass(frozen=True, slots=True)
class ReopenQuestion(Command):
    """Mark a question as not answered after all."""

    question: Id


@dataclass(frozen=True, slots=True)
class AssignQuestion(Command):
    """Say who of those who lead will answer; null gives it back to the instructor."""

    question: Id
    owner: Id | None = None


@dataclass(frozen=True, slots=True)
class RedactQuestion(Command):
    """Take a question back: one's own, or any for those who lead."""

    question: Id


@dataclass(frozen=True, slots=True)
class AllowAnonymity(Command):
    """Let people ask without their name, or no longer."""

    allowed: bool


@dataclass(slots=True)
class Question:
    """What decisions need to know of a question; `votes` keeps each person's last say as (at, seq, up)."""

    by: Id | None
    seq: int
    at: Milliseconds
    anonymous: bool
    owner: Id | None = None
    answered: bool = False
    redacted: bool = False
    votes: dict[Id, tuple[Milliseconds, int, bool]] = field(default_factory=dict)

    def has_vote_of(self, person: Id | None) -> bool:
        """Whether that person's upvote stands."""
        return self.votes.get(person or "", (0, 0, False))[2]


@dataclass(slots=True)
class Questions:
    """All questions by id, and whether they may be asked without a name."""

    questions: dict[Id, Question] = field(default_factory=dict)
    anonymity: bool = False
    letters: Letters = field(default_factory=Letters)
    unsigned: dict[Id, str] = field(default_factory=dict)
    """What was asked without a name, until its entry for those who lead tells who asked."""

    def find(self, question: Id) -> Question:
        """The question, or a refusal; one that was taken back is not there any more."""
        found = self.questions.get(question)
        if found is None or found.redacted:
            raise Refusal("no_such_question")
        return found

    @property
    def waiting(self) -> int:
        """How many still need an answer."""
        return sum(not (one.answered or one.redacted) for one in self.questions.values())


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


def apply(questions: Questions, entry: Entry) -> None:
    """Take in what happened."""
    event = entry.event
    match event:
        case QuestionAsked(question, text, anonymous):
            by = None if anonymous else entry.by
            questions.letters.add(by, text)
            if anonymous:
                questions.unsigned[question] = text
            questions.questions[question] = Question(by, entry.seq, entry.at, anonymous)
        case QuestionSigned(question, person):
            questions.questions[question].by = person
            questions.letters.signed(person, questions.unsigned.pop(question, ""))
        case QuestionUpvoted(question) | UpvoteWithdrawn(question):
            votes = questions.questions[question].votes
            vote = (entry.at, entry.seq, isinstance(event, QuestionUpvoted))
            votes[entry.by or ""] = max(vote, votes.get(entry.by or "", vote))
        case QuestionAnswered(question) | QuestionReopened(question):
            questions.questions[question].answered = isinstance(event, QuestionAnswered)
        case QuestionAssigned(question, owner):
            questions.questions[question].owner = owner
        case QuestionRedacted(question):
            questions.questions[question].redacted = True
        case AnonymityChanged(allowed):
            questions.anonymity = allowed
