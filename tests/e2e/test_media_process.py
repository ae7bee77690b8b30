"""A media process dies in the middle of a class in real browsers: pictures and voices come back by themselves."""

import asyncio
import os
import signal

import pytest
from playwright.async_api import expect

from tests.e2e.visitors import visitors
from tests.harness.waiting import eventually

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long]


async def test_pictures_and_voices_come_back_after_the_media_process_was_killed(browser, server_process):
    server = server_process
    made = server.new_class("Tides")
    async with visitors(browser, "Ada", "Ben") as (ada, ben):
        await ada.join(made["join"]["instructor"])
        await ben.join(made["join"]["student"])
        for one, other in ((ada, ben), (ben, ada)):
            await one.sees(f"Camera of {other.name}")
        await asyncio.to_thread(os.kill, server.media_processes[-1], signal.SIGKILL)
        for one, other in ((ada, ben), (ben, ada)):
            await eventually(lambda one=one: built_anew(one), f"{one.name} has new ways to the server")
            await one.sees(f"Camera of {other.name}")
        await ben.turn("Microphone", on=True)
        await ada.hears(1)
        await ada.say("There you are")
        await ben.reads("There you are")
        assert (await ada.tiles(), await ben.tiles()) == ({"You", "Ben"}, {"You", "Ada"})
        for person in (ada, ben):
            await expect(person.page.get_by_text("could not be started")).to_have_count(0)
    assert len(server.media_processes) == 2


async def built_anew(person) -> bool:
    """Four ways instead of two, and the newer ones carry media."""
    states = await person.page.evaluate("window.lines.map(line => line.connectionState)")
    return len(states) >= 4 and states[-2:] == ["connected", "connected"]
