"""Who has completed a class, and what is missing: one rule, met by being there, by watching and doing, or by both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rooms import attendance
from rooms.attendance import Attendance, Part
from rooms.edit import Edit
from rooms.edit import apply as edited
from rooms.facts import Entry, Id, Milliseconds
from rooms.lesson import ClassEnded, ClassOpened, ClassScheduled, RecordingPaused, RecordingResumed, Terms
from rooms.polls import PollOpened
from rooms.spans import Spans, length, overlap, union, without
from rooms.tasks import Task

SLACK: Milliseconds = 2_000
"""A player ends a moment before its recording does."""

NOBODY = Part()
MARKS = (ClassScheduled, ClassOpened, RecordingPaused, RecordingResumed, ClassEnded)


@dataclass(slots=True)
class Record:
    """What completion is judged by: everybody's part, and which passages nobody can watch."""

    attendance: Attendance = field(default_factory=Attendance)
    entries: int = 0
    ended_at: Milliseconds | None = None
    unrecorded_from: Milliseconds | None = None
    unrecorded: list[tuple[Milliseconds, Milliseconds]] = field(default_factory=list)
    edit: Edit = field(default_factory=Edit)
    asked: dict[Id, Milliseconds] = field(default_factory=dict)  # when each poll was opened

    def take_in(self, entries: Sequence[Entry]) -> None:
        """Go on with what was written since the last time."""
        for entry in entries[self.entries :]:
            apply(self, entry)
        self.entries = len(entries)

    def passages(self, now: Milliseconds) -> Spans:
        """What there is to see: the class from its beginning, where it was recorded and is not cut out."""
        end = now if self.ended_at is None else self.ended_at
        begin = self.attendance.begin if self.attendance.begin < end else 0
        gaps = list(self.unrecorded)
        if self.unrecorded_from is not None:
            gaps.append((self.unrecorded_from, end))
        return without(union([(begin, end)]), union([*gaps, *self.edit.gone]))

    @property
    def polls(self) -> set[Id]:
        """Those that ask for names, and that whoever plays the class comes by."""
        return {poll for poll in self.attendance.polls if not self.edit.hides(self.asked.get(poll, 0))}

    @property
    def tasks(self) -> dict[Id, Task]:
        """Those that count, and that whoever plays the class comes by."""
        return {
            task: found
            for task, found in self.attendance.tasks.standing
            if found.what.counts and (found.early or not self.edit.hides(found.at))
        }


def apply(record: Record, entry: Entry) -> None:
    """Take in what happened."""
    attendance.apply(record.attendance, entry)
    edited(record.edit, entry)
    match entry.event:
        case ClassOpened(_, False) | RecordingPaused():
            record.unrecorded_from = entry.at
        case RecordingResumed() if record.unrecorded_from is not None:
            record.unrecorded.append((record.unrecorded_from, entry.at))
            record.unrecorded_from = None
        case PollOpened(poll):
            record.asked[poll] = entry.at
        case ClassEnded():
            record.ended_at = entry.at


def to_watch(entries: Iterable[Entry], edit: Edit) -> Milliseconds:
    """How much there is to see of a class that has ended, without judging anybody."""
    record = Record(edit=edit)
    for entry in entries:
        if isinstance(entry.event, MARKS):
            apply(record, entry)
    return length(record.passages(record.ended_at or 0))


@dataclass(frozen=True, slots=True)
class Done:
    """How far one person is: `seen` of `whole` (milliseconds), polls without their answer and how
    many have it, comments and questions, tasks that count and are not done and how many are."""

    seen: Milliseconds
    whole: Milliseconds
    polls: tuple[Id, ...]
    answered: int
    posts: int
    tasks: tuple[Id, ...]
    tasks_done: int
    complete: bool
    live: bool  # complete by what was done in class alone

    @property
    def share(self) -> int:
        """What was seen, in percent; 100 where nothing can be."""
        if self.whole == 0:
            return 100
        return min(100, (self.seen + SLACK) * 100 // self.whole) if self.seen else 0

    def missing(self, terms: Terms) -> Milliseconds:
        """How much must still be seen."""
        return _missing(terms, self.seen, self.whole)


def done(record: Record, terms: Terms, person: Id, watched: Spans, now: Milliseconds) -> Done:
    """What one person has done by now, and whether it completes the class."""
    found, passages = record.attendance, record.passages(now)
    part = found.parts.get(person, NOBODY)
    stays = union((stay.start, now if stay.end is None else stay.end) for stay in part.stays)
    there = length(overlap(passages, stays))
    seen = length(overlap(passages, union((*stays, *watched))))
    polls = record.polls
    left = tuple(poll for poll in sorted(polls) if (person, poll) not in found.answered)
    whole = length(passages)
    posts = sum(part.live[kind] + part.late[kind] for kind in ("questions", "comments"))
    live_posts = part.live["questions"] + part.live["comments"]
    demanded = left if terms.polls else ()
    tasks = record.tasks
    undone = tuple(sorted(task for task, one in tasks.items() if one.met(person) is None))
    over = record.ended_at is not None  # before the end nobody knows what will be asked
    # What is put to whoever plays the class takes nothing from whoever completed it by being there.
    in_class = len(polls - found.asked_later if part.stays else polls)
    live = (
        over
        and bool(part.stays)
        and live_posts >= terms.posts
        and not _missing(terms, there, whole)
        and (not terms.polls or part.live["answers"] >= in_class)
        and all(one.met(person) == "live" for one in tasks.values() if not one.late)
    )
    if live and part.stays:
        demanded = ()
    # A task is given to all, whenever that is: who says that it counts asks it of those who were there too.
    complete = over and not demanded and not undone
    complete = complete and posts >= terms.posts and not _missing(terms, seen, whole)
    tasks_done = len(tasks) - len(undone)
    counted = (len(polls) - len(left), posts, undone, tasks_done)
    return Done(seen, whole, demanded, *counted, complete, complete and live)


def _missing(terms: Terms, seen: Milliseconds, whole: Milliseconds) -> Milliseconds:
    return still_to_see(whole, terms.share, seen)


def still_to_see(whole: Milliseconds, share: int, seen: Milliseconds = 0) -> Milliseconds:
    """How much must still be seen of `whole`, so that `share` percent of it were."""
    return max(0, whole * share // 100 - SLACK - seen)
