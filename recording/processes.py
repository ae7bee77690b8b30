"""Processes beside the server, which read, compose or listen: ended whole."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal

GOING = 5.0  # seconds that a killed process may take to be gone


async def end(process: asyncio.subprocess.Process) -> None:
    """Kill a process that leads a group of its own, with all that it started; collect it and close its pipes."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(GOING):
            try:
                await process.communicate()
            except RuntimeError:  # somebody still waits for a line of it, and reads to the end
                await process.wait()
