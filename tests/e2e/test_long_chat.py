"""A chat of 5,000 messages: drawn only where somebody looks, reached from its first to its last line."""

import asyncio

import aiohttp
import pytest
from playwright.async_api import expect

from tests.e2e.visitors import visitors
from tests.harness.classroom_server import TOKEN
from tests.harness.waiting import eventually

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long]
MANY = 5000
DRAWN = "() => document.querySelectorAll('.log article').length"
# Down, or up, by a wheel's step in every frame; how long each frame took, in milliseconds.
SCROLL = """async ([step, frames]) => {
    const log = document.querySelector(".log");
    const times = [];
    let before = await new Promise(requestAnimationFrame);
    for (let frame = 0; frame < frames; frame += 1) {
        log.scrollTop += step;
        const now = await new Promise(requestAnimationFrame);
        times.push(now - before);
        before = now;
    }
    return times.sort((a, b) => a - b);
}"""


async def write_many(server, made):
    headers = {"Authorization": f"Bearer {TOKEN}"}
    url = f"{server.url}/api/v1/classes/{made['id']}/commands"
    async with aiohttp.ClientSession(headers=headers) as session:

        async def write(first):
            for number in range(first, MANY, 8):
                text = f"Message {number}: " + "what was said about arches " * (number % 6)
                command = {"id": f"c{number}", "do": "Say", "message": f"m{number}", "text": text}
                async with session.post(url, json=command) as response:
                    assert response.status == 200, await response.text()

        await asyncio.gather(*(write(first) for first in range(8)))


async def test_five_thousand_messages_are_drawn_only_where_somebody_looks(browser, server_process, capsys):
    made = server_process.new_class()
    server_process.api("POST", f"classes/{made['id']}/commands", {"id": "open", "do": "OpenClass"})
    await write_many(server_process, made)
    async with visitors(browser, "Ada") as (ada,):
        await ada.join(made["join"]["instructor"])
        log = ada.page.get_by_role("log", name="Class chat")
        await expect(log.get_by_text("Message 49", exact=False).last).to_be_visible()
        assert await ada.ask(DRAWN) < 100
        times = await ada.page.evaluate(SCROLL, [-400, 400])
        assert await ada.ask(DRAWN) < 100
        await log.evaluate("log => { log.scrollTop = 0; }")
        await expect(log.get_by_text("Message 0:", exact=False)).to_be_visible()
        await expect(ada.button("Latest")).to_be_visible()
        await ada.button("Latest").click()
        await eventually(
            lambda: log.evaluate("log => log.scrollHeight - log.scrollTop - log.clientHeight < 40"),
            "the end is in sight",
        )
        await ada.say("The last word")
        await ada.reads("The last word")
        with capsys.disabled():
            middle, slow = times[len(times) // 2], times[int(len(times) * 0.95)]
            print(f"\nscrolling 5,000 messages: a frame takes {middle:.1f} ms, p95 {slow:.1f} ms")
