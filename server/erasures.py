"""Erases people: a job that any process may take, resumed where a stop left it, a class at a time, nothing twice."""

import asyncio
import shutil
from pathlib import Path
from typing import Any

import structlog

from recording import manifest as manifests
from recording.erasure import needs_mix, take_out
from recording.remix import made as mix_of
from rooms.spans import Spans
from rooms.traces import microphone_on
from server.class_figures import whole_summary
from server.errors import Problem
from server.finder import Finder
from server.foreign_files import run_reader
from server.imports import IMPORT
from server.job_loop import held, take_turns, together
from server.kept_files import download_folder, import_folder, remove
from server.recordings import recording_folder
from server.remixes import SECONDS
from server.school import School
from server.store.erasures import Erased, digest_of
from server.wanted_jobs import DOWNLOAD, NOTES, REMIX, SUMMARY, TRANSCRIPT, TRANSLATION

LOOK_SECONDS = 1.0
LEASE_MS = 60_000
KEEP_SECONDS = 20.0
PAUSE_MS = 15_000  # until what waits is looked at again
TRIES = 200
READERS = (TRANSCRIPT, NOTES, DOWNLOAD, SUMMARY, REMIX, TRANSLATION)

log = structlog.get_logger("erasures")


class NotNowError(Exception):
    """It has to wait; says why in one word."""


class Erasures:
    """Takes its jobs from the store, and refuses what was signed for whoever is in it."""

    def __init__(self, school: School, finder: Finder) -> None:
        self._school = school
        self._finder = finder
        self._digests: frozenset[str] = frozenset()
        school.tokens.is_erased = self._is_erased

    def _is_erased(self, person: str) -> bool:
        return bool(self._digests) and digest_of(person) in self._digests

    async def refresh(self) -> None:
        """Learn of whom nothing opens anything any more."""
        self._digests = await self._school.store.erasures.digests()

    async def run(self) -> None:
        """Work until cancelled; who is erased elsewhere is learned of meanwhile, however long one erasure takes."""
        await together(take_turns(self._learn, LOOK_SECONDS), take_turns(self._turn, LOOK_SECONDS))

    async def _learn(self) -> bool:
        await self.refresh()
        return False

    async def _turn(self) -> bool:
        node, erasures = self._school.classrooms.leases.node, self._school.store.erasures
        job = await erasures.take(node, LEASE_MS, PAUSE_MS)
        if job is not None:
            async with held(lambda: erasures.keep(job.id, node, LEASE_MS), KEEP_SECONDS):
                await self._do(job)
        return False

    async def _do(self, job: Erased) -> None:
        erasures = self._school.store.erasures
        try:
            await self._erase(job)
        except NotNowError as reason:
            await erasures.finish(job.id, "waiting", str(reason))
        except Exception:
            log.exception("somebody could not be erased", erasure=job.id)
            state = "waiting" if job.tries < TRIES else "failed"
            await erasures.finish(job.id, state, "broken")

    async def _erase(self, job: Erased) -> None:
        store, node = self._school.store, self._school.classrooms.leases.node
        person = job.person
        assert person is not None
        await store.personal.stand_in(job.alias)
        done, waits = list(job.done), ""
        for class_id in await store.personal.classes(person):
            if class_id in done and not await store.log.names(class_id, person):
                continue
            try:
                await self._from_class(class_id, person, job.alias)
            except NotNowError as reason:  # the others need not wait for it
                waits = str(reason)
                continue
            done = [*dict.fromkeys((*done, class_id))]
            await store.erasures.note(job.id, done, node, LEASE_MS)
        if waits:
            raise NotNowError(waits)
        heir = await store.people.owner()
        await store.personal.forget(person, job.alias, heir.id)
        await store.personal.forget_words()
        by = job.alias if job.by == person else job.by
        places = [(one["course"], one["class"]) for one in job.report["classes"]]
        await store.erasures.complete(job.id, places, by, job.alias)
        await store.personal.settle()
        log.info("somebody was erased", erasure=job.id, classes=len(done))

    async def _from_class(self, class_id: str, person: str, alias: str) -> None:
        """One class: what was recorded first, because the timeline says when they could be heard; last what is found."""
        school = self._school
        await self._brought(class_id)
        if not await school.store.log.names(class_id, person) and not await school.store.log.names(
            class_id, alias
        ):
            return  # they only belonged to it
        await self._must_be_quiet(class_id)
        timeline = await school.classrooms.read(class_id)
        if timeline.room.lesson.is_live:
            raise NotNowError("class_runs")
        await self._written_out(class_id)
        await self._from_recording(class_id, person, alias, microphone_on(timeline.entries, person))
        reply = await school.classrooms.ask(class_id, {"what": "erase", "person": person, "alias": alias})
        if not reply["ok"]:
            raise NotNowError("class_runs" if reply["error"]["code"] == "not_ended_yet" else "broken")
        school.standings.forget(class_id)
        timeline = await school.classrooms.read(class_id)
        for file, kept in timeline.room.files.kept.items():
            if kept.by == alias:
                await asyncio.to_thread(remove, school.data, class_id, file)
        await self._finder.anew(class_id)
        await school.store.courses.sum_up(class_id, whole_summary(timeline))
        if timeline.room.edit.hidden.keys() - {alias}:
            await school.store.jobs.queue(REMIX, class_id)

    async def _must_be_quiet(self, class_id: str, kinds: tuple[str, ...] = READERS) -> None:
        """Nothing reads what is about to go, now or soon; what waits for a worker that is switched off is never taken up."""
        settings = self._school.settings
        taken = {
            **dict.fromkeys((TRANSCRIPT, NOTES), settings.transcription != "off"),
            **dict.fromkeys((SUMMARY, TRANSLATION), bool(settings.language_model_url)),
            DOWNLOAD: settings.download_processes > 0,
        }
        for kind in kinds:
            state = await self._school.store.jobs.state(kind, class_id)
            busy = ("waiting", "working") if taken.get(kind, True) else ("working",)
            if state is not None and state[0] in busy:
                raise NotNowError("class_busy")

    async def _brought(self, class_id: str) -> None:
        """A class that is being brought in may be about to name them; what it came with goes once it is a class."""
        await self._must_be_quiet(class_id, (IMPORT,))
        folder = import_folder(self._school.data, class_id)
        if (
            folder.is_dir()
            and (await self._school.classrooms.read(class_id)).room.lesson.opened_at is not None
        ):
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)

    async def _written_out(self, class_id: str) -> None:
        """The recording of a class that has just ended is whole, and what a crash left is mended, before anything goes."""
        school = self._school
        reply = await school.classrooms.ask(class_id, {"what": "settled"})
        folder = recording_folder(school.data, class_id)
        if not reply["ok"] or await asyncio.to_thread(manifests.is_unfinished, folder):
            raise NotNowError("broken")

    async def _from_recording(self, class_id: str, person: str, alias: str, spoke: Spans) -> None:
        school = self._school
        folder = recording_folder(school.data, class_id)
        made = await asyncio.to_thread(manifests.read, folder)
        if made is None:
            return
        mix = await self._mix(folder, made, person, alias)
        await asyncio.to_thread(take_out, folder, person, mix, spoke)
        # What was made of it goes too; a film is made anew once the class tells that it was edited.
        for path in (download_folder(school.data, class_id), school.class_folder(class_id) / "glimpses"):
            await asyncio.to_thread(shutil.rmtree, path, ignore_errors=True)
        school.quiet.pop(class_id, None)
        school.left.pop(class_id, None)

    async def _mix(
        self, folder: Path, made: dict[str, Any], person: str, alias: str
    ) -> dict[str, Any] | None:
        """The mix without them, made if need be; None where they are not in it, or it cannot be made."""
        if not needs_mix(made, person):
            return None
        name = f"mix-{digest_of(alias)[:10]}"
        if mix_of(folder, name) is None:
            arguments = (str(folder), name, person)
            try:
                await run_reader("recording.remix", *arguments, seconds=SECONDS, broken="storage_failed")
            except Problem as problem:
                raise NotNowError("disk_full" if problem.code == "storage_full" else "broken") from problem
        return mix_of(folder, name)
