"""A bad network for whoever comes through it: a relay in front of a local port, narrow, lossy, uneven or cut, by a seed."""

from __future__ import annotations

import asyncio
import random
import socket
from dataclasses import dataclass

HEADERS = 28  # octets of IPv4 and UDP, which the line carries too
UNEVEN_EVERY = 0.2  # seconds after which a jittery line delays differently


@dataclass
class Line:
    """One direction. `rate` in bit/s (0: unlimited) with a queue of `queue` seconds, `delay` and `jitter` in seconds,
    `loss` as a share of media packets (RTP and RTCP)."""

    rate: float = 0.0
    queue: float = 0.3
    delay: float = 0.0
    jitter: float = 0.0
    loss: float = 0.0


class Way:
    """Datagrams in one direction, in order as in a queue."""

    def __init__(self, line: Line, seed: int) -> None:
        self.line, self._dice = line, random.Random(seed)
        self._busy_until = self._last_out = self._uneven_until = self._extra = 0.0
        self.passed = self.dropped = self.sound_dropped = 0

    def out_at(self, data: bytes, now: float) -> float | None:
        """When the datagram comes out; None when it is lost."""
        line = self.line
        start = max(now, self._busy_until)
        if (128 <= data[0] <= 191 and self._dice.random() < line.loss) or (
            line.rate and start - now > line.queue
        ):
            self.dropped += 1
            self.sound_dropped += len(data) > 1 and data[1] & 0x7F == 100
            return None
        self.passed += 1
        if line.rate:
            self._busy_until = start = start + (len(data) + HEADERS) * 8 / line.rate
        if line.jitter and now >= self._uneven_until:
            self._uneven_until = now + UNEVEN_EVERY
            self._extra = self._dice.random() * line.jitter
        self._last_out = max(self._last_out, start + line.delay + self._extra)
        return self._last_out


class Shaper:
    """The relay: clients talk to `port` at `host`. `cut` swallows everything while it is true."""

    def __init__(
        self, target: int, down: Line, up: Line | None = None, seed: int = 1, host: str = "127.0.0.1"
    ) -> None:
        self._target, self._host = (host, target), host
        self.down, self.up = Way(down, seed), Way(up or Line(), seed + 1)
        self.cut = False
        self.port = 0
        self._ways: dict[tuple[str, int], socket.socket] = {}

    async def start(self) -> None:
        """Open the side that clients see."""
        self._loop = asyncio.get_running_loop()
        self._front = self._open()
        self.port = self._front.getsockname()[1]
        self._loop.add_reader(self._front.fileno(), self._from_client)

    def _open(self) -> socket.socket:
        opened = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        opened.setblocking(False)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 21)
        opened.bind((self._host, 0))
        return opened

    def _from_client(self) -> None:
        while True:
            try:
                data, client = self._front.recvfrom(2048)
            except OSError:
                return
            if client not in self._ways:
                self._ways[client] = self._open()
                self._loop.add_reader(self._ways[client].fileno(), self._from_router, client)
            self._pass(self.up, data, self._ways[client], self._target)

    def _from_router(self, client: tuple[str, int]) -> None:
        while True:
            try:
                data = self._ways[client].recv(2048)
            except OSError:
                return
            self._pass(self.down, data, self._front, client)

    def _pass(self, way: Way, data: bytes, out: socket.socket, to: tuple[str, int]) -> None:
        now = self._loop.time()
        at = None if self.cut else way.out_at(data, now)
        if at is None:
            return
        if at <= now:
            self._send(out, data, to)
        else:
            self._loop.call_at(at, self._send, out, data, to)

    @staticmethod
    def _send(out: socket.socket, data: bytes, to: tuple[str, int]) -> None:
        if out.fileno() >= 0:
            out.sendto(data, to)

    def close(self) -> None:
        """Close all sockets."""
        for opened in (self._front, *self._ways.values()):
            self._loop.remove_reader(opened.fileno())
            opened.close()
