"""Makes the sound of classes anew without the people who are hidden in them: a job for each class, one at a time."""

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import Any

import structlog

from recording import manifest as manifests
from recording.remix import name_of, sweep
from server.errors import Problem
from server.foreign_files import run_reader
from server.job_loop import held, take_turns
from server.recordings import recording_folder, wants_mix
from server.school import School
from server.store.jobs import Job
from server.wanted_jobs import REMIX

LOOK_SECONDS = 1.0
SECONDS = 1800
"""For one class: an hour of it takes about a minute of a processor."""
LEASE_MS, KEEP_SECONDS = 60_000, 20.0
TRIES = 3

log = structlog.get_logger("remixes")


class Remixes:
    """Takes its jobs from the store."""

    def __init__(self, school: School) -> None:
        self._school = school

    async def run(self) -> None:
        """Work until cancelled."""
        await take_turns(self._turn, LOOK_SECONDS)

    async def _turn(self) -> bool:
        node, jobs = self._school.classrooms.leases.node, self._school.store.jobs
        job = await jobs.take(REMIX, node, LEASE_MS)
        if job is not None:
            async with held(lambda: jobs.keep(job, node, LEASE_MS), KEEP_SECONDS):
                await self._do(job)
        return False  # what failed is not tried again at once

    async def _do(self, job: Job) -> None:
        jobs, state = self._school.store.jobs, "done"
        voices = await self._voices(job.class_id)
        try:
            await self._make(job.class_id)
        except asyncio.CancelledError:
            with suppress(Exception):  # the next start goes on with it at once
                await jobs.finish(job, "waiting")
            raise
        except Exception as error:
            told = error.message if isinstance(error, Problem) else repr(error)
            log.warning("a class could not be mixed anew", class_id=job.class_id, reason=told)
            state = "waiting" if job.tries < TRIES else "failed"
        await jobs.finish(job, state)
        if await self._voices(job.class_id) != voices:  # who is hidden changed meanwhile
            await jobs.queue(REMIX, job.class_id)

    async def _voices(self, class_id: str) -> str:
        return (await self._school.classrooms.read(class_id)).room.edit.voices

    async def _make(self, class_id: str) -> None:
        await self._school.classrooms.ask(class_id, {"what": "settled"})
        edit = (await self._school.classrooms.read(class_id)).room.edit
        folder, voices, hidden = (
            recording_folder(self._school.data, class_id),
            edit.voices,
            sorted(edit.hidden),
        )
        made: dict[str, Any] | None = await asyncio.to_thread(manifests.read, folder)
        if made is not None and voices and wants_mix(folder, made, edit):
            arguments = (str(folder), name_of(voices), *hidden)
            await run_reader("recording.remix", *arguments, seconds=SECONDS, broken="storage_failed")
            await self._school.classrooms.ask(class_id, {"what": "do", "do": "TellEdited", "fields": {}})
        await asyncio.to_thread(_tidy, folder, voices)


def _tidy(folder: Path, voices: str) -> None:
    """Mixes without others than those who are hidden now are of no use any more, nor is what is half made of one; the
    one of the class stays."""
    sweep(folder, name_of(""))
    for path in folder.glob(f"{name_of('')}*"):
        if path.is_file() and path.stem != name_of(voices):
            path.unlink(missing_ok=True)
