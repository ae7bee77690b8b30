"""How soon a class can be played: from the answer to EndClass until its manifest says "ended"; and while it runs.

    python -m tests.bench.recording_end [classes ...]     # lengths in seconds, default 10 20 40

A real server process, two participants with camera and microphone over real media, the HTTP API as a player uses it.
`live_edge_s` is how far the end of what can be played lies behind the class, asked for four times a second.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from server.bot import sources
from server.bot.participant import taking_part
from tests.harness.classroom_server import ClassroomServer


async def ask(server: ClassroomServer, path: str) -> Any:
    """GET without holding up the participants' media."""
    return await asyncio.to_thread(server.api, "GET", path)


async def behind(server: ClassroomServer, made: dict[str, Any], seconds: float) -> list[float]:
    """Seconds that the live edge was behind the class, while it ran."""
    found, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        manifest = await ask(server, f"classes/{made['id']}/manifest?since={10**9}")
        if manifest.get("live_edge"):
            found.append((manifest["duration"] - manifest["live_edge"]) / 1000)
        await asyncio.sleep(0.25)
    return found


async def one_class(server: ClassroomServer, seconds: float) -> dict[str, float]:
    """Hold a class of so many seconds, end it, and wait until it can be played."""
    made = server.new_class()
    async with (
        taking_part(made["join"]["instructor"], "Ada", receive="none") as ada,
        taking_part(made["join"]["student"], "Ben", receive="none") as ben,
    ):
        for person in (ada, ben):
            await person.publish("camera", sources.camera(person.name, width=320, height=180))
            await person.publish("microphone", sources.microphone(person.name))
        edges = (await behind(server, made, seconds))[4:]
        await ada.command("EndClass")
        ended = time.monotonic()
        while (await ask(server, f"classes/{made['id']}/manifest")).get("state") != "ended":
            await asyncio.sleep(0.01)
        playable = time.monotonic() - ended
    edges.sort()
    return {
        "class_s": seconds, "playable_after_s": round(playable, 3),
        "live_edge_median_s": round(statistics.median(edges), 2),
        "live_edge_p95_s": round(edges[int(len(edges) * 0.95)], 2), "live_edge_most_s": round(edges[-1], 2),
        "load": round(os.getloadavg()[0], 1),
    }  # fmt: skip


def main() -> None:
    """Print one line of JSON for each class."""
    with tempfile.TemporaryDirectory() as folder:
        server = ClassroomServer(Path(folder) / "data")
        server.start()
        try:
            for seconds in [float(word) for word in sys.argv[1:]] or [10.0, 20.0, 40.0]:
                print(json.dumps(asyncio.run(one_class(server, seconds))), flush=True)
        finally:
            server.stop()


if __name__ == "__main__":
    main()
