"""The class to take away: its film and its sound, how far they are, and the files, by Range."""

import asyncio
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

from aiohttp import web

from recording import chunks
from recording import manifest as manifests
from recording.cuts import Cuts
from recording.shelf import Shelf
from rooms.edit import Edit
from server.errors import Problem
from server.http.access import Visit, limit, visit, visit_as
from server.http.answers import answer, school_of
from server.http.outsiders import holder
from server.kept_files import download_folder
from server.recordings import recording_folder
from server.school import School
from server.wanted_jobs import DOWNLOAD, REMIX

KINDS = {"mp4": "video/mp4", "m4a": "audio/mp4"}
RECORDED = "recorded"
UNSAFE = re.compile(r'[\0-\x1f\x7f/\\:*?"<>|]+')


async def listed(request: web.Request) -> web.Response:
    """GET classes/{id}/downloads -> {state, progress, reason, files: [{form, size, url}], recorded: {state, size, reason, url}}:
    what there is, and how far it is."""
    visitor = await _player(request)
    return answer({"ok": True, **await _state(school_of(request), visitor)})


async def prepare(request: web.Request) -> web.Response:
    """POST classes/{id}/downloads?form=recorded: make them, or try again where they failed; the class as it was recorded
    is made only when it is asked for."""
    visitor, school = await _player(request), school_of(request)
    limit(request, visitor.identity, "whole")
    if request.query.get("form") == RECORDED:
        if _recorded(school, visitor)["state"] not in ("offered", "failed", "preparing", "ready"):
            raise Problem("not_as_recorded")
        await asyncio.to_thread(shelf_of(school, visitor).want_copy)
    if school.settings.download_processes and visitor.timeline.room.lesson.state == "ended":
        sound = await school.store.jobs.state(REMIX, visitor.found.id)
        if sound is not None and sound[0] == "failed":  # the film comes after it
            await school.store.jobs.queue(REMIX, visitor.found.id)
        await school.store.jobs.queue(DOWNLOAD, visitor.found.id)
    return answer({"ok": True, **await _state(school, visitor)})


async def fetch(request: web.Request) -> web.StreamResponse:
    """GET classes/{id}/downloads/class.mp4 (or class.m4a, recorded.mp4): the file, by Range; `key` stands in the address for links."""
    if "key" in request.query:
        class_id = request.match_info["id"]
        person, role = school_of(request).tokens.read_download(request.query["key"], class_id)
        visitor = await visit_as(request, holder(class_id, person, role))
    else:
        visitor = await visit(request)
    form, name = request.match_info["form"], request.match_info["name"]
    shelf = shelf_of(school_of(request), visitor)
    if not visitor.inside:
        raise Problem("not_permitted")
    title, path = visitor.timeline.room.lesson.title, _path(shelf, form)
    if name == RECORDED:
        title, path = f"{title} ({RECORDED})", shelf.copy
        if form != "mp4" or not shelf.about_copy.get("signature"):
            raise Problem("no_download")
    if not path.is_file() or not is_current(shelf, visitor):
        raise Problem("no_download")
    return named_file(path, KINDS[form], title, form)


def named_file(path: Path, kind: str, title: str, form: str) -> web.FileResponse:
    """A file under the class's title (RFC 6266)."""
    name = f"{' '.join(UNSAFE.sub(' ', title).split())[:100] or 'class'}.{form}"
    plain = name.encode("ascii", "ignore").decode().strip() if name.isascii() else f"class.{form}"
    told = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    headers = {"Content-Type": kind, "Content-Disposition": told, "Cache-Control": "private, no-cache"}
    return web.FileResponse(path, headers=headers)


async def _player(request: web.Request) -> Visit:
    visitor = await visit(request)
    if not visitor.inside:
        raise Problem("not_permitted")
    return visitor


def shelf_of(school: School, visitor: Visit) -> Shelf:
    """Where the downloads of the visitor's class lie."""
    return Shelf(download_folder(school.data, visitor.found.id))


def is_current(shelf: Shelf, visitor: Visit) -> bool:
    """Whether what lies there shows the class as it is cut now."""
    return shelf.edit == visitor.timeline.room.edit.key


def _path(shelf: Shelf, form: str) -> Path:
    return shelf.film if form == "mp4" else shelf.sound


async def _state(school: School, visitor: Visit) -> dict[str, Any]:
    """`state` is off, none, nothing (was recorded), live, preparing, ready or failed (by a `reason`); what was made before can be had while it is made anew, unless the class was cut since."""
    class_id = visitor.found.id
    job = await school.store.jobs.state(DOWNLOAD, class_id)
    files, shelf = [], shelf_of(school, visitor)
    current = is_current(shelf, visitor)
    for form in KINDS:
        path = _path(shelf, form)
        if current and path.is_file():
            url = _address(school, visitor, f"class.{form}")
            files.append({"form": form, "size": path.stat().st_size, "url": url})
    recorded = _recorded(school, visitor)
    told = {"state": "none", "progress": 0, "reason": "", "files": files, "recorded": recorded}
    if visitor.timeline.room.lesson.state == "live":
        return {**told, "state": "live" if school.settings.download_processes else "off"}
    if job is not None and job[0] == "failed":
        return {**told, "state": "failed", "reason": job[1]}
    if len(files) == len(KINDS):
        return {**told, "state": "ready", "progress": 100}
    if not school.settings.download_processes:
        return {**told, "state": "off"}
    if job is None or job[0] == "done":
        return told if job is None or not current else {**told, "state": "nothing"}
    progress = await asyncio.to_thread(_progress, school, class_id, visitor.timeline.room.edit)
    return {**told, "state": "preparing", "progress": progress}


def _address(school: School, visitor: Visit, name: str) -> str:
    key = quote(school.tokens.download(visitor.found.id, *visitor.holder))
    return f"/api/v1/classes/{visitor.found.id}/downloads/{name}?key={key}"


def _recorded(school: School, visitor: Visit) -> dict[str, Any]:
    """The class as it was recorded: `state` is none (yet), film (the film is that already), refused (too little of it
    can be copied), offered (about so many bytes), preparing, ready or failed (by a `reason`)."""
    shelf = shelf_of(school, visitor)
    about = shelf.about_copy
    told = {
        "state": "none",
        "size": int(about.get("size", 0)),
        "reason": str(about.get("failed", "")),
        "url": "",
    }
    if not about or not is_current(shelf, visitor) or not shelf.film.is_file():
        return told
    if about["alone"] or not about["holds"]:
        return {**told, "state": "film" if about["alone"] else "refused"}
    if about["signature"] and shelf.copy.is_file():
        url = _address(school, visitor, f"{RECORDED}.mp4")
        return {**told, "state": "ready", "size": shelf.copy.stat().st_size, "url": url}
    if told["reason"]:
        return {**told, "state": "failed"}
    return {**told, "state": "preparing" if shelf.wants_copy else "offered"}


def _progress(school: School, class_id: str, edit: Edit) -> int:
    """Per cent of the chunks that are made; what is left then, joining, takes a moment."""
    made = manifests.read(recording_folder(school.data, class_id))
    folder = download_folder(school.data, class_id)
    there = sum(1 for _ in folder.glob("*.chunk")) if folder.is_dir() else 0
    made = manifests.edited(made, edit.gone) if made else None
    whole = chunks.whole(made)[0] if made and Cuts(made["recorded"]).length else 1
    return min(99, 100 * there // whole)
