"""The media of all classes of one process: their rooms, the doors they share, and the clock that drives them."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from typing import Any

from aiortc import RTCCertificate

from server.media.candidates import candidates
from server.media.capabilities import router_capabilities
from server.media.dtls import DtlsSession
from server.media.errors import MediaRefusal
from server.media.plane import Plane
from server.media.probe import Probes
from server.media.room import Room
from server.media.ticker import Ticker
from server.media.transport import Transport

log = logging.getLogger(__name__)


class Router:
    """Forwards media between people; one UDP port for everybody (ICE-lite, RFC 8445 section 2.5).

    `announce` are the addresses that clients are told (literals; Firefox refuses 127.0.0.1), `host` and `port` what is
    bound ("" is every address of both families); port 0 takes a free one, see `port` after `start`. `announce_port` is
    for a NAT that maps ports. `tcp_port` is for media over TCP, None without; with `udp` false clients are told no UDP.
    """

    def __init__(
        self, announce: Sequence[str] = ("127.0.0.1",), host: str = "0.0.0.0", port: int = 0,  # noqa: S104 (media comes from everywhere)
        *, announce_port: int = 0, tcp_port: int | None = None, udp: bool = True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self.announce = tuple(announce)
        self.host = host
        self.port = port
        self.announce_port = announce_port
        self.tcp_port = tcp_port
        self._udp = udp
        self.plane = Plane(clock)
        self._probes = Probes(self.plane, lambda: candidates(self.plane, self.announce, self._told_port))
        self._certificate: RTCCertificate | None = None
        self._rooms: dict[str, Room] = {}
        # one for all, since a timer for each transport costs a third more
        self._ticker = Ticker(lambda rooms: self.tick(self.plane.clock(), rooms=rooms))
        self.plane.turned = self._ticker.turned
        self._endings: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Bind the sockets and begin the ticker. Raises OSError when a port is taken."""
        self._certificate = RTCCertificate.generateCertificate()
        self.port = self.plane.bind(self.host, self.port)
        if self.tcp_port is not None:
            await self.plane.listen(self.host, self.tcp_port)
        self._ticker.start()

    async def close(self) -> None:
        """Close every room and the socket; returns when nothing of ours runs on the loop any more."""
        for room in list(self._rooms.values()):
            room.close()
        while self._endings:
            await asyncio.gather(*self._endings, return_exceptions=True)
        self._ticker.stop()
        self.plane.close()

    def capabilities(self) -> dict[str, Any]:
        """What can be sent and received, as mediasoup-client's `device.load({routerRtpCapabilities})` wants it."""
        return router_capabilities()

    @property
    def _told_port(self) -> int:
        return (self.announce_port or self.port) if self._udp else 0

    def probe(self, asker: str = "") -> dict[str, Any]:
        """`{iceParameters, iceCandidates}` that answer for half a minute, to try which ways are open. Raises MediaRefusal.

        `asker` is the address that asks: of one address only so many may try at once.
        """
        return self._probes.open(asker)

    def room(self, class_id: str) -> Room:
        """The media room of a class, made on first use. Raises MediaRefusal before `start`."""
        room = self._rooms.get(class_id)
        if room is None:
            if self._certificate is None:
                raise MediaRefusal("closed", "The media server has not started.")
            room = Room(
                class_id, self.plane, self._certificate, self.announce, self._told_port,
                spawn_close=self._end_later, on_close=self._forget_room,
            )  # fmt: skip
            self._rooms[class_id] = room
        return room

    def _forget_room(self, room: Room) -> None:
        self._rooms.pop(room.id, None)

    def _end_later(self, session: DtlsSession, transport: Transport) -> None:
        task = asyncio.get_running_loop().create_task(self._end(session, transport))
        self._endings.add(task)
        task.add_done_callback(self._endings.discard)

    async def _end(self, session: DtlsSession, transport: Transport) -> None:
        """Say goodbye to the client, then forget its addresses."""
        try:
            await session.close()
        finally:
            transport.leave_plane()

    def tick(self, now: float, *, rooms: bool = True) -> bool:
        """Do what is due `now`; whether something waits for the next tick."""
        if rooms:
            self._probes.tick(now)
            for room in list(self._rooms.values()):
                self._tick_of(room, now)
        return self.plane.tick(now)

    def _tick_of(self, room: Room, now: float) -> None:
        try:
            room.tick(now)
        except Exception:  # one class must never stop the others
            self.plane.counters.faults += 1
            log.debug("what is due for a class could not be done", exc_info=True)

    def stats(self) -> dict[str, Any]:
        """Counters since start: packets and bytes in and out, lost, nacks, plis, junk, layers, peers."""
        rooms = list(self._rooms.values())
        return {
            **self.plane.stats(),
            "loop_lag_seconds": self._ticker.lag,
            "rooms": len(rooms),
            "producers": sum(len(room.producers()) for room in rooms),
        }
