"""People by the hundred: a live connection each, in as few steps as the protocol allows, that count what they hear.

Socket.IO (protocol 5) over a bare WebSocket: whoever measures a server must not be what is measured.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import msgspec

Heard = Callable[[int], None]
PATIENCE = 30.0  # seconds


@dataclass(eq=False)
class LiveLine:
    """One person's connection: gives commands, keeps the order of what it heard, comes back where it stopped."""

    http: aiohttp.ClientSession
    base: str
    class_id: str
    person: str
    token: str
    heard: Heard = lambda seq: None
    last: int = 0
    said: list[str] = field(default_factory=list)  # ids of messages, in the order in which they came
    gaps: int = 0
    _socket: aiohttp.ClientWebSocketResponse | None = None
    _reading: asyncio.Task[None] | None = None
    _acks: dict[int, asyncio.Future[Any]] = field(default_factory=dict)
    _number: int = 0

    async def open(self) -> None:
        """Connect, or connect again."""
        address = f"{self.base.replace('http', 'ws', 1)}/socket.io/?EIO=4&transport=websocket"
        self._socket = await self.http.ws_connect(address, compress=15, max_msg_size=0)
        await self._socket.receive_str()
        auth = {"token": self.token, "class": self.class_id, "after": self.last}
        await self._socket.send_str("40" + msgspec.json.encode(auth).decode())
        greeting = await self._socket.receive_str()
        assert greeting.startswith("40"), greeting
        self._reading = asyncio.create_task(self._read(self._socket))

    @property
    def deflates(self) -> bool:
        """Whether what comes is compressed, which was offered."""
        return self._socket is not None and bool(self._socket.compress)

    async def _read(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            text = message.data
            if not isinstance(text, str):
                continue
            if text == "2":
                await socket.send_str("3")
            elif text.startswith('42["entries"'):
                self._take(msgspec.json.decode(text[2:])[1]["entries"])
            elif text.startswith("43"):
                number, _, rest = text[2:].partition("[")
                ack = self._acks.pop(int(number), None)
                if ack is not None and not ack.done():
                    ack.set_result(msgspec.json.decode("[" + rest)[0])

    def _take(self, entries: list[dict[str, Any]]) -> None:
        for entry in entries:
            seq = entry["seq"]
            if seq <= self.last:
                continue
            self.gaps += seq != self.last + 1
            self.last = seq
            self.heard(seq)
            event = entry.get("event")
            if event is not None and event["type"] == "MessageSaid":
                self.said.append(event["message"])

    async def send(self, identity: str, name: str, **fields: Any) -> asyncio.Future[Any]:
        """Give a command; the future is its answer."""
        assert self._socket is not None
        self._number += 1
        ack = self._acks[self._number] = asyncio.get_running_loop().create_future()
        body = msgspec.json.encode(["command", {"id": identity, "do": name, **fields}]).decode()
        await self._socket.send_str(f"42{self._number}{body}")
        return ack

    async def must(self, identity: str, name: str, **fields: Any) -> int:
        """Give a command that has to be granted; the seq of what it led to."""
        reply = await asyncio.wait_for(await self.send(identity, name, **fields), PATIENCE)
        assert reply["ok"], reply
        return int(reply["seq"])

    async def must_over_a_cut(self, identity: str, name: str, **fields: Any) -> int:
        """The same; the line is cut before the answer comes, and the same command is sent again on a new one."""
        await self.send(identity, name, **fields)
        await self.cut()
        await self.open()
        return await self.must(identity, name, **fields)

    async def timed(self, identity: str, name: str, **fields: Any) -> tuple[float, float, int]:
        """When a command was given and answered (`time.monotonic`, one clock for the machine), and its seq."""
        given = time.monotonic()
        seq = await self.must(identity, name, **fields)
        return given, time.monotonic(), seq

    async def cut(self) -> None:
        """Lose the line without a word."""
        assert self._socket is not None
        if self._reading is not None:
            self._reading.cancel()
        for ack in self._acks.values():
            ack.cancel()
        self._acks.clear()
        transport = self._socket._writer.transport
        assert transport is not None
        transport.abort()

    async def close(self) -> None:
        """Hang up."""
        if self._reading is not None:
            self._reading.cancel()
        if self._socket is not None:
            await self._socket.close()


async def take_seat(
    http: aiohttp.ClientSession, base: str, ticket: str, name: str, heard: Heard = lambda seq: None
) -> LiveLine:
    """Take a seat by a class link and come in."""
    body = {"ticket": ticket, "name": name}
    async with http.post(f"{base}/api/v1/join", json=body) as answer:
        seat = await answer.json()
        assert answer.status == 200, seat
    line = LiveLine(http, base, seat["class"], seat["person"], seat["token"], heard)
    await line.open()
    await line.must("come", "JoinClass")
    return line
