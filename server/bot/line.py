"""The live connection of a participant: commands out, entries in, and a way to wait for what happens."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import socketio

from rooms.errors import Refusal
from rooms.facts import Entry
from rooms.wire import entry_from_json
from server.bot.errors import Refused, answer_or_refusal
from server.bot.seat import Seat
from server.bot.view import View

PATIENCE = 20.0  # seconds
ANSWER_TIME = 15  # seconds
PAUSE = 0.5  # seconds before calling again
COME_AGAIN = ("moved", "busy")  # the server asks to connect again
GLANCE = 0.05  # seconds; decoded frames do not announce themselves


class Line:
    """One connection to one class; it comes back by itself, and then reads on where it stopped."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.view = View()
        self.gone: Refused | None = None
        self.watch: Callable[[Entry], None] | None = None
        self.heed: Callable[[dict[str, Any]], None] | None = None
        self.came_back: Callable[[], None] | None = None
        self.renew: Callable[[], None] | None = None
        self._seat: Seat | None = None
        self._changed = asyncio.Condition()
        self._returning: asyncio.Future[None] | None = None
        self._socket = socketio.AsyncClient(
            reconnection_delay=0.2, reconnection_delay_max=1, handle_sigint=False
        )
        self._socket.on("entries", self._entries)
        self._socket.on("signal", self._signalled)
        self._socket.on("gone", self._told_to_go)
        self._socket.on("connect", self._connected)

    @property
    def connected(self) -> bool:
        """Whether the server can be spoken to now."""
        return bool(self._socket.connected) and self.gone is None

    async def open(self, seat: Seat) -> None:
        """Connect; raises Refused with the server's code, or `unreachable`."""
        self._seat = seat
        refusals: list[Any] = []
        self._socket.on("connect_error", refusals.append)
        try:
            await self._socket.connect(
                seat.origin, auth=self._auth, transports=["websocket"], wait_timeout=10
            )
        except socketio.exceptions.ConnectionError as error:
            for told in refusals:
                if isinstance(told, dict):
                    answer_or_refusal(told if "error" in told else told.get("data"))
            raise Refused("unreachable", f"The live connection was refused: {error}", "server") from error

    def _auth(self) -> dict[str, Any]:
        assert self._seat is not None
        return {"token": self._seat.token, "class": self._seat.class_id, "after": self.view.last}

    async def close(self) -> None:
        """Hang up."""
        if self._returning is not None:
            self._returning.cancel()
        await self._socket.shutdown()

    async def call(self, event: str, data: dict[str, Any]) -> dict[str, Any]:
        """Ask and wait for the answer; raises Refused with the server's code, `disconnected` or `no_answer`."""
        if self.gone is not None:
            raise self.gone
        try:
            return answer_or_refusal(await self._socket.call(event, data, timeout=ANSWER_TIME))
        except socketio.exceptions.TimeoutError:
            raise Refused(
                "no_answer", f"The server did not answer {event!r}.", "server", "Try again."
            ) from None
        except (socketio.exceptions.BadNamespaceError, socketio.exceptions.DisconnectedError):
            raise Refused(
                "disconnected", "The connection is lost.", "server", "It comes back by itself."
            ) from None

    async def signal(self, **fields: Any) -> None:
        """Send something that is not kept, such as typing."""
        await self._socket.emit("signal", fields)

    # -- what comes

    async def _entries(self, data: dict[str, Any]) -> None:
        for value in data["entries"]:
            entry = _entry(value)
            if entry is None:
                self.view.last = max(self.view.last, int(value["seq"]))
            elif entry.seq > self.view.last:
                self.view.take(entry)
                if self.watch is not None:
                    self.watch(entry)
        await self.notify()

    async def _signalled(self, data: dict[str, Any]) -> None:
        if (data.get("type"), data.get("what")) == ("media", "renew") and self.renew is not None:
            self.renew()
        elif self.heed is not None:
            self.heed(data)

    async def _told_to_go(self, data: dict[str, Any]) -> None:
        if data.get("code") in COME_AGAIN:
            self._returning = asyncio.ensure_future(self._connect_again())
            return
        code, message = str(data.get("code", "gone")), str(data.get("message", ""))
        self.gone = Refused(code, message or "The class sent this participant away.", "rule")
        await self.notify()

    async def _connect_again(self) -> None:
        """The server hangs up on purpose, which Socket.IO takes for good: call again until it answers."""
        assert self._seat is not None
        while self.gone is None:
            await asyncio.sleep(PAUSE)
            with suppress(Refused, ValueError):  # ValueError: not hung up yet
                await self.open(self._seat)
                return

    async def _connected(self) -> None:
        if self.came_back is not None:
            self.came_back()

    # -- waiting

    async def notify(self) -> None:
        """Wake those who wait."""
        async with self._changed:
            self._changed.notify_all()

    async def change(self, at_most: float) -> None:
        """Wait until something happens, or `at_most` seconds."""
        async with self._changed:
            try:
                await asyncio.wait_for(self._changed.wait(), at_most)
            except TimeoutError:
                return

    async def until(self, condition: Callable[[], Any], what: str, patience: float = PATIENCE) -> None:
        """Wait for a state; raises TimeoutError with what was awaited, or why this participant had to go."""
        deadline = time.monotonic() + patience
        while not condition():
            if self.gone is not None:
                raise self.gone
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"{self.name} waited {patience:.0f} s for: {what}")
            await self.change(min(left, GLANCE))


def _entry(value: dict[str, Any]) -> Entry | None:
    """None for an entry meant for others, and for an event of a newer server."""
    if "event" not in value:
        return None
    try:
        return entry_from_json(value)
    except Refusal:
        return None
