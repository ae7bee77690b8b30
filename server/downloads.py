"""Makes the films of classes: chunk by chunk while they run, and the rest, joined, within seconds of their end."""

from __future__ import annotations

import asyncio
import hashlib
import json
import shutil
import time
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import structlog

from recording import chapters, chunks
from recording import manifest as manifests
from recording.chunks import Chunk, Seen
from recording.cuts import Cuts
from recording.shelf import Shelf
from recording.shots import Scenes
from rooms.captions import read
from rooms.edit import Edit
from rooms.facts import EVERYONE
from rooms.withheld import is_left_out, masked, masks
from server.composers import Composer, ComposerError
from server.contents import chapters_of
from server.errors import Problem
from server.kept_files import download_folder
from server.recordings import as_edited, recording_folder, wants_mix
from server.school import School
from server.store.jobs import Job
from server.wanted_jobs import DOWNLOAD, REMIX

LEASE_MS = 45_000
KEEP_SECONDS = 15.0
LOOK_SECONDS = 0.5
TRIES = 3
RESERVE = 256 << 20
"""Bytes of disk that are left to the recording of classes."""
FULL, BROKEN, CANNOT, NOTHING = "full", "broken", "cannot", "nothing"
"""Why there is no film: the pages say it in the reader's language."""

log = structlog.get_logger("downloads")


@dataclass
class Work:
    """One class's film under way; ``keys`` are its chunks so far, ``due`` when the next may be whole."""

    job: Job
    shelf: Shelf
    seen: Seen = field(default_factory=Seen)
    keys: list[str] = field(default_factory=list)
    since: int = 0
    due: float = 0.0
    ended: dict[str, Any] | None = None
    edit: Edit = field(default_factory=Edit)
    scenes: Scenes | None = None
    tries: int = 0
    busy: bool = False


class GaveUpError(Exception):
    """The film cannot be made; says why in one word."""


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
            await asyncio.gather(*parts)

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
            for work in list(self._under_way.values()):
                with suppress(Exception):
                    await jobs.keep(work.job, node, LEASE_MS)

    async def _compose(self, composer: Composer) -> None:
        while True:
            busy = False
            for class_id, work in list(self._under_way.items()):
                if work.busy or self._under_way.get(class_id) is not work:
                    continue
                work.busy = True
                try:
                    busy = await self._advance(class_id, work, composer) or busy
                except GaveUpError as reason:
                    await self._finish(class_id, work, "failed", str(reason))
                except Exception:
                    log.exception("a download failed", class_id=class_id)
                    await self._finish(class_id, work, "failed", BROKEN)
                finally:
                    work.busy = False
            if not busy:
                await asyncio.sleep(LOOK_SECONDS)

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
            work.ended = await asyncio.to_thread(_edited, folder, work.edit)
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
            self._must_have_room(work, RESERVE)
            await self._pages(class_id, chunk)
            recording = recording_folder(self._school.data, class_id)
            plan = {**chunk.plan, "careful": work.tries == TRIES - 1}
            asked = {"do": "chunk", "recording": str(recording), "shelf": str(work.shelf.folder)}
            if not await self._ask(class_id, work, composer, {**asked, "key": key, "plan": plan}):
                return
        work.keys.append(key)
        work.since = max(0, chunk.plan["spans"][-1][1] - chunks.BEFORE - 1000)

    async def _plan(self, class_id: str, work: Work, manifest: dict[str, Any]) -> Chunk:
        timeline = await self._school.classrooms.read(class_id)
        names, title = masks(timeline.room), timeline.room.lesson.title
        entries = [masked(one, names) for one in timeline.entries]

        def planned() -> Chunk:
            work.seen.read_on(entries)
            if manifest["state"] == "ended" and work.scenes is None:
                work.scenes = chunks.scenes(manifest, work.seen)
            return chunks.plan(len(work.keys), manifest, work.seen, title, work.scenes)

        chunk = await asyncio.to_thread(planned)
        return chunk.named(await self._school.store.people.names(chunk.people))

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
        words = await self._words(class_id, manifest)
        told = json.dumps([chunks.VERSION, work.keys, words], sort_keys=True)
        signature = hashlib.sha256(told.encode()).hexdigest()
        if not work.keys:
            await self._finish(class_id, work, "done", NOTHING)
        elif await asyncio.to_thread(work.shelf.joined, signature):
            await asyncio.to_thread(work.shelf.note_edit, work.edit.key)
            await self._finish(class_id, work, "done", "")
        else:
            self._must_have_room(work, RESERVE + await asyncio.to_thread(_size, work))
            asked = {"do": "join", "shelf": str(work.shelf.folder), "keys": work.keys, "words": words}
            if work.shelf.edit != work.edit.key:
                await asyncio.to_thread(work.shelf.note_edit, None)
            await self._ask(class_id, work, composer, {**asked, "signature": signature})
            work.shelf = Shelf(work.shelf.folder)

    async def _words(self, class_id: str, manifest: dict[str, Any]) -> dict[str, Any]:
        timeline = await self._school.classrooms.read(class_id)
        entries, title = list(timeline.entries), timeline.room.lesson.title
        found = await self._school.store.courses.find(class_id)
        course = await self._school.store.courses.course(found.course) if found else None
        names = await self._school.store.people.names({line.person for line in read(entries)})
        cuts, end = Cuts(manifest["recorded"]), manifest["recorded"][-1][1] if manifest["recorded"] else 0
        room, hidden = timeline.room, masks(timeline.room)
        shared = [masked(one, hidden) for one in entries if one.to == EVERYONE and not is_left_out(room, one)]
        contents = await chapters_of(self._school, class_id, shared, end)
        return {
            "title": title,
            "album": course.title if course else "",
            "language": self._school.settings.transcription_language,
            "captions": await asyncio.to_thread(chapters.captions, shared, cuts, names),
            "chapters": chapters.chapters(contents, cuts),
        }

    def _must_have_room(self, work: Work, needed: int) -> None:
        work.shelf.folder.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(work.shelf.folder).free < needed:
            raise GaveUpError(FULL)

    async def _finish(self, class_id: str, work: Work, state: str, message: str) -> None:
        if self._under_way.get(class_id) is work:
            del self._under_way[class_id]
        await self._school.store.jobs.finish(work.job, state, message)
        if (await self._school.classrooms.read(class_id)).room.edit.key != work.edit.key:
            await self._school.store.jobs.queue(DOWNLOAD, class_id)


def _edited(folder: Path, edit: Edit) -> dict[str, Any] | None:
    """What is to be in the film; nothing while its sound is still being made anew."""
    made = manifests.read(folder)
    return None if made is None or wants_mix(folder, made, edit) else as_edited(folder, made, edit)


def _size(work: Work) -> int:
    """Bytes of the film's chunks."""
    return sum(piece.length for key in work.keys if (piece := work.shelf.find(key)) is not None)
