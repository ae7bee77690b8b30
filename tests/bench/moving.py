"""How soon somebody who is moved to another breakout group sees a picture there, over the line they have already.

    python -m tests.bench.moving [moves]     # default 20

A real server process, three groups' worth of people, and Chromium with a fake camera. The clock starts before the
command is sent and stops with the first decoded frame of the new neighbour. Wall times say something only on a quiet
machine, so the load is printed with them.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from playwright.async_api import Page, expect

from server.bot import sources
from server.bot.participant import Participant, taking_part
from tests.harness.browsers import chromium
from tests.harness.classroom_server import ClassroomServer

# Notes when each person's picture was first seen since the last move, and how many lines the page ever made.
WATCH = """
    window.seen = {}; window.lines = 0;
    const Line = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Line { constructor(...all) { super(...all); window.lines += 1; } };
    const watched = new WeakSet();
    new MutationObserver(() => {
        for (const video of document.querySelectorAll("video:not(.mirror)")) {
            if (watched.has(video)) continue;
            watched.add(video);
            const label = video.getAttribute("aria-label") ?? "";
            const name = ["Ben", "Cy"].find(one => label.includes(one));
            if (name) video.requestVideoFrameCallback(() => { window.seen[name] ??= Date.now(); });
        }
    }).observe(document, { subtree: true, childList: true });
"""


async def one_move(page: Page, ada: Participant, sam: str, group: str, neighbour: str) -> float:
    """Milliseconds from the command to the picture."""
    await page.evaluate("() => { window.seen = {}; }")
    began = time.time() * 1000
    await ada.command("MovePerson", person=sam, group=group)
    await page.wait_for_function("name => window.seen[name]", arg=neighbour, timeout=30_000)
    return float(await page.evaluate("name => window.seen[name]", neighbour)) - began


async def measure(server: ClassroomServer, moves: int) -> dict[str, Any]:
    """Move Sam to and fro between Ben's group and Cy's."""
    made = server.new_class()
    async with AsyncExitStack() as stack:
        ada = await stack.enter_async_context(taking_part(made["join"]["instructor"], "Ada", receive="none"))
        places = []
        for name in ("Ben", "Cy"):
            one = await stack.enter_async_context(taking_part(made["join"]["student"], name, receive="none"))
            await one.publish("camera", sources.camera(name, width=640, height=360))
            places.append({"group": f"g{name}", "name": name, "people": [one.seat.person]})
        browser = await stack.enter_async_context(chromium())
        page = await (await browser.new_context(viewport={"width": 1280, "height": 800})).new_page()
        await page.add_init_script(WATCH)
        await page.goto(made["join"]["student"])
        await page.get_by_label("Your name", exact=True).fill("Sam")
        await page.get_by_role("button", name="Join class", exact=True).click()
        await page.wait_for_function("() => window.seen.Ben && window.seen.Cy", timeout=30_000)
        everyone = ada.view.present - {ada.seat.person, *(one for place in places for one in place["people"])}
        [sam] = everyone
        await ada.command("OpenBreakouts", groups=places)
        await expect(page.locator("video:not(.mirror)")).to_have_count(0)
        lines = await page.evaluate("() => window.lines")
        took = []
        for number in range(moves):
            place = places[number % 2]
            took.append(await one_move(page, ada, sam, place["group"], place["name"]))
            await asyncio.sleep(1)
        return {
            "moves": moves, "picture_median_ms": round(statistics.median(took)), "picture_min_ms": round(min(took)),
            "picture_max_ms": round(max(took)), "lines_made_for_it": await page.evaluate("() => window.lines") - lines,
            "load": [round(one, 1) for one in os.getloadavg()],
        }  # fmt: skip


def main() -> None:
    """Print the figures as JSON."""
    moves = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    with tempfile.TemporaryDirectory(prefix="amphi-moving-") as folder:
        server = ClassroomServer(Path(folder) / "data")
        server.start()
        try:
            print(json.dumps(asyncio.run(measure(server, moves)), indent=2))
        finally:
            server.stop()


if __name__ == "__main__":
    main()
