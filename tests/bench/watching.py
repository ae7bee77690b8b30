"""Whether pictures run smoothly: three browsers in one class for a minute, and what each counts of what it receives.

    python -m tests.bench.watching [seconds]     # default 60

A real server process and three pages of one Chromium with fake cameras. Counting begins when everybody has been seeing
everybody for a while. Three pages that encode and decode fill two cores, so the load is printed with the figures.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.e2e.visitors import RECEIVED, Visitor, visitors
from tests.harness.browsers import chromium
from tests.harness.classroom_server import ClassroomServer

SETTLING = 15.0  # seconds until sizes are found and layers that nobody needs have stopped
COUNTED = (
    "freezeCount",
    "totalFreezesDuration",
    "framesDecoded",
    "framesDropped",
    "packetsLost",
    "nackCount",
)


async def received(visitor: Visitor) -> dict[str, dict[str, Any]]:
    """The statistics of each picture that a page receives, by its id."""
    found = await visitor.page.evaluate(RECEIVED)
    return {one["id"]: one for one in found if one["kind"] == "video" and one.get("framesDecoded")}


async def watch(server: ClassroomServer, seconds: float) -> list[dict[str, Any]]:
    """One row for each picture of each page."""
    made, rows = server.new_class(), []
    async with chromium() as browser, visitors(browser, "Ada", "Ben", "Chen") as people:
        for person, role in zip(people, ("instructor", "student", "student"), strict=True):
            await person.join(made["join"][role])
        for person in people:
            for other in people:
                await person.sees(f"Camera of {other.name}")
        await asyncio.sleep(SETTLING)
        before = [await received(person) for person in people]
        await asyncio.sleep(seconds)
        for person, then in zip(people, before, strict=True):
            for name, one in (await received(person)).items():
                counted = {key: one.get(key, 0) - then.get(name, {}).get(key, 0) for key in COUNTED}
                rows.append({"page": person.name, "width": one.get("frameWidth"), **counted})
    return rows


def main() -> None:
    """Print a line a picture, then the load."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    with tempfile.TemporaryDirectory() as folder:
        server = ClassroomServer(Path(folder) / "data")
        server.start()
        try:
            for row in asyncio.run(watch(server, seconds)):
                print(json.dumps(row), flush=True)
        finally:
            server.stop()
    print(json.dumps({"seconds": seconds, "load": [round(one, 1) for one in os.getloadavg()]}), flush=True)


if __name__ == "__main__":
    main()
