"""One live class: judges a command, writes what follows on the timeline, takes it in, and tells everyone whom it is for."""

import asyncio
import secrets
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import structlog

from rooms import lesson, picks
from rooms.errors import Refusal
from rooms.facts import Audience, Caller, Command, Entry, Fact, Order, Reader, Role
from rooms.people import JoinClass, LeaveClass, StopWaiting
from rooms.replay import reread, take_in
from rooms.room import Room, decide
from rooms.wire import entry_to_json
from server.errors import Problem
from server.live.audiences import people_in, seen, views
from server.notebooks import Notebooks
from server.persons import Known
from server.seats import Connection, Outlet, Seats
from server.store import Store
from server.store.log import SeqTakenError
from server.store.people import unix_ms
from server.store.whole import to_its_end
from server.taken_back import TakenBack

REMEMBERED = 2000  # commands whose answer is kept, so that a retry is answered and not repeated
DICE = 2**32
MOST_AT_ONCE = 500  # entries in one message
MESSAGES_A_SECOND = 4000  # to all connections together: when much happens, more travels in fewer messages

log = structlog.get_logger("classroom")

React = Callable[[Entry], Awaitable[None]]


class Classroom:
    """A class that this process leads; ``lead_lost`` tells that another process wrote on its timeline."""

    def __init__(
        self,
        class_id: str,
        entries: list[Entry],
        store: Store,
        outlet: Outlet,
        *,
        recorded: bool = True,
        seat_seconds: float = 60.0,
        lead_lost: Callable[[str], None] | None = None,
    ) -> None:
        self.id = class_id
        self.entries: list[Entry] = []
        self.room = Room()
        self.taken_back = TakenBack(store, class_id, self.entries)
        for entry in entries:
            self.taken_back.note(take_in(self.entries, self.room, entry), entries)
        self.zero = time.monotonic()
        if self.room.lesson.opened_at is not None:
            # The wall clock may have gone back while nobody was here; class time never does.
            latest = max((entry.at for entry in self.entries), default=0)
            self.zero -= max(latest, unix_ms() - self.room.lesson.opened_at) / 1000
        self.seats = Seats(seat_seconds, self._seat_lost)
        self.used = time.monotonic()
        self._known = Known(store, class_id, self.room)
        self.notebooks = Notebooks()
        self._recorded = recorded
        self._store = store
        self._outlet = outlet
        self._lead_lost = lead_lost
        self._lock = asyncio.Lock()
        self._answers: OrderedDict[tuple[str, str], int] = OrderedDict()
        self._react: list[React] = []
        self._reacted = len(self.entries)
        self._news = asyncio.Condition()
        self._pump = asyncio.create_task(self._run(), name=f"class {class_id}")

    def now(self) -> int:
        """Class time in milliseconds; it stands still before the class opens and after it ends."""
        if self.room.lesson.opened_at is None:
            return 0
        if self.room.lesson.ended_at is not None:
            return self.room.lesson.ended_at
        live = int((time.monotonic() - self.zero) * 1000)
        return max(live, self.entries[-1].at if self.entries else 0, 0)

    def reader(self, person: str | None, role: Role) -> Reader:
        """How this person reads the timeline now."""
        return self.room.reader(person, role)

    def then(self, react: React) -> None:
        """Call ``react`` for every entry written from now on, after it was told to everyone."""
        self._react.append(react)

    async def order(self, order: Order, caller: Caller) -> int:
        """Carry out a person's command; returns the seq of its last entry. Raises Refusal or Problem."""
        self.used = time.monotonic()
        key = (caller.person or "", order.id)
        try:
            async with self._lock:
                if key in self._answers:
                    return self._answers[key]
                seq = await self._carry_out(order, caller)
                self._answers[key] = seq
                while len(self._answers) > REMEMBERED:
                    self._answers.popitem(last=False)
            return seq
        finally:  # also whoever was cancelled has written
            await self._wake()

    async def do(
        self,
        command: Command,
        *,
        person: str | None = None,
        by: str | None = None,
        to: Audience | None = None,
    ) -> int:
        """Carry out a command of the server itself, perhaps about ``person``.

        ``by`` is written as its author, ``to`` narrows the audience that the command would have.
        """
        try:
            async with self._lock:
                caller = Caller(person, self.room.people.roles.get(person or "", "student"), by_server=True)
                return await self._carry_out(Order("server", command), caller, by, to)
        finally:
            await self._wake()

    async def _carry_out(
        self, order: Order, caller: Caller, by: str | None = None, to: Audience | None = None
    ) -> int:
        command = order.command
        if isinstance(command, lesson.OpenClass):
            # The server's clock and the class's own setting count, whatever the client sent.
            order = replace(order, command=lesson.OpenClass(unix_ms(), self._recorded))
        elif isinstance(command, picks.PickPerson):
            # The dice are the server's too, or somebody could choose whom the lot falls on.
            order = replace(order, command=replace(command, chance=secrets.randbelow(DICE)))
        elif isinstance(command, JoinClass) and self.room.lobby.door == "signed_in":
            known = await self._store.people.find(caller.person or "")
            caller = replace(caller, signed_in=known is not None and known.account)
        facts = decide(self.room, order, caller, self.now(), unix_ms())
        if isinstance(command, lesson.OpenClass) and facts:
            self.zero = time.monotonic()
        author = by if caller.by_server else caller.person
        self.notebooks.judge(self.entries, facts, author)  # the rooms cannot look into them
        await self._write([replace(fact, to=to) for fact in facts] if to else facts, author)
        return len(self.entries)

    @to_its_end  # what the store has, the room has too: the next entry gets the next number
    async def _write(self, facts: Sequence[Fact], by: str | None) -> None:
        if not facts:
            return
        now, wrote, seq = self.now(), unix_ms(), len(self.entries)
        entries = [
            Entry(
                seq + number,
                now if fact.at is None else fact.at,
                wrote,
                None if fact.unsigned else fact.by or by,
                fact.to,
                fact.event,
            )
            for number, fact in enumerate(facts, 1)
        ]
        try:
            await self._store.log.append(self.id, [entry_to_json(entry) for entry in entries])
        except SeqTakenError as error:
            log.warning("another process leads this class", class_id=self.id)
            if self._lead_lost is not None:
                self._lead_lost(self.id)
            raise Problem("class_moved") from error
        for entry in entries:
            self.taken_back.note(take_in(self.entries, self.room, entry))
        await self.taken_back.settle()

    async def is_whole(self) -> bool:
        """Whether nobody else wrote on the timeline."""
        async with self._lock:
            return await self._store.log.last(self.id) == len(self.entries)

    async def rewrite(self, anew: Callable[[Room, list[Entry]], list[Entry]]) -> None:
        """Put entries in the place of those with their numbers, and read the class anew; nobody is told (decision 13)."""
        async with self._lock:
            changed = await asyncio.to_thread(anew, self.room, self.entries)
            await self._store.log.rewrite(self.id, [entry_to_json(one) for one in changed])
            reread(self.entries, self.room, changed)
            self._known, self.notebooks = Known(self._store, self.id, self.room), Notebooks()

    # -- telling everyone

    async def attach(self, connection: Connection) -> None:
        """A window of a person follows the timeline from the entry after ``connection.sent``."""
        self.used = time.monotonic()
        connection.sent = max(0, min(connection.sent, len(self.entries)))
        self._known.forget(connection.person)  # perhaps it was changed in the lobby
        self.seats.take(connection)
        await self._wake()

    def detach(self, sid: str) -> Connection | None:
        """A window went away."""
        self.used = time.monotonic()
        return self.seats.leave(sid)

    async def signal(self, data: dict[str, Any], to: Sequence[Connection]) -> None:
        """Tell something that playback does not need; it is never stored and may be lost."""
        if to:
            await self._outlet.send("signal", data, to)

    async def dismiss(self, to: Sequence[Connection], code: str, message: str) -> None:
        """Tell windows why they are sent away, and close them."""
        if to:
            await self._outlet.send("gone", {"code": code, "message": message}, to)
            await self._outlet.close(to)

    async def settled(self) -> None:
        """Wait until everything written so far was told and has had its effects."""
        target = len(self.entries)
        async with self._news:
            self._news.notify_all()
            await self._news.wait_for(lambda: self._reacted >= target or self._pump.done())

    async def _wake(self) -> None:
        async with self._news:
            self._news.notify_all()

    def _behind(self) -> bool:
        tail = len(self.entries)
        return self._reacted < tail or any(c.sent < tail for c in self.seats.connections.values())

    async def _run(self) -> None:
        """First tell everyone, then let things happen: an effect never holds up a message or the lock."""
        while True:
            async with self._news:
                await self._news.wait_for(self._behind)
            started, told = time.monotonic(), 0
            try:
                told = await self._tell()
            except Exception:
                log.exception("telling failed", class_id=self.id)
                await asyncio.sleep(0.5)
            while self._reacted < len(self.entries):
                await self._have_effects(self.entries[self._reacted])
                self._reacted += 1
            await self._wake()
            await asyncio.sleep(started + told / MESSAGES_A_SECOND - time.monotonic())

    async def _have_effects(self, entry: Entry) -> None:
        for react in self._react:
            try:
                await react(entry)
            except Exception:
                log.exception("an effect failed", class_id=self.id, what=type(entry.event).__name__)

    async def _tell(self) -> int:
        """Tell everybody what is new to them; how many messages that took."""
        tail = len(self.entries)
        alike: dict[tuple[int, bool, tuple[object, ...]], list[Connection]] = {}
        for connection in list(self.seats.connections.values()):
            upto = min(tail, connection.sent + MOST_AT_ONCE)
            part = self.entries[connection.sent : upto]
            if part:
                reader = self.reader(connection.person, connection.role)
                inside = self.room.may_read(connection.person, connection.role)
                shown = seen(part, reader, inside=inside, room=self.room)
                alike.setdefault((connection.sent, inside, shown), []).append(connection)
        for (sent, inside, _), group in alike.items():
            part = self.entries[sent : sent + MOST_AT_ONCE][: tail - sent]
            first = group[0]
            told = views(part, self.reader(first.person, first.role), inside=inside, room=self.room)
            await self._outlet.send(
                "entries", {"entries": told, "people": await self._known.people(people_in(told))}, group
            )
            for connection in group:
                connection.sent = sent + len(part)
        return sum(map(len, alike.values()))

    # -- seats

    async def _seat_lost(self, person: str) -> None:
        with suppress(Refusal):  # they have gone by themselves meanwhile
            if person in self.room.people.present:
                await self.leave(person)
            elif person in self.room.people.waiting:
                await self.do(StopWaiting(), person=person)

    async def leave(self, person: str) -> None:
        """The server notes that a person's connection was lost."""
        await self.do(LeaveClass("lost"), person=person)

    async def close(self) -> None:
        """Stop telling; what was written stays."""
        self.seats.close()
        self._pump.cancel()
        await asyncio.gather(self._pump, return_exceptions=True)
