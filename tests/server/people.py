"""People of the tests: each opens a class link over real HTTP and follows the class over a real Socket.IO connection."""

import asyncio
import itertools
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import socketio

from tests.harness.waiting import eventually

TOKEN = "token-of-the-tests"
_numbers = itertools.count(1)


async def api(
    base: str, method: str, path: str, body: Any = None, *, token: str | None = TOKEN, **kwargs: Any
) -> tuple[int, Any]:
    """Status and JSON of one request to the HTTP API."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, f"{base}/api/v1/{path}", json=body, headers=headers, **kwargs) as response,
    ):
        return response.status, await response.json(content_type=None)


async def new_class(base: str, **options: Any) -> dict[str, Any]:
    """A class of a new course, with the tickets of its links."""
    _, course = await api(base, "POST", "courses", {"title": "Oceanography"})
    status, made = await api(base, "POST", "classes", {"course": course["id"], "title": "Tides", **options})
    assert status == 201, made
    made["tickets"] = {role: link.rsplit("/", 1)[1] for role, link in made["join"].items()}
    return dict(made)


@dataclass
class Participant:
    """Someone in a class: what they said and saw."""

    base: str
    class_id: str
    person: str
    token: str
    sio: socketio.AsyncClient = field(default_factory=lambda: socketio.AsyncClient(reconnection=False))
    entries: list[dict[str, Any]] = field(default_factory=list)
    signals: list[dict[str, Any]] = field(default_factory=list)
    gone: list[dict[str, Any]] = field(default_factory=list)
    people: dict[str, Any] = field(default_factory=dict)

    async def connect(self, after: int = 0) -> "Participant":
        """Follow the class from seq ``after``."""

        def heard(message: dict[str, Any]) -> None:
            self.entries.extend(message["entries"])
            self.people.update(message["people"])

        self.sio.on("entries", heard)
        self.sio.on("signal", self.signals.append)
        self.sio.on("gone", self.gone.append)
        auth = {"token": self.token, "class": self.class_id, "after": after}
        # A second, the default, is short beside what else a machine does while tests run.
        await self.sio.connect(self.base, auth=auth, transports=["websocket"], wait_timeout=20)
        return self

    async def do(self, name: str, **fields: Any) -> dict[str, Any]:
        """Give a command and hand back its answer."""
        command = {"id": f"command-{next(_numbers)}", "do": name, **fields}
        return dict(await self.sio.call("command", command, timeout=20))

    async def must(self, name: str, **fields: Any) -> int:
        """Give a command that has to be granted."""
        reply = await self.do(name, **fields)
        assert reply["ok"], reply
        return int(reply["seq"])

    async def media(self, do: str, **fields: Any) -> dict[str, Any]:
        """Ask for media."""
        return dict(await self.sio.call("media", {"do": do, **fields}, timeout=20))

    def saw(self, kind: str, **fields: Any) -> list[dict[str, Any]]:
        """The events of this kind that were seen, with these fields."""
        events = [entry["event"] for entry in self.entries if "event" in entry]
        return [e for e in events if e["type"] == kind and all(e.get(k) == v for k, v in fields.items())]

    async def sees(self, kind: str, **fields: Any) -> dict[str, Any]:
        """Wait until such an event is seen."""
        found = await eventually(lambda: self.saw(kind, **fields), f"{kind} {fields} is seen", 15)
        return dict(found[0])

    async def leave(self) -> None:
        """Close the window."""
        await self.sio.disconnect()


async def join(
    base: str, made: dict[str, Any], role: str, name: str, *, token: str | None = None, enter: bool = True
) -> Participant:
    """Open a class link, say a name, connect, and go in."""
    body = {"ticket": made["tickets"][role], "name": name}
    status, joined = await api(base, "POST", "join", body, token=token)
    assert status == 200, joined
    participant = Participant(base, made["id"], joined["person"], joined["token"])
    await participant.connect()
    if enter:
        await participant.must("JoinClass")
    return participant


async def all_leave(*participants: Participant) -> None:
    """Close all windows."""
    await asyncio.gather(*(each.leave() for each in participants))
