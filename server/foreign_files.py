"""Foreign files are read in processes of their own, without this server's environment, and with a time limit."""

import asyncio
import json
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from recording import processes
from server.errors import Problem
from server.problems import PROBLEMS

ROOT = Path(__file__).parent.parent
AT_ONCE = 2
PASSED_ON = ("PATH", "LANG", "LC_ALL", "TMPDIR", "HOME")

Heard = Callable[[dict[str, Any]], None]


async def run_reader(
    module: str, *arguments: str, seconds: float, broken: str, heard: Heard | None = None
) -> dict[str, Any]:
    """What `python -m module` tells in its last line; raises Problem, by the code `broken` unless it says another one.

    `heard` is told of each line before, as it comes. Few read at once: each may take a processor and up to two
    gigabytes, and whoever brings a file decides when.
    """
    async with _turns(asyncio.get_running_loop(), module):
        return await _read(module, arguments, seconds, broken, heard)


@cache
def _turns(_: asyncio.AbstractEventLoop, module: str) -> asyncio.Semaphore:  # noqa: ARG001 (one for each)
    return asyncio.Semaphore(AT_ONCE)


def _environment() -> dict[str, str]:
    passed = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return {**passed, processes.PARENT: str(os.getpid())}


async def _read(
    module: str, arguments: tuple[str, ...], seconds: float, broken: str, heard: Heard | None
) -> dict[str, Any]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        *arguments,
        cwd=ROOT,
        env=_environment(),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,
    )
    told: dict[str, Any] | None = None
    try:
        async with asyncio.timeout(seconds):
            assert process.stdout is not None
            async for line in process.stdout:
                if told is not None and heard is not None:
                    heard(told)
                told = json.loads(line)
            await process.wait()
    except TimeoutError as error:
        raise Problem(broken, "it takes too long to read.") from error
    except ValueError as error:
        raise Problem(broken, "it makes the reader fail.") from error
    finally:
        await processes.end(process)
    if told is None or process.returncode != 0:
        if told is not None and heard is not None:
            heard(told)  # it failed on the way, so its last line was none of an end
        raise Problem(broken, "it makes the reader fail.")
    if "error" in told:
        code = told["error"] if told["error"] in PROBLEMS else broken
        raise Problem(code, told["detail"], told.get("limit", 0))
    return told
