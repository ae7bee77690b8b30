"""Has the school's language model translate transcripts, a batch of lines at a time, and goes on where it was stopped."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog

from rooms.captions import CaptionSpoken
from rooms.facts import Command, Entry, Order
from rooms.room import Room
from rooms.translations import FailTranslation, FinishTranslation, TranslatedLine, TranslateLines
from rooms.wire import command_to_json
from rooms.withheld import is_left_out
from server.glossaries import glossary_of
from server.job_loop import held, take_turns
from server.language_model import LanguageModel, ModelError
from server.school import School
from server.store.jobs import Job
from server.translator import INSTRUCTIONS, Wanted, answered, batches, question, wanted
from server.wanted_jobs import TRANSLATION
from transcription.glossary import Term

LOOK_SECONDS = 1.0
LEASE_MS, KEEP_SECONDS = 60_000, 15.0
TRIES = 5
GIVE_UP = 3
"""Batches of which not one line could be used, one after the other: the model cannot do it."""

log = structlog.get_logger("translations")


class Translations:
    """Takes wishes for translations from the store."""

    def __init__(self, school: School) -> None:
        self._school = school
        self._model = LanguageModel(school.settings)

    async def run(self) -> None:
        """Work until cancelled; nothing is sent anywhere unless the settings name a language model."""
        if self._school.settings.language_model_url:
            await take_turns(self.turn, LOOK_SECONDS)

    async def turn(self) -> bool:
        """Do one job, which is all that is wanted of one class; False if there is none."""
        jobs = self._school.store.jobs
        job = await jobs.take(TRANSLATION, self._school.classrooms.leases.node, LEASE_MS)
        if job is None:
            return False
        async with self._kept(job):
            await self._do(job)
        await jobs.finish(job, "done")
        if await self._next(job.class_id) is not None:  # wanted in the last moment
            await jobs.queue(TRANSLATION, job.class_id)
        return True

    @asynccontextmanager
    async def _kept(self, job: Job) -> AsyncIterator[None]:
        """The job stays ours however long an answer takes; when the server stops, it waits for the next start."""
        jobs, node = self._school.store.jobs, self._school.classrooms.leases.node
        async with held(lambda: jobs.keep(job, node, LEASE_MS), KEEP_SECONDS):
            try:
                yield
            except asyncio.CancelledError:
                await jobs.finish(job, "waiting")
                raise

    async def _do(self, job: Job) -> None:
        while (language := await self._next(job.class_id)) is not None:
            try:
                told = await self._translate(job, language)
            except Exception:
                log.exception("a translation failed", class_id=job.class_id)
                told = FailTranslation(language, "no_answer")
            if told is not None:
                await self._tell(job.class_id, told)

    async def _next(self, class_id: str) -> str | None:
        wanted_now = (await self._room(class_id)).translations.wanted
        return next(iter(wanted_now), None)

    async def _room(self, class_id: str) -> Room:
        return (await self._school.classrooms.read(class_id)).room

    async def _translate(self, job: Job, language: str) -> FinishTranslation | FailTranslation | None:
        """Translate what is missing; None when nobody wants it any more."""
        if job.tries > TRIES:  # the server stopped in the middle, again and again
            return FailTranslation(language, "interrupted")
        terms = await glossary_of(self._school, job.class_id)
        missing, useless, used = await self._missing(job.class_id, language), 0, 0
        for batch in batches(missing):
            if language not in (await self._room(job.class_id)).translations.wanted:
                return None
            still = await self._still(job.class_id, batch, language)
            if not still:
                continue
            try:
                lines = await self._lines(job.class_id, still, language, terms)
            except ModelError as error:
                log.warning("no translation", class_id=job.class_id, reason=error.reason)
                return FailTranslation(language, error.reason)
            used += len(lines)
            useless = 0 if lines else useless + 1
            if useless == GIVE_UP:
                return FailTranslation(language, "unreadable")
            if lines:
                await self._tell(job.class_id, TranslateLines(language, self._model.name, lines))
        if useless and not used:
            return FailTranslation(language, "unreadable")
        return FinishTranslation(language, len(await self._missing(job.class_id, language)))

    async def _missing(self, class_id: str, language: str) -> list[Wanted]:
        """What is not in this language as it reads now; what is cut out, or said by somebody hidden, is sent nowhere."""
        timeline = await self._school.classrooms.read(class_id)
        room = timeline.room
        told = [entry for entry in list(timeline.entries) if isinstance(entry.event, CaptionSpoken)]
        shown = {_caption(entry) for entry in told if not is_left_out(room, entry)}
        lines = room.captions.lines
        lacks = [name for name in room.translations.lacks(room.captions, language) if name in shown]
        return [wanted(name, lines[name]) for name in sorted(lacks, key=lambda one: lines[one].start)]

    async def _still(self, class_id: str, batch: list[Wanted], language: str) -> list[Wanted]:
        """What is to be sent of a batch by now: a job takes long, and people cut, hide, correct and erase meanwhile."""
        now = set(await self._missing(class_id, language))
        return [one for one in batch if one in now]

    async def _lines(
        self, class_id: str, batch: list[Wanted], language: str, terms: tuple[Term, ...]
    ) -> tuple[TranslatedLine, ...]:
        """The lines of a batch that could be translated; what does not come back as it should is asked for in smaller parts."""
        try:
            answer = await self._model.answer(INSTRUCTIONS, question(batch, language, terms), stammers=True)
        except ModelError as error:
            if error.reason != "unreadable":
                raise
            answer = ""
        lines = answered(batch, answer)
        if lines is not None:
            return lines
        if len(batch) == 1:
            return ()
        size = max(1, len(batch) // 4)
        found: list[TranslatedLine] = []
        for start in range(0, len(batch), size):
            part = await self._still(class_id, batch[start : start + size], language)
            found += await self._lines(class_id, part, language, terms) if part else ()
        return tuple(found)

    async def _tell(self, class_id: str, command: Command) -> None:
        fields = command_to_json(Order("server", command))
        request = {"what": "do", "do": fields.pop("do"), "fields": fields}
        fields.pop("id")
        reply = await self._school.classrooms.ask(class_id, request)
        if not reply["ok"]:
            raise RuntimeError(reply["error"]["message"])


def _caption(entry: Entry) -> str:
    assert isinstance(entry.event, CaptionSpoken)
    return entry.event.caption
