"""How much of a core the room page's scripts take: thirty people with cameras, a chat that goes on, a board drawn on.

    python -m tests.bench.scripting [--people 30] [--seconds 15] [--profile FOLDER]

A real server process, one Chromium, and participants without a browser who send small pictures; three of them speak,
one writes a message a second, the teacher draws two strokes a second. `everybody` is the page of tiles with the chat
beside it, `board` the board with the row of people above and the chat beside; each is looked at while all that goes on
(`lively`), and while nobody writes or draws (`calm`): what is left then are pictures, voices and the page's own clocks.
Chromium's own `Performance.getMetrics`, told to count in `threadTicks`, says what scripts, layout and styles took of the
page's main thread, and how much that thread took at all: processor time, as shares of one core, so that other work on
the machine does not count. A starved machine lets less happen, though: `entries` says how many came in a second, and the
load is printed with it. `--profile` keeps what V8's sampler saw of each, for the
developer tools of a Chromium; the figures are larger by the sampling then.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
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
SETTLING = 5.0  # seconds
TOLD = {
    "ScriptDuration": "scripts",
    "LayoutDuration": "layout",
    "RecalcStyleDuration": "styles",
    "ThreadTime": "all",
}
SAMPLED_EVERY = 500  # microseconds


async def spent(devtools: CDPSession) -> dict[str, float]:
    """Seconds of processor time that the page's main thread has spent so far, by what it did."""
    found = {one["name"]: one["value"] for one in (await devtools.send("Performance.getMetrics"))["metrics"]}
    return {words: found[name] for name, words in TOLD.items()}


async def shares(devtools: CDPSession, seconds: float) -> dict[str, float]:
    """Shares of a core over so many seconds, in percent."""
    before, began = await spent(devtools), time.monotonic()
    await asyncio.sleep(seconds)
    after, lasted = await spent(devtools), time.monotonic() - began
    return {name: round(100 * (after[name] - before[name]) / lasted, 1) for name in after}


async def sampled(devtools: CDPSession, seconds: float, kept: Path | None) -> dict[str, float]:
    """The same, and what V8's sampler saw meanwhile as a file, if one is wished."""
    if kept is None:
        return await shares(devtools, seconds)
    await devtools.send("Profiler.enable")
    await devtools.send("Profiler.setSamplingInterval", {"interval": SAMPLED_EVERY})
    await devtools.send("Profiler.start")
    took = await shares(devtools, seconds)
    profile = (await devtools.send("Profiler.stop"))["profile"]
    await devtools.send("Profiler.disable")
    await asyncio.to_thread(kept.write_text, json.dumps(profile))
    return took


class Business:
    """What goes on in class: a message and two strokes a second while it is on, and how many there were."""

    def __init__(self) -> None:
        self.on = asyncio.Event()
        self.done = 0

    async def _again(self, seconds: float) -> None:
        self.done += 1
        await asyncio.sleep(seconds)
        await self.on.wait()

    async def write(self, bot: Participant) -> None:
        """A message a second."""
        await self.on.wait()
        for number in itertools.count():
            with suppress(Refused):
                await bot.say(f"Message {number}: what is said about arches, as people write it.")
            await self._again(1)

    async def draw(self, bot: Participant) -> None:
        """Two strokes a second."""
        chance = random.Random(1)
        await self.on.wait()
        for number in itertools.count():
            item = {"surface": "sheet:s1", "item": f"i{number}", "kind": "pen", "colour": "blue", "width": 60}
            with suppress(Refused):
                await bot.command("DrawItem", **item, points=stroke(chance))
            await self._again(0.5)


@asynccontextmanager
async def lively_class(server: ClassroomServer, people: int) -> AsyncIterator[tuple[str, Business]]:
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
        business = Business()
        tasks = [asyncio.create_task(business.write(bots[1])), asyncio.create_task(business.draw(bots[0]))]
        try:
            yield made["join"]["student"], business
        finally:
            for task in tasks:
                task.cancel()


async def measure(server: ClassroomServer, people: int, seconds: float, profiles: Path | None) -> None:
    """A line of JSON for each layout, lively and calm."""
    async with (
        lively_class(server, people) as (link, business),
        chromium("--use-fake-device-for-media-stream=fps=10") as browser,
        visitors(browser, "Ben") as (ben,),
    ):
        await ben.page.set_viewport_size({"width": 1600, "height": 1000})
        await ben.join(link)
        await ben.page.get_by_role("application").wait_for()
        devtools = await ben.page.context.new_cdp_session(ben.page)
        await devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
        for layout in ("board", "everybody"):
            if layout == "everybody":
                await ben.button("More").click()
                await ben.page.get_by_role("menuitem", name=re.compile("^Everybody")).click()
                await expect(ben.page.get_by_role("application")).to_have_count(0)
            for state in ("lively", "calm"):
                business.on.set() if state == "lively" else business.on.clear()
                await asyncio.sleep(SETTLING)
                tiles = len(await ben.pictures())
                kept = profiles and profiles / f"{layout}-{state}.cpuprofile"
                before, began = business.done, time.monotonic()
                took = await sampled(devtools, seconds, kept)
                entries = round((business.done - before) / (time.monotonic() - began), 1)
                row = {"shown": layout, "state": state, "pictures": tiles, "entries": entries, **took}
                print(json.dumps({**row, "load": round(os.getloadavg()[0], 1)}), flush=True)


def main() -> None:
    """Print the figures as JSON, a line a layout."""
    given = argparse.ArgumentParser()
    given.add_argument("--people", type=int, default=30)
    given.add_argument("--seconds", type=float, default=15.0)
    given.add_argument("--profile", type=Path)
    chosen = given.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = ClassroomServer(Path(folder) / "data")
        server.start()
        try:
            asyncio.run(measure(server, chosen.people, chosen.seconds, chosen.profile))
        finally:
            server.stop()


if __name__ == "__main__":
    main()
