"""What is only of the moment: who types, who speaks how loud, whose line is weak or cut. Never stored, and may be lost."""

import asyncio
import time
from typing import Any

from rooms.facts import EVERYONE, STAFF, may_see
from server.classroom import Classroom
from server.live.carets import caret_audience, clean_caret
from server.live.ink import clean_ink, ink_audience
from server.live.pointer import clean_pointer, may_point
from server.seats import Connection

LEVELS_EVERY = 0.3
SPEAKING_DB = -50
AWAY_PAUSE = 0.2  # seconds in which cuts of many lines become one signal
READING_SECONDS = 40.0  # a window that shows captions says so twice as often
QUALITIES = ("good", "weak", "bad")


def clean_signal(data: object) -> dict[str, Any] | None:
    """A signal of a window with nothing in it but what it may hold; None when it is none."""
    if not isinstance(data, dict):
        return None
    if data.get("type") == "typing":
        return {"type": "typing", "to": data.get("to", EVERYONE)}
    if data.get("type") == "quality" and data.get("level") in QUALITIES:
        return {"type": "quality", "level": data["level"]}
    if data.get("type") == "captions":
        return {"type": "captions"}
    return clean_ink(data) or clean_pointer(data) or clean_caret(data)


class Signals:
    """The signals of one class."""

    def __init__(self, classroom: Classroom) -> None:
        self._classroom = classroom
        self._told = 0.0
        self._speaking: list[str] = []
        self._reading: dict[str, float] = {}
        self.spoke: dict[str, float] = {}
        """When each person was last heard to speak, by the monotonic clock."""
        self._telling: asyncio.Task[None] | None = None
        classroom.seats.changed = self._seats_changed

    async def take(self, sid: str, data: dict[str, Any]) -> None:
        """Hand on a signal of a window to those it is meant for; anything unknown is dropped."""
        sender = self._classroom.seats.connections.get(sid)
        room = self._classroom.room
        if sender is None or sender.person not in room.people.present:
            return
        if data.get("type") == "quality":
            await self._quality(sender.person, str(data["level"]))
            return
        if data["type"] == "captions":
            self._reading[sid] = time.monotonic()
            return
        if data["type"] in ("ink", "caret"):
            await self._hand(sender, data)
            return
        if data["type"] == "pointer":
            if may_point(room, sender, str(data["surface"])):
                await self._classroom.signal({**data, "person": sender.person}, self._others(sender.person))
            return
        to = data.get("to", EVERYONE)
        if not isinstance(to, str) or len(to) > 60:
            return
        if to.startswith("group:") and not self._meant(to, sender):
            return
        told = {"type": "typing", "person": sender.person, "to": to}
        await self._classroom.signal(told, [c for c in self._others(sender.person) if self._meant(to, c)])

    async def _quality(self, person: str, level: str) -> None:
        """Tell those who lead how good somebody's line is, so that they can wait for them or help."""
        leading = [c for c in self._others(person) if self._meant(STAFF, c)]
        await self._classroom.signal({"type": "quality", "person": person, "level": level}, leading)

    async def _hand(self, sender: Connection, data: dict[str, Any]) -> None:
        """Others see a stroke while it is drawn, where the pen of those who draw points, and where somebody writes."""
        room = self._classroom.room
        if data["type"] == "ink":
            to = ink_audience(room, sender, str(data["surface"]))
        else:
            to = caret_audience(room, sender, str(data["to"]))
        if to is not None:
            near = [c for c in self._others(sender.person) if self._meant(to, c)]
            await self._classroom.signal({**data, "person": sender.person}, near)

    def _others(self, person: str) -> list[Connection]:
        room = self._classroom.room
        return [
            c
            for c in self._classroom.seats.connections.values()
            if c.person != person and c.person in room.people.present
        ]

    def _meant(self, to: str, connection: Connection) -> bool:
        return may_see(to, None, self._classroom.reader(connection.person, connection.role))

    async def levels(self, heard: dict[str, int]) -> None:
        """Tell how loud everyone is, in dBov, to those in the same room or breakout group."""
        now = time.monotonic()
        self.spoke.update((person, now) for person, level in heard.items() if level > SPEAKING_DB)
        if now - self._told < LEVELS_EVERY:
            return
        self._told = now
        room, place = self._classroom.room, self._classroom.room.breakouts.place
        spread = room.broadcasts.voices
        by_place: dict[str | None, list[Connection]] = {}
        for connection in self._classroom.seats.connections.values():
            if connection.person in room.people.present:
                by_place.setdefault(place.get(connection.person), []).append(connection)
        for where, listeners in by_place.items():
            near = {
                person: level
                for person, level in heard.items()
                if place.get(person) == where or person in spread
            }
            if near:
                speaking = sorted(person for person, level in near.items() if level > SPEAKING_DB)
                await self._classroom.signal({"type": "levels", "levels": near}, listeners)
                await self._classroom.signal({"type": "speaking", "people": speaking}, listeners)

    # -- captions

    def readers(self) -> list[Connection]:
        """The windows that show captions now."""
        least, connections = time.monotonic() - READING_SECONDS, self._classroom.seats.connections
        self._reading = {sid: at for sid, at in self._reading.items() if at > least and sid in connections}
        return [connections[sid] for sid in self._reading]

    # -- seats that are held: nobody has left, so the timeline says nothing of it

    def away(self) -> dict[str, Any]:
        """Who is in class with a line that is cut."""
        seats, present = self._classroom.seats, self._classroom.room.people.present
        return {"type": "away", "people": [person for person in seats.held if person in present]}

    def _seats_changed(self) -> None:
        if self._telling is None or self._telling.done():
            self._telling = asyncio.create_task(self._tell_away())

    async def _tell_away(self) -> None:
        await asyncio.sleep(AWAY_PAUSE)
        room = self._classroom.room
        here = [c for c in self._classroom.seats.connections.values() if c.person in room.people.present]
        await self._classroom.signal(self.away(), here)

    def close(self) -> None:
        """Tell nothing more."""
        if self._telling is not None:
            self._telling.cancel()
