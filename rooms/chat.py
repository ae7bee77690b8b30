"""What is written in class: to everyone, to the staff, to a breakout group or to one person; taken back if need be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from rooms.errors import Refusal, must_be_text
from rooms.facts import EVERYONE, STAFF, Audience, Caller, Command, Entry, Event, Fact, Id, Milliseconds
from rooms.people import People

MESSAGE_LIMIT = 10_000


@dataclass(frozen=True, slots=True)
class MessageSaid(Event):
    """A message; `late` when it was written after its moment."""

    late_able: ClassVar[bool] = True
    message: Id
    text: str
    reply_to: Id | None
    late: bool


@dataclass(frozen=True, slots=True)
class MessageRedacted(Event):
    """A message was taken back; its text is blank in every copy of the timeline."""

    message: Id


@dataclass(frozen=True, slots=True)
class Say(Command):
    """Write a message of at most 10,000 characters."""

    message: Id
    text: str
    reply_to: Id | None = None
    to: Audience = EVERYONE


@dataclass(frozen=True, slots=True)
class RedactMessage(Command):
    """Take a message back: one's own, or any for those who lead."""

    message: Id


@dataclass(slots=True)
class Message:
    """What decisions need to know of a message."""

    by: Id | None
    seq: int
    to: Audience


@dataclass(slots=True)
class Chat:
    """All messages by id, and which were taken back."""

    messages: dict[Id, Message] = field(default_factory=dict)
    redacted: set[Id] = field(default_factory=set)


def decide(
    chat: Chat, people: People, command: Command, caller: Caller, late_at: Milliseconds | None
) -> list[Fact]:
    """Judge a message; whether the caller belongs to the group it is for is judged in `room`."""
    match command:
        case Say(message, text, reply_to, to):
            must_be_text(text, MESSAGE_LIMIT, "The message")
            if message in chat.messages:
                raise Refusal("duplicate_id")
            if reply_to is not None and reply_to not in chat.messages:
                raise Refusal("no_such_message")
            kind, _, name = to.partition(":")
            if kind == "person" and name not in people.roles:
                raise Refusal("no_such_person")
            if to not in (EVERYONE, STAFF) and kind not in ("person", "group"):
                raise Refusal("malformed", "the audience is not one that exists.")
            return [Fact(MessageSaid(message, text, reply_to, late_at is not None), to, late_at)]
        case RedactMessage(message):
            said = chat.messages.get(message)
            if said is None or message in chat.redacted:
                raise Refusal("no_such_message")
            if said.by != caller.person and not people.is_staff(caller):
                raise Refusal("not_yours")
            return [Fact(MessageRedacted(message), said.to)]
    return []


def apply(chat: Chat, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case MessageSaid(message):
            chat.messages[message] = Message(entry.by, entry.seq, entry.to)
        case MessageRedacted(message):
            chat.redacted.add(message)
