"""How far behind a running class its recording plays in a browser, for somebody who went to its newest moment.

    python -m tests.bench.live_edge [seconds]     # default 20

A teacher without a browser speaks before a camera on a real server process; Chromium, then Firefox, opens the recording of the running
class, goes to the end of the bar and plays. `known` is the class time less the newest moment that the page can go to, `heard` the class
time less what sounds just then. Milliseconds, ten times a second; `stood`: how often the sound stood for 250 ms then, and before. Where PulseAudio is
installed the browsers have a loudspeaker. Wall times say something only on a quiet machine, so the load is printed.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from server.bot import sources
from server.bot.participant import taking_part
from tests.bench.playback import Watching, in_chromium, in_firefox, told
from tests.harness.classroom_server import ClassroomServer
from tests.harness.loudspeaker import perhaps_a_loudspeaker

GOAL = 1_500
AGE = 12  # seconds for which the class runs before: then whoever catches up is asked whether they stay
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


@asynccontextmanager
async def running(server: ClassroomServer) -> AsyncIterator[dict[str, Any]]:
    """A class in which somebody speaks."""
    made = server.new_class()
    async with taking_part(made["join"]["instructor"], "Ada", receive="none") as ada:
        await ada.publish("microphone", sources.microphone("Ada"))
        await ada.publish("camera", sources.camera("Ada", width=320, height=180), codec="h264")
        await asyncio.sleep(AGE)
        yield made


async def at_its_edge(
    server: ClassroomServer, made: dict[str, Any], person: Watching, seconds: float
) -> dict[str, Any]:
    """Play there for so many seconds."""
    await person.ask(
        "() => { bench.start(); bench.go(Number(document.querySelector('input[type=range]').max)); }"
    )
    await person.press("Play")
    await person.press("Stay here")
    seen = await person.ask(f"() => bench.edges({seconds * 1000 + SETTLING})")
    stood = (await person.ask("() => bench.end()"))["stands"]
    difference = await asyncio.to_thread(class_less_wall, server, made)
    counted = [one for one in seen if one[0] > seen[0][0] + SETTLING]
    heard = [wall + difference - at for wall, at, _ in counted]
    return {
        "known": told([wall + difference - newest for wall, _, newest in counted], GOAL),
        "heard": told(heard, GOAL),
        "heard at first and at last": [round(heard[0]), round(heard[-1])],
        "stood": sum(at > counted[0][1] for at in stood),
        "stood before": sum(at <= counted[0][1] for at in stood),
        "load": [round(one, 1) for one in os.getloadavg()],
    }


async def measure(server: ClassroomServer, seconds: float, sound: str | None) -> dict[str, Any]:
    """In both browsers, one after the other."""
    found = {}
    async with running(server) as made:
        for name, opened in (("chromium", in_chromium), ("firefox", in_firefox)):
            async with opened(made["playback"], sound=sound) as person:
                found[name] = await at_its_edge(server, made, person, seconds)
    return found


def main() -> None:
    """Print the figures as JSON."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 20
    with tempfile.TemporaryDirectory() as folder, perhaps_a_loudspeaker() as sound:
        server = ClassroomServer(Path(folder) / "data")
        server.start()
        try:
            print(json.dumps(asyncio.run(measure(server, seconds, sound)), indent=2), flush=True)
        finally:
            server.stop()


if __name__ == "__main__":
    main()
