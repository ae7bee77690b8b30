"""The room: all concepts side by side; `decide` judges a command, `apply` takes in an entry, and nothing else changes it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from rooms import (
    breakouts,
    captions,
    chat,
    files,
    hands,
    lesson,
    notes,
    notices,
    people,
    polls,
    slides,
    tracks,
)
from rooms.errors import Refusal
from rooms.facts import (
    STAFF_ROLES,
    Caller,
    Command,
    Entry,
    Fact,
    Id,
    Milliseconds,
    Order,
    Reader,
    Role,
    may_see,
)
from rooms.roles import LATE_ABLE, WHO_MAY

ID_SHAPE = re.compile(r"[A-Za-z0-9_-]{1,40}\Z")


@dataclass(slots=True)
class Room:
    """Everything that decisions need to know about a class, and the last entry it has taken in."""

    seq: int = 0
    lesson: lesson.Lesson = field(default_factory=lesson.Lesson)
    people: people.People = field(default_factory=people.People)
    hands: hands.Hands = field(default_factory=hands.Hands)
    files: files.Files = field(default_factory=files.Files)
    chat: chat.Chat = field(default_factory=chat.Chat)
    notices: notices.Notices = field(default_factory=notices.Notices)
    polls: polls.Polls = field(default_factory=polls.Polls)
    breakouts: breakouts.Breakouts = field(default_factory=breakouts.Breakouts)
    slides: slides.Slides = field(default_factory=slides.Slides)
    tracks: tracks.Tracks = field(default_factory=tracks.Tracks)
    captions: captions.Captions = field(default_factory=captions.Captions)
    notes: notes.Notes = field(default_factory=notes.Notes)

    def reader(self, person: Id | None, role: Role) -> Reader:
        """How this person reads the timeline now: the role given in class, and every group they were in."""
        return Reader(person, self.people.roles.get(person or "", role), self.breakouts.groups_of(person))

    def may_read(self, person: Id | None, role: Role) -> bool:
        """Whether a member may read the timeline at all: those who wait in the lobby, or were sent out, may not."""
        if person in self.people.removed:
            return False
        if self.people.roles.get(person or "", role) in STAFF_ROLES:
            return True
        waits = self.lesson.lobby and self.lesson.ended_at is None and person not in self.people.admitted
        return not waits


def decide(room: Room, order: Order, caller: Caller, now: Milliseconds, wrote: int = 0) -> list[Fact]:
    """Judge an order against the room as it is; `now` is the class time in milliseconds, `wrote`
    the moment of writing in Unix milliseconds.

    Returns the facts to append, perhaps none when nothing needs to change; raises `Refusal`.
    """
    command = order.command
    _must_have_right(room, command, caller)
    late_at = _moment(room, order, now)
    _must_have_ids(command)
    match command:
        case lesson.EndClass():
            return _end(room)
        case people.LeaveClass(reason):
            person = people.must_be_present(room.people, caller)
            return _go_out(room, person, reason if caller.by_server else "left")
        case people.Remove(person):
            return _remove(room, caller, person)
        case chat.Say() | notes.AddComment() | polls.Vote():
            _must_belong(room, command, caller)
            _must_have_message(room, command, caller)
            if isinstance(command, chat.Say) and late_at is None:
                notices.must_not_be_too_soon(room.notices, room.chat, room.people, command, caller, wrote)
        case chat.React() | chat.EditMessage() | notices.Acknowledge() | notices.ReportMessage():
            _must_have_message(room, command, caller)
    return [
        *lesson.decide(room.lesson, command),
        *people.decide(room.people, room.lesson, command, caller),
        *hands.decide(room.hands, room.people, command, caller),
        *files.decide(room.files, command, caller),
        *chat.decide(room.chat, room.people, room.files, command, caller, late_at, wrote),
        *notices.decide(room.notices, room.chat, command, caller),
        *polls.decide(room.polls, room.people, room.lesson, command, caller, late_at),
        *breakouts.decide(room.breakouts, room.people, room.lesson, command),
        *slides.decide(room.slides, room.lesson, command),
        *tracks.decide(room.tracks, room.people, room.lesson, command, caller),
        *captions.decide(room.captions, command),
        *notes.decide(room.notes, room.people, command, caller, late_at),
    ]


def apply(room: Room, entry: Entry) -> None:
    """Take in an entry: the only way in which a room changes."""
    room.seq = max(room.seq, entry.seq)
    lesson.apply(room.lesson, entry)
    people.apply(room.people, entry)
    hands.apply(room.hands, entry)
    files.apply(room.files, entry)
    chat.apply(room.chat, entry)
    if isinstance(entry.event, chat.MessageSaid):
        room.files.sent.update(sent.file for sent in entry.event.files)
    notices.apply(room.notices, entry)
    polls.apply(room.polls, entry)
    breakouts.apply(room.breakouts, entry)
    slides.apply(room.slides, entry)
    tracks.apply(room.tracks, entry)
    captions.apply(room.captions, entry)
    notes.apply(room.notes, entry)


def replay(entries: Iterable[Entry]) -> Room:
    """The room after these entries, in the order given."""
    room = Room()
    for entry in entries:
        apply(room, entry)
    return room


def _must_have_right(room: Room, command: Command, caller: Caller) -> None:
    right = WHO_MAY[type(command).__name__]
    if caller.by_server:
        return
    if right == "server" or (right == "staff" and not room.people.is_staff(caller)):
        raise Refusal("not_allowed")
    if caller.person in room.people.removed:
        raise Refusal("removed")
    if right == "present":
        lesson.must_be_live(room.lesson)
        people.must_be_present(room.people, caller)
    if right == "member" and caller.person is None:
        raise Refusal("needs_person")


def _moment(room: Room, order: Order, now: Milliseconds) -> Milliseconds | None:
    """Where a late order is placed; None for an order that means now."""
    name = type(order.command).__name__
    if order.at is None:
        # What comes after the end without a moment of its own belongs to the end of the class.
        return room.lesson.ended_at if name in LATE_ABLE else None
    if name not in LATE_ABLE:
        raise Refusal("not_late")
    last = now if room.lesson.ended_at is None else room.lesson.ended_at
    if room.lesson.opened_at is None or not 0 <= order.at <= last:
        raise Refusal("bad_moment")
    return order.at


def _must_have_ids(command: Command) -> None:
    """Ids are made by clients, and become parts of keys and addresses: only plain ones pass."""
    for name in ("message", "poll", "comment", "deck", "track", "caption"):
        value = getattr(command, name, None)
        if (
            isinstance(value, str)
            and type(command).__name__ != "ReportTranscript"
            and not ID_SHAPE.match(value)
        ):
            raise Refusal("bad_id")
    for group in getattr(command, "groups", None) or ():
        if not ID_SHAPE.match(group.group):
            raise Refusal("bad_id")


def _must_belong(room: Room, command: chat.Say | notes.AddComment | polls.Vote, caller: Caller) -> None:
    """Nobody writes from the lobby; before the class begins its chat is open; to a group only its members write."""
    kind, _, name = ("", "", "") if isinstance(command, polls.Vote) else command.to.partition(":")
    if kind == "group":
        if name not in room.breakouts.members and name not in room.breakouts.groups:
            raise Refusal("no_such_group")
        if not room.people.is_staff(caller) and name not in room.breakouts.groups_of(caller.person):
            raise Refusal("not_in_group")
    before = room.lesson.opened_at is None and not isinstance(command, chat.Say)
    if before and not room.people.is_staff(caller):
        raise Refusal("not_open_yet")
    if not room.may_read(caller.person, caller.role):
        raise Refusal("not_present")


def _must_have_message(room: Room, command: Command, caller: Caller) -> None:
    """Nobody answers, or reacts to, what was not for them: to them it does not exist."""
    message = command.reply_to if isinstance(command, chat.Say) else getattr(command, "message", None)
    if message is None or caller.by_server:
        return
    said = room.chat.messages.get(message)
    reader = room.reader(caller.person, caller.role)
    inside = room.may_read(caller.person, caller.role)
    if said is None or not inside or not may_see(said.to, said.by, reader):
        raise Refusal("no_such_message")


def _go_out(room: Room, person: Id, reason: people.LeaveReason) -> list[Fact]:
    """Whoever goes out takes their hand and their tracks along."""
    facts = [Fact(hands.HandLowered(person))] if person in room.hands.queue else []
    facts += [Fact(tracks.TrackEnded(track)) for track in room.tracks.of(person)]
    return [*facts, Fact(people.PersonLeft(person, reason))]


def _remove(room: Room, caller: Caller, person: Id) -> list[Fact]:
    lesson.must_be_live(room.lesson)
    if person not in room.people.present:
        raise Refusal("no_such_person")
    if person == caller.person or room.people.roles.get(person) == "instructor":
        raise Refusal("not_allowed")
    return _go_out(room, person, "removed")


def _end(room: Room) -> list[Fact]:
    """Ending the class ends all that goes on in it, each as a fact of its own."""
    lesson.must_be_live(room.lesson)
    facts = [
        Fact(polls.PollEnded(poll)) for poll, found in room.polls.polls.items() if found.ended_at is None
    ]
    if room.breakouts.open:
        facts.append(Fact(breakouts.BreakoutsClosed()))
    for person in sorted(room.people.present):
        facts += _go_out(room, person, "ended")
    return [*facts, Fact(lesson.ClassEnded())]
