"""A class that was held elsewhere comes in: said what it is, then piece by piece, its words and chat, and then it is made."""

import asyncio
import shutil
import time
from pathlib import Path
from typing import Any

from aiohttp import web

from server.auth import clean_name, clean_title
from server.errors import Problem
from server.http.access import Visit, account_of, course_led, lead
from server.http.answers import answer, body_of, school_of
from server.http.files import CHUNK, clean_file_name
from server.imports import ABOUT as ABOUT_FILE
from server.imports import (
    CHAT,
    IMPORT,
    RECORDING,
    TRANSCRIPT,
    About,
    problem_json,
    read_about,
    remarks_of,
    write,
)
from server.kept_files import import_folder
from server.school import School

MOST_WORDS = 8 << 20  # bytes of a transcript or a chat
MOST_PART = 64 << 20  # bytes of a recording in one request
RESERVE = 256 << 20


async def begin(request: web.Request) -> web.Response:
    """POST courses/{course}/imports {title, size, name?, speaker?} -> {id}: a draft that waits for its recording."""
    course, owner, body = (
        await course_led(request, "create"),
        await account_of(request),
        await body_of(request),
    )
    school, size = school_of(request), body.get("size")
    title = clean_title(body.get("title"))
    if not isinstance(size, int) or isinstance(size, bool) or size < 0:
        raise Problem("bad_request", "size is the recording's, in bytes.")
    if size == 0:
        raise Problem("empty_file")
    most = school.settings.import_megabytes
    if size > most << 20:
        raise Problem("too_large", f"a recording has at most {most} MB.", most)
    # It is kept once as it came and once as ours, until the latter is whole.
    if shutil.disk_usage(school.data).free < 2 * size + RESERVE:
        raise Problem("storage_full")
    person = await school.store.people.find(owner)
    speaker = clean_name(body["speaker"]) if body.get("speaker") else (person.name if person else "")
    made = await school.store.courses.create_class(
        course.id, title, None, lobby=False, recorded=True, kind="import"
    )
    folder = import_folder(school.data, made.id)
    folder.mkdir(parents=True)
    about = About(size, clean_file_name(str(body.get("name", ""))), owner, speaker)
    write(folder / ABOUT_FILE, vars(about))
    return answer({"ok": True, "id": made.id, "received": 0}, 201)


async def bring(request: web.Request) -> web.Response:
    """PUT classes/{id}/import/recording?from=N: the next piece, from byte N on -> {received}; it may be sent again."""
    visitor, folder, about = await _coming(request)
    asked = request.query.get("from", "")
    path = folder / RECORDING
    received = _size(path)
    if not asked.isdigit() or int(asked) != received:
        raise Problem("not_so_far")
    left = min(about.size - received, MOST_PART)
    if request.content_length is None or request.content_length > left:
        raise Problem("too_large", f"at most {left} bytes come next.")
    try:
        with path.open("r+b" if path.exists() else "w+b") as file:
            file.seek(received)
            async for chunk in request.content.iter_chunked(CHUNK):
                received += len(chunk)
                if received > about.size:
                    raise Problem("too_large", "it is longer than it said.")
                await asyncio.to_thread(file.write, chunk)
    except OSError as error:
        raise Problem("storage_full" if error.errno == 28 else "storage_failed") from error
    return answer({"ok": True, "received": _size(path), "class": visitor.found.id})


async def bring_words(request: web.Request) -> web.Response:
    """PUT classes/{id}/import/{what}: its transcript (WebVTT, SRT) or its chat (Zoom's text) with the file as body."""
    _, folder, _ = await _coming(request)
    what = {"transcript": TRANSCRIPT, "chat": CHAT}[request.match_info["what"]]
    data = bytearray()
    async for chunk in request.content.iter_chunked(CHUNK):
        data += chunk
        if len(data) > MOST_WORDS:
            raise Problem("too_large", f"at most {MOST_WORDS >> 20} MB fit here.", MOST_WORDS >> 20)
    if not data:
        raise Problem("empty_file")
    await asyncio.to_thread((folder / what).write_bytes, bytes(data))
    return answer({"ok": True})


async def start(request: web.Request) -> web.Response:
    """POST classes/{id}/import: all has come; make the class of it. Twice is harmless, also when it is made."""
    found = (await lead(request)).found
    told = await standing(school_of(request), found.id)
    if found.kind == "import" and told["state"] == "done":
        return answer({"ok": True, **told})
    visitor, folder, about = await _coming(request, done=True)
    if _size(folder / RECORDING) != about.size:
        raise Problem("not_so_far")
    await school_of(request).store.jobs.queue(IMPORT, visitor.found.id)
    return answer({"ok": True, **await standing(school_of(request), visitor.found.id)})


async def state(request: web.Request) -> web.Response:
    """GET classes/{id}/import: {state, size, received, done, of, error, remarks}: how far it is."""
    visitor = await lead(request)
    return answer({"ok": True, **await standing(school_of(request), visitor.found.id)})


async def standing(school: School, class_id: str) -> dict[str, Any]:
    """How far a class is that is being brought, as the desk shows it."""
    folder = import_folder(school.data, class_id)
    about = read_about(folder)
    job = await school.store.jobs.state(IMPORT, class_id)
    done, whole = school.importing.get(class_id, (0, 0))
    told: dict[str, Any] = {
        "state": "coming" if job is None else job[0],
        "size": about.size if about else 0,
        "received": _size(folder / RECORDING),
        "name": about.name if about else "",
        "done": done,
        "of": whole,
        "error": problem_json(job[1]) if job is not None and job[0] == "failed" else None,
        "remarks": remarks_of(job[1]) if job is not None and job[0] == "done" else [],
    }
    return told


async def _coming(request: web.Request, *, done: bool = False) -> tuple[Visit, Path, About]:
    visitor, school = await lead(request), school_of(request)
    folder = import_folder(school.data, visitor.found.id)
    about = read_about(folder)
    job = await school.store.jobs.state(IMPORT, visitor.found.id)
    begun = job is not None and (job[0] != "failed" and not done)
    if visitor.found.kind != "import" or about is None or begun:
        raise Problem("not_an_import")
    if not school.limits.allow(visitor.person or "api", "import", time.monotonic()):
        raise Problem("too_fast")
    return visitor, folder, about


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
