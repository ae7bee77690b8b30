"""Brings in classes that were held elsewhere: their recording becomes the class's own, their words and chat its timeline."""

import asyncio
import json
import shutil
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import structlog

from recording import manifest as manifests
from rooms.imports import BroughtLine, BroughtMessage
from server.errors import Problem
from server.foreign_files import run_reader
from server.job_loop import held, take_turns
from server.kept_files import import_folder
from server.problems import PROBLEMS
from server.recordings import recording_folder
from server.school import School
from server.store.jobs import Job
from transcription.brought import Remark, Spoken, Written, read_chat, read_words

IMPORT = "import"
LEASE_MS = 60_000
KEEP_SECONDS = 20.0
LOOK_SECONDS = 1.0
READ_SECONDS = 10 * 3600.0
TRIES = 3
RECORDING, TRANSCRIPT, CHAT = "recording", "transcript", "chat"
ABOUT, MADE = "about.json", "made.json"
ENGINE = "brought"

log = structlog.get_logger("imports")


@dataclass(frozen=True)
class About:
    """What whoever brings a class says of it: how large the recording is, and whose voice it is where no name is told."""

    size: int
    name: str
    person: str
    speaker: str


@dataclass
class Words:
    """What was said and written, by name, and what there is to tell of it."""

    spoken: list[Spoken] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def read_about(folder: Path) -> About | None:
    """What was said of a class that is being brought."""
    try:
        return About(**json.loads((folder / ABOUT).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def write(path: Path, told: dict[str, Any]) -> None:
    """A small file that is there whole or not at all."""
    temporary = path.with_suffix(".part")
    temporary.write_text(json.dumps(told))
    temporary.replace(path)


class Imports:
    """Takes import jobs from the store, one at a time: each may keep a processor busy for long."""

    def __init__(self, school: School) -> None:
        self._school = school

    async def run(self) -> None:
        """Work until cancelled."""
        await take_turns(self._turn, LOOK_SECONDS)

    async def _turn(self) -> bool:
        node, jobs = self._school.classrooms.leases.node, self._school.store.jobs
        job = await jobs.take(IMPORT, node, LEASE_MS)
        if job is not None:
            async with held(lambda: jobs.keep(job, node, LEASE_MS), KEEP_SECONDS):
                await self._do(job)
        return job is not None

    async def _do(self, job: Job) -> None:
        try:
            remarks = await self._bring(job.class_id)
            await self._school.store.jobs.finish(job, "done", json.dumps({"remarks": remarks}))
        except asyncio.CancelledError:
            with suppress(Exception):  # the next start goes on with it at once
                await self._school.store.jobs.finish(job, "waiting")
            raise
        except Problem as problem:
            again = problem.fault == "server" and job.tries < TRIES
            told = {"code": problem.code, "detail": problem.detail}
            await self._school.store.jobs.finish(job, "waiting" if again else "failed", json.dumps(told))
        except Exception:
            log.exception("an import failed", class_id=job.class_id)
            state = "waiting" if job.tries < TRIES else "failed"
            await self._school.store.jobs.finish(job, state, json.dumps({"code": "internal", "detail": ""}))
        finally:
            self._school.importing.pop(job.class_id, None)

    # -- one class

    async def _bring(self, class_id: str) -> list[dict[str, Any]]:
        """Each step is seen to be done before it is done again; the timeline is written last, all at once."""
        folder = import_folder(self._school.data, class_id)
        about = read_about(folder)
        if (await self._school.classrooms.read(class_id)).room.lesson.opened_at is not None:
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
            return []  # a stop came between the last step and its being noted
        if about is None:
            raise Problem("not_a_recording", "it did not come whole.")
        made = await self._media(class_id, folder, about)
        words = await asyncio.to_thread(_read, folder, made)
        if made["short"]:
            words.remarks.insert(0, Remark("short", made["short"]))
        await self._write(class_id, about, made, words)
        # What it came with names people and holds their words: from now on only the class does, where they can be erased.
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
        return [asdict(one) for one in words.remarks]

    async def _media(self, class_id: str, folder: Path, about: About) -> dict[str, Any]:
        """The recording as a class's own, made in a folder beside it."""
        recording = recording_folder(self._school.data, class_id)
        if (folder / MADE).is_file() and manifests.read(recording) is not None:
            return dict(json.loads((folder / MADE).read_bytes()))
        await asyncio.to_thread(_forget, folder)
        making = folder / f"making-{time.time_ns()}"
        started = int(time.time() * 1000)

        def heard(told: dict[str, Any]) -> None:
            self._school.importing[class_id] = (told["done"], told["of"])

        try:
            person = await self._person(class_id, about.speaker, about)
            made = await run_reader(
                "recording.imports",
                str(folder / RECORDING),
                str(making),
                class_id,
                person,
                seconds=READ_SECONDS,
                broken="not_a_recording",
                heard=heard,
            )
            made["began"] = made["began"] or started - made["length"]
            write(folder / MADE, made)
            await asyncio.to_thread(shutil.rmtree, recording, ignore_errors=True)
            making.rename(recording)
        finally:
            await asyncio.to_thread(shutil.rmtree, making, ignore_errors=True)
        return made

    async def _write(self, class_id: str, about: About, made: dict[str, Any], words: Words) -> None:
        names = {about.speaker, *(one.name for one in words.spoken), *(one.name for one in words.written)}
        person = {name: await self._person(class_id, name, about) for name in sorted(names - {""})}
        person[""] = await self._person(class_id, about.speaker, about)
        fields = {
            "opened_at": made["began"],
            "length": made["length"],
            "person": person[""],
            "picture": made["picture"],
            "sound": made["sound"],
            "guests": sorted(set(person.values()) - {about.person}),
            "lines": [
                asdict(BroughtLine(f"i{number}", person[one.name], one.start, one.end, one.text))
                for number, one in enumerate(words.spoken)
            ],
            "messages": [
                asdict(BroughtMessage(f"i{number}", person[one.name], one.at, one.text))
                for number, one in enumerate(words.written)
            ],
            "engine": ENGINE,
        }
        reply = await self._school.classrooms.ask(
            class_id, {"what": "do", "do": "ImportClass", "fields": fields}
        )
        if not reply["ok"]:
            raise RuntimeError(reply["error"]["message"])
        await self._school.classrooms.ask(class_id, {"what": "settled"})

    async def _person(self, class_id: str, name: str, about: About) -> str:
        """Whoever brought the class, by their own name; everybody else belongs to nobody, and stays the same at a second try."""
        own = await self._school.store.people.find(about.person)
        if own is not None and (not name or own.name.casefold() == name.casefold()):
            return own.id
        return await self._school.store.people.guest(class_id, name)


def _read(folder: Path, made: dict[str, Any]) -> Words:
    """The transcript and the chat that came with the recording, as far as they can be true."""
    words, length = Words(), made["length"]
    for name, read, into in ((TRANSCRIPT, read_words, words.spoken), (CHAT, read_chat, words.written)):
        if (folder / name).is_file():
            found, remarks = read((folder / name).read_bytes(), length)
            _extend(into, found)
            words.remarks += remarks
    return words


def _forget(folder: Path) -> None:
    """Put away what a try that was stopped left half made."""
    for left in folder.glob("making-*"):
        shutil.rmtree(left, ignore_errors=True)


def _extend(into: list[Any], found: Iterable[Any]) -> None:
    into += found


def problem_json(told: str) -> dict[str, Any] | None:
    """Why an import failed, as every refusal is told."""
    try:
        kept = json.loads(told)
    except ValueError:
        return None
    code = kept.get("code") if kept.get("code") in PROBLEMS else "internal"
    problem = Problem(str(code), str(kept.get("detail", "")))
    return {
        "code": problem.code,
        "fault": problem.fault,
        "message": problem.message,
        "next": problem.next,
        "detail": problem.detail,
    }


def remarks_of(told: str) -> list[dict[str, Any]]:
    """What there is to tell of an import that was done."""
    try:
        return list(json.loads(told).get("remarks", []))
    except (ValueError, AttributeError):
        return []
