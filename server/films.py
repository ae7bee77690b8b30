"""Films that people bring to a class: looked at, kept beside its recording, found by those who may see them."""

import asyncio
import shutil
from pathlib import Path
from typing import Any

from rooms.facts import STAFF_ROLES, Reader
from rooms.films import Film
from rooms.room import Room
from server.attachments import Left, size_within, write_down
from server.foreign_files import run_reader
from server.kept_files import films_folder, remove_film
from server.school import School

LOOK_SECONDS = 180
FILMS = frozenset({"video/mp4", "video/webm"})


async def keep_film(
    school: School, class_id: str, person: str, arrived: Path, film: str, name: str, *, most: int, left: Left
) -> dict[str, Any]:
    """Move what arrived into the class and write it down; leaves nothing behind if it cannot be; sizes as in `keep`."""
    path = films_folder(school.data, class_id) / film
    path.parent.mkdir(parents=True, exist_ok=True)
    told = await run_reader("recording.film", str(arrived), seconds=LOOK_SECONDS, broken="not_a_film")
    size = await size_within(arrived, most)
    about = {"film": film, "name": name, **told, "size": size}
    try:
        await asyncio.to_thread(shutil.move, arrived, path)
        request = {"what": "do", "do": "AddFilm", "fields": {"film": about}}
        await write_down(school, class_id, {**request, "person": person, "by": person}, size, left)
    except BaseException:
        remove_film(school.data, class_id, film)
        raise
    return about


def film_for(room: Room, film: str, reader: Reader) -> Film | None:
    """The film if the reader may see it: those who lead, its owner, and everybody once it was shown."""
    found = room.films.kept.get(film)
    if found is None:
        return None
    own = reader.person is not None and room.films.owners.get(film) == reader.person
    return found if own or reader.role in STAFF_ROLES or film in room.films.seen else None
