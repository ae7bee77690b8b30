"""Keeps what can be found up to date with the timelines, and finds it: for each reader what they may see, and no more.

`python -m server.finder --data DIR` reads all classes anew.
"""

import argparse
import asyncio
import contextlib
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import structlog

from rooms.facts import Entry, Reader, Role, may_see
from rooms.lesson import ClassEnded
from rooms.replay import take_in
from rooms.room import Room
from rooms.spans import Spans
from rooms.wire import entry_from_json
from server.classroom import React
from server.config import Settings
from server.errors import problem_of
from server.kept_files import deck_folder
from server.passages import passages, taken_back
from server.school import School
from server.store import Store, open_store
from server.store.courses import SchoolClass
from server.store.passages import Access, Passage, Place
from server.store.tokens import Wanted, letter_of, marked, wanted

LIVE_SECONDS = 20.0  # so often a class that goes on is read
LOOK_SECONDS = 1.0
MOST_LOADED = 20  # each class is some megabytes
MOST_OF_CLASS = 10
SAID = {"said", "message", "comment", "question"}  # what is not found where its moment is cut out
MOST_HITS = 120  # in all: then older classes are not shown
MOST_READ = (
    400_000  # letters in all: a search for common words reads a tenth; of what is left the beginning is shown
)
BEGINNING = 240

log = structlog.get_logger("finder")


@dataclass(slots=True)
class Hits:
    """What was found in one class, in the order of its time; `more`: there is more than is shown."""

    found: SchoolClass
    places: list[Place]
    more: bool


class Finder:
    """Follows the classes that are led here."""

    def __init__(self, school: School) -> None:
        self._school = school
        self._due: dict[str, float] = {}
        self._indexing = asyncio.Lock()

    def follow(self, class_id: str) -> React:
        """What is to be called for each entry of a class."""

        async def heed(entry: Entry) -> None:
            if keys := taken_back(entry.event):  # at once: what was taken back is found no longer
                await self._school.store.passages.drop(class_id, keys)
            live = self._school.classrooms.here(class_id)
            over = live is None or live.classroom.room.lesson.state == "ended"
            soon = time.monotonic() + (LOOK_SECONDS if over else LIVE_SECONDS)
            if isinstance(entry.event, ClassEnded):
                self._due[class_id] = soon
            self._due.setdefault(class_id, soon)

        return heed

    async def run(self) -> None:
        """Work until cancelled; first what was written while nobody followed."""
        caught_up = False
        while True:
            caught_up = caught_up or await self._catch_up()
            now = time.monotonic()
            for class_id in [one for one, due in self._due.items() if due <= now]:
                del self._due[class_id]
                await self._index(class_id)
            await asyncio.sleep(LOOK_SECONDS / 2)

    async def _catch_up(self) -> bool:
        """Whether the store told what that is. The server may have been killed right behind it: so of the last of these
        classes whoever leads them also looks what was to follow."""
        try:
            behind = await self._school.store.passages.behind()
        except Exception as error:
            log.warning("what cannot be found yet is not known", reason=str(error)[:200])
            return False
        for class_id in behind:
            await self._index(class_id)
        for class_id in behind[-MOST_LOADED:]:
            with contextlib.suppress(Exception):  # it is done when the class is loaded next
                await self._school.classrooms.ask(class_id, {"what": "settled"})
        return True

    async def anew(self, class_id: str) -> None:
        """Forget all words of a class, and read it anew: somebody was erased from it."""
        async with self._indexing:
            await self._school.store.passages.clear(class_id)
        await self._index(class_id)

    async def _index(self, class_id: str) -> None:
        try:
            async with self._indexing:
                timeline = await self._school.classrooms.read(class_id)
                await index(self._school.store, self._school.data, class_id, timeline.entries, timeline.room)
        except Exception as error:  # tried again with the next entry, and with the next start
            if problem_of(error).code == "storage_failed":
                self._due.setdefault(class_id, time.monotonic() + LIVE_SECONDS)
            log.warning("a class cannot be searched yet", class_id=class_id, reason=str(error)[:200])

    # -- finding

    async def find(
        self, among: Sequence[tuple[SchoolClass, str]], person: str | None, question: str
    ) -> list[dict[str, Any]]:
        """What somebody may see of these classes that holds what they look for, by class, the newest class first."""
        groups = wanted(question)
        store = self._school.store
        places = await store.passages.find([found.id for found, _ in among], groups)
        hits = await self._by_class(among, person, places)
        texts = await store.passages.texts([place.row for one in hits for place in one.places])
        names = await store.people.names({one.person for one in texts.values() if one.person})
        shown = await asyncio.to_thread(_shown, texts, groups)
        return [
            {
                "class": one.found,
                "more": one.more,
                "hits": [
                    _told(texts[place.row], names, *shown[place.row])
                    for place in one.places
                    if place.row in texts
                ],
            }
            for one in hits
        ]

    async def _by_class(
        self, among: Sequence[tuple[SchoolClass, str]], person: str | None, places: Sequence[Place]
    ) -> list[Hits]:
        of_class: dict[str, list[Place]] = {}
        for place in places:
            of_class.setdefault(place.class_id, []).append(place)
        concerned = [(found, role) for found, role in among if found.id in of_class]
        ended = [found.id for found, _ in concerned if found.state == "ended"]
        access = await self._school.store.passages.access(ended)
        hits: list[Hits] = []
        left = MOST_HITS
        newest = sorted(concerned, key=lambda one: one[0].opened_at or 0, reverse=True)
        for found, role in newest:
            read = await self._reader(found, person, cast("Role", role), access.get(found.id))
            if read is None:
                continue
            seen = _apart([one for one in of_class[found.id] if _may_find(one, *read)])
            if seen:
                hits.append(Hits(found, seen[:MOST_OF_CLASS], len(seen) > MOST_OF_CLASS))
                left -= len(hits[-1].places)
            if left <= 0:
                break
        return hits

    async def _reader(
        self, found: SchoolClass, person: str | None, role: Role, access: Access | None
    ) -> tuple[Reader, Spans, Collection[str]] | None:
        """How somebody reads a class, what is cut out of it and who is hidden; None: not at all. Only a class that has ended is judged by what was kept of it.

        What this process has read of a class that it does not lead is not asked: another one may have edited it since.
        """
        live = self._school.classrooms.here(found.id)
        room = None if live is None else live.classroom.room
        if room is None and access is None:
            room = (await self._school.classrooms.read(found.id)).room
        if room is not None:
            inside = room.may_read(person, role)
            return (room.reader(person, role), room.edit.gone, room.edit.hidden) if inside else None
        assert access is not None
        inside = access.may_read(person, role)
        return (access.reader(person, role), access.gone, access.hidden) if inside else None


def _may_find(one: Place, reader: Reader, gone: Spans, hidden: Collection[str]) -> bool:
    """As the timeline is read: what was said where the class is cut, or by somebody hidden, is found by them alone."""
    if not may_see(one.to, one.by, reader):
        return False
    known = reader.person is not None and reader.person in (one.by, one.person)
    if not known and (one.by in hidden or one.person in hidden):
        return False
    own = known and one.by == reader.person
    return own or one.kind not in SAID or not any(start <= one.at < end for start, end in gone)


def _apart(places: list[Place]) -> list[Place]:
    """In the order of class; a line that is found in several languages is shown once, a question with its answer too."""

    def thing(one: Place) -> tuple[str, str]:
        return one.kind, one.key.partition(":")[0] if one.kind in ("said", "question") else one.key

    shown: dict[tuple[str, str], Place] = {}
    for one in places:
        known = shown.get(thing(one))
        if known is None or one.kind == "said" or len(one.key) > len(known.key):
            shown[thing(one)] = one
    return sorted((one for one in places if shown[thing(one)] is one), key=lambda one: one.at)


def _shown(texts: dict[int, Passage], groups: Wanted) -> dict[int, tuple[int, list[str]]]:
    """The moment of each text, and what is shown of it, with what was found in it marked; of what was spoken the moment
    of the first word that is marked."""
    shown: dict[int, tuple[int, list[str]]] = {}
    left = MOST_READ
    for row, one in texts.items():
        left -= len(one.text)
        if left < 0:
            shown[row] = one.at, [one.text[:BEGINNING] + "…"]
            continue
        at = one.moment(letter_of(one.text, groups)) if one.words else one.at
        shown[row] = at, marked(one.text, groups)
    return shown


def _told(one: Passage, names: dict[str, str], at: int, pieces: list[str]) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "key": one.key,
        "at": at,
        "person": one.person,
        "name": names.get(one.person or ""),
        "text": pieces,
    }


async def index(store: Store, data: Path, class_id: str, entries: Sequence[Entry], room: Room) -> None:
    """Write down what is new of a class since it was read the last time."""
    upto = await store.passages.upto(class_id)
    entries, access = list(entries), Access.of(room)
    if not entries or (upto >= len(entries)):
        return

    def read(deck: str, name: str) -> str:
        path = deck_folder(data, class_id, deck) / name
        return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""

    def page_text(deck: str, page: int) -> str:
        return read(deck, f"{page}.txt")

    def notes_text(deck: str, page: int) -> str:
        return read(deck, f"{page}.notes.txt")

    found = await asyncio.to_thread(passages, entries, page_text, notes_text)
    changed = [one for one in found.values() if one.seq > upto]
    if any(one.kind == "note" for one in changed):  # of notes that shrank nothing stays
        gone = [key for key in await store.passages.keys(class_id, "note") if key not in found]
        changed += [Passage(kind, key, 0, 0, "", None, None, "") for kind, key in gone]
    await store.passages.write(class_id, changed, len(entries), access)


async def rebuild(store: Store, data: Path) -> int:
    """Read all classes anew; returns how many."""
    for class_id in (known := await store.courses.begun()):
        entries, room = list[Entry](), Room()
        for row in await store.log.read(class_id):
            take_in(entries, room, entry_from_json(row))
        await store.passages.clear(class_id)
        await index(store, data, class_id, entries, room)
    return len(known)


async def _main(data: Path | None) -> int:
    given: dict[str, Any] = {} if data is None else {"data": data}
    settings = Settings(**given)
    store = await open_store(settings.data, settings.database_url)
    print(f"{await rebuild(store, settings.data)} classes can be searched")
    await store.close()
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m server.finder", description="Read all classes anew.")
    parser.add_argument("--data", type=Path, help="folder of the database, recordings and slides")
    raise SystemExit(asyncio.run(_main(parser.parse_args().data)))
