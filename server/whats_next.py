"""What is next for somebody: the classes of their desk, how far they are in each, and until when the rest can be done."""

from dataclasses import dataclass
from typing import Any

from rooms.completion import still_to_see
from rooms.facts import STAFF_ROLES
from rooms.room import Room
from server.class_figures import summary, whole_summary
from server.school import School
from server.store.courses import SchoolClass

NOTHING_YET = summary(Room())
NOTHING_MISSING = {"left": 0, "polls": 0, "posts": 0, "tasks": 0}


@dataclass(frozen=True)
class Due:
    """A class that somebody has not completed, until when they can (Unix ms), and what is missing (`mine` of the desk);
    an `early` one has not begun, and asks for tasks until it does."""

    found: SchoolClass
    course: str
    closes_at: int
    missing: dict[str, Any]
    early: bool = False


@dataclass(frozen=True)
class Agenda:
    """What a calendar shows: planned classes, the next first, and what is due, what closes first at the top."""

    planned: tuple[tuple[SchoolClass, str], ...]
    due: tuple[Due, ...]


async def agenda(school: School, person: str, now: int) -> Agenda:
    """What somebody has before them; `now` is Unix ms."""
    courses, classes = await school.store.courses.desk(person)
    titles = {course.id: course.title for course in courses}
    standing = await school.store.progress.of_person(person)
    planned, owed = [], []
    for found, role in classes:
        room, known = await known_of(school, found)
        if keeps_out(known, person, role):
            continue
        title = titles.get(found.course, "")
        state, opened_at, ended_at = times_of(found, room)
        if state == "scheduled" and found.starts_at is not None:
            planned.append((found, title))
            asked = asked_before(known.get("late"), person) if role == "student" else 0
            if asked and found.starts_at > now:
                owed.append(
                    Due(found, title, found.starts_at, {**NOTHING_MISSING, "tasks": asked}, early=True)
                )
        if ended_at is None or opened_at is None:
            continue
        duration = ended_at - opened_at
        told = standing_of(known.get("late"), person, role, standing.get(found.id), duration)
        closes, missing = told["closes_at"], told["mine"]
        if role == "student" and closes is not None and closes > now and missing and not missing["complete"]:
            owed.append(Due(found, title, closes, missing))
    return Agenda(
        tuple(sorted(planned, key=lambda one: one[0].starts_at or 0)),
        tuple(sorted(owed, key=lambda one: one.closes_at)),
    )


def keeps_out(known: dict[str, Any], person: str, role: str) -> bool:
    """Whether a class is not shown to somebody who belongs to it; what only serves to judge that leaves `known`."""
    barred, closed = known.pop("barred", ()), known.pop("closed", False)
    return person in barred or (closed and role not in STAFF_ROLES)


def times_of(found: SchoolClass, room: Room | None) -> tuple[str, int | None, int | None]:
    """State, beginning and end (Unix ms); the room, where it is at hand, knows first that a class has begun or ended."""
    if room is None or room.lesson.opened_at is None:
        return found.state, found.opened_at, found.ended_at
    opened_at, after = room.lesson.opened_at, room.lesson.ended_at
    return room.lesson.state, opened_at, found.ended_at if after is None else opened_at + after


async def known_of(school: School, found: SchoolClass) -> tuple[Room | None, dict[str, Any]]:
    """The room, where it is at hand, and what lists know of the class."""
    timeline = await school.classrooms.at_hand(found.id)
    # A class from before this was kept is read once, like one that is going on elsewhere.
    if timeline is None and (
        found.state == "live" or (found.state == "ended" and not found.summary.keys() >= {"late", "barred"})
    ):
        timeline = await school.classrooms.read(found.id)
        if found.state == "ended":
            await school.store.courses.sum_up(found.id, whole_summary(timeline))
    if timeline is not None:
        return timeline.room, whole_summary(timeline)
    return None, {**NOTHING_YET, **found.summary}


def before_class(late: dict[str, Any] | None, person: str, role: str) -> dict[str, Any] | None:
    """What was given before a class that has not begun: how many tasks there are, how many of them somebody has still to
    do, whether its beginning asks for one of these, and, for those who lead, how many people have done all. None: nothing."""
    given = _given_before(late)
    if not given:
        return None
    if role in STAFF_ROLES:
        ready = set.intersection(*(set(done) for _, done in given))
        return {
            "given": len(given),
            "left": 0,
            "asked": any(asked for asked, _ in given),
            "ready": len(ready),
        }
    left = [asked for asked, done in given if person not in done]
    return {"given": len(given), "left": len(left), "asked": any(left), "ready": 0}


def asked_before(late: dict[str, Any] | None, person: str) -> int:
    """How many tasks somebody has still to do that are asked for by the beginning of a class."""
    return sum(asked for asked, done in _given_before(late) if person not in done)


def _given_before(late: dict[str, Any] | None) -> list[tuple[bool, list[str]]]:
    """Of each task given before a class: whether its beginning asks for it, and who has done it."""
    return (late or {}).get("before") or []


def standing_of(
    late: dict[str, Any] | None, person: str, role: str, row: dict[str, Any] | None, duration: int | None
) -> dict[str, Any]:
    """Until when somebody can do something, and how far they are; `late` as lists keep it, `row` as `progress` does."""
    if late is None:
        return {"closes_at": None, "mine": row}
    terms, closes = late["terms"], late["closes_at"]  # as `terms_json` wrote them
    if closes is not None:
        closes = max(closes, late["extensions"].get(person, 0))
    whole = late.get("whole")  # lists from before this was kept do not say
    missing = {
        "left": still_to_see((duration or 0) if whole is None else whole, terms["share"]),
        "polls": late["polls"] if terms["polls"] else 0,
        "posts": terms["posts"],
        "tasks": late.get("tasks", 0),  # lists from before there were tasks tell of none
    }
    done = not any(missing.values())
    nothing = {
        "at": 0,
        "share": 100 if whole == 0 else 0,
        **missing,
        "begun": False,
        "complete": done,
        "live": False,
    }
    asked = role == "student" and duration is not None
    return {"closes_at": closes, "mine": row or (nothing if asked else None)}
