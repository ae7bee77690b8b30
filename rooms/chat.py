"""What is written in class, with files: to everyone, the staff, a group or one person; changed, answered, reacted to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from rooms.errors import Refusal, must_be_text
from rooms.facts import (
    EVERYONE,
    STAFF,
    STAFF_ROLES,
    Audience,
    Caller,
    Command,
    Entry,
    Event,
    Fact,
    Id,
    Milliseconds,
    to_person,
)
from rooms.files import Attachment, Files
from rooms.letters import Letters
from rooms.people import People

MESSAGE_LIMIT = 10_000
MENTIONS_AT_MOST = 50
FILES_AT_MOST = 10
CHANGE_WITHIN: Milliseconds = 15 * 60 * 1000

Reaction = Literal["like", "love", "laugh", "wow", "clap", "party", "agree", "same"]
"""`same` says: I have the same question."""


@dataclass(frozen=True, slots=True)
class MessageSaid(Event):
    """A message; `late` when it was written after its moment. `mentions` are the persons named in it by `@`."""

    late_able: ClassVar[bool] = True
    message: Id
    text: str
    reply_to: Id | None
    late: bool
    mentions: tuple[Id, ...] = ()
    files: tuple[Attachment, ...] = ()
    announcement: bool = False


@dataclass(frozen=True, slots=True)
class MessageEdited(Event):
    """A message has another text from here on; a late one is mended at its own moment."""

    late_able: ClassVar[bool] = True
    message: Id
    text: str
    mentions: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True)
class MessageRedacted(Event):
    """A message was taken back; its texts are blank in every copy of the timeline."""

    message: Id


@dataclass(frozen=True, slots=True)
class MessageReacted(Event):
    """Somebody reacted to a message, or took that back; of one person's the one written last counts."""

    late_able: ClassVar[bool] = True
    message: Id
    reaction: Reaction
    given: bool
    late: bool


@dataclass(frozen=True, slots=True)
class RepliesRead(Event):
    """Its author has seen what was written to them later, up to this seq; only they read it."""

    up_to: int


@dataclass(frozen=True, slots=True)
class Say(Command):
    """Write a message of at most 10,000 characters, or send up to 10 files that one has brought, or both."""

    message: Id
    text: str
    reply_to: Id | None = None
    to: Audience = EVERYONE
    mentions: tuple[Id, ...] = ()
    files: tuple[Id, ...] = ()
    announcement: bool = False


@dataclass(frozen=True, slots=True)
class EditMessage(Command):
    """Put another text in the place of one's own message: within 15 minutes, or any time for those who lead."""

    message: Id
    text: str
    mentions: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True)
class RedactMessage(Command):
    """Take a message back: one's own within 15 minutes, any at any time for those who lead."""

    message: Id


@dataclass(frozen=True, slots=True)
class React(Command):
    """React to a message, or take the reaction back."""

    message: Id
    reaction: Reaction
    given: bool = True


@dataclass(frozen=True, slots=True)
class ReadReplies(Command):
    """Say that one has seen the late messages that answer one's own, or name one, up to this seq."""

    up_to: int


@dataclass(slots=True)
class Message:
    """What decisions need to know of a message; `texts` are the seqs of the entries that hold its words; `answers` is whose
    message it answers, `named` are those whom it names as it reads now."""

    by: Id | None
    to: Audience
    at: Milliseconds
    wrote: int
    late: bool
    texts: set[int]
    files: tuple[Id, ...] = ()
    announcement: bool = False
    answers: Id | None = None
    named: tuple[Id, ...] = ()
    # (who, which) -> (seq, whether it is given): the last one written counts, wherever it was placed
    reactions: dict[tuple[Id | None, str], tuple[int, bool]] = field(default_factory=dict)


def reaches_many(to: Audience) -> bool:
    """Whether a message is for the class or a group, not for the staff or one person."""
    return to == EVERYONE or to.startswith("group:")


@dataclass(slots=True)
class Chat:
    """All messages by id, which were taken back, when each last wrote to many, and how much."""

    messages: dict[Id, Message] = field(default_factory=dict)
    redacted: set[Id] = field(default_factory=set)
    read: dict[Id, int] = field(default_factory=dict)
    """Up to which seq each has seen what was written to them later."""
    last_said: dict[Id | None, int] = field(default_factory=dict)
    letters: Letters = field(default_factory=Letters)

    def find(self, message: Id) -> Message:
        """A message that still stands, or a refusal."""
        if message not in self.messages or message in self.redacted:
            raise Refusal("no_such_message")
        return self.messages[message]

    def written_to(self, person: Id) -> list[Message]:
        """What others wrote to somebody later and they have not seen, also where they may not read it."""
        read = self.read.get(person, 0)
        late = (one for name, one in self.messages.items() if one.late and name not in self.redacted)
        new = (one for one in late if min(one.texts) > read)
        return [one for one in new if one.by != person and person in (one.answers, *one.named)]


def decide(
    chat: Chat,
    people: People,
    files: Files,
    command: Command,
    caller: Caller,
    late_at: Milliseconds | None,
    wrote: int,
) -> list[Fact]:
    """Judge what is done with messages; whether the caller may write there, and see that message, is judged in `room`."""
    match command:
        case Say():
            return [_say(chat, people, files, command, caller, late_at)]
        case EditMessage(message, text, mentions):
            said = chat.find(message)
            if said.by != caller.person:
                raise Refusal("not_yours")
            _must_be_in_time(said, people, caller, wrote)
            must_be_text(text, MESSAGE_LIMIT, "The message")
            chat.letters.must_have_room(people, caller, text)
            _must_be_known(people, mentions)
            return [Fact(MessageEdited(message, text, mentions), said.to, said.at if said.late else None)]
        case RedactMessage(message):
            said = chat.find(message)
            if said.by != caller.person and not people.is_staff(caller):
                raise Refusal("not_yours")
            _must_be_in_time(said, people, caller, wrote)
            gone = [fact for file in said.files for fact in files.dropping(file)]
            return [*(Fact(MessageRedacted(message), to) for to in reach(said, people, caller)), *gone]
        case React(message, reaction, given):
            said = chat.find(message)
            if said.reactions.get((caller.person, reaction), (0, False))[1] == given:
                return []
            late = late_at is not None
            at = max(late_at, said.at) if late_at is not None else None
            event = MessageReacted(message, reaction, given, late)
            return [Fact(event, to, at) for to in reach(said, people, caller)]
        case ReadReplies(up_to):
            return _read(chat, caller.person or "", up_to)
    return []


def _read(chat: Chat, person: Id, up_to: int) -> list[Fact]:
    """Written down only when there was something to read."""
    news = any(min(one.texts) <= up_to for one in chat.written_to(person))
    return [Fact(RepliesRead(up_to), to_person(person))] if news else []


def _say(
    chat: Chat, people: People, files: Files, command: Say, caller: Caller, late_at: Milliseconds | None
) -> Fact:
    if command.text or not command.files:
        must_be_text(command.text, MESSAGE_LIMIT, "The message")
    chat.letters.must_have_room(people, caller, command.text)
    if len(command.files) > FILES_AT_MOST or len(set(command.files)) < len(command.files):
        raise Refusal("malformed", f"a message has at most {FILES_AT_MOST} files, each once.")
    if command.message in chat.messages:
        raise Refusal("duplicate_id")
    if command.reply_to is not None and command.reply_to not in chat.messages:
        raise Refusal("no_such_message")
    kind, _, name = command.to.partition(":")
    if kind == "person" and name not in people.roles:
        raise Refusal("no_such_person")
    if command.to not in (EVERYONE, STAFF) and kind not in ("person", "group"):
        raise Refusal("malformed", "the audience is not one that exists.")
    _must_be_known(people, command.mentions)
    if command.announcement and (kind == "person" or command.to == STAFF or not people.is_staff(caller)):
        raise Refusal("not_allowed")
    sent = tuple(files.to_send(file, caller) for file in command.files)
    late = late_at is not None
    message = (command.message, command.text, command.reply_to)
    event = MessageSaid(*message, late, command.mentions, sent, command.announcement)
    return Fact(event, command.to, late_at)


def _must_be_known(people: People, mentions: tuple[Id, ...]) -> None:
    if len(mentions) > MENTIONS_AT_MOST:
        raise Refusal("malformed", f"a message names at most {MENTIONS_AT_MOST} people.")
    if any(person not in people.roles for person in mentions):
        raise Refusal("no_such_person")


def _must_be_in_time(said: Message, people: People, caller: Caller, wrote: int) -> None:
    """By the clock of writing: class time stands still after class."""
    if not people.is_staff(caller) and wrote - said.wrote > CHANGE_WITHIN:
        raise Refusal("too_late")


def reach(said: Message, people: People, caller: Caller) -> tuple[Audience, ...]:
    """The audiences that a fact about a message needs, so that all who have the message learn it (the caller always does)."""
    kind, _, other = said.to.partition(":")
    own = said.by is None or said.by == caller.person
    if kind == "person":
        ends = {other} if said.by is None else {other, said.by}
        return tuple(to_person(end) for end in sorted(ends - {caller.person or ""})) or (said.to,)
    if said.to == STAFF and not own and people.roles.get(said.by or "") not in STAFF_ROLES:
        return (STAFF, to_person(said.by or ""))
    return (said.to,)


def apply(chat: Chat, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case MessageSaid(message, text, reply_to, late, mentions, sent, announcement):
            chat.letters.add(entry.by, text)
            files, own = tuple(one.file for one in sent), (entry.by, entry.to, entry.at, entry.wrote)
            to = chat.messages[reply_to].by if reply_to in chat.messages else None
            chat.messages[message] = Message(*own, late, {entry.seq}, files, announcement, to, mentions)
            if reaches_many(entry.to):
                chat.last_said[entry.by] = max(entry.wrote, chat.last_said.get(entry.by, 0))
        case MessageEdited(message, text, mentions):
            chat.letters.add(entry.by, text)
            found = chat.messages[message]
            found.texts, found.named = found.texts | {entry.seq}, mentions
        case MessageRedacted(message):
            chat.redacted.add(message)
        case MessageReacted(message, reaction, given):
            reactions = chat.messages[message].reactions
            before = reactions.get((entry.by, reaction), (0, False))
            reactions[entry.by, reaction] = max(before, (entry.seq, given))
        case RepliesRead(up_to):
            chat.read[entry.by or ""] = max(up_to, chat.read.get(entry.by or "", 0))
