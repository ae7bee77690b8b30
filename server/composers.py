"""The processes that make films of classes: started when there is work, restarted when they break, few at a time."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

from recording import processes

ROOT = Path(__file__).parent.parent
PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "PYTHONPYCACHEPREFIX")
LINE_LIMIT = 1 << 20
IDLE_SECONDS = 120.0
LONGEST = 900.0
"""Seconds for one chunk, which takes about six of a core: it yields to everything else, so slow is not hung."""


class ComposerError(Exception):
    """A request failed: `code` "broke" when the process did, "hung", or what it told."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


class Composer:
    """One such process; takes one request at a time."""

    def __init__(self, patience: float = LONGEST) -> None:
        self._patience = patience
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()
        self._idle: asyncio.TimerHandle | None = None

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """Have a request done; raises ComposerError."""
        async with self._turn:
            if self._idle:
                self._idle.cancel()
            try:
                async with asyncio.timeout(self._patience):
                    told = await self._asked(request)
            except TimeoutError as error:
                await self._end()
                raise ComposerError("hung", "it took too long") from error
            except (OSError, ValueError) as error:
                await self._end()
                raise ComposerError("broke", str(error)) from error
            except asyncio.CancelledError:
                await self._end()  # its late answer must not be taken for the next one's
                raise
            self._idle = asyncio.get_running_loop().call_later(IDLE_SECONDS, self._rest)
        if "error" in told:
            raise ComposerError(told["error"], told["message"])
        return told

    async def _asked(self, request: dict[str, Any]) -> dict[str, Any]:
        process = await self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(request).encode() + b"\n")
        await process.stdin.drain()
        line = await process.stdout.readline()
        if not line:
            raise ConnectionError(f"the composer ended ({await process.wait()})")
        return dict(json.loads(line))

    async def _started(self) -> asyncio.subprocess.Process:
        if self._process is None or self._process.returncode is not None:
            # A process of its own, never a fork: what media libraries hold does not survive one.
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "recording.composer",
                cwd=ROOT,
                env={
                    **{name: os.environ[name] for name in PASSED_ON if name in os.environ},
                    processes.PARENT: str(os.getpid()),
                    "OMP_NUM_THREADS": "1",
                    "OPENBLAS_NUM_THREADS": "1",
                },
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                limit=LINE_LIMIT,
                start_new_session=True,
            )
        return self._process

    def _rest(self) -> None:
        """Let its memory go when nothing is to be made for a while."""
        process, self._process = self._process, None
        if process and process.stdin:
            process.stdin.close()

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            await processes.end(process)

    async def close(self) -> None:
        """End it; what was half made is made again."""
        if self._idle:
            self._idle.cancel()
        await self._end()
