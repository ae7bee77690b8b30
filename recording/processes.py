"""Processes beside the server, which read, compose or listen: ended whole."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import signal

PARENT = "PARENT_PID"
"""The variable that tells such a process which one started it."""
PR_SET_PDEATHSIG = 1  # prctl(2)
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


def end_with_server() -> None:
    """Have the kernel end this process when the one that started it is gone: the next one begins the same work anew, and
    two of them would write to the same files."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.environ.get(PARENT, str(os.getppid())) != str(os.getppid()):  # it was gone already
        os._exit(1)
