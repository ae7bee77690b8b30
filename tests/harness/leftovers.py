"""What tests leave running is ended when they are over: an orphan would hold on to the output, and nobody's wait would end.

Standard library only: ``dev.py`` asks here too. Linux only; elsewhere nothing is found.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

SET_CHILD_SUBREAPER = 36  # prctl(2)


def adopt() -> None:
    """From now on orphans below this process become its children, also those that began a session of their own."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def children(parent: int) -> list[int]:
    """The processes that this one started, or was given."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError, IndexError):
            # The name in brackets may hold blanks and brackets itself: the fields are counted from its end.
            if int((folder / "stat").read_text().rpartition(")")[2].split()[1]) == parent:
                found.append(int(folder.name))
    return found


def _name(process: int) -> str:
    with suppress(OSError):
        words = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
        return b" ".join(words[:6]).decode(errors="replace").strip()
    return ""


def end_leftovers(but: int = 0) -> list[str]:
    """Kill every process below this one, stopped ones too, `but` one; the command lines of those that still ran."""
    ended = []
    while left := [child for child in children(os.getpid()) if child != but]:
        for child in left:
            name = _name(child)  # empty for one that has ended and only waits to be collected
            if name:
                ended.append(f"{child} {name}")
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(child, 0)
    return ended


def run(command: Sequence[str | Path], seconds: float, say: Callable[[str], None], but: int = 0) -> int:
    """Run the tests within a time limit, here, and end whatever they leave running, `but` one; their exit code."""
    adopt()
    tests = subprocess.Popen(command, cwd=Path(__file__).resolve().parents[2])
    try:
        return tests.wait(seconds)
    except subprocess.TimeoutExpired:
        say(f"the tests did not end within {seconds / 60:.0f} minutes and are stopped")
        return 1
    finally:
        for left in end_leftovers(but):
            say(f"WARNING: the tests left this running, it was ended: {left}")


class Beside:
    """A command that runs beside others: what it says is kept in a file, and told when it is over."""

    def __init__(self, command: Sequence[str | Path], told: Path) -> None:
        self._told = told
        with told.open("wb") as into:
            self._process = subprocess.Popen(command, stdout=into, stderr=into, stdin=subprocess.DEVNULL)
        self.pid = self._process.pid

    def result(self, seconds: float) -> int:
        """Wait for its end, so long at most, and print what it said; its exit code."""
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()
        finally:
            print(self._told.read_text(errors="replace"), end="", flush=True)
