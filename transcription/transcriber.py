"""The server's side of transcription: one worker process, fed window by window, restarted when it breaks."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from recording import processes
from transcription import weights
from transcription.engine import Heard, Segment, SpeechError, segment_from_json
from transcription.settings import SpeechSettings

State = Literal["off", "no_model", "ready", "failed"]

TRIES = 3
LINE_LIMIT = 16 << 20
# The worker needs no secrets of the server: it gets these variables and nothing else.
PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "XDG_CACHE_HOME", "AMPHI_WEIGHTS")


@dataclass(frozen=True)
class Patience:
    """How long to wait, in s: for the worker to start, then per job and per second of its audio; then `idle`.

    It takes about 0.1 s per second of sound; but it is niced behind the running class, so a slow one is not a hung one.
    """

    start: float = 120.0
    job: float = 30.0
    audio_second: float = 1.5
    idle: float = 300.0


class Transcriber:
    """Turns windows of recordings into segments, one at a time, for all classes of this server."""

    def __init__(
        self,
        settings: SpeechSettings,
        *,
        patience: Patience | None = None,
        worker: Sequence[str] = ("-m", "transcription.worker"),
        nice: int = 19,
    ) -> None:
        """`nice`: how far the worker stands behind all other processes, 0 to 19."""
        self.settings = settings
        self.state: State = "off" if settings.weights is None else "ready"
        self.reason = ""
        """Why the state is "no_model" or "failed": one sentence for whoever runs the server."""
        self.engine = ""
        """The engine's name, for CaptionSpoken; known after the first window."""
        self._patience = patience or Patience()
        self._worker = (*worker, "--nice", str(nice))
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()
        self._jobs = 0
        self._idle: asyncio.TimerHandle | None = None
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The process id of the running worker, or None."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def check(self) -> State:
        """Look whether usable weights are at hand, without starting the worker; give the state."""
        if self.settings.weights is not None:
            try:
                await asyncio.to_thread(weights.find, self.settings.weights)
                self.state, self.reason = "ready", ""
            except SpeechError as problem:
                self.state, self.reason = "no_model", problem.message
        return self.state

    async def transcribe(self, folder: Path, track: Mapping[str, Any], start: int, end: int) -> list[Segment]:
        """Give what is said on `track` of the recording in `folder` from `start` to `end` (class ms)."""
        return list((await self.hear(folder, track, start, end)).segments)

    async def hear(
        self,
        folder: Path,
        track: Mapping[str, Any],
        start: int,
        end: int,
        *,
        more: bool = False,
        hotwords: str = "",
        language: str | None = None,
        quick: bool = False,
    ) -> Heard:
        """Give what is said from `start` to `end` (class ms); with `more`, only up to the last pause before `end`.

        `hotwords`: names and terms that may be said; `language`: another one than that of the settings; `quick`: soon
        rather than well, and `until` is where the last voice ends.

        Raises `SpeechError`: "off", "no_model" or "bad_weights", "language", "failed" after three tries that broke, or
        "hung" after one that took too long: other classes should be heard before it is tried again.
        """
        async with self._turn:
            if self._idle:
                self._idle.cancel()
            try:
                request = {"folder": str(folder), "track": dict(track), "start": start, "end": end}
                told = {"more": more, "hotwords": hotwords, "language": language or self.settings.language}
                return await self._tried({**request, **told, "quick": quick})
            except asyncio.CancelledError:
                await self._end()  # its late answer must not be taken for the next job's
                raise
            finally:
                self._rest()

    async def close(self) -> None:
        """End the worker. A window under way is given up; nothing is lost, it was not written yet."""
        self._closed = True
        if self._idle:
            self._idle.cancel()
        await self._end()

    async def _tried(self, request: dict[str, Any]) -> Heard:
        problem = SpeechError("failed", "nothing was tried")
        for _ in range(TRIES):
            if self.settings.weights is None or self._closed:
                raise SpeechError("off", "transcription is off")
            try:
                heard = await self._asked(request)
            except SpeechError as refused:
                if refused.code in ("no_model", "bad_weights"):
                    self.state, self.reason = "no_model", refused.message
                    raise
                if refused.code == "language":
                    self.state, self.reason = "failed", refused.message
                    raise
                problem = refused
            except TimeoutError:
                await self._end()
                self.state, self.reason = "failed", "the worker took too long"
                raise SpeechError("hung", self.reason) from None
            except (OSError, ValueError, KeyError, TypeError) as broken:
                await self._end()
                problem = SpeechError("failed", f"the worker broke: {type(broken).__name__} {broken}".strip())
            else:
                self.state, self.reason = "ready", ""
                return heard
        self.state, self.reason = "failed", problem.message
        raise SpeechError("failed", f"given up after {TRIES} tries: {problem.message}")

    async def _asked(self, request: dict[str, Any]) -> Heard:
        process = await self._started()
        self._jobs += 1
        request = {"id": self._jobs, **request}
        length = max(0, request["end"] - request["start"])
        assert process.stdin is not None
        async with asyncio.timeout(self._patience.job + self._patience.audio_second * length / 1000):
            process.stdin.write(json.dumps(request).encode() + b"\n")
            await process.stdin.drain()
            answer = await _line(process)
        if answer["id"] != self._jobs:
            raise ValueError("the worker answered another request")
        if error := answer.get("error"):
            raise SpeechError(str(error["code"]), str(error["message"]))
        self.engine = str(answer["engine"])
        return Heard(tuple(segment_from_json(each) for each in answer["segments"]), int(answer["until"]))

    async def _started(self) -> asyncio.subprocess.Process:
        """Give the running worker; start one, and wait until its model is loaded, where there is none."""
        if self._process and self._process.returncode is None:
            return self._process
        assert self.settings.weights is not None
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        environment["PYTHONPATH"] = os.pathsep.join(
            [str(Path(__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]
        )
        # One thread: the running class needs the other cores. Offline: a folder is given, nothing is to be fetched.
        environment |= {"OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1", "PYTHONUNBUFFERED": "1"}
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            *self._worker,
            "--weights",
            self.settings.weights,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=environment,
            limit=LINE_LIMIT,
            start_new_session=True,  # Ctrl-C in the server's terminal is for the server to handle
        )
        async with asyncio.timeout(self._patience.start):
            answer = await _line(self._process)
        if error := answer.get("error"):
            await self._end()
            raise SpeechError(str(error["code"]), str(error["message"]))
        self.engine = str(answer["ready"])
        return self._process

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            # Killed, not asked: a hung or stopped process hears nothing, and it holds nothing worth saving.
            await processes.end(process)

    def _rest(self) -> None:
        """Let the worker's memory go when nothing is to be transcribed for a while."""
        if not self._closed:
            loop = asyncio.get_running_loop()
            self._idle = loop.call_later(self._patience.idle, self._close_stdin)

    def _close_stdin(self) -> None:
        process, self._process = self._process, None
        if process and process.stdin:
            process.stdin.close()


async def _line(process: asyncio.subprocess.Process) -> dict[str, Any]:
    assert process.stdout is not None
    line = await process.stdout.readline()
    if not line:
        raise ConnectionError(f"the worker ended ({await process.wait()})")
    answer = json.loads(line)
    if not isinstance(answer, dict):
        raise TypeError("the worker wrote something else than an answer")
    return answer
