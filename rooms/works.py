"""What of the tasks waits: works for those who lead, what was said to them for their authors, and what is still to be done."""

from __future__ import annotations

from collections.abc import Iterable

from rooms.facts import Entry, Id, Milliseconds
from rooms.tasks import Task, TaskDropped, TaskGiven, Tasks, WorkHandedIn, WorkTakenBack


def unanswered(task: Task) -> dict[Id, int]:
    """Whose work nobody who leads has said anything to since it was handed in, with the seq of its entry."""
    return {
        person: work.seq
        for person, work in task.works.items()
        if work.handed and task.judged.get(person, (0, "seen"))[0] < work.seq
    }


def said_to(tasks: Tasks, person: Id) -> dict[str, int]:
    """How many of somebody's works are to be done again, and how many have feedback that they have not read."""
    judged = [(task, task.judged.get(person, (0, "seen"))) for _, task in tasks.standing]
    again = sum(verdict == "again" and task.met(person) is None for task, (_, verdict) in judged)
    return {"again": again, "feedback": len(feedback_for(tasks, person))}


def feedback_for(tasks: Tasks, person: Id) -> list[int]:
    """The seqs of what was said to somebody's works and they have not read."""
    read = tasks.read.get(person, 0)
    judged = (task.judged[person][0] for _, task in tasks.standing if person in task.judged)
    return [seq for seq in judged if seq > read]


def given_before(tasks: Tasks) -> list[tuple[bool, list[Id]]]:
    """Of each task that was given before class: whether its beginning asks for it, and who has done it."""
    return [
        (task.what.before, sorted(one for one in {*task.works, *task.judged} if task.met(one)))
        for _, task in tasks.standing
        if task.early
    ]


def open_for(entries: Iterable[Entry], reader: Id | None) -> list[tuple[Milliseconds, Id | None, Id, str]]:
    """When and by whom each task was given, and what it is called now; without those that the reader has handed in."""
    found: dict[Id, tuple[Milliseconds, Id | None, Id, str]] = {}
    done: set[Id] = set()
    for entry in sorted(entries, key=lambda one: one.seq):
        match entry.event:
            case TaskGiven(task, what):
                found[task] = (entry.at, entry.by, task, what.title)
            case TaskDropped(task):
                found.pop(task, None)
            case WorkHandedIn(task) if entry.by == reader:
                done.add(task)
            case WorkTakenBack(task) if entry.by == reader:
                done.discard(task)
    return [one for task, one in found.items() if task not in done]
