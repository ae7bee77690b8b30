"""What every command must meet before its concept judges it: the right to give it, its moment, its ids, its place."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rooms import chat, edit, lesson, notes, people, questions, terms, tracks
from rooms.errors import Refusal
from rooms.facts import EVERYONE, STAFF_ROLES, Audience, Caller, Command, Id, Milliseconds, Order, may_see
from rooms.roles import LATE_ABLE, PERMISSIONS, SENDING, WHO_MAY, Permission, Right

if TYPE_CHECKING:
    from rooms.room import Room

ID_SHAPE = re.compile(r"[A-Za-z0-9_-]{1,40}\Z")


def must_have_right(room: Room, command: Command, caller: Caller) -> None:
    """Refuse whoever has no right to give this command now."""
    right = WHO_MAY[type(command).__name__]
    if isinstance(command, tracks.PublishTrack):  # the server gives it for a person, whose right counts
        room.rights.must(room.people, replace(caller, by_server=False), SENDING[command.source])
    if caller.by_server:
        return
    if right == "server" or (right == "staff" and not room.people.is_staff(caller)):
        raise Refusal("not_allowed")
    if caller.person in room.people.removed:
        raise Refusal("removed")
    if right == "present":
        lesson.must_be_live(room.lesson)
        people.must_be_present(room.people, caller)
    if right in ("member", "chat", "ask") and caller.person is None:
        raise Refusal("needs_person")
    needed = _permission(room, command, right)
    if needed is not None:
        room.rights.must(room.people, caller, needed)


def must_be_in_time(room: Room, command: Command, caller: Caller, wrote: int) -> None:
    """Refuse late work after its window from whoever does not lead."""
    name = type(command).__name__
    if (name in LATE_ABLE or name in terms.LATE_WORK) and not room.people.is_staff(caller):
        terms.must_be_in_time(room.terms, room.lesson, caller.person, wrote)


def _permission(room: Room, command: Command, right: Right) -> Permission | None:
    """The right of the table that a command needs, which may depend on whom or what it is for."""
    match command:
        case chat.Say(to=to) | notes.AddComment(to=to):
            return _to_write(room, to)
        case chat.EditMessage(message) if message in room.chat.messages:
            return _to_write(room, room.chat.messages[message].to)
        case notes.EditComment(comment) if comment in room.notes.comments:
            return _to_write(room, room.notes.comments[comment].to)
        case tracks.UnmuteTrack(track) if track in room.tracks.open:
            return SENDING[room.tracks.open[track].source]
    return right if right in PERMISSIONS else None


def _to_write(room: Room, to: Audience) -> Permission | None:
    if to.startswith("person:"):  # those who lead can always be written to
        to_staff = room.people.roles.get(to.removeprefix("person:")) in STAFF_ROLES
        return None if to_staff else "chat_private"
    return "chat_all" if to == EVERYONE else None


def moment(room: Room, order: Order, now: Milliseconds) -> Milliseconds | None:
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


def must_have_ids(command: Command) -> None:
    """Ids are made by clients, and become parts of keys and addresses: only plain ones pass."""
    for name in (
        "message",
        "poll",
        "task",
        "comment",
        "deck",
        "track",
        "caption",
        "proposal",
        "sheet",
        "item",
        "summary",
        "cut",
        "mark",
    ):
        value = getattr(command, name, None)
        if (
            isinstance(value, str)
            and type(command).__name__ != "ReportTranscript"
            and not ID_SHAPE.match(value)
        ):
            raise Refusal("bad_id")
    film = getattr(command, "film", None)
    if film is not None and not ID_SHAPE.match(film if isinstance(film, str) else film.film):
        raise Refusal("bad_id")
    if isinstance(command, questions.AskQuestion) and not ID_SHAPE.match(command.question):
        raise Refusal("bad_id")
    if isinstance(command, terms.GiveExtension | edit.HidePerson) and not ID_SHAPE.match(command.person):
        raise Refusal("bad_id")
    inner = [group.group for group in getattr(command, "groups", None) or ()]
    inner += [one.segment for one in getattr(command, "segments", ())]
    if not all(ID_SHAPE.match(one) for one in inner):
        raise Refusal("bad_id")


def must_belong(room: Room, command: Command, caller: Caller) -> None:
    """Nobody writes from the lobby; before the class begins its chat is open; to a group only its members write."""
    kind, _, name = getattr(command, "to", EVERYONE).partition(":")
    if kind == "group":
        if name not in room.breakouts.members and name not in room.breakouts.groups:
            raise Refusal("no_such_group")
        if not room.people.is_staff(caller) and name not in room.breakouts.groups_of(caller.person):
            raise Refusal("not_in_group")
    must_be_inside(room, caller, before=isinstance(command, chat.Say))


def must_be_inside(room: Room, caller: Caller, *, before: bool = False) -> None:
    """Refuse whoever cannot read the class; nothing is done before it begins, unless `before`."""
    if room.lesson.opened_at is None and not before and not room.people.is_staff(caller):
        raise Refusal("not_open_yet")
    if not room.may_read(caller.person, caller.role):
        raise Refusal("not_present")


def must_have_message(room: Room, command: Command, caller: Caller) -> None:
    """Nobody answers, or reacts to, what was not for them: to them it does not exist."""
    message = command.reply_to if isinstance(command, chat.Say) else getattr(command, "message", None)
    if message is None or caller.by_server:
        return
    said = room.chat.messages.get(message)
    reader = room.reader(caller.person, caller.role)
    inside = room.may_read(caller.person, caller.role)
    if said is None or not inside or not may_see(said.to, said.by, reader):
        raise Refusal("no_such_message")


def must_see_line(room: Room, caption: Id, caller: Caller) -> None:
    """Nobody corrects what they cannot read: to them it does not exist."""
    line = room.captions.lines.get(caption)
    inside = room.may_read(caller.person, caller.role)
    if line is None or not inside or not may_see(line.to, None, room.reader(caller.person, caller.role)):
        raise Refusal("no_such_caption")


def must_have_comment(room: Room, command: Command, caller: Caller) -> None:
    """The same of comments: nobody answers, or reacts to, what was not for them."""
    adds = isinstance(command, notes.AddComment)
    comment = command.reply_to if isinstance(command, notes.AddComment) else getattr(command, "comment", None)
    if caller.by_server or (adds and comment is None):
        return
    found, reader = room.notes.comments.get(comment or ""), room.reader(caller.person, caller.role)
    if found is None or not room.may_read(caller.person, caller.role) or not found.is_for(reader):
        raise Refusal("no_such_comment")
