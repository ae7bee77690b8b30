"""Files that people bring to a class: looked at, kept beside its recording, found by those who may have them."""

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rooms.facts import STAFF_ROLES, Reader, may_see
from rooms.files import Attachment
from rooms.room import Room
from server.content import PICTURES
from server.errors import Problem
from server.foreign_files import run_reader
from server.kept_files import files_folder, preview_of, remove
from server.school import School

Left = Callable[[Room], int]
"""How large a file may be that is added to a class as it is now; raises Problem when there is no room at all."""

RENDER_SECONDS = 60
NOTE_SECONDS = 120


async def keep(
    school: School,
    class_id: str,
    person: str,
    arrived: Path,
    attachment: Attachment,
    *,
    note: bool,
    most: int,
    left: Left,
) -> dict[str, Any]:
    """Move what arrived into the class and write it down for its owner; leaves nothing behind if it cannot be.

    ``most``: how large it may be, also after a spoken comment was written anew; ``left``: what the class has room for.
    """
    path = files_folder(school.data, class_id) / attachment.file
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        seen = await _look(arrived, attachment.kind, preview_of(path), note=note)
        size = await size_within(arrived, most)
        told = {
            "file": attachment.file,
            "name": attachment.name,
            "kind": attachment.kind,
            "size": size,
            **seen,
        }
        await asyncio.to_thread(shutil.move, arrived, path)
        request = {"what": "do", "do": "AddFile", "fields": {"attachment": told}}
        await write_down(school, class_id, {**request, "person": person, "by": person}, size, left)
    except BaseException:
        remove(school.data, class_id, attachment.file)
        raise
    return told


async def write_down(school: School, class_id: str, request: dict[str, Any], size: int, left: Left) -> None:
    """Have the class write down a file, if it still has room: between the look and the entry nobody adds another here."""
    async with school.adding.setdefault(class_id, asyncio.Lock()):
        if size > left((await school.classrooms.read(class_id)).room):
            raise Problem("class_full", "others were faster.")
        reply = await school.classrooms.ask(class_id, request)
    if not reply["ok"]:
        raise Problem("bad_request", reply["error"]["message"])


async def size_within(arrived: Path, most: int) -> int:
    """The size of what arrived, which its reader may have written anew; refuses what grew too large by that."""
    size = (await asyncio.to_thread(arrived.stat)).st_size
    if size > most:
        megabytes = max(1, most >> 20)
        raise Problem("too_large", f"at most {megabytes} MB fit here.", megabytes)
    return size


async def _look(arrived: Path, kind: str, target: Path, *, note: bool) -> dict[str, Any]:
    if note:
        return await run_reader(
            "recording.voice_note", str(arrived), seconds=NOTE_SECONDS, broken="not_a_note"
        )
    if kind not in PICTURES:
        return {"width": 0, "height": 0}
    return await run_reader(
        "server.render_preview",
        str(arrived),
        kind,
        str(target),
        seconds=RENDER_SECONDS,
        broken="broken_picture",
    )


def attachment_for(room: Room, file: str, reader: Reader) -> Attachment | None:
    """The file if the reader may have it: its owner, and whoever may see the message, comment or work on which it hangs."""
    kept = room.files.kept.get(file)
    if kept is None or file in room.files.dropped:
        return None
    if kept.by is not None and kept.by == reader.person:
        return kept.attachment
    leads = reader.role in STAFF_ROLES  # they may look at what is cut out
    for name, said in room.chat.messages.items():
        if file in said.files and name not in room.chat.redacted and may_see(said.to, said.by, reader):
            return kept.attachment if leads or not _left_out(room, said.at, said.by) else None
    handed = room.tasks.held_by(file)
    if handed is not None:
        task, whose = handed
        shown = task.what.shared and task.handed(reader.person) is not None and whose not in room.edit.hidden
        return kept.attachment if leads or shown else None
    for one in room.notes.standing.values():
        if one.note is not None and one.note.file == file and one.is_for(reader):
            return kept.attachment if leads or not _left_out(room, one.at, one.by) else None
    return None


def _left_out(room: Room, at: int, by: str | None) -> bool:
    return room.edit.hides(at) or by in room.edit.hidden
