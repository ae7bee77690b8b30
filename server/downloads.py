"""Makes the films of classes: chunk by chunk while they run, and the rest, joined, within seconds of their end."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

import structlog

from recording import chunks, copies
from recording import manifest as manifests
from recording.chunks import Chunk
from recording.cuts import Cuts
from recording.shelf import Shelf
from rooms.edit import Edit
from rooms.facts import Entry
from rooms.withheld import masked, masks
from server.composers import Composer, ComposerError
from server.errors import Problem, problem_of
from server.film_words import film_words
from server.film_work import BROKEN, CANNOT, FULL, NOTHING, RESERVE, GaveUpError, Work
from server.job_loop import together
from server.kept_files import download_folder
from server.recordings import as_edited, recording_folder, wants_mix
from server.school import School
from server.wanted_jobs import DOWNLOAD, REMIX

LEASE_MS = 45_000
KEEP_SECONDS = 15.0
LOOK_SECONDS = 0.5
TRIES = 3

log = structlog.get_logger("downloads")


class Downloads:
    """Takes download jobs from the store; each composer makes chunks of the classes in turn."""

    def __init__(self, school: School) -> None:
        self._school = school
        self._composers = [Composer() for _ in range(school.settings.download_processes)]
        self._under_way: dict[str, Work] = {}
        self._running: list[asyncio.Task[None]] = []

    async def run(self) -> None:
        """Work until cancelled."""
        if self._composers:
            parts = [self._take(), self._keep(), *(self._compose(one) for one in self._composers)]
            await together(*parts)

    async def close(self) -> None:
        """End the composers; what they were at is begun again by the next start, at once."""
        for composer in self._composers:
            await composer.close()
        for work in self._under_way.values():
            with suppress(Exception):
                await self._school.store.jobs.finish(work.job, "waiting")

    async def _take(self) -> None:
        node, jobs = self._school.classrooms.leases.node, self._school.store.jobs
        while True:
            try:
                job = await jobs.take(DOWNLOAD, node, LEASE_MS)
            except Exception:
                log.exception("no download could be taken")
                job = None
            if job is not None:
                shelf = Shelf(download_folder(self._school.data, job.class_id))
                self._under_way[job.class_id] = Work(job, shelf)
            await asyncio.sleep(LOOK_SECONDS)

    async def _keep(self) -> None:
        node, jobs = self._school.classrooms.leases.node, self._school.store.jobs
        while True:
            await asyncio.sleep(KEEP_SECONDS)
            for class_id, work in list(self._under_way.items()):
                with suppress(Exception):
                    if not await jobs.keep(work.job, node, LEASE_MS):
                        self._under_way.pop(class_id, None)  # another process makes it

    async def _compose(self, composer: Composer) -> None:
        while True:
            busy = False
            for class_id, work in list(self._under_way.items()):
                if work.busy or work.rests() or self._under_way.get(class_id) is not work:
                    continue
                work.busy = True
                try:
                    busy = await self._advance(class_id, work, composer) or busy
                except GaveUpError as reason:
                    await self._fail(class_id, work, str(reason))
                except Exception as error:
                    log.exception("a download failed", class_id=class_id)
                    if problem_of(error).code != "storage_failed" or not work.rest():
                        await self._fail(class_id, work, BROKEN)
                finally:
                    work.busy = False
            if not busy:
                await asyncio.sleep(LOOK_SECONDS)

    async def _fail(self, class_id: str, work: Work, reason: str) -> None:
        try:
            await self._finish(class_id, work, "failed", reason)
        except Exception:  # its claim runs out, and whoever takes it then comes to the same end
            log.exception("a failed download could not be noted", class_id=class_id)

    # -- one class

    async def _advance(self, class_id: str, work: Work, composer: Composer) -> bool:
        """Make one chunk of a class, or join them all; False if there is nothing to do just now."""
        room = (await self._school.classrooms.read(class_id)).room
        live = room.lesson.state == "live"
        if work.edit.key != room.edit.key:  # all is planned anew, and what stays the same is there
            self._under_way[class_id] = Work(work.job, work.shelf, edit=deepcopy(room.edit))
            return True
        if live and time.monotonic() < work.due:
            return False
        manifest = await self._manifest(class_id, work, live=live)
        if manifest is None:
            if not live and not await self._waits_for_sound(class_id):
                await self._finish(class_id, work, "done", NOTHING)
            return False
        if not live and await asyncio.to_thread(work.outlives, manifest):
            await self._finish(class_id, work, "done", "")
            return False
        count, final = chunks.whole(manifest)
        if len(work.keys) < count:
            await self._make(class_id, work, manifest, composer)
            return True
        if not final:
            missing = (len(work.keys) + 1) * chunks.CHUNK + chunks.MARGIN - Cuts(manifest["recorded"]).length
            work.due = time.monotonic() + max(1.0, missing / 1000)
            return False
        await self._join(class_id, work, manifest, composer)
        return False

    async def _manifest(self, class_id: str, work: Work, *, live: bool) -> dict[str, Any] | None:
        if live:
            asked = {"what": "manifest", "since": work.since or None}
            reply = await self._school.classrooms.ask(class_id, asked)
            return reply["manifest"] if reply["ok"] else None
        if work.ended is None:
            await self._school.classrooms.ask(class_id, {"what": "settled"})
            folder = recording_folder(self._school.data, class_id)
            entries = (await self._school.classrooms.read(class_id)).entries
            work.ended = await asyncio.to_thread(_edited, folder, work.edit, entries)
        return work.ended

    async def _waits_for_sound(self, class_id: str) -> bool:
        """Whether there is a recording after all, whose sound is made anew without somebody: the film comes after it."""
        folder, jobs = recording_folder(self._school.data, class_id), self._school.store.jobs
        if await asyncio.to_thread(manifests.read, folder) is None:
            return False
        sound = await jobs.state(REMIX, class_id)
        if sound is not None and sound[0] == "failed":
            raise GaveUpError(BROKEN)
        await jobs.queue(REMIX, class_id)  # nothing while it waits or is worked on
        return True

    async def _make(self, class_id: str, work: Work, manifest: dict[str, Any], composer: Composer) -> None:
        chunk = await self._plan(class_id, work, manifest)
        key = chunk.key
        if not await asyncio.to_thread(work.shelf.has, key):
            work.must_have_room(RESERVE)
            await self._pages(class_id, chunk)
            recording = recording_folder(self._school.data, class_id)
            plan = {**chunk.plan, "careful": work.tries == TRIES - 1}
            asked = {"do": "chunk", "recording": str(recording), "shelf": str(work.shelf.folder)}
            if not await self._ask(class_id, work, composer, {**asked, "key": key, "plan": plan}):
                return
        work.keys.append(key)
        work.since = max(0, chunk.plan["spans"][-1][1] - chunks.BEFORE - 1000)

    async def _plan(self, class_id: str, work: Work, manifest: dict[str, Any]) -> Chunk:
        await self._learn(class_id, work, manifest)
        title = (await self._school.classrooms.read(class_id)).room.lesson.title
        about = (len(work.keys), manifest, work.seen, title, work.scenes)
        chunk = await asyncio.to_thread(chunks.plan, *about)
        chunk = chunk.named(await self._school.store.people.names(chunk.people))
        made = not work.alone or await asyncio.to_thread(work.shelf.has, chunk.key)
        return chunk if made else chunk.heard()

    async def _learn(self, class_id: str, work: Work, manifest: dict[str, Any]) -> None:
        """Take in what the timeline tells; of a class that is over all at once, and whether its film can be copied."""
        timeline = await self._school.classrooms.read(class_id)
        names = masks(timeline.room)
        entries = [masked(one, names) for one in timeline.entries]
        await asyncio.to_thread(work.learn, entries, manifest)

    async def _pages(self, class_id: str, chunk: Chunk) -> None:
        """A page that was shown is in the film: if it is still being drawn, it is waited for."""
        for deck, page in chunk.pages:
            path = self._school.deck_folder(class_id, deck) / f"{page}.webp"
            if not path.is_file():
                with suppress(Problem):
                    await self._school.pages.wait_for(path, self._school.settings.deck_pages)

    async def _ask(self, class_id: str, work: Work, composer: Composer, asked: dict[str, Any]) -> bool:
        """Have it done; False if it should be tried again. Raises GaveUpError."""
        try:
            told = await composer.ask(asked)
        except ComposerError as error:
            work.tries += 1
            log.warning(
                "a film stumbled", class_id=class_id, code=error.code, reason=error.message, tries=work.tries
            )
            if error.code == "full":
                raise GaveUpError(FULL) from error
            if error.code == "cannot":
                raise GaveUpError(CANNOT) from error
            if work.tries >= TRIES:
                raise GaveUpError(BROKEN) from error
            return False
        work.tries = 0
        log.debug("a film went on", class_id=class_id, what=asked["do"], cpu=told["cpu"])
        return True

    async def _join(self, class_id: str, work: Work, manifest: dict[str, Any], composer: Composer) -> None:
        if not work.keys:
            await self._finish(class_id, work, "done", NOTHING)
            return
        await self._learn(class_id, work, manifest)
        words = work.words = await film_words(self._school, class_id, manifest)
        signature = work.signature(words)
        recording = recording_folder(self._school.data, class_id)
        asked: dict[str, Any] = {
            "recording": str(recording),
            "shelf": str(work.shelf.folder),
            "keys": work.keys,
            "words": words,
        }
        if not await asyncio.to_thread(work.shelf.joined, signature):
            if work.shelf.edit != work.edit.key:
                await asyncio.to_thread(work.shelf.note_edit, None)
            work.must_have_room(RESERVE + await asyncio.to_thread(work.size))
            plan = await self._copied(class_id, work, manifest) if work.alone else None
            asked |= {"do": "join", "signature": signature, "plan": plan}
            await self._ask(class_id, work, composer, asked)
            work.shelf = Shelf(work.shelf.folder)
            return
        wanted = await asyncio.to_thread(work.note, signature)
        if wanted:
            plan = await self._copied(class_id, work, manifest)
            await self._copy(class_id, work, composer, {**asked, "do": "copy", "plan": plan}, signature)
        await self._finish(class_id, work, "done", "")

    async def _copied(self, class_id: str, work: Work, manifest: dict[str, Any]) -> dict[str, Any]:
        assert work.scenes is not None
        title = (await self._school.classrooms.read(class_id)).room.lesson.title
        return await asyncio.to_thread(copies.plan, manifest, work.seen, work.scenes, title)

    async def _copy(
        self, class_id: str, work: Work, composer: Composer, asked: dict[str, Any], signature: str
    ) -> None:
        """Make the class as recorded; the film is there whatever comes of it."""
        told: dict[str, Any] = {"signature": signature, "failed": ""}
        try:
            work.must_have_room(RESERVE + (work.offer.size if work.offer else 0))
            for _ in range(TRIES):
                if await self._ask(class_id, work, composer, asked):
                    break
        except GaveUpError as reason:
            told = {"signature": None, "failed": str(reason)}
            work.shelf.want_copy(False)
        await asyncio.to_thread(work.shelf.note_copy, {**work.shelf.about_copy, **told})

    async def _finish(self, class_id: str, work: Work, state: str, message: str) -> None:
        if self._under_way.get(class_id) is work:
            del self._under_way[class_id]
        await self._school.store.jobs.finish(work.job, state, message)
        if await self._is_behind(class_id, work, state):
            await self._school.store.jobs.queue(DOWNLOAD, class_id)

    async def _is_behind(self, class_id: str, work: Work, state: str) -> bool:
        """Whether something was wanted while the film was finished, for which no job could be queued then."""
        if (await self._school.classrooms.read(class_id)).room.edit.key != work.edit.key:
            return True
        if state != "done":
            return False
        told, made = work.words, work.ended
        if told is not None and made is not None and told != await film_words(self._school, class_id, made):
            return True
        return await asyncio.to_thread(work.owes)


def _edited(folder: Path, edit: Edit, entries: list[Entry]) -> dict[str, Any] | None:
    """What is to be in the film; nothing while its sound is still being made anew."""
    made = manifests.read(folder)
    if made is None or wants_mix(folder, made, edit):
        return None
    return as_edited(folder, made, edit, entries)
