"""A client whose UDP is blocked: what its stack sends as datagrams goes to the router over TCP, framed."""

from __future__ import annotations

import asyncio

from server.media.tcp import Frames


class Tunnel(asyncio.DatagramProtocol):
    """Clients send datagrams to `port`; each has a TCP connection of its own to the router."""

    def __init__(self, tcp_port: int) -> None:
        self._tcp_port = tcp_port
        self._ways: dict[tuple[str, int], asyncio.Transport] = {}
        self._opening: dict[tuple[str, int], asyncio.Task[None]] = {}
        self.passed = 0
        self.port = 0

    async def start(self) -> None:
        """Open the side that clients see, on `port`."""
        loop = asyncio.get_running_loop()
        self._front, _ = await loop.create_datagram_endpoint(lambda: self, ("127.0.0.1", 0))
        self.port = self._front.get_extra_info("sockname")[1]

    def datagram_received(self, data: bytes, client: tuple[str, int]) -> None:
        way = self._ways.get(client)
        if way is not None:
            self.passed += 1
            way.write(len(data).to_bytes(2, "big") + data)
            return
        if data[0] > 3 or client in self._opening:
            return  # a new connection begins with a check, as in browsers
        task = asyncio.get_running_loop().create_task(self._open(client, data))
        self._opening[client] = task
        task.add_done_callback(lambda _: self._opening.pop(client))

    async def _open(self, client: tuple[str, int], first: bytes) -> None:
        loop = asyncio.get_running_loop()
        made, _ = await loop.create_connection(lambda: _Way(self, client), "127.0.0.1", self._tcp_port)
        self._ways[client] = made
        self.datagram_received(first, client)

    def back(self, data: bytes, client: tuple[str, int]) -> None:
        """A frame came from the router."""
        self.passed += 1
        self._front.sendto(data, client)

    def cut(self) -> None:
        """Break every connection, as a firewall that restarts does."""
        for way in self._ways.values():
            way.abort()
        self._ways.clear()

    def close(self) -> None:
        """Close all sockets."""
        self.cut()
        self._front.close()


class _Way(asyncio.Protocol):
    def __init__(self, tunnel: Tunnel, client: tuple[str, int]) -> None:
        self._tunnel, self._client = tunnel, client
        self._frames = Frames()

    def data_received(self, data: bytes) -> None:
        for frame in self._frames.feed(data):
            self._tunnel.back(frame, self._client)
