"""Questions to those who lead: asked, seconded by others, answered aloud or in writing, and open until they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from rooms.errors import Refusal
from rooms.facts import Command, Entry, Event, Id, Milliseconds
from rooms.letters import Letters


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
class AnswersRead(Event):
    """Its author has read the answers to their questions up to this seq; only they read it."""

    up_to: int


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


@dataclass(frozen=True, slots=True)
class ReadAnswers(Command):
    """Say that one has read the answers to one's questions up to this seq."""

    up_to: int


@dataclass(slots=True)
class Question:
    """What decisions need to know of a question; `votes` keeps each person's last say as (at, seq, up).

    `told` is by whom and at which seq it was answered, so that whoever asked may have missed it: in writing, or because
    they asked later; who was told aloud in class knows.
    """

    by: Id | None
    seq: int
    at: Milliseconds
    anonymous: bool
    late: bool = False
    owner: Id | None = None
    answered: bool = False
    told: tuple[Id | None, int] | None = None
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
    read: dict[Id, int] = field(default_factory=dict)
    """Up to which seq each has read the answers to their questions."""
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

    def answers_for(self, person: Id) -> list[int]:
        """The seqs of what others answered to somebody's questions and they have not read."""
        read = self.read.get(person, 0)
        told = [one.told for one in self.questions.values() if one.by == person and not one.redacted]
        return [seq for by, seq in filter(None, told) if by != person and seq > read]


def apply(questions: Questions, entry: Entry) -> None:
    """Take in what happened."""
    event = entry.event
    match event:
        case QuestionAsked(question, text, anonymous, late):
            by = None if anonymous else entry.by
            questions.letters.add(by, text)
            if anonymous:
                questions.unsigned[question] = text
            questions.questions[question] = Question(by, entry.seq, entry.at, anonymous, late)
        case QuestionSigned(question, person):
            questions.questions[question].by = person
            questions.letters.signed(person, questions.unsigned.pop(question, ""))
        case QuestionUpvoted(question) | UpvoteWithdrawn(question):
            votes = questions.questions[question].votes
            vote = (entry.at, entry.seq, isinstance(event, QuestionUpvoted))
            votes[entry.by or ""] = max(vote, votes.get(entry.by or "", vote))
        case QuestionAnswered(question, text):
            found = questions.questions[question]
            found.answered = True
            found.told = (entry.by, entry.seq) if text or found.late else None
        case QuestionReopened(question):
            questions.questions[question].answered, questions.questions[question].told = False, None
        case QuestionAssigned(question, owner):
            questions.questions[question].owner = owner
        case QuestionRedacted(question):
            questions.questions[question].redacted = True
        case AnonymityChanged(allowed):
            questions.anonymity = allowed
        case AnswersRead(up_to):
            questions.read[entry.by or ""] = max(up_to, questions.read.get(entry.by or "", 0))
