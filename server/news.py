"""What came to each person after a class and is new to them, with its moment, as it is kept with the class for their mail."""

from rooms.comments import answers_to
from rooms.facts import Entry, may_see
from rooms.room import Room
from rooms.works import feedback_for
from server.unseen import LEADS, Unseen

Moments = dict[str, list[int]]
"""When what is new was written, in Unix ms, by what it is: `answers`, `replies`, `comments`, `feedback`, `held`."""


def news_by_all(room: Room, entries: list[Entry], unseen: dict[str, Unseen]) -> dict[str, Moments]:
    """By person, what came after class and is new to them; for whoever leads, comments that wait for approval."""
    opened, after = room.lesson.opened_at, room.lesson.ended_at
    if opened is None or after is None:
        return {}
    found = {
        person: _to(room, person) for person, told in unseen.items() if person != LEADS and any(told.values())
    }
    comments = room.notes.standing.values()
    found[LEADS] = {"held": [one.judged[0] for one in comments if one.state == "held"]}
    moments = {
        person: {
            kind: [entries[seq - 1].wrote for seq in seqs if entries[seq - 1].wrote >= opened + after]
            for kind, seqs in told.items()
        }
        for person, told in found.items()
    }
    there = (
        (person, {kind: some for kind, some in told.items() if some}) for person, told in moments.items()
    )
    return {person: told for person, told in there if told}


def _to(room: Room, person: str) -> dict[str, list[int]]:
    """The seqs of what is new to one person."""
    reader = room.reader(person, "student")
    return {
        "answers": room.questions.answers_for(person),
        "replies": [
            min(one.texts) for one in room.chat.written_to(person) if may_see(one.to, one.by, reader)
        ],
        "comments": answers_to(room.notes, person),
        "feedback": feedback_for(room.tasks, person),
    }
