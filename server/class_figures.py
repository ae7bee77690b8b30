"""What lists show of a class: its figures, kept with its row when it leaves memory."""

from typing import Any, Protocol

from rooms.facts import Entry
from rooms.room import Room
from server.news import news_by_all
from server.terms import late_work
from server.unseen import unseen_by_all


class Readable(Protocol):
    """A class that can be read, led here or not."""

    entries: list[Entry]
    room: Room


def summary(room: Room) -> dict[str, Any]:
    """What lists show of a class: how much there is in it, and how far its transcript is."""
    return {
        "counts": {
            "people": len(room.people.roles),
            "present": len(room.people.present),
            "hands": len(room.hands.queue),
            "messages": len(room.chat.messages) - len(room.chat.redacted),
            "polls": len(room.polls.polls),
            "questions": room.questions.waiting,
            "comments": len(room.notes.comments),
            "captions": len(room.captions.lines),
            "tracks": len(room.tracks.open),
            "entries": room.seq,
        },
        "transcript": room.captions.state,
    }


def whole_summary(class_: Readable) -> dict[str, Any]:
    """The same, and what is not for everybody: its late work, unread comments, and who may not read it."""
    room = class_.room
    unseen = unseen_by_all(room)
    return {
        **summary(room),
        "late": late_work(room, class_.entries),
        "unseen": unseen,
        "news": news_by_all(room, class_.entries, unseen),
        "barred": sorted(room.people.barred),
        "closed": room.lesson.ended_at is not None and room.visibility.hides_from("student"),
    }
