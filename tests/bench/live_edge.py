"""How far behind a running class its recording plays in a browser, for somebody who went to its newest moment.

    python -m tests.bench.live_edge [seconds]     # default 20

A teacher without a browser speaks before a camera on a real server process; Chromium opens the recording of the running class, goes
to the end of the bar and plays. `known` is the class time less the newest moment that the page can go to, `heard` the class time less
what sounds just then. Milliseconds, ten times a second; wall times say something only on a quiet machine, so the load is printed.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from server.bot import sources
from server.bot.participant import taking_part
from tests.bench.playback import in_chromium, told
from tests.harness.classroom_server import ClassroomServer

GOAL = 1_500
SETTLING = 4_000  # ms until what is seen counts


def class_less_wall(server: ClassroomServer, made: dict[str, Any]) -> float:
    """Class time less the time of the wall, in ms, by the quickest of some answers."""
    found = []
    for _ in range(5):
        asked = time.time()
        now = server.api("GET", f"classes/{made['id']}/timeline?after=0")["now"]
        answered = time.time()
        found.append((answered - asked, now - (asked + answered) * 500))
    return min(found)[1]


async def measure(server: ClassroomServer, seconds: float) -> dict[str, Any]:
    """Play at the edge for so many seconds."""
    made = server.new_class()
    async with taking_part(made["join"]["instructor"], "Ada", receive="none") as ada:
        await ada.publish("microphone", sources.microphone("Ada"))
        await ada.publish("camera", sources.camera("Ada", width=320, height=180), codec="h264")
        await asyncio.sleep(4)
        async with in_chromium(made["playback"]) as dana:
            await dana.ask("() => bench.go(Number(document.querySelector('input[type=range]').max))")
            await dana.press("Play")
            seen = await dana.ask(f"() => bench.edges({seconds * 1000 + SETTLING})")
        difference = await asyncio.to_thread(class_less_wall, server, made)
    counted = [one for one in seen if one[0] > seen[0][0] + SETTLING]
    return {
        "known": told([wall + difference - newest for wall, _, newest in counted], GOAL),
        "heard": told([wall + difference - heard for wall, heard, _ in counted], GOAL),
        "load": [round(one, 1) for one in os.getloadavg()],
    }


def main() -> None:
    """Print the figures as JSON."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 20
    with tempfile.TemporaryDirectory() as folder:
        server = ClassroomServer(Path(folder) / "data")
        server.start()
        try:
            print(json.dumps(asyncio.run(measure(server, seconds)), indent=2), flush=True)
        finally:
            server.stop()


if __name__ == "__main__":
    main()
