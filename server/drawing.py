"""Readers of foreign files run in processes of their own, without this server's environment, and with a time limit."""

import asyncio
import contextlib
import json
import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

from server.errors import PROBLEMS, Problem

ROOT = Path(__file__).parent.parent
AT_ONCE = 2
PASSED_ON = ("PATH", "LANG", "LC_ALL", "TMPDIR", "HOME")


async def run_reader(module: str, *arguments: str, seconds: float, broken: str) -> dict[str, Any]:
    """What `python -m module` tells in JSON; raises Problem, by the code `broken` unless it says another one.

    Few read at once: each may take a processor and up to two gigabytes, and whoever brings a file decides when.
    """
    async with _turns(asyncio.get_running_loop()):
        return await _read(module, arguments, seconds, broken)


@cache
def _turns(_: asyncio.AbstractEventLoop) -> asyncio.Semaphore:
    return asyncio.Semaphore(AT_ONCE)


async def _read(module: str, arguments: tuple[str, ...], seconds: float, broken: str) -> dict[str, Any]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        *arguments,
        cwd=ROOT,
        env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(seconds):
            output, _ = await process.communicate()
    except TimeoutError as error:
        raise Problem(broken, "it takes too long to draw.") from error
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
    try:
        told = json.loads(output)
    except ValueError as error:
        raise Problem(broken, "it makes the reader fail.") from error
    if "error" in told:
        raise Problem(told["error"] if told["error"] in PROBLEMS else broken, told["detail"])
    return dict(told)
