"""Tasks: what those who lead give the class to do, what each hands in for it, and what they say to it, live and later alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from rooms.errors import Refusal
from rooms.facts import Command, Entry, Event, Id, Milliseconds
from rooms.files import Attachment
from rooms.letters import Letters

TaskKind = Literal["text", "file", "board"]
"""A written answer (files may go with it), a file (words may go with it), or a note of one's own on the class's board."""

Verdict = Literal["seen", "done", "again"]
"""`seen`: words alone; `done`: it counts, whatever was handed in; `again`: it counts no more until it is handed in anew."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """What is to be done. `length` is how long it takes in class, in milliseconds, which closes nothing; what `counts`
    completes the class; of a `shared` one whoever has handed in reads what the others did. A task for `before` class is
    asked for by its beginning, which closes nothing either."""

    title: str
    text: str = ""
    kind: TaskKind = "text"
    length: Milliseconds | None = None
    counts: bool = True
    shared: bool = False
    before: bool = False


@dataclass(frozen=True, slots=True)
class TaskPrepared(Event):
    """A task stands ready, or reads differently now; for those who lead."""

    task: Id
    what: Assignment


@dataclass(frozen=True, slots=True)
class TaskGiven(Event):
    """The class was given a task at this moment, or it reads differently now: the last one written counts. A `late` one
    was given after class, an `early` one before it began: a cut of the recording takes nothing from that."""

    late_able: ClassVar[bool] = True
    task: Id
    what: Assignment
    late: bool
    early: bool = False


@dataclass(frozen=True, slots=True)
class TaskDropped(Event):
    """A task is taken back with all that was handed in for it; the texts are blank in every copy of the timeline."""

    task: Id


@dataclass(frozen=True, slots=True)
class WorkHandedIn(Event):
    """Somebody handed in, in place of what they had handed in before, whose texts are blank from now on. `item` is a note
    on the board; `late`: first handed in after the class, or by whoever catches up; `early`: before it began."""

    late_able: ClassVar[bool] = True
    task: Id
    text: str
    files: tuple[Attachment, ...]
    item: Id | None
    late: bool
    early: bool = False


@dataclass(frozen=True, slots=True)
class WorkTakenBack(Event):
    """Somebody took back what they had handed in; its text is blank in every copy of the timeline."""

    task: Id


@dataclass(frozen=True, slots=True)
class FeedbackGiven(Event):
    """What those who lead say to somebody's work: once for whose work it is, once for them. The last one counts."""

    task: Id
    person: Id
    text: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class FeedbackRead(Event):
    """Its author has read what was said to their works up to this seq; only they read it."""

    up_to: int


@dataclass(frozen=True, slots=True)
class PrepareTask(Command):
    """Keep a task ready, for those who lead, or change one: a title of at most 200 characters, a text of at most 10,000."""

    task: Id
    what: Assignment


@dataclass(frozen=True, slots=True)
class GiveTask(Command):
    """Give the class a task, prepared or not, before it begins (no note on the board, which there is not yet), in it, or
    after it at a moment. Under the id of one that was given it is changed."""

    task: Id
    what: Assignment


@dataclass(frozen=True, slots=True)
class DropTask(Command):
    """Throw a prepared task away, or take one back that was given, with all that was handed in."""

    task: Id


@dataclass(frozen=True, slots=True)
class HandIn(Command):
    """Hand in, or change what one handed in: at most 10,000 characters, 10 files that one has brought, a note of one's own."""

    task: Id
    text: str = ""
    files: tuple[Id, ...] = ()
    item: Id | None = None


@dataclass(frozen=True, slots=True)
class TakeBackWork(Command):
    """Take back what one handed in."""

    task: Id


@dataclass(frozen=True, slots=True)
class GiveFeedback(Command):
    """Say something to somebody's work, in at most 10,000 characters, and whether it is done or to be done again."""

    task: Id
    person: Id
    text: str = ""
    verdict: Verdict = "seen"


@dataclass(frozen=True, slots=True)
class ReadFeedback(Command):
    """Say that one has read what was said to one's works up to this seq."""

    up_to: int


@dataclass(slots=True)
class Work:
    """How one person's work stands by what was written last, wherever that was placed; `copies` counts how often they handed
    in, and `newest` are the seqs of the last two copies: any older one is blank already."""

    seq: int = 0
    handed: bool = False
    late: bool = False
    early: bool = False
    text: str = ""
    files: tuple[Id, ...] = ()
    item: Id | None = None
    copies: int = 0
    newest: tuple[int, ...] = ()


@dataclass(slots=True)
class Task:
    """A task that was given, with everybody's work and what was said to it (seq, verdict)."""

    what: Assignment
    at: Milliseconds
    late: bool
    seq: int
    early: bool = False
    dropped: bool = False
    works: dict[Id, Work] = field(default_factory=dict)
    judged: dict[Id, tuple[int, Verdict]] = field(default_factory=dict)

    def handed(self, person: Id | None) -> Work | None:
        """What stands of a person's work."""
        found = self.works.get(person or "")
        return found if found is not None and found.handed else None

    def met(self, person: Id) -> Literal["live", "late"] | None:
        """Whether somebody has done it, in class or later: handed in and not sent back, or marked as done."""
        work, (judged, verdict) = self.handed(person), self.judged.get(person, (0, "seen"))
        if verdict != "done" and (work is None or (verdict == "again" and judged > work.seq)):
            return None
        return "late" if work is not None and work.late else "live"


@dataclass(slots=True)
class Tasks:
    """All tasks by id: those that stand ready, those that were given; and which entries hold their words."""

    prepared: dict[Id, Assignment] = field(default_factory=dict)
    tasks: dict[Id, Task] = field(default_factory=dict)
    texts: dict[Id, set[int]] = field(default_factory=dict)
    said: dict[Id, set[int]] = field(default_factory=dict, compare=False)
    """The same of feedback, as far as a reader gets it."""
    letters: Letters = field(default_factory=Letters)
    read: dict[Id, int] = field(default_factory=dict)
    """Up to which seq each has read what was said to their works."""

    def find(self, task: Id) -> Task:
        """A task that was given and stands, or a refusal."""
        if task not in self.tasks or self.tasks[task].dropped:
            raise Refusal("no_such_task")
        return self.tasks[task]

    @property
    def standing(self) -> Iterator[tuple[Id, Task]]:
        """What was given and not taken back."""
        return ((task, found) for task, found in self.tasks.items() if not found.dropped)

    def done_by(self, person: Id) -> tuple[int, int]:
        """How many tasks somebody has done, in class and later."""
        met = [found.met(person) for _, found in self.standing]
        return met.count("live"), met.count("late")

    def held_by(self, file: Id) -> tuple[Task, Id] | None:
        """For which task, and by whom, a file is handed in."""
        for _, found in self.standing:
            for person, work in found.works.items():
                if work.handed and file in work.files:
                    return found, person
        return None


def apply(tasks: Tasks, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case TaskPrepared(task, what):
            tasks.texts.setdefault(task, set()).add(entry.seq)
            if task not in tasks.tasks:
                tasks.prepared[task] = what
        case TaskGiven(task, what, late, early):
            tasks.prepared.pop(task, None)
            tasks.texts.setdefault(task, set()).add(entry.seq)
            known = tasks.tasks.setdefault(task, Task(what, entry.at, late, entry.seq, early))
            if entry.seq > known.seq:
                known.what, known.seq = what, entry.seq
        case TaskDropped(task):
            tasks.prepared.pop(task, None)
            if task in tasks.tasks:
                tasks.tasks[task].dropped = True
                for work in tasks.tasks[task].works.values():
                    work.text = ""
        case WorkHandedIn(task, text, files, item, late, early) if task in tasks.tasks:
            tasks.letters.add(entry.by, text)
            work = tasks.tasks[task].works.setdefault(entry.by or "", Work())
            work.copies, work.newest = work.copies + 1, tuple(sorted((*work.newest, entry.seq))[-2:])
            if entry.seq > work.seq:
                work.seq, work.handed, work.late = entry.seq, True, late
                work.text, work.item, work.early = text, item, early
                work.files = tuple(one.file for one in files)
        case WorkTakenBack(task) if task in tasks.tasks:
            work = tasks.tasks[task].works.setdefault(entry.by or "", Work())
            if entry.seq > work.seq:
                work.seq, work.handed, work.late, work.early = entry.seq, False, False, False
                work.text, work.item, work.files = "", None, ()
        case FeedbackGiven(task, person, _, verdict) if task in tasks.tasks:
            tasks.said.setdefault(task, set()).add(entry.seq)
            judged = tasks.tasks[task].judged
            judged[person] = max(judged.get(person, (0, "seen")), (entry.seq, verdict))
        case FeedbackRead(up_to):
            tasks.read[entry.by or ""] = max(up_to, tasks.read.get(entry.by or "", 0))


def emptied(tasks: Tasks, entry: Entry) -> tuple[int, ...]:
    """The seqs of the entries whose words an entry takes back: the copy of a work before it, or all that a task still has."""
    match entry.event:
        case WorkHandedIn(task) | WorkTakenBack(task) if task in tasks.tasks:
            older = [seq for seq in tasks.tasks[task].works[entry.by or ""].newest if seq < entry.seq]
            return tuple(older[-1:])
        case TaskDropped(task):
            works = tasks.tasks[task].works.values() if task in tasks.tasks else ()
            gone = tasks.texts.get(task, set()).union(
                tasks.said.get(task, set()), *(work.newest[-1:] for work in works)
            )
            return tuple(sorted(gone))
    return ()
