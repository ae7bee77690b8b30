"""What processes that read foreign files have in common: little memory and time, and one line of JSON at the end."""

import ctypes
import errno
import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from typing import Any

from recording.processes import PR_SET_PDEATHSIG, end_with_server

MEMORY = 2 << 30  # bytes


class UnreadableError(Exception):
    """The file cannot be used; says why, by which code if not by the reader's own, and what the most would be."""

    def __init__(self, detail: str, code: str = "", limit: int = 0) -> None:
        super().__init__(detail)
        self.code, self.limit = code, limit


def run(work: Callable[..., dict[str, Any]], broken: str, *, cpu_seconds: int, memory: int = MEMORY) -> None:
    """Do `work` with the command line's arguments, within limits, and tell what it gives or why it does not."""
    end_with_server()
    os.nice(10)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    allow(cpu_seconds)
    try:
        told = work(*sys.argv[1:])
    except UnreadableError as error:
        told = {"error": error.code or broken, "detail": str(error), "limit": error.limit}
    except MemoryError:
        told = {"error": broken, "detail": "it needs too much memory."}
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        told = {"error": "storage_full" if full else "storage_failed", "detail": ""}
    tell(told)


def allow(cpu_seconds: float) -> None:
    """Let the processor work so long from now on; after that the kernel ends this process."""
    signal.setitimer(signal.ITIMER_PROF, cpu_seconds)


def tell(told: dict[str, Any]) -> None:
    """One line for whoever started this process."""
    print(json.dumps(told), flush=True)


def end_with_parent() -> None:
    """Have the kernel end this process when the one that started it is gone."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
