"""What failed is told once more where the whole run ends, since of a long log often only its end is kept.

A few tests that failed are run a second time, alone: a machine that stood still for a minute makes whatever waited
then fail. What passes only then is told loudly, for it depends on something that is not in it.
Standard library only: ``dev.py`` asks here too.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

KEPT = "AMPHI_FAILURES"  # the file in which those of one run of pytest stand
LINES = 60  # of one failure: its last ones say what was expected
TOLD = 5
AGAIN = 3  # more than so many at once have a reason of their own


def pytest_runtest_logreport(report: Any) -> None:
    """Keep what a test that failed has to say."""
    if report.failed and KEPT in os.environ:
        said = report.longreprtext.splitlines()[-LINES:]
        with Path(os.environ[KEPT]).open("a") as file:
            file.write("\n".join([f"{report.nodeid} ({report.when})", *said]) + "\0")


def run(
    pytest: Callable[..., int], arguments: tuple[str, ...], folder: Path, say: Callable[[str], None]
) -> int:
    """Run these tests, and the few that failed once more, alone; its exit code. What failed is kept in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{os.getpid()}-{len(list(folder.iterdir()))}"
    os.environ[KEPT] = str(file)
    code = pytest(*arguments)
    failed = sorted({one.partition("\n")[0].rpartition(" (")[0] for one in _read(file)})
    if code == 1 and 0 < len(failed) <= AGAIN:
        say(f"once more, alone: {', '.join(failed)}")
        code = pytest(*failed)
        if code == 0:
            say(f"WARNING: failed at first and passed alone: {', '.join(failed)}")
    return code


def told(folder: Path) -> str:
    """The first failures whole, the rest by name; empty if nothing failed."""
    failures = [one for file in sorted(folder.glob("*")) for one in _read(file)]
    return "\n\n".join([*failures[:TOLD], *(one.partition("\n")[0] for one in failures[TOLD:])])


def _read(file: Path) -> list[str]:
    return file.read_text(errors="replace").split("\0")[:-1] if file.exists() else []
