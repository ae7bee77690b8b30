"""Every address and way by which media comes in: UDP sockets of both families, and TCP for who has no UDP.

An answer must leave from the address that the question came to; with one socket for several addresses the kernel would
choose. So every address of this machine has a socket of its own, beside one of each family for what comes later.
A person's address says through which to answer: `(ip, port)` is the first socket, `(ip, port, -n)` another one,
`(ip, port, n)` a TCP connection.
"""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable

from server.addresses import own_addresses
from server.media.outbox import Outbox
from server.media.stun import Address, Datagram
from server.media.tcp import TcpDoor
from server.media.udp import UdpSocket

ANYWHERE = {"": ("0.0.0.0", "::"), "::": ("0.0.0.0", "::"), "0.0.0.0": ("0.0.0.0",)}  # noqa: S104 (media comes from everywhere)
LOOPBACK = ("127.0.0.1", "::1")  # who comes from this machine under its outer address is answered from here
MOST_OWN = 16  # a machine with many containers has more addresses than people come to
NOT_HERE = (errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL)  # no IPv6 on this machine, or an address that just went


class Doors:
    """All sockets of one media server.

    `on_datagram(data, address)` must not raise; `knows(address)`: whether a person was proven to be there;
    `gone(address)` is told when a proven connection ended, `turned()` when a batch was read.
    """

    def __init__(
        self,
        on_datagram: Callable[[Datagram, Address], None],
        knows: Callable[[Address], bool],
        gone: Callable[[Address], None],
        outbox: Outbox,
        turned: Callable[[], None],
    ) -> None:
        self._on_datagram, self._outbox, self._turned = on_datagram, outbox, turned
        self._sockets: list[UdpSocket] = []
        self._first: Callable[[bytes | memoryview, Address], object] | None = None
        self._others: dict[int, Callable[[bytes | memoryview, tuple[str, int]], object]] = {}
        self._tcp = TcpDoor(on_datagram, knows, gone)

    def bind(self, host: str, port: int) -> int:
        """Open UDP at `host`, where a wildcard means every address; returns the port. Raises OSError."""
        wildcards = ANYWHERE.get(host)
        if wildcards is None:
            return self._open(host, port, first=True).port
        for wildcard in wildcards:
            port = self._open_if_here(wildcard, port) or port
        # The kernel lets sockets share a port that agree to it. They agree only here: a second server at the same
        # port is told that it is in use.
        wild = list(self._sockets)
        for one in wild:
            one.share(True)
        own = [*own_addresses()[:MOST_OWN], *LOOPBACK]
        for address in [ip for ip in own if len(wildcards) > 1 or ":" not in ip]:
            self._open_if_here(address, port, shared=True, first=self._first is None)
        for one in self._sockets:
            one.share(False)
        return port

    def _open_if_here(self, host: str, port: int, *, shared: bool = False, first: bool = False) -> int:
        try:
            return self._open(host, port, shared=shared, first=first).port
        except OSError as error:
            if error.errno not in NOT_HERE:
                raise
            return 0

    def _open(self, host: str, port: int, *, shared: bool = False, first: bool = False) -> UdpSocket:
        door = 0 if first else -1 - len(self._others)
        opened = UdpSocket(
            host, port, self._on_datagram, self._outbox, self._turned, shared=shared, door=door
        )
        self._sockets.append(opened)
        if first:
            self._first = opened.sendto
        else:
            self._others[door] = opened.sendto
        return opened

    async def listen(self, host: str, port: int) -> int:
        """Take TCP connections at `host`; returns the port. Raises OSError."""
        for address in ANYWHERE.get(host, (host,)):
            try:
                opened = _listening(address, port)
            except OSError as error:
                if error.errno in NOT_HERE and address != host:
                    continue
                raise
            port = opened.getsockname()[1]
            await self._tcp.listen(opened)
        return port

    def sendto(self, data: bytes | memoryview, address: Address) -> object:
        """Send one datagram. Raises OSError."""
        if len(address) == 2:
            if self._first is not None:
                return self._first(data, address)
        elif address[2] > 0:
            self._tcp.send(data, address)
            return None
        elif (way := self._others.get(address[2])) is not None:
            return way(data, (address[0], address[1]))
        raise OSError("that socket is closed")

    @property
    def granted(self) -> int:
        """Bytes of receive buffer that the system gives each socket."""
        return min((one.granted for one in self._sockets), default=0)

    def forget(self, address: Address) -> None:
        """Nothing from there is for us any more: a connection is closed."""
        if len(address) == 3 and address[2] > 0:
            self._tcp.forget(address)

    def stats(self) -> dict[str, int]:
        """TCP connections, and those of them that have not shown yet whose they are."""
        return {"tcp_connections": len(self._tcp.connections), "tcp_strangers": self._tcp.strangers}

    def close(self) -> None:
        """Free all ports."""
        for one in self._sockets:
            one.close()
        self._tcp.close()


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_STREAM)
    try:
        # connections of a server just ended may linger
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        opened.bind((host, port))
        opened.setblocking(False)
    except OSError as error:
        opened.close()
        raise OSError(error.errno, error.strerror, f"{port}/tcp") from error
    return opened
