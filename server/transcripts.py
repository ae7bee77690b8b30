"""Writes the transcripts of classes: by stretches while they run, and the rest after they end, one stretch at a time."""

import asyncio
from dataclasses import dataclass
from typing import Any

import structlog

from recording import manifest as manifests
from rooms.captions import AddCaption, CaptionSpoken, ReportTranscript, TranscriptChanged
from rooms.facts import Order, to_group
from rooms.wire import command_to_json
from server.errors import Problem, problem_of
from server.glossaries import glossary_of
from server.hearers import Hearers
from server.job_loop import take_turns
from server.note_transcripts import NoteTranscripts
from server.recordings import recording_folder
from server.school import School
from server.store.jobs import Job
from server.wanted_jobs import TRANSCRIPT
from transcription.afterwards import ClassTranscript, Window
from transcription.engine import SpeechError
from transcription.glossary import hotwords, mended

LEASE_MS = 120_000
LOOK_SECONDS = 1.0
PASSING, MOST_TRIES = ("storage_failed", "class_moved"), 20
"""Troubles that are over by themselves, and how often that is waited for."""

log = structlog.get_logger("transcripts")


@dataclass(slots=True)
class Work:
    """One class's transcript under way."""

    job: Job
    plan: ClassTranscript
    told: bool = False


class Transcripts:
    """Takes transcript jobs from the store; does them in turns, so that no class waits for another's end."""

    def __init__(self, school: School) -> None:
        self._school = school
        self._hearers = Hearers(school)
        self._notes = NoteTranscripts(school, self._hearers.usual)
        self._under_way: dict[str, Work] = {}

    async def run(self) -> None:
        """Work until cancelled."""
        if self._hearers.usual.state != "off":
            await take_turns(self._turn, LOOK_SECONDS)

    async def close(self) -> None:
        """End the worker; a stretch under way is heard again after the next start."""
        await self._hearers.close()

    async def _turn(self) -> bool:
        node = self._school.classrooms.leases.node
        job = await self._school.store.jobs.take(TRANSCRIPT, node, LEASE_MS)
        if job is not None:
            await self._begin(job)
        busy = await self._notes.turn()
        for class_id, work in list(self._under_way.items()):
            try:
                busy = await self._advance(class_id, work) or busy
            except Exception as error:
                log.exception("a transcript failed", class_id=class_id)
                await self._stumbled(class_id, work, error)
        return busy

    async def _stumbled(self, class_id: str, work: Work, error: Exception) -> None:
        """Where the database is away, or another process leads the class now, it is begun anew from what the timeline has,
        once this claim runs out."""
        code = error.code if isinstance(error, Problem) else problem_of(error).code
        if code in PASSING and work.job.tries < MOST_TRIES:
            self._under_way.pop(class_id, None)
        else:
            await self._finish(class_id, work, "failed", "The transcript could not be written.")

    async def _begin(self, job: Job) -> None:
        transcriber, _ = await self._hearers.of(job.class_id)
        if await transcriber.check() == "no_model":
            await self._cannot(job, transcriber.reason)
            return
        entries = (await self._school.classrooms.read(job.class_id)).entries
        spoken = [entry.event for entry in entries if isinstance(entry.event, CaptionSpoken)]
        again = any(
            isinstance(one.event, TranscriptChanged) and one.event.state == "failed" for one in entries
        )
        self._under_way[job.class_id] = Work(job, ClassTranscript(spoken, again=again))

    async def _cannot(self, job: Job, reason: str) -> None:
        """Weights are missing: what was heard stays, and the rest is heard once they are there or another language is set."""
        self._under_way.pop(job.class_id, None)
        await self._tell(job.class_id, ReportTranscript("no_model", reason))
        await self._school.store.jobs.finish(job, "failed", reason)

    async def _advance(self, class_id: str, work: Work) -> bool:
        """Hear one stretch of a class; False if there is nothing to hear just now."""
        node = self._school.classrooms.leases.node
        await self._school.store.jobs.keep(work.job, node, LEASE_MS)
        manifest = await self._manifest(class_id)
        if manifest is None:
            ended = (await self._school.classrooms.read(class_id)).room.lesson.state == "ended"
            if ended:
                await self._finish(class_id, work, "done", "Nothing was recorded.")
            return False
        work.plan.see(manifest)
        window = work.plan.next()
        if window is None:
            if work.plan.state != "working":
                lost = "" if work.plan.state == "done" else "Part of the sound could not be understood."
                await self._finish(class_id, work, work.plan.state, lost)
            return False
        if not work.told:
            work.told = True
            await self._tell(class_id, ReportTranscript("working", ""))
        try:
            await self._hear(class_id, work.plan, window)
        except SpeechError as error:
            await self._cannot(work.job, error.message)
        return True

    async def _hear(self, class_id: str, plan: ClassTranscript, window: Window) -> None:
        folder, terms = (
            recording_folder(self._school.data, class_id),
            await glossary_of(self._school, class_id),
        )
        transcriber, language = await self._hearers.of(class_id)
        try:
            heard = await transcriber.hear(
                folder,
                plan.track(window),
                window.start,
                window.end,
                more=window.more,
                hotwords=hotwords(terms),
                language=language,
            )
        except SpeechError as error:
            log.warning(
                "a stretch was not understood", class_id=class_id, code=error.code, reason=error.message
            )
            if error.code in ("no_model", "bad_weights", "language"):
                raise
            if error.code == "hung":
                plan.put_off(window)
            else:
                plan.gave_up(window)
            return
        for line in plan.heard(window, heard):
            to = None if line.group is None else to_group(line.group)
            await self._tell(class_id, mended(line, terms).command(transcriber.engine), to)

    async def _manifest(self, class_id: str) -> dict[str, Any] | None:
        lesson = (await self._school.classrooms.read(class_id)).room.lesson
        if lesson.state == "ended":
            await self._school.classrooms.ask(class_id, {"what": "settled"})
            return await asyncio.to_thread(manifests.read, recording_folder(self._school.data, class_id))
        reply = await self._school.classrooms.ask(class_id, {"what": "manifest"})
        return reply["manifest"] if reply["ok"] else None

    async def _finish(self, class_id: str, work: Work, state: str, message: str) -> None:
        del self._under_way[class_id]
        await self._tell(class_id, ReportTranscript("failed" if state == "failed" else "done", message))
        await self._school.store.jobs.finish(work.job, state, message)

    async def _tell(
        self, class_id: str, command: AddCaption | ReportTranscript, to: str | None = None
    ) -> None:
        fields = command_to_json(Order("server", command))
        request = {"what": "do", "do": fields.pop("do"), "fields": fields, "to": to}
        fields.pop("id")
        reply = await self._school.classrooms.ask(class_id, request)
        if not reply["ok"]:
            error = reply["error"]
            raise Problem(error["code"]) if error["code"] in PASSING else RuntimeError(error["message"])
