"""Terms of late work as JSON, for courses, lists and the pages."""

from dataclasses import asdict
from typing import Any, cast

from rooms.completion import to_watch
from rooms.errors import Refusal
from rooms.facts import Entry
from rooms.lesson import ScheduleClass, Terms
from rooms.room import Room
from rooms.terms import USUAL, must_hold
from rooms.wire import build
from rooms.works import given_before, unanswered
from server.store.courses import Course, SchoolClass

MOST_WAITING = 50  # questions of one class that lists tell of


def terms_json(terms: Terms) -> dict[str, Any]:
    """Terms as the wire has them."""
    return asdict(terms)


def terms_from_json(value: Any) -> Terms:
    """Read terms strictly; raises Refusal."""
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise Refusal("malformed", "terms are an object.")
    terms = cast("Terms", build(Terms, value))
    must_hold(terms)
    return terms


def terms_of(course: Course | None) -> Terms:
    """What a course's new classes are planned with."""
    return USUAL if course is None or course.terms is None else terms_from_json(course.terms)


def planned(found: SchoolClass, course: Course | None) -> ScheduleClass:
    """A class as it begins: with what its course says."""
    language = course.language if course else None
    return ScheduleClass(
        found.title, found.starts_at, found.lobby, terms_of(course), found.draft, language or None
    )


def late_work(room: Room, entries: list[Entry]) -> dict[str, Any]:
    """What lists need to know of a class's late work; not all of it is for everybody."""
    lesson, agreed = room.lesson, room.terms
    return {
        "terms": terms_json(agreed.terms),
        "closes_at": agreed.closes_at(lesson),
        "extensions": dict(agreed.extensions),
        "whole": None if lesson.ended_at is None else to_watch(entries, room.edit),
        "polls": sum(not poll.anonymous for poll in room.polls.polls.values()),
        "tasks": sum(task.what.counts for _, task in room.tasks.standing),
        "questions": waiting(room, entries),
        "works": works(room, entries),
        "before": given_before(room.tasks) if lesson.opened_at is None else [],
    }


def waiting(room: Room, entries: list[Entry]) -> list[dict[str, Any]]:
    """The questions that wait for an answer, the oldest first."""
    found = [
        (entries[one.seq - 1], question, one)
        for question, one in room.questions.questions.items()
        if not (one.answered or one.redacted)
    ]
    return [
        {
            "question": question,
            "by": one.by,
            "anonymous": one.anonymous,
            "text": getattr(entry.event, "text", ""),
            "late": getattr(entry.event, "late", False),
            "at": one.at,
            "wrote": entry.wrote,
            "owner": one.owner,
            "votes": sum(up for _, _, up in one.votes.values()),
        }
        for entry, question, one in sorted(found, key=lambda each: each[0].wrote)[:MOST_WAITING]
    ]


def works(room: Room, entries: list[Entry]) -> list[dict[str, Any]]:
    """The tasks for which something was handed in that nobody has looked at, what has waited longest at the top."""
    found = []
    for name, task in room.tasks.standing:
        seqs = [seq for person, seq in unanswered(task).items() if person not in room.edit.hidden]
        if seqs:
            oldest = min((entries[seq - 1] for seq in seqs), key=lambda entry: entry.wrote)
            about = {"task": name, "text": task.what.title, "at": task.at, "count": len(seqs)}
            found.append({**about, "by": oldest.by, "wrote": oldest.wrote})
    return sorted(found, key=lambda one: one["wrote"])
