"""What failed is told once more where the whole run ends: of a long log often only its end is kept.

Standard library only: ``dev.py`` asks here too.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

KEPT = "AMPHI_FAILURES"  # the file in which they stand, over all runs of pytest of one `dev.py test`
LINES = 60  # of one failure: its last ones say what was expected
TOLD = 5


def pytest_runtest_logreport(report: Any) -> None:
    """Keep what a test that failed has to say."""
    if report.failed and KEPT in os.environ:
        said = report.longreprtext.splitlines()[-LINES:]
        with Path(os.environ[KEPT]).open("a") as file:
            file.write("\n".join([f"{report.nodeid} ({report.when})", *said]) + "\0")


def kept_in(file: Path) -> None:
    """From now on failures are kept here, those of an earlier run are not."""
    file.unlink(missing_ok=True)
    os.environ[KEPT] = str(file)


def told() -> str:
    """The first failures whole, the rest by name; empty if nothing failed."""
    file = Path(os.environ[KEPT])
    failures = file.read_text(errors="replace").split("\0")[:-1] if file.exists() else []
    return "\n\n".join([*failures[:TOLD], *(one.partition("\n")[0] for one in failures[TOLD:])])
