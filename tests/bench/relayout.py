"""How soon pictures are there when somebody looks elsewhere: at the next page of tiles, and at what had been stopped.

    python -m tests.bench.relayout [rounds]     # default 8

Two classes on a real server process. `page`: a phone's page of six tiles among twelve participants with small cameras;
from the press until every tile that is new on the page shows a decoded frame, by whether it was there before. `back`: a
Chromium looks at another one again, after its camera had been stopped where it is made because nobody looked; from the
press to the first new frame. In milliseconds; wall times say something only on a quiet machine, so the load is printed.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import sys
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page, expect

from server.bot import sources
from server.bot.participant import taking_part
from tests.e2e.visitors import PHONE, Visitor, visitors
from tests.harness.browsers import chromium
from tests.harness.classroom_server import ClassroomServer
from tests.harness.waiting import eventually

BOTS = 12
GOALS = {"page": 200, "back": 500}
RESTING = 6.0  # seconds after which what was looked at before is paused

# Presses a button and waits until all pictures of others that stand in tiles then have a frame; the milliseconds of
# each, by name. Only elements made after the press count: those of the page before are gone.
TURN = """async name => {
    const button = [...document.querySelectorAll("button")].find(one => one.getAttribute("aria-label") === name);
    const before = new Set(document.querySelectorAll(".tile video"));
    const began = performance.now();
    const shown = new Map();
    const watch = () => {
        for (const video of document.querySelectorAll(".tile video:not(.mirror)")) {
            if (before.has(video) || shown.has(video)) continue;
            shown.set(video, null);
            const frame = (now, { receiveTime = now }) => {
                if (receiveTime < began) video.requestVideoFrameCallback(frame);  // an old picture of it
                else shown.set(video, performance.now() - began);
            };
            video.requestVideoFrameCallback(frame);
        }
    };
    const observer = new MutationObserver(watch);
    observer.observe(document, { subtree: true, childList: true });
    button.click();
    while (!shown.size || [...shown.values()].includes(null)) {
        if (performance.now() - began > 20000) throw new Error("pictures are missing");
        await new Promise(done => setTimeout(done, 5));
    }
    observer.disconnect();
    return [...shown.values()];
}"""
# Presses a button and waits for a frame that came after it, of the picture whose label begins so.
LOOK = """async ([name, label]) => {
    const button = [...document.querySelectorAll("button")].find(one =>
        (one.getAttribute("aria-label") ?? one.textContent) === name);
    const began = performance.now();
    const found = new Promise(done => {
        const watched = new WeakSet();
        const frame = video => video.requestVideoFrameCallback((now, { receiveTime = now }) =>
            receiveTime >= began ? done(performance.now() - began) : frame(video));
        const watch = () => {
            for (const video of document.querySelectorAll(`video[aria-label^="${label}"]`))
                if (!watched.has(video)) { watched.add(video); frame(video); }
        };
        new MutationObserver(watch).observe(document, { subtree: true, childList: true });
        watch();
    });
    button.click();
    return await Promise.race([found, new Promise((_, late) => setTimeout(() => late(new Error("no picture")), 20000))]);
}"""
SENT = """async () => {
    let active = 0;
    for (const line of window.lines)
        for (const stat of (await line.getStats()).values())
            if (stat.type === "outbound-rtp" && stat.kind === "video" && stat.active) active += 1;
    return active;
}"""


def new_class(server: ClassroomServer) -> dict[str, Any]:
    """A class that is not recorded: the recorder would look at every camera."""
    course = server.api("POST", "courses", {"title": "Oceanography"})
    made: dict[str, Any] = server.api(
        "POST", "classes", {"course": course["id"], "title": "Tides", "recorded": False}
    )
    return made


async def turned(page: Page, button: str) -> float:
    """Milliseconds from the press to the last of the new pictures."""
    found: list[float] = await page.evaluate(TURN, button)
    return max(found)


async def pages(browser: Browser, server: ClassroomServer, rounds: int) -> dict[str, list[float]]:
    """Turn to the second page and back: at first, soon again, and after what was left has been paused."""
    made = new_class(server)
    measured: dict[str, list[float]] = {"first": [], "soon again": [], "after a pause": []}
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(taking_part(made["join"]["instructor"], "Ada", receive="none"))
        for number in range(BOTS):
            name = f"Person {number}"
            bot = await stack.enter_async_context(taking_part(made["join"]["student"], name, receive="none"))
            await bot.publish("camera", sources.camera(name, width=160, height=90, fps=10))
        for number in range(rounds):
            async with visitors(browser, f"Visitor {number}") as (visitor,):
                await visitor.page.set_viewport_size(PHONE)
                await visitor.join(made["join"]["student"])
                await visitor.sees("Camera of Person")
                await visitor.page.evaluate("() => new Promise(done => setTimeout(done, 1000))")
                measured["first"].append(await turned(visitor.page, "Next people"))
                measured["soon again"].append(await turned(visitor.page, "Previous people"))
                await asyncio.sleep(RESTING)
                measured["after a pause"].append(await turned(visitor.page, "Next people"))
                await visitor.button("Leave").click()
    return measured


async def layers(visitor: Visitor, count: int, what: str) -> None:
    """Wait until so many sizes of a camera are sent."""

    async def so_many() -> bool:
        return bool(await visitor.page.evaluate(SENT) == count)

    await eventually(so_many, what, 60)


async def back(browser: Browser, server: ClassroomServer, rounds: int) -> dict[str, list[float]]:
    """Look at a camera again that had been stopped."""
    made = new_class(server)
    measured: dict[str, list[float]] = {"track": []}
    async with visitors(browser, "Ada", "Ben") as (ada, ben):
        await ada.join(made["join"]["instructor"])
        await ben.join(made["join"]["student"])
        await ben.sees("Ada on the stage")
        await ada.turn("Microphone", False)
        for _ in range(rounds):
            await ben.page.set_viewport_size(PHONE)
            await ben.button("Chat").click()  # on a phone it lies over all pictures
            await expect(ben.page.get_by_label("Message", exact=True)).to_be_visible()
            await layers(ada, 0, "Ada's camera is not sent")
            measured["track"].append(await ben.page.evaluate(LOOK, ["Close panel", "Camera of Ada"]))
            await ben.page.set_viewport_size({"width": 1280, "height": 800})
            await expect(ben.page.get_by_label("Stage", exact=True)).to_be_visible()
    return measured


def told(measured: dict[str, list[float]], goal: int) -> dict[str, Any]:
    """Median and range of each, and whether the median is within the goal."""
    return {
        name: {
            "median_ms": round(statistics.median(found)),
            "range_ms": [round(min(found)), round(max(found))],
            "n": len(found),
            "met": statistics.median(found) <= goal,
        }
        for name, found in measured.items()
        if found
    }


async def measure(server: ClassroomServer, rounds: int) -> dict[str, Any]:
    """Both, one after the other, in one browser."""
    async with chromium() as browser:
        turning = await pages(browser, server, rounds)
        looking = await back(browser, server, rounds)
    return {"page": told(turning, GOALS["page"]), "back": told(looking, GOALS["back"])}


def main() -> None:
    """Print the figures as JSON."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 8
    with tempfile.TemporaryDirectory() as folder:
        server = ClassroomServer(Path(folder) / "data")
        server.start()
        try:
            found = asyncio.run(measure(server, rounds))
        finally:
            server.stop()
    print(json.dumps({**found, "load": [round(one, 1) for one in os.getloadavg()]}, indent=2), flush=True)


if __name__ == "__main__":
    main()
