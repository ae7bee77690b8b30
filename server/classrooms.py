"""The classes that this process leads, and the way to those that another one leads."""

import asyncio
import contextlib
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import structlog

from rooms.edit import ClassEdited
from rooms.facts import Entry
from rooms.lesson import ClassOpened, EndClass
from rooms.replay import take_in
from rooms.room import Room
from rooms.wire import entry_from_json
from server.class_figures import whole_summary
from server.classroom import Classroom
from server.errors import Problem, error_json
from server.nodes.lease import Leases
from server.requests import Live, answer
from server.store import Store
from server.store.courses import SchoolClass
from server.terms import planned

if TYPE_CHECKING:
    from server.nodes.relay import Relay

REMEMBERED = 50  # timelines kept in memory for reading, of classes that are not led here
DESERTED_SECONDS = 2 * 3600  # a live class that nobody came back to is ended by the server
CARE_SECONDS = 2.0

log = structlog.get_logger("classrooms")

Furnish = Callable[[SchoolClass, list[Entry], Callable[[str], None]], Live]


@dataclass(slots=True)
class Timeline:
    """A class as it can be read: its entries so far and the room after them."""

    entries: list[Entry] = field(default_factory=list)
    room: Room = field(default_factory=Room)


class Classrooms:
    """Opens, loads, lends and lets go of classes."""

    def __init__(self, store: Store, leases: Leases, furnish: Furnish, idle_seconds: float) -> None:
        self.relay: Relay | None = None
        self.leases = leases
        self._store = store
        self._furnish = furnish
        self._idle_seconds = idle_seconds
        self._live: dict[str, Live] = {}
        self._opening: dict[str, asyncio.Lock] = {}
        self._shelf: OrderedDict[str, Timeline] = OrderedDict()
        self._care: asyncio.Task[None] | None = None
        self._leaving: set[asyncio.Task[None]] = set()
        self._picked_up = asyncio.Event()

    async def start(self) -> None:
        """Look after classes that a crash interrupted, and from now on after all that are led here.

        The doors are open already, so that a port in use is known before anything is written; whoever comes waits.
        """
        for class_id in await self._store.courses.unfinished():
            if await self.leases.leader(class_id) == self.leases.node:
                await self.lend(class_id)
        self._picked_up.set()
        self._care = asyncio.create_task(self._look_after(), name="classrooms")

    # -- asking a class, wherever it is led

    async def ask(self, class_id: str, request: dict[str, Any]) -> dict[str, Any]:
        """Have a request answered by the process that leads the class; raises Problem only if none can."""
        await self._picked_up.wait()
        if class_id in self._live and class_id not in self._opening:
            return await answer(self._live[class_id], request)
        deadline = time.monotonic() + 15
        while True:
            leader = await self.leases.leader(class_id)
            if leader == self.leases.node:
                return await self.answer_here(class_id, request)
            assert self.relay is not None
            replied = await self.relay.ask(leader, class_id, request)
            if replied is not None:
                return replied
            if time.monotonic() > deadline:
                raise Problem("busy")
            await asyncio.sleep(0.3)  # the leader is gone: its lease runs out soon, and then we lead

    async def answer_here(self, class_id: str, request: dict[str, Any]) -> dict[str, Any]:
        """Answer a request about a class that is led here."""
        await self._picked_up.wait()
        try:
            if await self.leases.leader(class_id) != self.leases.node:
                raise Problem("class_moved")
            live = await self.lend(class_id)
        except Problem as problem:
            return error_json(problem)
        return await answer(live, request)

    async def lend(self, class_id: str) -> Live:
        """The class, loaded if need be; only for the process that leads it."""
        if class_id in self._live and class_id not in self._opening:
            return self._live[class_id]
        # Whoever comes while the class is being picked up waits: else they would be noted as gone after they came.
        async with self._opening.setdefault(class_id, asyncio.Lock()):
            if class_id not in self._live:
                live = await self._load(class_id)
                self._live[class_id] = live
                await self._pick_up(live)
        self._opening.pop(class_id, None)
        return self._live[class_id]

    async def _load(self, class_id: str) -> Live:
        found = await self._store.courses.find(class_id)
        if found is None:
            raise Problem("no_such_class")
        entries = [entry async for entry in self._entries(class_id)]
        self._shelf.pop(class_id, None)
        live = self._furnish(found, entries, self._lead_lost)
        await live.classroom.taken_back.settle()
        if not entries:
            course = await self._store.courses.course(found.course)
            await live.classroom.do(planned(found, course))
        return live

    async def _pick_up(self, live: Live) -> None:
        """After a crash: whoever was present is not any longer, and their tracks ended; the class itself goes on."""
        classroom = live.classroom
        lesson = classroom.room.lesson
        found = await self._store.courses.find(classroom.id)
        if found is None or lesson.opened_at is None:
            return
        live.recording.start(len(classroom.entries))  # does nothing for a class that is over
        if found.opened_at is None:  # the crash came before the effects of opening
            for entry in [one for one in classroom.entries if isinstance(one.event, ClassOpened)]:
                await live.reactions.react(entry)
        await live.reactions.make_up()
        if lesson.ended_at is not None:
            await live.recording.mend()
            if found.ended_at is None:
                await self._store.courses.ended(classroom.id, lesson.opened_at + lesson.ended_at)
            if found.draft and not lesson.draft:
                await self._store.courses.published(classroom.id)
            return
        for person in sorted(classroom.room.people.present):
            await classroom.leave(person)
        live.reactions.go_on()

    async def forget(self, class_id: str) -> None:
        """Put a class out of memory that is to be no more."""
        await self._let_go(class_id)
        self._shelf.pop(class_id, None)

    # -- reading

    async def exists(self, class_id: str) -> bool:
        """Whether there is such a class; whoever comes into a live one does not wait for the database."""
        return class_id in self._live or await self._store.courses.find(class_id) is not None

    async def read(self, class_id: str) -> Timeline:
        """The timeline of a class, led here or not."""
        await self._picked_up.wait()
        live = self._live.get(class_id)
        if live is not None:
            return Timeline(live.classroom.entries, live.classroom.room)
        timeline = self._shelf.pop(class_id, None) or Timeline()
        known = timeline.room.seq
        async for entry in self._entries(class_id, after=known):
            take_in(timeline.entries, timeline.room, entry)
            if known and isinstance(entry.event, ClassEdited) and timeline.room.erasure.done:
                return await self.read(class_id)  # another process erased somebody in what is known here
        self._shelf[class_id] = timeline
        while len(self._shelf) > REMEMBERED:
            self._shelf.popitem(last=False)
        return timeline

    async def _entries(self, class_id: str, after: int = 0) -> AsyncIterator[Entry]:
        for number, row in enumerate(await self._store.log.read(class_id, after)):
            if number % 100 == 99:
                await asyncio.sleep(0)  # a long class is read in slices: live ones must not wait for it
            yield entry_from_json(row)

    async def at_hand(self, class_id: str) -> Timeline | None:
        """A class as it can be read if it is in memory, led here or not; what another process may have written since is
        read on."""
        known = class_id in self._live or (class_id in self._shelf and self.relay is not None)
        return await self.read(class_id) if known else self._shelf.get(class_id)

    def here(self, class_id: str) -> Live | None:
        """The class if it is in this process's memory now."""
        return self._live.get(class_id)

    @property
    def led(self) -> list[Live]:
        """All classes in this process's memory now."""
        return list(self._live.values())

    @property
    def count(self) -> int:
        """How many classes are in memory."""
        return len(self._live)

    # -- looking after

    async def _look_after(self) -> None:
        while True:
            await asyncio.sleep(CARE_SECONDS)
            for class_id in list(self._live):
                try:
                    await self._look_at(class_id)
                except Exception:
                    log.exception("a class could not be looked after", class_id=class_id)

    async def _look_at(self, class_id: str) -> None:
        live = self._live.get(class_id)
        if live is None:
            return
        if not await self.leases.renew(class_id):
            self._lead_lost(class_id)
            return
        classroom = live.classroom
        nodes = {c.node for c in classroom.seats.connections.values()} - {self.leases.node}
        for node in nodes:
            if not await self.leases.alive(node):
                for connection in [c for c in classroom.seats.connections.values() if c.node == node]:
                    classroom.detach(connection.sid)
        if classroom.seats.connections or classroom.room.people.present:
            classroom.used = time.monotonic()
        idle = time.monotonic() - classroom.used
        if classroom.room.lesson.is_live:
            if idle > DESERTED_SECONDS:
                await classroom.do(EndClass())
        elif idle > self._idle_seconds:
            await self._let_go(class_id)

    async def still_leads(self, class_id: str) -> bool:
        """Whether this process leads a class still, after it stood still: another one may have led it since, if only for a while."""
        if self.relay is None:
            return True
        live = self._live.get(class_id)
        mine = await self.leases.renew(class_id) and live is not None and await live.classroom.is_whole()
        if not mine:
            self._lead_lost(class_id)
        return mine

    def _lead_lost(self, class_id: str) -> None:
        task = asyncio.create_task(self._let_go(class_id, moved=True))
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)

    async def _let_go(self, class_id: str, *, moved: bool = False) -> None:
        live = self._live.pop(class_id, None)
        if live is None:
            return
        if moved:
            windows = list(live.classroom.seats.connections.values())
            await live.classroom.dismiss(windows, "moved", "The class moved to another server.")
        await live.media.close()
        await live.reactions.close()
        live.signals.close()
        await (live.recording.forsake() if moved else live.recording.finish())
        await live.classroom.close()
        # Whoever read the class while it was being loaded has put an older copy there.
        self._shelf.pop(class_id, None)
        if not moved:
            with contextlib.suppress(Exception):
                await self._store.courses.sum_up(class_id, whole_summary(live.classroom))
        with contextlib.suppress(Exception):
            await self.leases.give_up(class_id)

    async def close(self) -> None:
        """Before the server stops: note who is gone, write recordings out, and give every class up."""
        if self._care is not None:
            self._care.cancel()
            await asyncio.gather(self._care, return_exceptions=True)  # it may be asking the store
        for class_id, live in list(self._live.items()):
            try:
                for person in sorted(live.classroom.room.people.present):
                    await live.classroom.leave(person)
                await live.classroom.settled()
            except Exception:
                log.exception("a class was not put away properly", class_id=class_id)
            await self._let_go(class_id)


__all__ = ["Classroom", "Classrooms", "Live", "Timeline"]
