"""Who was in class when, and what each person did in it, live and later: counted from the timeline alone, for those who lead.

What nobody is named for is never counted for anybody: an anonymous vote or question, and what was written to one person.
Every count commutes with late entries, so a timeline may be taken in as it was written or as it plays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from rooms.board import ItemDrawn
from rooms.breakouts import BreakoutsOpened, PersonMoved
from rooms.captions import CaptionSpoken
from rooms.chat import MessageReacted, MessageRedacted, MessageSaid
from rooms.facts import Entry, Event, Id, Milliseconds, Role
from rooms.gestures import GestureMade
from rooms.hands import HandRaised
from rooms.lesson import ClassEnded, ClassOpened, ClassScheduled
from rooms.notes import CommentAdded, CommentApproved, CommentRedacted, CommentRefused
from rooms.people import PersonJoined, PersonLeft, RoleChanged
from rooms.polls import BallotCast, PollOpened, PollWithdrawn
from rooms.questions import QuestionAsked, QuestionRedacted
from rooms.tasks import Tasks, WorkHandedIn
from rooms.tasks import apply as tasked
from rooms.tracks import SpeakerChanged, TrackEnded, TrackMuted, TrackPublished, TrackUnmuted

KINDS = ("messages", "hands", "questions", "reactions", "answers", "strokes", "comments", "tasks")
"""What is counted; `answers` are polls with names that somebody answered, `reactions` also signs, `tasks` those done."""

SEAT: Milliseconds = 60_000
"""Whoever was lost and is back so soon never left: their seat was held."""

LATE_AFTER: Milliseconds = 5 * 60_000
"""Whoever comes later than that came late."""

NEVER: Milliseconds = 2**53  # what never came is behind all that did


@dataclass(slots=True)
class Stay:
    """From when to when somebody was in the room; `end` is None while they are."""

    start: Milliseconds
    end: Milliseconds | None = None
    lost: bool = False


@dataclass(slots=True)
class Part:
    """One person's part in the class; `role` is None for whoever never came in."""

    role: Role | None = None
    stays: list[Stay] = field(default_factory=list)
    spoke: Milliseconds = 0
    live: Counter[str] = field(default_factory=Counter)
    late: Counter[str] = field(default_factory=Counter)

    def here(self, now: Milliseconds) -> Milliseconds:
        """How long they were in the room up to `now`."""
        return sum(max(0, (now if stay.end is None else stay.end) - stay.start) for stay in self.stays)

    @property
    def present(self) -> bool:
        """Whether they are in the room."""
        return bool(self.stays) and self.stays[-1].end is None


@dataclass(slots=True)
class Attendance:
    """Everybody's part, and what is needed to count on."""

    parts: dict[Id, Part] = field(default_factory=dict)
    starts_at: int | None = None
    begin: Milliseconds = 0
    polls: set[Id] = field(default_factory=set)  # those that ask for names
    asked_later: set[Id] = field(default_factory=set)  # of these, what was put to whoever plays the class
    made: dict[tuple[str, Id], tuple[Id, bool]] = field(default_factory=dict)  # what can be taken back
    given: dict[tuple[Id, Id, str], tuple[int, bool, bool]] = field(default_factory=dict)
    answered: set[tuple[Id, Id]] = field(default_factory=set)
    tasks: Tasks = field(default_factory=Tasks)
    speaker: Id | None = None
    since: Milliseconds | None = None  # since when they are heard; None while they cannot be
    microphones: dict[Id, Id] = field(default_factory=dict)

    def part(self, person: Id) -> Part:
        """A person's part, begun with what they do first."""
        return self.parts.setdefault(person, Part())

    def spoke(self, person: Id, now: Milliseconds) -> Milliseconds:
        """How long somebody has spoken up to `now`."""
        going_on = now - self.since if person == self.speaker and self.since is not None else 0
        return self.parts[person].spoke + max(0, going_on)

    def is_late(self, person: Id) -> bool:
        """Whether somebody came in only when the class had been going on for a while."""
        stays = self.parts[person].stays
        return bool(stays) and stays[0].start > self.begin + LATE_AFTER


def attendance(entries: Iterable[Entry]) -> Attendance:
    """Everybody's part after these entries."""
    found = Attendance()
    for entry in entries:
        apply(found, entry)
    return found


def apply(found: Attendance, entry: Entry) -> None:
    """Take in what happened."""
    _come_and_go(found, entry.event, entry.at)
    _speak(found, entry)
    if entry.by is not None and not entry.to.startswith("person:"):
        _do(found, entry, entry.by)
    _take_back(found, entry.event)
    tasked(found.tasks, entry)


def _come_and_go(found: Attendance, event: Event, at: Milliseconds) -> None:
    match event:
        case ClassScheduled(starts_at=starts_at):
            found.starts_at = starts_at
        case ClassOpened(opened_at):
            found.begin = max(0, (found.starts_at or opened_at) - opened_at)
        case PersonJoined(person, role):
            part = found.part(person)
            part.role = role
            last = part.stays[-1] if part.stays else None
            if last is not None and last.end is not None and last.lost and at - last.end <= SEAT:
                last.end, last.lost = None, False
            elif last is None or last.end is not None:
                part.stays.append(Stay(at))
        case PersonLeft(person, reason) if person in found.parts and found.parts[person].present:
            stay = found.parts[person].stays[-1]
            stay.end, stay.lost = at, reason == "lost"
        case RoleChanged(person, role) if person in found.parts and found.parts[person].role is not None:
            found.parts[person].role = role
        case ClassEnded():
            for part in found.parts.values():
                if part.present:
                    part.stays[-1].end = at


def _speak(found: Attendance, entry: Entry) -> None:
    """Of the main room the class knows who speaks; of a group only the lines that were recognised there."""
    at = entry.at
    match entry.event:
        case SpeakerChanged(person):
            _fall_silent(found, at)
            found.speaker, found.since = person, None if person is None else at
        case TrackPublished(track, person, "microphone"):
            found.microphones[track] = person
        case TrackMuted(track) if found.microphones.get(track) == found.speaker:
            _fall_silent(found, at)
        case TrackUnmuted(track) if found.microphones.get(track) == found.speaker:
            found.since = at if found.speaker is not None and found.since is None else found.since
        case TrackEnded(track):
            if found.microphones.pop(track, None) == found.speaker:
                _nobody_speaks(found, at)
        case PersonLeft(person) if person == found.speaker:
            _nobody_speaks(found, at)
        case PersonMoved(person, str()) if person == found.speaker:
            _nobody_speaks(found, at)
        case BreakoutsOpened(groups):
            if any(found.speaker in group.people for group in groups):
                _nobody_speaks(found, at)
        case ClassEnded():
            _nobody_speaks(found, at)
        case CaptionSpoken(_, person, start, end) if entry.to.startswith("group:"):
            found.part(person).spoke += end - start


def _fall_silent(found: Attendance, at: Milliseconds) -> None:
    if found.speaker is not None and found.since is not None:
        found.part(found.speaker).spoke += max(0, at - found.since)
    found.since = None


def _nobody_speaks(found: Attendance, at: Milliseconds) -> None:
    _fall_silent(found, at)
    found.speaker = None


def _do(found: Attendance, entry: Entry, by: Id) -> None:
    match entry.event:
        case MessageSaid(message, late=late):
            _make(found, "messages", message, by, late=late)
        case CommentAdded(comment, _, late, anonymous=False):
            _make(found, "comments", comment, by, late=late)
        case CommentApproved(comment, str() as person, late=late) if ("comments", comment) not in found.made:
            _make(found, "comments", comment, person, late=late)
        case QuestionAsked(question, _, False, late):
            _make(found, "questions", question, by, late=late)
        case WorkHandedIn():
            found.part(by)
        case HandRaised():
            _count(found, "hands", by, late=False)
        case GestureMade(_, late):
            _count(found, "reactions", by, late=late)
        case ItemDrawn(late=late):
            _count(found, "strokes", by, late=late)
        case MessageReacted():
            _react(found, entry.seq, by, entry.event)
        case PollOpened(poll, anonymous=False, late=late):
            found.polls.add(poll)
            if late:
                found.asked_later.add(poll)
        case PollWithdrawn(poll) if poll in found.polls:
            _withdraw(found, poll)
        case BallotCast(poll, _, late) if poll in found.polls and (by, poll) not in found.answered:
            found.answered.add((by, poll))
            _count(found, "answers", by, late=late)


def _count(found: Attendance, kind: str, by: Id, *, late: bool, times: int = 1) -> None:
    part = found.part(by)
    (part.late if late else part.live)[kind] += times


def _withdraw(found: Attendance, poll: Id) -> None:
    """What was answered to a poll that was put after class, and so later, is as if it had not been asked."""
    found.polls.discard(poll)
    found.asked_later.discard(poll)
    for person, answered in [one for one in found.answered if one[1] == poll]:
        found.answered.discard((person, answered))
        _count(found, "answers", person, late=True, times=-1)


def _make(found: Attendance, kind: str, name: Id, by: Id, *, late: bool) -> None:
    found.made[kind, name] = (by, late)
    _count(found, kind, by, late=late)


def _react(found: Attendance, seq: int, by: Id, event: MessageReacted) -> None:
    """Of one person's reactions of a kind to a message the one written last counts, wherever it was placed."""
    key = (by, event.message, event.reaction)
    before = found.given.get(key, (0, False, False))
    if seq < before[0]:
        return
    found.given[key] = (seq, event.given, event.late)
    for (_, stands, late), times in ((before, -1), (found.given[key], 1)):
        if stands:
            _count(found, "reactions", by, late=late, times=times)


def _take_back(found: Attendance, event: Event) -> None:
    match event:
        case MessageRedacted(name):
            kind = "messages"
        case CommentRedacted(name) | CommentRefused(name):
            kind = "comments"
        case QuestionRedacted(name):
            kind = "questions"
        case _:
            return
    gone = found.made.pop((kind, name), None)
    if gone is not None:
        _count(found, kind, gone[0], late=gone[1], times=-1)


def _counts(found: Attendance, person: Id) -> dict[str, dict[str, int]]:
    """How much of each kind somebody did, in class and later; tasks count while they are done."""
    part, done = found.parts[person], found.tasks.done_by(person)
    told = {"live": (part.live, done[0]), "late": (part.late, done[1])}
    return {
        when: {kind: tasks if kind == "tasks" else counted[kind] for kind in KINDS}
        for when, (counted, tasks) in told.items()
    }


def _came(part: Part) -> Milliseconds:
    return part.stays[0].start if part.stays else NEVER


def told(found: Attendance, now: Milliseconds) -> list[dict[str, Any]]:
    """Everybody's part up to `now` as JSON values, in the order of coming; last whoever never came in."""
    in_order = sorted(found.parts.items(), key=lambda one: (_came(one[1]), one[0]))
    return [
        {
            "person": person,
            "role": part.role,
            "present": part.present,
            "came_late": found.is_late(person),
            "stays": [[stay.start, stay.end] for stay in part.stays],
            "here": part.here(now),
            "spoke": found.spoke(person, now),
            **_counts(found, person),
        }
        for person, part in in_order
    ]
