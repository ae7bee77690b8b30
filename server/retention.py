"""How long recordings are kept: a course says after how many days what goes, and it goes; nothing does unless it says so."""

import asyncio
import shutil
from typing import Any, cast

import structlog

from recording.keeping import STEPS, Step, let_go
from server.errors import Problem
from server.kept_files import download_folder
from server.recordings import recording_folder
from server.school import School
from server.store.courses import Course, SchoolClass
from server.store.people import unix_ms
from server.wanted_jobs import DOWNLOAD, TRANSCRIPT

DAY_MS = 24 * 3600 * 1000
MOST_DAYS = 3_650
LOOK_SECONDS = 3600.0

log = structlog.get_logger("retention")

Days = dict[str, int | None]
"""After how many days each step is done; None: never."""


def days_of(course: Course) -> Days:
    """What a course says; at first that everything is kept."""
    said = course.keeping or {}
    return {step: said.get(step) for step in STEPS}


def days_from_json(value: Any) -> Days:
    """Read them strictly; raises Problem where something would go before what is to go first."""
    if not isinstance(value, dict) or set(value) - set(STEPS):
        raise Problem("bad_request", f"keeping has the fields {', '.join(STEPS)}.")
    days: Days = {step: value.get(step) for step in STEPS}
    for one in days.values():
        if one is not None and (type(one) is not int or not 1 <= one <= MOST_DAYS):
            raise Problem("bad_request", f"each is 1 to {MOST_DAYS} days, or null.")
    wanted = [MOST_DAYS + 1 if days[step] is None else cast("int", days[step]) for step in STEPS]
    if wanted != sorted(wanted):
        raise Problem("bad_keeping")
    return days


def plan(found: SchoolClass, days: Days) -> list[tuple[str, int]]:
    """When what goes of a class, in Unix ms."""
    ended = found.ended_at
    return [] if ended is None else [(step, ended + n * DAY_MS) for step, n in days.items() if n is not None]


class Retention:
    """Looks once an hour."""

    def __init__(self, school: School) -> None:
        self._school = school

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            try:
                await self.look(unix_ms())
            except Exception:
                log.exception("recordings could not be looked through")
            await asyncio.sleep(LOOK_SECONDS)

    async def look(self, now: int) -> None:
        """Let go of what is due."""
        for course, classes in await self._school.store.courses.let_go():
            days = days_of(course)
            for found in classes:
                due = [step for step, at in plan(found, days) if at <= now]
                if due and await self._may_go(found):
                    await self._let_go(found, due)

    async def _may_go(self, found: SchoolClass) -> bool:
        """Not while it is being written down or made into a film: both need what would go."""
        if self._school.classrooms.here(found.id) is not None:
            return False
        jobs = self._school.store.jobs
        states = [await jobs.state(kind, found.id) for kind in (TRANSCRIPT, DOWNLOAD)]
        return not any(state is not None and state[0] in ("waiting", "working") for state in states)

    async def _let_go(self, found: SchoolClass, due: list[str]) -> None:
        school = self._school
        for step in due:
            folder = recording_folder(school.data, found.id)
            new = await asyncio.to_thread(let_go, folder, cast("Step", step))
            # Also of what went before: a stop may have come between.
            await asyncio.to_thread(_without_what_was_made, school, found.id, step)
            if not new:
                continue
            log.info("part of a recording went", class_id=found.id, step=step)
            school.quiet.pop(found.id, None)
            await school.store.audit.write(found.course, "went", None, class_id=found.id, about=step)


def _without_what_was_made(school: School, class_id: str, step: str) -> None:
    """The small pictures go with the stage that they show, the film with its sound."""
    made = {
        "stage": school.class_folder(class_id) / "glimpses",
        "sound": download_folder(school.data, class_id),
    }
    if step in made:
        shutil.rmtree(made[step], ignore_errors=True)
