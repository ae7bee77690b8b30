"""Frees a Chromium that locks up in the kernel, where neither its own end nor a signal reaches it.

Seen on virtual machines of two cores: browser process and zygote spin for minutes while each walks the entries of /proc
that the other one changes (d_walk, shrink_dcache_parent). At idle priority one of them waits, and both go on.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

ZYGOTE = b"--type=zygote"
SPUN = 3.0  # seconds of processor time; one that only starts pages takes a tenth of one
LOOK_EVERY = 1.0


def _stat(process: int) -> tuple[int, float]:
    """Parent and processor time, in seconds. Raises OSError for one that has ended."""
    # The name in brackets may hold blanks and brackets itself: the fields are counted from its end.
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(fields[1]), (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _is_ours(process: int) -> bool:
    while process > 1:
        if process == os.getpid():
            return True
        process = _stat(process)[0]
    return False


def _spinning(spun: float) -> Iterator[int]:
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError, IndexError):
            process = int(folder.name)
            spins = ZYGOTE in (folder / "cmdline").read_bytes() and _stat(process)[1] > spun
            if spins and _is_ours(process):
                yield process


def _let_wait(process: int) -> None:
    for task in os.listdir(f"/proc/{process}/task"):
        os.sched_setscheduler(int(task), os.SCHED_IDLE, os.sched_param(0))


def free(spun: float = SPUN) -> None:
    """Give zygotes below this process that spin, and their browsers, idle priority."""
    for process in _spinning(spun):
        with suppress(OSError):
            parent = _stat(process)[0]
            _let_wait(process)
            if parent != os.getpid():
                _let_wait(parent)


async def watch() -> None:
    """Look now and then, until cancelled."""
    while True:
        await asyncio.sleep(LOOK_EVERY)
        free()
