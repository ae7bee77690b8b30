"""Comments pinned to a moment of the class, written during it or any time later."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from rooms.errors import Refusal, must_be_text
from rooms.facts import EVERYONE, STAFF, Audience, Caller, Command, Entry, Event, Fact, Id, Milliseconds
from rooms.people import People

COMMENT_LIMIT = 10_000


@dataclass(frozen=True, slots=True)
class CommentAdded(Event):
    """A comment on the moment at which its entry is placed; `late` when it was written after that moment."""

    late_able: ClassVar[bool] = True
    comment: Id
    text: str
    late: bool


@dataclass(frozen=True, slots=True)
class CommentRedacted(Event):
    """A comment was taken back; its text is blank in every copy of the timeline."""

    comment: Id


@dataclass(frozen=True, slots=True)
class AddComment(Command):
    """Comment on a moment, to everyone or to the staff, in at most 10,000 characters."""

    comment: Id
    text: str
    to: Audience = EVERYONE


@dataclass(frozen=True, slots=True)
class RedactComment(Command):
    """Take a comment back: one's own, or any for those who lead."""

    comment: Id


@dataclass(slots=True)
class Comment:
    """What decisions need to know of a comment."""

    by: Id | None
    seq: int
    to: Audience


@dataclass(slots=True)
class Notes:
    """All comments by id, and which were taken back."""

    comments: dict[Id, Comment] = field(default_factory=dict)
    redacted: set[Id] = field(default_factory=set)


def decide(
    notes: Notes, people: People, command: Command, caller: Caller, late_at: Milliseconds | None
) -> list[Fact]:
    """Judge adding and taking back."""
    match command:
        case AddComment(comment, text, to):
            must_be_text(text, COMMENT_LIMIT, "The comment")
            if comment in notes.comments:
                raise Refusal("duplicate_id")
            if to not in (EVERYONE, STAFF):
                raise Refusal("malformed", "a comment goes to everyone or to the staff.")
            return [Fact(CommentAdded(comment, text, late_at is not None), to, late_at)]
        case RedactComment(comment):
            found = notes.comments.get(comment)
            if found is None or comment in notes.redacted:
                raise Refusal("no_such_comment")
            if found.by != caller.person and not people.is_staff(caller):
                raise Refusal("not_yours")
            return [Fact(CommentRedacted(comment), found.to)]
    return []


def apply(notes: Notes, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case CommentAdded(comment):
            notes.comments[comment] = Comment(entry.by, entry.seq, entry.to)
        case CommentRedacted(comment):
            notes.redacted.add(comment)
