"""A bad network between clients and the router: a relay that loses media packets by a seeded die."""

from __future__ import annotations

import asyncio
import random
import socket


class LossyLink:
    """Relays datagrams to a local port; of media (RTP and RTCP) it drops `loss` in each direction."""

    def __init__(self, port: int, loss: float, seed: int) -> None:
        self._target, self._loss = ("127.0.0.1", port), loss
        self._dice = random.Random(seed)
        self._ways: dict[tuple[str, int], socket.socket] = {}
        self.passed = self.dropped = 0
        self.port = 0

    async def start(self) -> None:
        """Open the side that clients see, on `port`."""
        self._loop = asyncio.get_running_loop()
        self._front = self._open()
        self.port = self._front.getsockname()[1]
        self._loop.add_reader(self._front.fileno(), self._from_client)

    @staticmethod
    def _open() -> socket.socket:
        opened = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        opened.setblocking(False)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 21)
        opened.bind(("127.0.0.1", 0))
        return opened

    def _lost(self, data: bytes) -> bool:
        lost = 128 <= data[0] <= 191 and self._dice.random() < self._loss
        self.dropped += lost
        self.passed += not lost
        return lost

    def _from_client(self) -> None:
        while True:
            try:
                data, client = self._front.recvfrom(2048)
            except OSError:
                return
            if client not in self._ways:
                self._ways[client] = self._open()
                self._loop.add_reader(self._ways[client].fileno(), self._from_router, client)
            if not self._lost(data):
                self._ways[client].sendto(data, self._target)

    def _from_router(self, client: tuple[str, int]) -> None:
        while True:
            try:
                data = self._ways[client].recv(2048)
            except OSError:
                return
            if not self._lost(data):
                self._front.sendto(data, client)

    def close(self) -> None:
        """Close all sockets."""
        for opened in (self._front, *self._ways.values()):
            self._loop.remove_reader(opened.fileno())
            opened.close()
