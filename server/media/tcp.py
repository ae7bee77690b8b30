"""Media of people whose network lets no UDP through: the same datagrams, framed, over TCP (RFC 6544, RFC 4571)."""

from __future__ import annotations

import asyncio
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from typing import cast

from server.media.stun import Address

LARGEST = 2048  # bytes of a frame; ours fit a packet of the network
# bytes not yet taken by the client: what comes then is dropped, late media is worth nothing
MOST_QUEUED = 256 * 1024
PROVE_WITHIN = 10.0  # seconds from connecting to the first valid STUN request
MOST_GUESSES = 20  # frames before it
MOST_UNPROVEN = 512
MOST_UNPROVEN_OF_ONE = 128  # from one address, behind which a whole school may sit


class Frames:
    """Takes bytes as they arrive, gives whole frames: two bytes of length, then the datagram (RFC 4571 section 2)."""

    __slots__ = ("_rest",)

    def __init__(self) -> None:
        self._rest = bytearray()

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The frames that are complete now, empty ones left out. Raises ValueError for one that is too large."""
        rest = self._rest
        rest += data
        at, end = 0, len(rest)
        try:
            while end - at >= 2:
                size = rest[at] << 8 | rest[at + 1]
                if size > LARGEST:
                    raise ValueError("a frame is too large")
                if end - at < 2 + size:
                    return
                at += 2 + size
                if size:
                    yield bytes(rest[at - size : at])
        finally:
            del rest[:at]


class TcpConnection(asyncio.Protocol):
    """One client's connection; its `address` ends with a number, since two may come from the same port."""

    def __init__(self, door: TcpDoor, number: int) -> None:
        self._door = door
        self._number = number
        self._frames = Frames()
        self._guesses = 0
        self._deadline: asyncio.TimerHandle | None = None
        self._transport: asyncio.Transport
        self.proven = False
        self.address: Address

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Somebody connected, and has a while to show who they are."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is none by its class
        peer = transport.get_extra_info("peername") or ("", 0)
        self.address = (str(peer[0]), int(peer[1]), self._number)
        if not self._door.admit(self):
            self._transport.abort()
            return
        self._deadline = asyncio.get_running_loop().call_later(PROVE_WITHIN, self.close)

    def data_received(self, data: bytes) -> None:
        """Hand on every whole frame; who sends nonsense before being known is cut off."""
        try:
            for frame in self._frames.feed(data):
                if self._transport.is_closing():
                    return
                if self.proven:
                    self._door.on_datagram(frame, self.address)
                else:
                    self._guess(frame)
        except ValueError:
            self.close()

    def _guess(self, frame: bytes) -> None:
        self._guesses += 1
        if frame[0] > 3 or self._guesses > MOST_GUESSES:
            raise ValueError("not a STUN request")
        self._door.on_datagram(frame, self.address)
        if self._door.knows(self.address):
            self.proven = True
            self._door.proven(self)
            if self._deadline is not None:
                self._deadline.cancel()

    def send(self, data: bytes | memoryview) -> None:
        """Send one datagram. Raises BlockingIOError when the client does not keep up, OSError when it is gone."""
        transport = self._transport
        if transport.is_closing():
            raise OSError("the connection is closed")
        if transport.get_write_buffer_size() > MOST_QUEUED:
            raise BlockingIOError
        transport.write(b"".join((len(data).to_bytes(2, "big"), data)))

    def close(self) -> None:
        """End it; what is queued is still sent."""
        if self._deadline is not None:
            self._deadline.cancel()
        self._transport.close()

    def abort(self) -> None:
        """End it now."""
        self.close()
        self._transport.abort()

    def connection_lost(self, error: Exception | None) -> None:  # noqa: ARG002 (asyncio calls by position)
        """It ended, by whomever."""
        if self._deadline is not None:
            self._deadline.cancel()
        self._door.lost(self)


class TcpDoor:
    """Listens for such connections and keeps those of strangers few.

    `on_datagram(data, address)` must not raise; `knows(address)` says whether a person was proven to be there;
    `gone(address)` is told when a proven connection ended.
    """

    def __init__(
        self,
        on_datagram: Callable[[bytes, Address], None],
        knows: Callable[[Address], bool],
        gone: Callable[[Address], None],
    ) -> None:
        self.on_datagram, self.knows, self._gone = on_datagram, knows, gone
        self.connections: dict[int, TcpConnection] = {}
        self._unproven: Counter[str] = Counter()
        self._next = 0
        self._servers: list[asyncio.Server] = []

    async def listen(self, opened: socket.socket) -> None:
        """Take connections of a bound socket."""
        loop = asyncio.get_running_loop()
        self._servers.append(await loop.create_server(self._connection, sock=opened))

    def _connection(self) -> TcpConnection:
        self._next += 1
        return TcpConnection(self, self._next)

    def admit(self, connection: TcpConnection) -> bool:
        """Whether one more stranger may try."""
        host = connection.address[0]
        if self._unproven.total() >= MOST_UNPROVEN or self._unproven[host] >= MOST_UNPROVEN_OF_ONE:
            return False
        self._unproven[host] += 1
        self.connections[connection.address[-1]] = connection
        return True

    def proven(self, connection: TcpConnection) -> None:
        """It is no stranger any more."""
        host = connection.address[0]
        self._unproven[host] -= 1
        if not self._unproven[host]:
            del self._unproven[host]

    def lost(self, connection: TcpConnection) -> None:
        """A connection ended."""
        if self.connections.pop(connection.address[-1], None) is None:
            return  # it was not let in
        if connection.proven:
            self._gone(connection.address)
        else:
            self.proven(connection)

    def send(self, data: bytes | memoryview, address: Address) -> None:
        """Send one datagram. Raises OSError."""
        connection = self.connections.get(address[-1])
        if connection is None:
            raise OSError("the connection is gone")
        connection.send(data)

    def forget(self, address: Address) -> None:
        """Nothing from there is for us any more."""
        connection = self.connections.get(address[-1])
        if connection is not None:
            connection.close()

    @property
    def strangers(self) -> int:
        """How many have not shown yet who they are."""
        return self._unproven.total()

    def close(self) -> None:
        """Stop listening and end every connection."""
        for server in self._servers:
            server.close()
        for connection in list(self.connections.values()):
            connection.abort()
