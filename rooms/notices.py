"""What those who lead do with messages: pin them, see who has read an announcement, look at reports, slow the chat down."""

from __future__ import annotations

from dataclasses import dataclass, field

from rooms.chat import Chat, Message, MessageRedacted, reaches_many
from rooms.errors import Refusal
from rooms.facts import STAFF, Audience, Caller, Command, Entry, Event, Fact, Id
from rooms.people import People

PINS_AT_MOST = 10
REASON_LIMIT = 500
SLOWEST = 600


@dataclass(frozen=True, slots=True)
class MessagePinned(Event):
    """A message stays in sight above the chat."""

    message: Id


@dataclass(frozen=True, slots=True)
class MessageUnpinned(Event):
    """A message stays in sight no longer."""

    message: Id


@dataclass(frozen=True, slots=True)
class AnnouncementRead(Event):
    """Somebody has said that they have read an announcement; those who lead see who has."""

    message: Id


@dataclass(frozen=True, slots=True)
class MessageReported(Event):
    """Somebody asks those who lead to look at a message."""

    message: Id
    reason: str


@dataclass(frozen=True, slots=True)
class ReportSettled(Event):
    """Those who lead have looked at a reported message and left it."""

    message: Id


@dataclass(frozen=True, slots=True)
class SlowModeSet(Event):
    """Students write to everyone, and to their group, once in so many seconds; 0: as often as they like."""

    seconds: int


@dataclass(frozen=True, slots=True)
class PinMessage(Command):
    """Keep a message in sight; at most 10."""

    message: Id


@dataclass(frozen=True, slots=True)
class UnpinMessage(Command):
    """Let a pinned message go."""

    message: Id


@dataclass(frozen=True, slots=True)
class Acknowledge(Command):
    """Say that one has read an announcement."""

    message: Id


@dataclass(frozen=True, slots=True)
class ReportMessage(Command):
    """Ask those who lead to look at a message; the reason has at most 500 characters."""

    message: Id
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SettleReport(Command):
    """Leave a reported message as it is."""

    message: Id


@dataclass(frozen=True, slots=True)
class SetSlowMode(Command):
    """Let students write to everyone, or to their group, once in so many seconds, at most 600; 0 ends it."""

    seconds: int


@dataclass(slots=True)
class Notices:
    """What is pinned in its order, who has read which announcement, open reports, and how slow the chat is."""

    pinned: list[Id] = field(default_factory=list)
    read: dict[Id, set[Id | None]] = field(default_factory=dict)
    reports: dict[Id, set[Id | None]] = field(default_factory=dict)
    slow: int = 0


def must_not_be_too_soon(
    notices: Notices, chat: Chat, people: People, to: Audience, caller: Caller, wrote: int
) -> None:
    """In slow mode a student waits between two messages to many."""
    if not notices.slow or not reaches_many(to) or people.is_staff(caller):
        return
    if wrote - chat.last_said.get(caller.person, 0) < notices.slow * 1000:
        raise Refusal("slow_mode", str(notices.slow))


def decide(notices: Notices, chat: Chat, command: Command, caller: Caller) -> list[Fact]:
    """Judge it; whether the caller may see the message is judged in `room`."""
    match command:
        case PinMessage(message):
            return _pin(notices, chat.find(message), message)
        case UnpinMessage(message):
            if message not in notices.pinned:
                return []
            return [Fact(MessageUnpinned(message), chat.find(message).to)]
        case Acknowledge(message):
            if not chat.find(message).announcement:
                raise Refusal("no_such_message")
            done = caller.person in notices.read.get(message, ())
            return [] if done else [Fact(AnnouncementRead(message), STAFF)]
        case ReportMessage(message, reason):
            said = chat.find(message)
            if len(reason) > REASON_LIMIT:
                raise Refusal("too_long", f"a reason has at most {REASON_LIMIT} characters.", REASON_LIMIT)
            if said.by == caller.person:
                raise Refusal("not_allowed")
            done = caller.person in notices.reports.get(message, ())
            return [] if done else [Fact(MessageReported(message, reason.strip()), STAFF)]
        case SettleReport(message):
            return [Fact(ReportSettled(message), STAFF)] if message in notices.reports else []
        case SetSlowMode(seconds):
            if not 0 <= seconds <= SLOWEST:
                raise Refusal("malformed", f"slow mode has 0 to {SLOWEST} seconds.")
            return [] if seconds == notices.slow else [Fact(SlowModeSet(seconds))]
    return []


def _pin(notices: Notices, said: Message, message: Id) -> list[Fact]:
    if message in notices.pinned:
        return []
    if said.to.startswith("person:"):
        raise Refusal("not_allowed")
    if len(notices.pinned) >= PINS_AT_MOST:
        raise Refusal("too_many_pins")
    return [Fact(MessagePinned(message), said.to)]


def apply(notices: Notices, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case MessagePinned(message):
            notices.pinned.append(message)
        case MessageUnpinned(message):
            notices.pinned.remove(message)
        case AnnouncementRead(message):
            notices.read.setdefault(message, set()).add(entry.by)
        case MessageReported(message):
            notices.reports.setdefault(message, set()).add(entry.by)
        case ReportSettled(message):
            notices.reports.pop(message, None)
        case SlowModeSet(seconds):
            notices.slow = seconds
        case MessageRedacted(message):
            notices.reports.pop(message, None)
            if message in notices.pinned:
                notices.pinned.remove(message)
