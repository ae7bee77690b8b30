"""How soon somebody who presses "Join class" sees a picture of somebody else, and where the time goes.

    python -m tests.bench.joining [joins]     # default 12

A real server process, a class of four whose teacher sends camera and microphone, and Chromium with a fake camera.
The clock starts with the click and stops with the first decoded frame of another's track; phases are milliseconds
since the click. Wall times say something only on a quiet machine, so the load is printed with them.
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

from playwright.async_api import Browser, expect

from server.bot import sources
from server.bot.participant import taking_part
from tests.harness.browsers import chromium
from tests.harness.classroom_server import ClassroomServer

# Notes, from outside of the page's own code, when each step was first seen.
WATCH = """
    window.steps = {};
    const note = name => { window.steps[name] ??= performance.now(); };
    addEventListener("click", event => {
        if (event.target.closest("button")?.textContent === "Join class") window.clicked = performance.now();
    }, true);
    const fetched = window.fetch;
    window.fetch = (...asked) => {
        const name = String(asked[0]?.url ?? asked[0]).replace(/.*[/]api[/]v1/, "").split("?")[0];
        return fetched(...asked).then(answer => { note(`${name.replace(/[/]classes[/][^/]+/, "")} answered`); return answer; });
    };
    const Socket = window.WebSocket;
    window.WebSocket = class extends Socket {
        constructor(...all) {
            super(...all);
            note("socket asked");
            this.addEventListener("open", () => note("socket open"));
            this.addEventListener("message", ({ data }) => {
                if (typeof data === "string" && data.startsWith("40")) note("socket accepted");
                if (typeof data === "string" && data.startsWith("43")) note(this.answers?.[data.match(/^43([0-9]+)/)?.[1]] ?? "answer");
            });
        }
        send(data) {
            const [, number, body] = /^42([0-9]+)(.*)/s.exec(data) ?? [];
            if (number) {
                const [, asked] = JSON.parse(body);
                const name = asked.source ?? asked.direction ?? "";
                (this.answers ??= {})[number] = `${asked.do} ${name} answered`.replace("  ", " ");
                note(`${asked.do} ${name} asked`.replace("  ", " "));
            }
            super.send(data);
        }
    };
    const Line = window.RTCPeerConnection;
    let lines = 0;
    window.RTCPeerConnection = class extends Line {
        constructor(...all) {
            super(...all);
            const name = `line ${++lines}`;
            note(`${name} made`);
            this.addEventListener("connectionstatechange", () => note(`${name} ${this.connectionState}`));
            this.addEventListener("track", ({ track }) => note(`${track.kind} track`));
        }
    };
    const watched = new WeakSet();
    new MutationObserver(() => {
        for (const video of document.querySelectorAll("video")) {
            const label = video.getAttribute("aria-label") ?? "";
            if (watched.has(video) || !label.includes("Ada")) continue;
            watched.add(video);
            note("tile drawn");
            video.requestVideoFrameCallback(() => { window.seen ??= performance.now(); });
        }
    }).observe(document, { subtree: true, childList: true });
"""


async def one_join(browser: Browser, link: str, number: int) -> dict[str, float]:
    """Milliseconds from the click to each step, the last is the picture."""
    context = await browser.new_context(viewport={"width": 1280, "height": 800})
    try:
        await context.add_init_script(WATCH)
        page = await context.new_page()
        await page.goto(link)
        await page.get_by_label("Your name", exact=True).fill(f"Visitor {number}")
        await expect(page.get_by_role("button", name="Camera", exact=True)).to_have_attribute(
            "aria-pressed", "true"
        )
        # The lobby is at rest, and the tool has put into the page what it needs itself: neither is part of joining.
        await expect(page.get_by_label("Your network").get_by_role("status")).to_be_visible()
        await page.wait_for_function("() => !window.seen")
        await page.get_by_role("button", name="Join class", exact=True).click()
        await page.wait_for_function("() => window.seen", timeout=30_000)
        clicked, seen, steps = await page.evaluate("() => [window.clicked, window.seen, window.steps]")
        found = {name: round(at - clicked) for name, at in steps.items() if at >= clicked}
        await page.get_by_role("button", name="Leave", exact=True).click()
        await expect(page.get_by_role("heading", name="You have left the class")).to_be_visible()
        return {**dict(sorted(found.items(), key=lambda step: step[1])), "picture": round(seen - clicked)}
    finally:
        await context.close()


async def measure(server: ClassroomServer, joins: int) -> list[dict[str, float]]:
    """Hold the class, and let one visitor after the other come in."""
    made = server.new_class()
    async with AsyncExitStack() as stack:
        ada = await stack.enter_async_context(taking_part(made["join"]["instructor"], "Ada", receive="none"))
        await ada.publish("camera", sources.camera("Ada", width=640, height=360))
        await ada.publish("microphone", sources.microphone("Ada"))
        for name in ("Ben", "Cy"):
            await stack.enter_async_context(taking_part(made["join"]["student"], name, receive="none"))
        browser = await stack.enter_async_context(chromium())
        return [await one_join(browser, made["join"]["student"], n) for n in range(1, joins + 1)]


def told(joins: list[dict[str, float]]) -> dict[str, Any]:
    """The picture's median, least and most, and the median of each step that most joins had."""
    pictures = sorted(join["picture"] for join in joins)
    names = {
        name for join in joins for name in join if sum(name in other for other in joins) * 2 > len(joins)
    }
    steps = {name: statistics.median(join[name] for join in joins if name in join) for name in names}
    return {
        "joins": len(joins), "picture_median_ms": statistics.median(pictures), "picture_min_ms": pictures[0],
        "picture_max_ms": pictures[-1], "load": [round(one, 1) for one in os.getloadavg()],
        "steps_ms": dict(sorted(steps.items(), key=lambda step: step[1])),
    }  # fmt: skip


def main() -> None:
    """Print the figures as JSON."""
    joins = int(sys.argv[1]) if len(sys.argv) > 1 else 12
    with tempfile.TemporaryDirectory() as folder:
        server = ClassroomServer(Path(folder) / "data")
        server.start()
        try:
            print(json.dumps(told(asyncio.run(measure(server, joins))), indent=2), flush=True)
        finally:
            server.stop()


if __name__ == "__main__":
    main()
