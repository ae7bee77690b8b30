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


class PortTaken(OSError):
    """A media port is in use by another program."""

    def __init__(self, port: int, error: OSError) -> None:
        super().__init__(error.errno, error.strerror)
        self.port = port


class MediaProcesses:
    """`count` processes at the UDP ports from `port` on; `options` are those of the router in each of them."""

    def __init__(self, options: Mapping[str, Any], port: int, count: int = 1) -> None:
        self._options, self._port, self._count = dict(options), port, count
        self._stations: list[Station] = []
        self._spare: MediaProcess | None = None
        self._spawning: asyncio.Task[None] | None = None
        self._closed = False

    def start(self) -> None:
        """Let the processes start beside everything else; `ready` waits for them. Raises PortTaken."""
        for index in range(self._count):
            must_be_free(str(self._options.get("host", "")), self._port + index)
        for index in range(self._count):
            options = {**self._options, "port": self._port + index}
            station = Station(str(index + 1), options, self._fresh, self._in_use)
            self._stations.append(station)
            station.open()

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


def must_be_free(host: str, port: int) -> None:
    """Look before a process is started whether it will get its port; raises PortTaken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with contextlib.closing(socket.socket(family, socket.SOCK_DGRAM)) as probe:
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(port, error) from error
