"""One media port: the process that works at it now, the classes that live there, and what happens when it breaks."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import structlog

from server.media.errors import MediaLost, MediaRefusal
from server.media.process import GOODBYE_TIME, MediaProcess
from server.media.remote import RemoteRoom, RemoteTap

PATIENCE = 8.0  # seconds that a request waits for a process to be there and to answer
FIRST_PAUSE, LONGEST_PAUSE = 0.25, 5.0  # before a second replacement in a row, and at most
SOUND_AFTER = 10.0  # seconds; who lived so long was sound

log = structlog.get_logger("media process")


class Station:
    """Keeps a process at work. `name` tells stations apart in logs and figures.

    `fresh()` gives a process that was spawned; `in_use()` is called with every request.
    """

    def __init__(
        self,
        name: str,
        options: Mapping[str, Any],
        fresh: Callable[[], Awaitable[MediaProcess]],
        in_use: Callable[[], None],
    ) -> None:
        self.name = name
        self.rooms: dict[str, RemoteRoom] = {}
        self.taps: dict[int, RemoteTap] = {}
        self.restarts = 0
        self.heard_until = 0.0
        self._options, self._fresh, self._in_use = dict(options), fresh, in_use
        self._numbers = itertools.count(1)
        self._process: MediaProcess | None = None
        self._up = asyncio.Event()
        self._keeping: asyncio.Task[None] | None = None
        self._first: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def open(self) -> None:
        """Begin; `ready` tells when the first process is at work."""
        self._keeping = asyncio.create_task(self._keep(), name=f"media station {self.name}")

    async def ready(self) -> None:
        """Until the first process is at work. Raises OSError when its port is taken, MediaLost when it ended."""
        await asyncio.shield(self._first)

    @property
    def pid(self) -> int | None:
        """The process that works here now."""
        return None if self._process is None else self._process.pid

    def figures(self) -> dict[str, Any]:
        """What the process counted, and how often it was replaced."""
        process = self._process
        return {**(process.figures if process is not None else {}), "restarts": self.restarts}

    # -- requests of rooms

    async def ask(self, class_id: str, what: str, asked: dict[str, Any]) -> Any:
        """Have a request answered, if need be by the successor of a process that broke meanwhile.

        While a process is there the request goes out before this waits for the first time. Raises MediaRefusal, MediaLost.
        """
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    await self._up.wait()
                    if class_id not in self.rooms:  # it ended meanwhile, and would never be closed there
                        raise MediaRefusal("closed", "The class has ended.")
                    assert self._process is not None
                    self._in_use()
                    try:
                        return await self._process.ask(class_id, what, asked)
                    except MediaLost:
                        continue
        except TimeoutError as error:
            raise MediaLost("no media process answers") from error

    async def ask_now(self, class_id: str, what: str, asked: dict[str, Any]) -> Any:
        """Ask the process that is here now, and no successor, which would know nothing of it. Raises like `ask`."""
        if self._process is None or not self._up.is_set():
            raise MediaLost("no media process is here")
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._process.ask(class_id, what, asked)
        except TimeoutError as error:
            raise MediaLost("the media process does not answer") from error

    def tell(self, class_id: str, what: str, asked: dict[str, Any]) -> bool:
        """Send a request whose answer nobody needs; False without a process: there is nothing that it could be about."""
        if self._process is None or not self._up.is_set():
            return False
        self._process.tell(class_id, what, asked)
        return True

    def add_tap(self, tap: RemoteTap) -> int:
        """The number under which a tap's packets will come."""
        number = next(self._numbers)
        self.taps[number] = tap
        return number

    # -- keeping a process at work

    async def _keep(self) -> None:
        pause = 0.0
        while True:
            began = time.monotonic()
            process = await self._begin()
            if process is not None:
                await process.over.wait()
                await process.close()
                self.restarts += 1
            if time.monotonic() - began > SOUND_AFTER:
                pause = 0.0
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE, max(FIRST_PAUSE, 2 * pause))

    async def _begin(self) -> MediaProcess | None:
        """Put a fresh process to work; None when it could not start."""
        process: MediaProcess | None = None
        try:
            process = self._process = await self._fresh()
            process.name, process.event, process.heard, process.lost = (
                self.name,
                self._event,
                self._heard,
                self._lost,
            )
            port = await process.start(self._options)
        except Exception as error:
            log.error("a media process cannot start", process=self.name, reason=str(error))
            if not self._first.done():
                self._first.set_exception(error)
                self._first.exception()  # whoever waits for `ready` hears of it; nobody has to
            if process is not None:
                await process.close()
            return None
        self._up.set()
        log.info("a media process is at work", process=self.name, pid=process.pid, port=port)
        anew = self._first.done()  # else nobody had an answer yet: they have nothing to renew
        if not anew:
            self._first.set_result(None)
        for room in list(self.rooms.values()):
            room.begun(anew=anew)
        return process

    def _lost(self) -> None:
        self._up.clear()
        log.error("a media process is lost", process=self.name, pid=self.pid, classes=len(self.rooms))
        for room in list(self.rooms.values()):
            room.lost()

    # -- what the process tells

    def _event(self, class_id: str, name: str, values: list[Any]) -> None:
        room = self.rooms.get(class_id)
        if room is not None:
            room.happened(name, values)

    def _heard(self, until: float, items: list[Any]) -> None:
        for number, *values in items:
            tap = self.taps.get(number)
            if tap is not None:
                tap.take(values)
        self.heard_until = until

    async def close(self) -> None:
        """End the process, after it said goodbye."""
        if self._keeping is not None:
            self._keeping.cancel()
            await asyncio.gather(self._keeping, return_exceptions=True)
        up = self._up.is_set()
        self._up.clear()
        if self._process is not None:
            await self._process.close(GOODBYE_TIME if up else 0.0)
