"""A socket through which the media of many people passes."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Callable

from server.media.inbox import Inbox
from server.media.outbox import Outbox
from server.media.stun import Address, Datagram

BUFFER = 4 * 1024 * 1024
ENOUGH = 1024 * 1024  # bytes; 20,000 small datagrams a second fill it in about 60 ms

log = logging.getLogger(__name__)


class UdpSocket:
    """`on_datagram(data, address)` must not raise, nor keep `data`, whose memory is used again.

    What it sends through `outbox` leaves when all is read that came; then `turned()` is called. Addresses name the `door`
    unless it is the first, 0.
    """

    def __init__(
        self, host: str, port: int, on_datagram: Callable[[Datagram, Address], None], outbox: Outbox,
        turned: Callable[[], None], *, shared: bool = False, door: int = 0,
    ) -> None:  # fmt: skip
        self._outbox, self._door, self._turned = outbox, door, turned
        self._on_datagram = on_datagram
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._socket = socket.socket(family, socket.SOCK_DGRAM)
        try:
            self._socket.setblocking(False)
            for option in (socket.SO_RCVBUF, socket.SO_SNDBUF):
                self._socket.setsockopt(socket.SOL_SOCKET, option, BUFFER)
            self.granted = self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF)
            if self.granted < ENOUGH and not door:
                log.warning(
                    "the system grants media %d kB of receive buffer; sound may be lost under load: "
                    "set net.core.rmem_max and wmem_max to %d", self.granted // 1024, BUFFER,
                )  # fmt: skip
            if family == socket.AF_INET6:
                self._socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            if shared:
                self.share(True)
            self._socket.bind((host, port))
        except OSError as error:
            self._socket.close()
            raise OSError(error.errno, error.strerror, f"{port}/udp") from error
        outbox.open(self._socket, door)
        self._inbox = Inbox(self._socket, door)
        self.port: int = self._socket.getsockname()[1]
        self.sendto = self._socket.sendto
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(self._socket.fileno(), self._readable)

    def share(self, allowed: bool) -> None:
        """Whether another socket that agrees too may be bound to the same port."""
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, int(allowed))

    def _readable(self) -> None:
        self._outbox.hold()
        try:
            on_datagram = self._on_datagram
            for data, address in self._inbox.read():
                on_datagram(data, address)
        finally:
            self._outbox.flush()
        self._turned()

    def close(self) -> None:
        """Stop reading and free the port."""
        self._loop.remove_reader(self._socket.fileno())
        self._outbox.close(self._door)
        self._socket.close()
