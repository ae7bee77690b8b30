"""How smoothly a board is drawn on when much is on it already: nothing, 2,000 and 5,000 strokes, in a real Chromium.

    python -m tests.bench.board [strokes ...]     # default 0 2000 5000

The class is written into the store, and its teacher opens it, draws for three seconds, then pans and zooms for three. Of
each: frames a second, the work of the page's own code for each frame (median, 95th percentile and worst, in milliseconds;
16.7 is all there is), and how long the first picture of the board took. Frames a second mean something only on a quiet
machine, so the load is printed.
"""

from __future__ import annotations

import asyncio
import json
import math
import os
import random
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page

from rooms.board import BoardShown, ItemDrawn
from rooms.facts import EVERYONE, Entry
from rooms.wire import entry_to_json
from server.bot.participant import taking_part
from server.store import open_store
from tests.e2e.visitors import visitors
from tests.harness.browsers import chromium
from tests.harness.classroom_server import ClassroomServer

COUNTS = (0, 2000, 5000)
SECONDS = 3.0
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
# Counts frames, and measures the work in each callback of a frame and of a pointer.
WATCHED = """
    window.work = []; window.frames = 0;
    const ask = window.requestAnimationFrame.bind(window);
    let frame = -1;
    const spend = (at, ms) => { if (at !== frame) { frame = at; work.push(0); } work[work.length - 1] += ms; };
    window.requestAnimationFrame = run => ask(at => {
        const began = performance.now(); run(at); spend(at, performance.now() - began);
    });
    const count = () => { frames += 1; ask(count); };
    ask(count);
"""


def number(value: int) -> str:
    """A whole number as it stands in points."""
    rest, text = (-value * 2 + 1) if value < 0 else value * 2, ""
    while True:
        rest, low = rest // 32, rest % 32
        text += LETTERS[low + (32 if rest else 0)]
        if not rest:
            return text


def stroke(chance: random.Random) -> str:
    """A loop of handwriting with twenty points somewhere on the first view."""
    x, y = chance.randrange(200, 15_000), chance.randrange(200, 8_400)
    points, turn = number(x) + number(y), chance.random() * 6
    for _ in range(20):
        turn += chance.uniform(-0.9, 1.1)
        points += number(int(90 * math.cos(turn))) + number(int(90 * math.sin(turn)))
    return points


async def fill(server: ClassroomServer, class_id: str, after: int, by: str, count: int) -> int:
    """Write so many strokes behind what the class holds; how many bytes the timeline has of them."""
    chance = random.Random(1)
    events = [BoardShown("s1")]
    events += [
        ItemDrawn("sheet:s1", f"i{n}", "pen", "blue", 60, stroke(chance), "", "", late=False)
        for n in range(count)
    ]
    entries = [
        entry_to_json(Entry(after + n, 10_000 + n, 1_790_000_000_000, by, EVERYONE, event))
        for n, event in enumerate(events, 1)
    ]
    store = await open_store(server.data)
    for start in range(0, len(entries), 1000):
        await store.log.append(class_id, entries[start : start + 1000])
    await store.close()
    return sum(len(json.dumps(entry)) for entry in entries[1:])


async def told(page: Page, seconds: float) -> dict[str, float]:
    """What was counted since the last time."""
    work, frames = await page.evaluate(
        "() => { const found = [work.slice(), frames]; work.length = 0; frames = 0; return found; }"
    )
    work = sorted(work) or [0.0]
    return {
        "frames_a_second": round(frames / seconds),
        "median_ms": round(statistics.median(work), 1),
        "p95_ms": round(work[int(len(work) * 0.95)], 1),
        "worst_ms": round(work[-1], 1),
    }


async def busy(page: Page, box: Any, *, drawing: bool) -> dict[str, float]:
    """Draw a long loop, or move and zoom the view."""
    await told(page, 1)
    loop = asyncio.get_running_loop()
    began, step = loop.time(), 0
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    await page.mouse.move(*middle)
    if drawing:
        await page.mouse.down()
    else:
        await page.keyboard.down("Control")
    while loop.time() - began < SECONDS:
        step += 1
        if drawing:
            x = middle[0] + 200 * math.cos(step / 9)
            await page.mouse.move(x, middle[1] + 120 * math.sin(step / 7))
        else:
            await page.mouse.wheel(20, 30 * math.sin(step / 10))
        await asyncio.sleep(0.012)
    spent = loop.time() - began
    if drawing:
        await page.mouse.up()
    else:
        await page.keyboard.up("Control")
    return await told(page, spent)


async def measure(browser: Browser, server: ClassroomServer, count: int) -> dict[str, Any]:
    """One class with so many strokes."""
    made = server.new_class()
    async with taking_part(made["join"]["instructor"], "Bo", receive="none") as bot:
        after, by = bot.view.last, bot.seat.person
    after = len(server.api("GET", f"classes/{made['id']}/timeline?after=0")["entries"])
    server.stop()
    letters = await fill(server, made["id"], after, by, count)
    server.start()
    async with visitors(browser, "Ada") as (ada,):
        await ada.page.add_init_script(WATCHED)
        await ada.join(made["join"]["instructor"])
        board = ada.page.get_by_role("application")
        await board.wait_for()
        await asyncio.sleep(2)
        first = await told(ada.page, 1)
        box = await board.bounding_box()
        drawing = await busy(ada.page, box, drawing=True)
        looking = await busy(ada.page, box, drawing=False)
    return {
        "strokes": count,
        "bytes_a_stroke": round(letters / max(1, count)),
        "coming_in": first,
        "drawing": drawing,
        "looking": looking,
    }


async def run(server: ClassroomServer, counts: tuple[int, ...]) -> None:
    """One line for each count."""
    async with chromium("--use-fake-device-for-media-stream=fps=5") as browser:
        for count in counts:
            print(json.dumps(await measure(browser, server, count)), flush=True)


def main() -> None:
    """Print the figures as JSON, a line each, then the load."""
    counts = tuple(int(one) for one in sys.argv[1:]) or COUNTS
    with tempfile.TemporaryDirectory() as folder:
        server = ClassroomServer(Path(folder) / "data")
        server.start()
        try:
            asyncio.run(run(server, counts))
        finally:
            server.stop()
    print(json.dumps({"load": [round(one, 1) for one in os.getloadavg()]}), flush=True)


if __name__ == "__main__":
    main()
