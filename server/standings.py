"""How far everybody is in a class: its timeline and what players told, judged by the one rule and kept for lists."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from rooms import completion
from rooms.completion import Done, Record
from rooms.edit import ClassEdited, PassageCut, PassageRestored
from rooms.facts import STAFF, STAFF_ROLES, Entry
from rooms.lesson import ClassEnded
from rooms.notes import CommentAdded, CommentRedacted
from rooms.polls import BallotCast, PollOpened, PollWithdrawn
from rooms.questions import QuestionAsked, QuestionRedacted
from rooms.room import Room
from rooms.spans import Spans, length, union, without
from rooms.tasks import FeedbackGiven, TaskDropped, TaskGiven, WorkHandedIn, WorkTakenBack
from rooms.terms import TermsSet
from rooms.watching import Watched
from server.store import Store
from server.store.progress import Standing

REMEMBERED = 50  # classes whose record is kept in memory
SLICE = 500  # entries taken in before others have their turn
SHORT = 3_000  # ms: what is too short to send somebody back to
MOST_UNSEEN = 50


class Standings:
    """Judges and keeps how far people are."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._records: OrderedDict[str, Record] = OrderedDict()

    async def record(self, class_id: str, entries: list[Entry]) -> Record:
        """What completion of a class is judged by, up to its last entry."""
        record = self._records.pop(class_id, None)
        if record is None or record.entries > len(entries) or _is_edited(entries[record.entries :]):
            record = Record()  # somebody was perhaps erased in what it knows
        self._records[class_id] = record
        while len(self._records) > REMEMBERED:
            self._records.popitem(last=False)
        while record.entries < len(entries):
            record.take_in(entries[: record.entries + SLICE])
            if record.entries < len(entries):
                await asyncio.sleep(0)
        return record

    def forget(self, class_id: str) -> None:
        """Read a class anew the next time."""
        self._records.pop(class_id, None)

    async def follow(self, class_id: str, entries: list[Entry], room: Room, entry: Entry) -> None:
        """Keep what an entry written after the end, or the end itself, changes."""
        if room.lesson.ended_at is None:
            return
        match entry.event:
            case BallotCast() | CommentAdded() | QuestionAsked() | WorkHandedIn() | WorkTakenBack():
                await self.judge(class_id, entries, room, 0, [entry.by] if entry.by else [])
            case ClassEnded() | TermsSet() | PassageCut() | PassageRestored() | PollOpened():
                await self.judge(class_id, entries, room, 0)
            case FeedbackGiven(_, person) if entry.to == STAFF:
                await self.judge(class_id, entries, room, 0, [person])
            case CommentRedacted() | QuestionRedacted() | PollWithdrawn() | TaskGiven() | TaskDropped():
                await self.judge(class_id, entries, room, 0)

    async def judge(
        self, class_id: str, entries: list[Entry], room: Room, now: int, only: Iterable[str] | None = None
    ) -> dict[str, Done]:
        """Judge these people, or all; how far they are is kept once the class is over. ``now`` matters before that."""
        record = await self.record(class_id, entries)
        people = set(await self._store.progress.students(class_id))
        if only is not None:
            people &= set(only)
        if only is None:
            watched = await self._store.progress.all_watched(class_id)
        else:
            watched = {one: await self._store.progress.watched(class_id, one) or Watched() for one in people}
        terms = room.terms.terms
        judged = {
            person: completion.done(record, terms, person, watched.get(person, Watched()).spans, now)
            for person in sorted(people)
            if room.people.roles.get(person) not in STAFF_ROLES
        }
        if room.lesson.ended_at is not None:
            kept = {person: _standing(room, one) for person, one in judged.items()}
            await self._store.progress.settle(class_id, kept)
        return judged

    async def told(
        self, class_id: str, entries: list[Entry], room: Room, person: str, now: int
    ) -> dict[str, Any]:
        """How far one person is, and what is missing, as JSON values; ``now`` is the latest class time."""
        record = await self.record(class_id, entries)
        watched = await self._store.progress.watched(class_id, person) or Watched()
        one = completion.done(record, room.terms.terms, person, watched.spans, now)
        return {
            **done_json(room, one, person),
            "at": watched.at,
            "spans": watched.spans,
            "unseen": _unseen(record, watched.spans, person, now),
        }


def _is_edited(entries: Iterable[Entry]) -> bool:
    return any(isinstance(one.event, ClassEdited) for one in entries)


def done_json(room: Room, one: Done, person: str) -> dict[str, Any]:
    """How far somebody is, for themselves and for those who lead."""
    terms = room.terms.terms
    return {
        "share": one.share,
        "needed": terms.share,
        "left": one.missing(terms),
        "whole": one.whole,
        "polls": one.polls,
        "posts": one.posts,
        "posts_needed": terms.posts,
        "tasks": one.tasks,
        "tasks_done": one.tasks_done,
        "complete": one.complete,
        "how": ("live" if one.live else "later") if one.complete else None,
        "closes_at": room.terms.closes_at(room.lesson, person),
        "extended": person in room.terms.extensions,
    }


def _standing(room: Room, one: Done) -> Standing:
    terms = room.terms.terms
    begun = one.share > 0 or one.posts > 0 or one.tasks_done > 0 or (terms.polls and one.answered > 0)
    posts = max(0, terms.posts - one.posts)
    missing = (one.missing(terms), len(one.polls), posts, len(one.tasks))
    return Standing(one.share, *missing, begun, one.complete, one.live)


def _unseen(record: Record, watched: Spans, person: str, now: int) -> list[tuple[int, int]]:
    part = record.attendance.parts.get(person, completion.NOBODY)
    stays = [(stay.start, now if stay.end is None else stay.end) for stay in part.stays]
    left = without(record.passages(now), union([*stays, *watched]))
    return [one for one in left if length([one]) >= SHORT][:MOST_UNSEEN]
