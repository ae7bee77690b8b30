"""The media processes of one server: a class lives in one of them, and a spare one stands ready for the next to break."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Mapping
from typing import Any

import structlog

from server.media.process import START_TIME, MediaProcess
from server.media.remote import RemoteRoom
from server.media.station import Station

SPARE_AFTER = 3.0  # seconds after media was first asked for: whoever joins then should not wait for it
SPARE_PATIENCE = 1.0  # seconds; a spare that does not answer is no help

log = structlog.get_logger("media process")


class MediaProcesses:
    """`count` processes at the UDP ports from `port` on, and at the TCP ports from `tcp_port` on if there is one.

    `options` are those of the router in each of them.
    """

    def __init__(
        self, options: Mapping[str, Any], port: int, tcp_port: int | None = None, count: int = 1
    ) -> None:
        self._options, self._count = dict(options), count
        self._port, self._tcp_port = port, tcp_port
        self._stations: list[Station] = []
        self._spare: MediaProcess | None = None
        self._spawning: asyncio.Task[None] | None = None
        self._closed = False

    def start(self) -> None:
        """Let the processes start beside everything else; `ready` waits for them. Raises OSError for a port in use."""
        ports = [self._ports(index) for index in range(self._count)]
        for of_one in ports:
            must_be_free(str(self._options.get("host", "")), of_one["port"], of_one.get("tcp_port"))
        for index, of_one in enumerate(ports):
            options = {**self._options, **of_one}
            station = Station(str(index + 1), options, self._fresh, self._in_use)
            self._stations.append(station)
            station.open()

    def _ports(self, index: int) -> dict[str, int]:
        tcp = {} if self._tcp_port is None else {"tcp_port": self._tcp_port + index}
        return {"port": self._port + index, **tcp}

    async def ready(self) -> None:
        """Until every process is at work. Raises OSError or MediaLost when one cannot start."""
        await asyncio.gather(*(station.ready() for station in self._stations))

    def room(self, class_id: str) -> RemoteRoom:
        """A media room for a class, in the process with the fewest classes."""
        station = min(self._stations, key=lambda one: len(one.rooms))
        return RemoteRoom(class_id, station)

    def stats(self) -> dict[str, dict[str, Any]]:
        """Counters of each process: those of its router, `cpu_seconds`, `loop_lag_seconds`, `restarts`."""
        return {station.name: station.figures() for station in self._stations}

    @property
    def pids(self) -> list[int]:
        """The processes at work, in the order of their ports."""
        return [pid for station in self._stations if (pid := station.pid) is not None]

    # -- the spare

    @property
    def has_spare(self) -> bool:
        """Whether one stands ready for the next to break, and has told so."""
        return self._spare is not None and bool(self._spare.figures)

    def _in_use(self) -> None:
        """Have a process loaded and waiting, so that a broken one is replaced at once."""
        if self._spare is None and self._spawning is None and not self._closed:
            self._spawning = asyncio.create_task(self._spawn_spare(), name="spare media process")

    async def _spawn_spare(self) -> None:
        await asyncio.sleep(SPARE_AFTER)
        spare = MediaProcess()
        try:
            await spare.spawn()
            if await spare.answers(START_TIME):
                self._spare = spare
        except OSError as error:
            log.warning("there is no spare media process", reason=str(error))
        finally:
            self._spawning = None
            if self._spare is not spare:
                await spare.close()

    async def _fresh(self) -> MediaProcess:
        """The spare if there is one that lives, else a new one."""
        spare, self._spare = self._spare, None
        if spare is not None:
            if await spare.answers(SPARE_PATIENCE):
                return spare
            await spare.close()
        process = MediaProcess()
        try:
            await process.spawn()
        except BaseException:
            await process.close()
            raise
        return process

    async def close(self) -> None:
        """End all processes."""
        self._closed = True
        if self._spawning is not None:
            self._spawning.cancel()
            await asyncio.gather(self._spawning, return_exceptions=True)
        if self._spare is not None:
            await self._spare.close()
        await asyncio.gather(*(station.close() for station in self._stations))


def must_be_free(host: str, port: int, tcp_port: int | None) -> None:
    """Look before a process is started whether it will get its ports; raises OSError, its `filename` such as 8080/udp."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for number, kind, way in ((port, socket.SOCK_DGRAM, "udp"), (tcp_port, socket.SOCK_STREAM, "tcp")):
        if number is None:
            continue
        with contextlib.closing(socket.socket(family, kind)) as probe:
            if kind == socket.SOCK_STREAM:  # connections of a server just ended may linger
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, number))
            except OSError as error:
                raise OSError(error.errno, error.strerror, f"{number}/{way}") from error
