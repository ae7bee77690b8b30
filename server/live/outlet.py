"""How a class speaks to its connections: what all are told alike is put into words once, and handed out in small steps."""

import asyncio
from collections.abc import Sequence
from typing import Any

import socketio
import structlog
from aiohttp import web
from engineio import packet as engine
from engineio.async_drivers.aiohttp import WebSocket
from socketio import packet

from server.seats import Connection

LARGEST_MESSAGE = 256 * 1024  # bytes; the largest honest one is a breakout plan or a browser's capabilities
log = structlog.get_logger("outlet")

AT_A_TIME = 20
"""So many receivers are written to before whatever else waits gets its turn: what hundreds are told delays no answer."""


class PlainSocket(WebSocket):  # type: ignore[misc]
    """A WebSocket without deflate: it would compress the same words once for each receiver, each with a state of 300 kB.

    What is long (a class from its beginning) is read over HTTP, where it is compressed.
    """

    async def __call__(self, environ: dict[str, Any]) -> web.WebSocketResponse:
        """Take the connection and serve it until it ends."""
        self._sock = web.WebSocketResponse(max_msg_size=self.server.max_http_buffer_size, compress=False)
        await self._sock.prepare(environ["aiohttp.request"])
        self.environ = environ
        await self.handler(self)
        return self._sock


def make_sio(redis_url: str) -> socketio.AsyncServer:
    """The Socket.IO server; same origin only, bounded messages."""
    manager = socketio.AsyncRedisManager(redis_url, channel="amphi:socketio") if redis_url else None
    sio = socketio.AsyncServer(
        async_mode="aiohttp",
        client_manager=manager,
        async_handlers=False,  # what one window sends is done in the order in which it was sent
        max_http_buffer_size=LARGEST_MESSAGE,
        ping_interval=5,  # a line that is cut is noticed within ten seconds, on both ends
        ping_timeout=5,
        transports=["websocket", "polling"],
        logger=False,
        engineio_logger=False,
    )
    sio.eio._async = {**sio.eio._async, "websocket": PlainSocket}
    return sio


class SocketOutlet:
    """Speaks to connections: straight to one's own, through Redis to those of other processes."""

    def __init__(self, sio: socketio.AsyncServer, node: str) -> None:
        self._sio = sio
        self._node = node

    async def send(self, event: str, data: dict[str, Any], to: Sequence[Connection]) -> None:
        """Send one message to some connections."""
        elsewhere = [c.sid for c in to if c.node != self._node]
        await self._send_here(event, data, [c.sid for c in to if c.node == self._node])
        if elsewhere:
            await self._sio.emit(event, data, to=elsewhere)

    async def _send_here(self, event: str, data: dict[str, Any], sids: Sequence[str]) -> None:
        """As `emit` would, which makes a task for each receiver and lets all of them run before anything else."""
        if not sids:
            return
        words = packet.Packet(packet.EVENT, namespace="/", data=[event, data]).encode()
        message = engine.Packet(engine.MESSAGE, words)
        for number, sid in enumerate(sids, 1):
            line = self._sio.eio.sockets.get(self._sio.manager.eio_sid_from_sid(sid, "/"))
            if line is not None and not line.closed:
                await self._write(line, message)
            if number % AT_A_TIME == 0:
                await asyncio.sleep(0)

    async def _write(self, line: Any, message: engine.Packet) -> None:
        """One line that breaks just now keeps nothing from the others."""
        try:
            await line.send(message)
        except Exception as error:
            log.warning("a line could not be written to", reason=str(error))

    async def close(self, to: Sequence[Connection]) -> None:
        """End some connections."""
        for connection in to:
            await self._sio.disconnect(connection.sid)
