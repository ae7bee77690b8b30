"""What a class keeps of one person: counted for a report, and the entries themselves to be handed to them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from rooms import chat, notes, questions, terms
from rooms.attendance import attendance
from rooms.board import ItemDrawn
from rooms.captions import CaptionCorrected, CaptionSpoken
from rooms.chat import MessageReacted
from rooms.facts import Entry, Id, Milliseconds, Reader, may_see, to_person
from rooms.gestures import GestureMade
from rooms.notebook import NotebookWritten
from rooms.notes import CommentReacted
from rooms.polls import BallotCast
from rooms.questions import QuestionAnswered
from rooms.room import Room
from rooms.spans import Spans, union
from rooms.tracks import TrackEnded, TrackMuted, TrackPublished, TrackUnmuted

FIGURES = (
    "messages", "questions", "comments", "answers", "reactions", "drawings", "notes", "lines", "written_answers",
    "files", "file_bytes", "minutes",
)  # fmt: skip
"""What is counted: `answers` are polls, `notes` changes of the notes, `lines` of the transcript, `written_answers` to
questions; `minutes` in the room."""

_COUNTED: dict[type, str] = {
    MessageReacted: "reactions",
    CommentReacted: "reactions",
    GestureMade: "reactions",
    BallotCast: "answers",
    ItemDrawn: "drawings",
    NotebookWritten: "notes",
    QuestionAnswered: "written_answers",
}


def figures(room: Room, entries: Iterable[Entry], person: Id) -> dict[str, int]:
    """How much there is of a person, by kind; 0 where there is nothing."""
    told = dict.fromkeys(FIGURES, 0)
    entries = list(entries)
    for entry in entries:
        kind = _COUNTED.get(type(entry.event))
        if kind and entry.by == person:
            told[kind] += 1
    messages, comments, asked = room.chat.messages, room.notes.comments, room.questions.questions
    told["messages"] = sum(
        one.by == person and name not in room.chat.redacted for name, one in messages.items()
    )
    told["comments"] = sum(
        one.by == person and name not in room.notes.redacted for name, one in comments.items()
    )
    told["questions"] = sum(one.by == person and not one.redacted for one in asked.values())
    told["lines"] = sum(line.person == person for line in room.captions.lines.values())
    kept = [
        one.attachment.size
        for name, one in room.files.kept.items()
        if one.by == person and name not in room.files.dropped
    ]
    told["files"], told["file_bytes"] = len(kept), sum(kept)
    part = attendance(entries).parts.get(person)
    told["minutes"] = 0 if part is None else round(part.here(room.lesson.ended_at or 0) / 60_000)
    return told


def theirs(room: Room, entries: Iterable[Entry], person: Id, other: Reader | None = None) -> list[Entry]:
    """What they did and what was noted of them; of others only that they named them, and nothing that is not for them.

    `other`: who takes it, where that is not the person themselves: what they may not see is not in it.
    """
    reader = room.reader(person, "student")
    own = {
        *(name for name, one in room.notes.comments.items() if one.by == person),
        *(name for name, one in room.questions.questions.items() if one.by == person),
    }
    lines = {name for name, line in room.captions.lines.items() if line.person == person}
    found = []
    for entry in entries:
        event = entry.event
        if other is not None and not may_see(entry.to, entry.by, other):
            continue
        if (
            entry.by == person
            or (entry.by is None and getattr(event, "comment", getattr(event, "question", None)) in own)
            or (isinstance(event, CaptionSpoken | CaptionCorrected) and event.caption in lines)
            or (isinstance(event, terms.ExtensionGiven) and event.person == person)
        ):
            found.append(entry)
        elif _written_by_others(entry) or not may_see(entry.to, entry.by, reader):
            continue
        elif entry.to == to_person(person) or _names(event, person):
            found.append(entry)
    return found


def microphone_on(entries: Iterable[Entry], person: Id) -> Spans:
    """When a person's microphone or the sound of their screen could be heard, in class ms."""
    on: dict[Id, Milliseconds] = {}
    theirs: set[Id] = set()
    spans: list[tuple[Milliseconds, Milliseconds]] = []
    last = 0
    for entry in entries:
        last = max(last, entry.at)
        match entry.event:
            case TrackPublished(track, who, "microphone" | "screen_audio", muted) if who == person:
                theirs.add(track)
                if not muted:
                    on[track] = entry.at
            case TrackUnmuted(track) if track in theirs:
                on.setdefault(track, entry.at)
            case TrackMuted(track) | TrackEnded(track) if track in on:
                spans.append((on.pop(track), entry.at))
    spans += [(start, last) for start in on.values()]
    return union([(max(0, start - 1_000), end + 1_000) for start, end in spans])


def _written_by_others(entry: Entry) -> bool:
    module = type(entry.event).__module__
    return entry.by is not None and module in (chat.__name__, notes.__name__, questions.__name__)


def _names(value: Any, person: Id) -> bool:
    if isinstance(value, str):
        return value == person
    if isinstance(value, tuple):
        return any(_names(one, person) for one in value)
    if dataclasses.is_dataclass(value):
        return any(_names(getattr(value, one.name), person) for one in dataclasses.fields(value))
    return False
