"""Who goes out: by themselves, sent out by those who lead, or all together when the class ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rooms import breakouts, broadcasts, films, hands, lesson, people, polling, timers, tracks
from rooms.errors import Refusal
from rooms.facts import Caller, Fact, Id

if TYPE_CHECKING:
    from rooms.room import Room


def go_out(room: Room, person: Id, reason: people.LeaveReason) -> list[Fact]:
    """Whoever goes out takes their hand and their tracks along."""
    facts = [Fact(hands.HandLowered(person))] if person in room.hands.queue else []
    facts += [Fact(tracks.TrackEnded(track)) for track in room.tracks.of(person)]
    return [*facts, Fact(people.PersonLeft(person, reason))]


def sent_out(room: Room, caller: Caller, person: Id, reason: people.LeaveReason) -> list[Fact]:
    """Judge sending somebody out, or banning them."""
    if (
        reason != "removed" or room.lesson.ended_at is None
    ):  # whoever came afterwards can be banned afterwards
        lesson.must_be_live(room.lesson)
    absent = person not in room.people.present
    if absent and (reason != "removed" or not _is_known(room, caller, person)):
        raise Refusal("no_such_person")
    if person == caller.person or room.people.roles.get(person) == "instructor":
        raise Refusal("not_allowed")
    if absent:  # whoever went out by themselves still writes and votes
        return [] if person in room.people.removed else [Fact(people.PersonLeft(person, reason))]
    return go_out(room, person, reason)


def _is_known(room: Room, caller: Caller, person: Id) -> bool:
    """Whether somebody was here, or wrote afterwards; of the latter an assistant cannot tell who may lead."""
    if person in room.people.roles:
        return True
    wrote = any(person in one.of for one in (room.chat.letters, room.notes.letters, room.questions.letters))
    leads = caller.by_server or room.people.role_of(caller) == "instructor"
    return wrote and leads and room.lesson.ended_at is not None


def ended(room: Room) -> list[Fact]:
    """Ending the class ends all that goes on in it, each as a fact of its own."""
    lesson.must_be_live(room.lesson)
    still_open = [(poll, found) for poll, found in room.polls.polls.items() if found.ended_at is None]
    facts = [fact for poll, found in still_open for fact in polling.ended(poll, found)]
    if room.breakouts.open:
        facts += [Fact(breakouts.BreakoutsClosed()), *broadcasts.withdrawn(room.broadcasts)]
    facts += films.hidden(room.films)
    if room.timers.kind is not None:
        facts.append(Fact(timers.TimerStopped()))
    for person in sorted(room.people.present):
        facts += go_out(room, person, "ended")
    return [*facts, Fact(lesson.ClassEnded())]
