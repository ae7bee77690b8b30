"""A class held by hand: orders go in, entries come out, as the server does it but without any socket."""

from __future__ import annotations

from typing import Any

from rooms import wire
from rooms.facts import Caller, Entry, Role
from rooms.room import Room, apply, decide, replay

OPENED = 1_790_000_000_000


class School:
    """A class with its room, its timeline and a clock that a test moves."""

    def __init__(self, *, lobby: bool = False, opened: bool = True, draft: bool = False) -> None:
        self.room = Room()
        self.entries: list[Entry] = []
        self.now = 0
        self.roles: dict[str, Role] = {
            "ines": "instructor",
            "ada": "assistant",
            "sam": "student",
            "tom": "student",
        }
        self.server("ScheduleClass", title="Arches", lobby=lobby, draft=draft)
        if opened:
            self.do("ines", "OpenClass", opened_at=OPENED)
            self.do("ines", "JoinClass")

    def do(self, by: str | None, name: str, /, at: int | None = None, **fields: Any) -> list[Entry]:
        """Let a person give a command; returns the entries it led to."""
        return self._carry_out(Caller(by, self.roles.get(by or "", "student")), name, at, fields)

    def server(self, name: str, person_of: str | None = None, /, **fields: Any) -> list[Entry]:
        """Let the server give a command, perhaps for a person."""
        role = self.roles.get(person_of or "", "student")
        return self._carry_out(Caller(person_of, role, by_server=True), name, None, fields)

    def _carry_out(self, caller: Caller, name: str, at: int | None, fields: dict[str, Any]) -> list[Entry]:
        moment = {} if at is None else {"at": at}
        order = wire.command_from_json({"id": f"c{len(self.entries)}", "do": name, **fields, **moment})
        written = []
        for fact in decide(self.room, order, caller, self.now, OPENED + self.now):
            place = self.live_time if fact.at is None else fact.at
            by = None if fact.unsigned else fact.by or caller.person
            entry = Entry(self.room.seq + 1, place, OPENED + self.now, by, fact.to, fact.event)
            apply(self.room, entry)
            self.entries.append(entry)
            written.append(entry)
        return written

    @property
    def live_time(self) -> int:
        """Where an entry without a moment of its own is placed: now, or the end of a class that is over."""
        ended = self.room.lesson.ended_at
        return self.now if ended is None else ended

    def replayed(self) -> Room:
        """The room that a reader of the stored timeline arrives at."""
        return replay(wire.entry_from_json(wire.entry_to_json(entry)) for entry in self.entries)
