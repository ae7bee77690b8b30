"""Comments pinned to a moment or a page of the class: written or spoken, during it or any time later, in threads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from rooms.chat import Reaction
from rooms.facts import EVERYONE, Audience, Command, Event, Id
from rooms.files import Attachment

CommentState = Literal["open", "held", "refused"]


@dataclass(frozen=True, slots=True)
class SlidePage:
    """A page of a deck on which a comment stands."""

    deck: Id
    page: int


@dataclass(frozen=True, slots=True)
class CommentAdded(Event):
    """A comment on the moment at which its entry is placed; `late` when it was written after that moment.

    A `held` one waits for those who lead before others get it. The same comes once for each audience of a thread.
    """

    late_able: ClassVar[bool] = True
    comment: Id
    text: str
    late: bool
    reply_to: Id | None = None
    anonymous: bool = False
    held: bool = False
    on: SlidePage | None = None
    note: Attachment | None = None


@dataclass(frozen=True, slots=True)
class CommentSigned(Event):
    """Who wrote a comment without a name; for those who lead, and for whoever wrote it."""

    late_able: ClassVar[bool] = True
    comment: Id
    person: Id


@dataclass(frozen=True, slots=True)
class CommentEdited(Event):
    """A comment has another text from here on; `held`: it waits for those who lead (again)."""

    late_able: ClassVar[bool] = True
    comment: Id
    text: str
    held: bool = False


@dataclass(frozen=True, slots=True)
class CommentRedacted(Event):
    """A comment was taken back; its text is blank in every copy of the timeline."""

    comment: Id


@dataclass(frozen=True, slots=True)
class CommentReacted(Event):
    """Somebody reacted to a comment, or took that back; of one person's the one written last counts."""

    late_able: ClassVar[bool] = True
    comment: Id
    reaction: Reaction
    given: bool
    late: bool


@dataclass(frozen=True, slots=True)
class CommentApproved(Event):
    """A comment that was held is open to all, told whole at its moment; `person` is null when it carries no name."""

    late_able: ClassVar[bool] = True
    comment: Id
    person: Id | None
    text: str
    late: bool
    reply_to: Id | None
    anonymous: bool
    on: SlidePage | None
    note: Attachment | None
    transcript: str


@dataclass(frozen=True, slots=True)
class CommentRefused(Event):
    """A comment that was held does not go to the others; whoever wrote it learns why."""

    late_able: ClassVar[bool] = True
    comment: Id
    reason: str


@dataclass(frozen=True, slots=True)
class CommentTranscribed(Event):
    """What is said in a spoken comment, as `engine` understood it; empty when that was nothing."""

    late_able: ClassVar[bool] = True
    comment: Id
    text: str
    engine: str


@dataclass(frozen=True, slots=True)
class CommentsRead(Event):
    """Its author has seen the comments up to this seq; only they read it."""

    up_to: int


@dataclass(frozen=True, slots=True)
class CommentRulesSet(Event):
    """Whether students' comments are held for approval, may carry no name, and how many each student is asked for."""

    hold: bool
    anonymous: bool
    required: int


@dataclass(frozen=True, slots=True)
class AddComment(Command):
    """Comment on a moment, and perhaps a page, to everyone or to the staff, in at most 10,000 characters or by voice.

    `note` is a recording of at most three minutes that one has brought.
    """

    comment: Id
    text: str
    to: Audience = EVERYONE
    reply_to: Id | None = None
    anonymous: bool = False
    on: SlidePage | None = None
    note: Id | None = None


@dataclass(frozen=True, slots=True)
class EditComment(Command):
    """Put another text in the place of one's own comment: within 15 minutes, or any time when it waits or leads."""

    comment: Id
    text: str


@dataclass(frozen=True, slots=True)
class RedactComment(Command):
    """Take a comment back: one's own within 15 minutes, or any at any time for those who lead."""

    comment: Id


@dataclass(frozen=True, slots=True)
class ReactToComment(Command):
    """React to a comment, or take the reaction back."""

    comment: Id
    reaction: Reaction
    given: bool = True


@dataclass(frozen=True, slots=True)
class ApproveComment(Command):
    """Open a held or refused comment to all."""

    comment: Id


@dataclass(frozen=True, slots=True)
class RefuseComment(Command):
    """Keep a held comment from the others, with a reason of at most 500 characters for its author."""

    comment: Id
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TranscribeComment(Command):
    """Write down what is said in a spoken comment (the server)."""

    comment: Id
    text: str
    engine: str


@dataclass(frozen=True, slots=True)
class ReadComments(Command):
    """Say that one has seen the comments up to a seq."""

    up_to: int


@dataclass(frozen=True, slots=True)
class SetCommentRules(Command):
    """Say whether comments are held, may carry no name, and how many (0 to 50) each student is asked for."""

    hold: bool
    anonymous: bool
    required: int
