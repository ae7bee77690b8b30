"""What was done late by those who do not lead, as it is told to those who do until they have looked at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rooms import late_work, presses
from rooms.board import ItemDrawn
from rooms.chat import Message, MessageSaid
from rooms.facts import EVERYONE, STAFF, STAFF_ROLES, Entry, Id, Milliseconds, to_person
from rooms.late_work import LateWork
from rooms.polls import BallotCast

if TYPE_CHECKING:
    from rooms.room import Room


@dataclass(frozen=True, slots=True)
class LateNews:
    """What somebody who leads has not looked at: late votes by poll, and the moments of late messages and drawings."""

    votes: dict[Id, int]
    messages: tuple[Milliseconds, ...]
    drawings: tuple[Milliseconds, ...]
    first: int | None  # the lowest seq of all that

    def figures(self) -> dict[str, int]:
        """How many of each."""
        drawings = len(self.drawings)
        return {"votes": sum(self.votes.values()), "messages": len(self.messages), "drawings": drawings}


def new_to(room: Room, person: Id) -> LateNews:
    """What is new to somebody who leads; without what was taken back, is told them as an answer, or may not be played."""
    work, polls, chat, board = room.late_work, room.polls.polls, room.chat, room.board
    after = work.read.get(person, 0)
    votes = {
        poll: [seq for seq in seqs if seq > after] for poll, seqs in work.ballots.items() if poll in polls
    }
    messages = {
        seq: chat.messages[name].at
        for name, seq in work.messages.items()
        if seq > after and name not in chat.redacted and _is_told(room, person, chat.messages[name])
    }
    drawings = {
        seq: board.items[name].at
        for name, seq in work.drawn.items()
        if seq > after and not board.items[name].erased and not _leads(room, board.items[name].by)
    }
    new = [*(seq for seqs in votes.values() for seq in seqs), *messages, *drawings]
    return LateNews(
        {poll: len(seqs) for poll, seqs in votes.items() if seqs},
        tuple(sorted(messages.values())),
        tuple(sorted(drawings.values())),
        min(new, default=None),
    )


def _leads(room: Room, person: Id | None) -> bool:
    return room.people.roles.get(person or "") in STAFF_ROLES


def _is_told(room: Room, person: Id, said: Message) -> bool:
    """Whether a late message is for somebody who leads, and not told them already as an answer."""
    if said.to not in (EVERYONE, STAFF, to_person(person)) or _leads(room, said.by):
        return False
    if person in (said.answers, *said.named):
        return False
    return not (room.edit.hides(said.at) or said.by in room.edit.hidden)


def apply(work: LateWork, entry: Entry) -> None:
    """Take in what was done late, who has looked, and how often each pressed what."""
    late_work.apply(work, entry)
    presses.apply(work.presses, entry)
    match entry.event:
        case BallotCast(poll, late=True):
            work.ballots.setdefault(poll, set()).add(entry.seq)
        case MessageSaid(message, late=True):
            work.messages[message] = entry.seq
        case ItemDrawn(item=item, late=True) if entry.to == EVERYONE:
            work.drawn[item] = entry.seq
