"""One media process as the server sees it: started, asked, watched, ended."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
from asyncio.subprocess import DEVNULL, PIPE, STDOUT
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog

from server.media.errors import MediaLost, MediaRefusal
from server.media.wire import Channel

PING_EVERY = 0.5
MOST_UNANSWERED = 3  # pings; a process that was silent so long hangs
START_TIME = 30.0
GOODBYE_TIME = 2.0  # seconds for saying goodbye to clients when the server stops
# The process needs no secrets of the server: it gets these variables and nothing else.
PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "PYTHONPYCACHEPREFIX")

log = structlog.get_logger("media process")


class MediaProcess:
    """A process that forwards packets. `event(class, name, values)` and `heard(until, items)` are what it tells.

    `lost` is called once, when it ended by itself or hangs; it is killed then, and nothing more is told.
    """

    def __init__(
        self,
        name: str = "spare",
        event: Callable[[str, str, list[Any]], None] = lambda _class, _name, _values: None,
        heard: Callable[[float, list[Any]], None] = lambda _until, _items: None,
        lost: Callable[[], None] = lambda: None,
    ) -> None:
        self.name, self.event, self.heard, self.lost = name, event, heard, lost
        self.figures: dict[str, Any] = {}
        self.over = asyncio.Event()
        self._channel = Channel(self._take, self._ended)
        self._process: asyncio.subprocess.Process | None = None
        self._asked: dict[int, asyncio.Future[Any]] = {}
        self._number = 0
        self._unanswered = 0
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def pid(self) -> int | None:
        """Its process id, None before it was started."""
        return None if self._process is None else self._process.pid

    async def spawn(self) -> None:
        """Start the process; it loads its modules and waits for `start`. Raises OSError."""
        ours, theirs = socket.socketpair()
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        environment["PYTHONPATH"] = os.pathsep.join(
            [str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])]
        )
        arguments = ["--socket", str(theirs.fileno()), "--parent", str(os.getpid())]
        with theirs:
            await self._channel.open(ours)
            # Its output is a pipe of ours: whoever waits for the end of the server's output never waits for it.
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "server.media.worker", *arguments,
                stdin=DEVNULL, stdout=PIPE, stderr=STDOUT, pass_fds=[theirs.fileno()], env=environment,
                start_new_session=True,  # Ctrl-C in the server's terminal is for the server to handle
            )  # fmt: skip
        self._tasks.append(asyncio.create_task(self._read_output()))

    async def start(self, options: dict[str, Any]) -> int:
        """Open the media port; returns it. Raises OSError when it is taken, MediaLost when the process ended."""
        try:
            async with asyncio.timeout(START_TIME):
                port: int = await self.ask("", "start", options)
        except TimeoutError as error:
            raise MediaLost("the media process did not start") from error
        self._tasks.append(asyncio.create_task(self._watch()))
        return port

    # -- asking

    def ask(self, class_id: str, what: str, asked: dict[str, Any]) -> asyncio.Future[Any]:
        """Send a request now; its answer follows, or MediaRefusal, or MediaLost."""
        self._number += 1
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        if self._process is None or self.over.is_set():
            answer.set_exception(MediaLost("the media process is gone"))
            return answer
        self._asked[self._number] = answer
        number = self._number
        answer.add_done_callback(lambda _: self._asked.pop(number, None))
        try:
            self._channel.send(number, class_id, what, asked)
        except (
            ValueError,
            TypeError,
            OverflowError,
            RecursionError,
        ):  # what a client made up cannot be written
            answer.set_exception(MediaRefusal("bad_parameters", "The parameters are not understood."))
        return answer

    async def answers(self, patience: float) -> bool:
        """Whether it is there and answers in time (seconds)."""
        try:
            async with asyncio.timeout(patience):
                await self.ask("", "ping", {})
        except (TimeoutError, MediaLost):
            return False
        return True

    def tell(self, class_id: str, what: str, asked: dict[str, Any]) -> None:
        """Send a request whose answer nobody needs."""
        if not self.over.is_set():
            self._channel.send(0, class_id, what, asked)

    def _take(self, message: list[Any]) -> None:
        match message:
            case ["heard", until, items]:
                self.heard(until, items)
            case ["answer", number, value]:
                self._answered(number, value)
            case ["refused", number, code, reason]:
                self._answered(number, MediaRefusal(code, reason))
            case ["failed", number, errno, text, what]:
                self._answered(number, OSError(errno, text, what) if errno else RuntimeError(text))
            case ["event", class_id, name, values]:
                # Not at once: whoever waits for an answer that came before takes that in first.
                asyncio.get_running_loop().call_soon(self.event, class_id, name, values)
            case ["stats", figures]:
                self.figures = figures
            case ["log", level, text]:
                getattr(log, level, log.info)(text, process=self.name)

    def _answered(self, number: int, value: Any) -> None:
        answer = self._asked.pop(number, None)
        if answer is None or answer.done():
            return
        if isinstance(value, Exception):
            answer.set_exception(value)
        else:
            answer.set_result(value)

    # -- watching

    async def _watch(self) -> None:
        """Counted in pings, not in seconds: when this process was held up itself, the other is not to blame."""
        while not self.over.is_set():
            if self._unanswered >= MOST_UNANSWERED:
                log.error("a media process does not answer: it is replaced", process=self.name, pid=self.pid)
                self._ended()
                return
            self._unanswered += 1
            self.ask("", "ping", {}).add_done_callback(self._answers)
            await asyncio.sleep(PING_EVERY)

    def _answers(self, ping: asyncio.Future[Any]) -> None:
        if not ping.cancelled() and ping.exception() is None:
            self._unanswered = 0

    async def _read_output(self) -> None:
        """What it says past its log: the last words of the interpreter or of a library."""
        assert self._process is not None
        assert self._process.stdout is not None
        while said := await self._process.stdout.read(8192):
            for line in said.decode(errors="replace").splitlines():
                log.warning(line, process=self.name)

    def _ended(self) -> None:
        """It ended, or is ended because it hangs: nothing more is expected of it."""
        if self.over.is_set():
            return
        self.over.set()
        self._kill()
        self._channel.close()
        self.lost()
        for answer in list(self._asked.values()):
            if not answer.done():
                answer.set_exception(MediaLost("the media process is gone"))
                answer.exception()  # seen: nobody may be waiting any more

    def _kill(self) -> None:
        """By its id; a stopped or hung process hears nothing else."""
        if self._process is not None and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                # `send_signal` would bury it behind the loop's back
                os.kill(self._process.pid, signal.SIGKILL)

    async def close(self, patience: float = 0.0) -> None:
        """End it; with `patience` (seconds) it may say goodbye to the clients first."""
        self.lost = lambda: None
        self.over.set()
        self._channel.close()
        if self._process is not None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._process.wait(), patience)
            self._kill()
            await self._process.wait()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for answer in list(self._asked.values()):
            answer.cancel()
