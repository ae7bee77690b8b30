"""The inside of a media process: the router, the classes that live there, and the line to the server."""

from __future__ import annotations

import asyncio
import logging
import socket
import time
from typing import Any

from server.media.courier import Courier
from server.media.errors import MediaRefusal
from server.media.router import Router
from server.media.service import ClassService
from server.media.wire import Channel

TURN = 0.020  # seconds between two deliveries of what taps heard
FIGURES_EVERY = 1.0

log = logging.getLogger(__name__)


class Serving:
    """Answers the server's requests; beside them it runs the router."""

    def __init__(self) -> None:
        self._over = asyncio.Event()
        self._channel = Channel(self._heard, self._over.set)
        self._courier = Courier(self._channel)
        self._router: Router | None = None
        self._services: dict[str, ClassService] = {}
        self._starting: asyncio.Task[None] | None = None

    async def run(self, end: socket.socket) -> None:
        """Until the server hangs up."""
        await self._channel.open(end)
        logging.getLogger().addHandler(_Told(self._channel))
        turns = asyncio.get_running_loop().create_task(self._turns())
        await self._over.wait()
        turns.cancel()
        if self._router is not None:
            await self._router.close()

    # -- requests

    def _heard(self, message: list[Any]) -> None:
        number, class_id, what, asked = message
        if not class_id:
            if what == "start":
                self._starting = asyncio.get_running_loop().create_task(self._start(number, asked))
            else:  # ping
                self._channel.send("answer", number, None)
            return
        try:
            answer = self._service(class_id).do(what, asked)
        except MediaRefusal as refusal:
            if number:
                self._channel.send("refused", number, refusal.code, refusal.message)
            return
        except Exception as error:
            log.exception("a media request failed: %s", what)
            if number:
                self._channel.send("failed", number, 0, f"{what}: {error!r}", "")
            return
        if what == "close_room":
            self._services.pop(class_id, None)
        if number:
            self._channel.send("answer", number, answer)

    async def _start(self, number: int, options: dict[str, Any]) -> None:
        router = Router(**options)
        try:
            await router.start()
        except OSError as error:
            told = error.strerror or str(error)
            self._channel.send("failed", number, error.errno or 0, told, str(error.filename or ""))
            return
        self._router = router
        self._channel.send("answer", number, router.port)

    def _service(self, class_id: str) -> ClassService:
        service = self._services.get(class_id)
        if service is None:
            if self._router is None:
                raise MediaRefusal("closed", "The media process has not started.")

            def tell(name: str, *values: Any) -> None:
                self._channel.send("event", class_id, name, values)

            service = self._services[class_id] = ClassService(
                self._router.room(class_id), tell, self._courier, self._router.probe
            )
        return service

    # -- what is told without being asked

    async def _turns(self) -> None:
        figures_at = time.monotonic() + FIGURES_EVERY
        while True:
            await asyncio.sleep(TURN)
            self._courier.deliver()
            now = time.monotonic()
            if now >= figures_at:
                figures_at = now + FIGURES_EVERY
                self._channel.send("stats", self.figures())

    def figures(self) -> dict[str, Any]:
        """Counters of the router and of the process itself."""
        return {
            **(self._router.stats() if self._router is not None else {}),
            "cpu_seconds": round(time.process_time(), 3),
            "tasks": len(asyncio.all_tasks()),
            "recorded_dropped": self._courier.dropped,
            "waiting_bytes": self._channel.waiting,
        }


class _Told(logging.Handler):
    """Log lines go to the server, which writes the one log."""

    def __init__(self, channel: Channel) -> None:
        super().__init__()
        self._channel = channel

    def emit(self, record: logging.LogRecord) -> None:
        text = f"{record.name}: {self.format(record)}".encode(errors="replace").decode()
        self._channel.send("log", record.levelname.lower(), text)
