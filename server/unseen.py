"""What is new to somebody in a class, as the desk tells it: comments, answers, what was said to their works or written to them,
and to those who lead what was done late.

It is kept with the class when that leaves memory.
"""

from typing import Any

from rooms.comments import waiting_for
from rooms.facts import STAFF_ROLES, may_see
from rooms.later import new_to
from rooms.room import Room
from rooms.works import said_to

LEADS = "*"  # no person has that id: whoever leads and was never here

Unseen = dict[str, int]
NOTHING: Unseen = dict.fromkeys(
    ("new", "held", "again", "feedback", "answers", "replies", "votes", "messages", "drawings"), 0
)


def unseen_by_all(room: Room) -> dict[str, Unseen]:
    """By person, for everybody who leads and for all others to whom something is new."""
    told = {LEADS: _of(room, "", leads=True)}
    writers = {one.by for one in room.notes.comments.values()}
    askers = {one.by for one in room.questions.questions.values()}
    judged = {person for _, task in room.tasks.standing for person in task.judged}
    for person in {*room.people.roles, *room.notes.seen, *writers, *askers, *judged}:
        leads = room.people.roles.get(person or "") in STAFF_ROLES
        found = _of(room, person or "", leads=leads)
        if person is not None and (leads or any(found.values())):
            told[person] = found
    return told


def unseen(room: Room | None, kept: dict[str, Any], person: str, role: str) -> Unseen:
    """What is new to one person: from the class where it is at hand, else from what was kept of it."""
    leads = role in STAFF_ROLES
    if room is not None:
        return _of(room, person, leads=room.people.roles.get(person, role) in STAFF_ROLES)
    told: dict[str, Unseen] = kept.get("unseen", {})
    return NOTHING | (told.get(person, told.get(LEADS) if leads else None) or {})


def _of(room: Room, person: str, *, leads: bool) -> Unseen:
    reader = room.reader(person, "instructor" if leads else "student")
    told = {
        "answers": len(room.questions.answers_for(person)),
        "replies": sum(may_see(one.to, one.by, reader) for one in room.chat.written_to(person)),
    }
    late = new_to(room, person).figures() if leads else {"votes": 0, "messages": 0, "drawings": 0}
    return waiting_for(room.notes, person, leads=leads) | said_to(room.tasks, person) | told | late
