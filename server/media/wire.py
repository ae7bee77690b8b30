"""What the server and a media process say to each other: length-prefixed messages over a pair of sockets.

To the process: `[number, class, what, fields]`; with number 0 no answer is expected, class "" means the process itself.
From it: `["answer", number, value]`, `["refused", number, code, message]`, `["failed", number, errno, text]`,
`["event", class, name, values]`, `["heard", until, items]` (what taps heard), `["stats", figures]`, `["log", level, text]`.
"""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Callable
from struct import Struct
from typing import Any, cast

import msgspec

HEAD = Struct("!I")
LARGEST = 16 << 20  # bytes of one message; a longer one is a broken stream

log = logging.getLogger(__name__)


class Channel(asyncio.Protocol):
    """One end. `heard(message)` for each message in order; `ended()` once when the other side is gone.

    Nothing ever waits for the other side: what it does not take yet is kept, and `waiting` tells how much that is.
    """

    def __init__(self, heard: Callable[[list[Any]], None], ended: Callable[[], None]) -> None:
        self._heard, self._ended = heard, ended
        self._transport: asyncio.Transport | None = None
        self._encode = msgspec.msgpack.Encoder().encode
        self._decode = msgspec.msgpack.Decoder(list).decode
        self._begun = bytearray()

    async def open(self, end: socket.socket) -> None:
        """Speak over one end of a pair of sockets. Messages may be heard before this returns."""
        end.setblocking(False)
        await asyncio.get_running_loop().create_unix_connection(lambda: self, sock=end)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The socket is ours."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is none by its class

    def connection_lost(self, exc: Exception | None) -> None:
        """The other side closed, or is dead."""
        self._transport = None
        if exc is not None:
            log.debug("a media channel broke: %s", exc)
        self._ended()

    def data_received(self, data: bytes) -> None:
        """Some bytes came."""
        begun = self._begun
        begun += data
        at, size = 0, len(begun)
        while size - at >= HEAD.size:
            (length,) = HEAD.unpack_from(begun, at)
            if length > LARGEST:
                log.error("a media channel carries no messages: it is closed")
                self.close()
                return
            end = at + HEAD.size + length
            if end > size:
                break
            message = bytes(memoryview(begun)[at + HEAD.size : end])
            at = end
            self._take(message)
        del begun[:at]

    def _take(self, message: bytes) -> None:
        try:
            self._heard(self._decode(message))
        except Exception:  # one message that cannot be used must not end the connection of all classes
            log.exception("a message of the media channel could not be used")

    def send(self, *message: Any) -> None:
        """Send one message; into the void when the other side is gone."""
        if self._transport is not None:
            body = self._encode(message)
            self._transport.write(HEAD.pack(len(body)) + body)

    @property
    def waiting(self) -> int:
        """Bytes that the other side has not taken yet."""
        return 0 if self._transport is None else self._transport.get_write_buffer_size()

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.abort()
