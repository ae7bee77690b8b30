"""How much of a core the room page's scripts take: thirty people with cameras, a chat that goes on, a board drawn on.

    python -m tests.bench.scripting [--people 30] [--seconds 20]

A real server process, one Chromium, and participants without a browser who send small pictures; three of them speak,
one writes a message a second, the teacher draws two strokes a second. `everybody` is the page of tiles with the chat
beside it, `board` the board with the row of people above and the chat beside. Chromium's own `Performance.getMetrics`
tells what its scripts, its layout and all its tasks on the page's thread took, as shares of one core; that is time by
the clock, so that other work on the machine makes it larger. The load is printed with it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path

from playwright.async_api import CDPSession, expect

from server.bot import sources
from server.bot.errors import Refused
from server.bot.participant import Participant, taking_part
from tests.bench.board import stroke
from tests.e2e.visitors import visitors
from tests.harness.browsers import chromium
from tests.harness.classroom_server import ClassroomServer

SPEAK = 3
SETTLING = 8.0  # seconds
TOLD = {
    "ScriptDuration": "scripts",
    "LayoutDuration": "layout",
    "RecalcStyleDuration": "styles",
    "TaskDuration": "all",
}


async def spent(devtools: CDPSession) -> dict[str, float]:
    """Seconds that the page's thread has spent so far, by what it did."""
    found = {one["name"]: one["value"] for one in (await devtools.send("Performance.getMetrics"))["metrics"]}
    return {words: found[name] for name, words in TOLD.items()}


async def shares(devtools: CDPSession, seconds: float) -> dict[str, float]:
    """Shares of a core over so many seconds, in percent."""
    before, began = await spent(devtools), time.monotonic()
    await asyncio.sleep(seconds)
    after, lasted = await spent(devtools), time.monotonic() - began
    return {name: round(100 * (after[name] - before[name]) / lasted, 1) for name in after}


async def write(bot: Participant) -> None:
    """A message a second."""
    for number in range(100_000):
        with suppress(Refused):
            await bot.say(f"Message {number}: what is said about arches, as people write it.")
        await asyncio.sleep(1)


async def draw(bot: Participant) -> None:
    """Two strokes a second."""
    chance = random.Random(1)
    for number in range(100_000):
        item = {"surface": "sheet:s1", "item": f"i{number}", "kind": "pen", "colour": "blue", "width": 60}
        with suppress(Refused):
            await bot.command("DrawItem", **item, points=stroke(chance))
        await asyncio.sleep(0.5)


@asynccontextmanager
async def lively_class(server: ClassroomServer, people: int) -> AsyncIterator[tuple[str, Participant]]:
    """A class in which much goes on, and the link to join it."""
    course = server.api("POST", "courses", {"title": "Oceanography"})
    made = server.api("POST", "classes", {"course": course["id"], "title": "Tides", "recorded": False})
    async with AsyncExitStack() as stack:
        bots = []
        for number in range(people - 1):
            role, name = ("student", f"Person {number}") if number else ("instructor", "Tea")
            bot = await stack.enter_async_context(taking_part(made["join"][role], name, receive="none"))
            await bot.publish("camera", sources.camera(name, width=160, height=90, fps=5))
            if number < SPEAK:
                await bot.publish("microphone", sources.microphone(name))
            bots.append(bot)
        await bots[0].command("ShowBoard", sheet="s1")
        busy = [asyncio.create_task(write(bots[1])), asyncio.create_task(draw(bots[0]))]
        try:
            yield made["join"]["student"], bots[0]
        finally:
            for task in busy:
                task.cancel()


async def measure(server: ClassroomServer, people: int, seconds: float) -> None:
    """A line of JSON for each layout."""
    async with (
        lively_class(server, people) as (link, _),
        chromium("--use-fake-device-for-media-stream=fps=10") as browser,
        visitors(browser, "Ben") as (ben,),
    ):
        await ben.page.set_viewport_size({"width": 1600, "height": 1000})
        await ben.join(link)
        await ben.page.get_by_role("application").wait_for()
        devtools = await ben.page.context.new_cdp_session(ben.page)
        await devtools.send("Performance.enable")
        for layout in ("board", "everybody"):
            if layout == "everybody":
                await ben.button("More").click()
                await ben.page.get_by_role("menuitem", name=re.compile("^Everybody")).click()
                await expect(ben.page.get_by_role("application")).to_have_count(0)
            await asyncio.sleep(SETTLING)
            tiles = len(await ben.pictures())
            took = await shares(devtools, seconds)
            load = round(os.getloadavg()[0], 1)
            print(
                json.dumps({"layout": layout, "people": people, "pictures": tiles, **took, "load": load}),
                flush=True,
            )


def main() -> None:
    """Print the figures as JSON, a line a layout."""
    given = argparse.ArgumentParser()
    given.add_argument("--people", type=int, default=30)
    given.add_argument("--seconds", type=float, default=20.0)
    chosen = given.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = ClassroomServer(Path(folder) / "data")
        server.start()
        try:
            asyncio.run(measure(server, chosen.people, chosen.seconds))
        finally:
            server.stop()


if __name__ == "__main__":
    main()
