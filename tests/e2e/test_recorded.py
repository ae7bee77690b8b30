"""Whatever real browsers send is in the recording, also after cameras went off and on and the server was killed."""

import asyncio
import time

import pytest
from playwright.async_api import expect

from tests.e2e.happened import events
from tests.e2e.recordings import loudness, missing
from tests.e2e.visitors import visitors
from tests.harness.waiting import eventually

pytestmark = [pytest.mark.browser, pytest.mark.slow]
REFUSED = "ERR_CONNECTION_REFUSED"


async def test_what_browsers_send_is_recorded_without_holes_and_across_a_crash(browser, server_process):
    server = server_process
    made = server.new_class("Tides")
    async with visitors(browser, "Ada", "Ben") as (ada, ben):
        await ada.page.goto(server.sign_in_link())
        await ada.page.get_by_role("link", name="Start class: Tides").click()
        await ada.go_in()
        await ben.join(made["join"]["student"])
        await ben.turn("Microphone", on=True)
        await see_each_other(ada, ben)
        for switched in ("Camera", "Microphone"):
            await ben.turn(switched, on=False)
            await ben.turn(switched, on=True)
        await ben.turn("Share screen", on=True)
        await ada.sees("Screen of Ben", frames=2)
        await ben.turn("Share screen", on=False)
        await see_each_other(ada, ben)

        before = sent(server, made)
        await asyncio.to_thread(server.kill)
        await asyncio.to_thread(server.start)
        up = time.monotonic()
        await eventually(
            lambda: len(sent(server, made)) >= len(before) + 4, "all four tracks are sent again", 60
        )
        await see_each_other(ada, ben, frames=2)
        print(f"pictures both ways {time.monotonic() - up:.1f} s after the server is up again")
        await see_each_other(ada, ben, frames=60)
        assert len(sent(server, made)) == len(before) + 4, "each track is sent again once"
        await ada.button("End class").click()
        await ada.button("End for everybody").click()
        await expect(ada.page.get_by_role("heading", name="The class has ended")).to_be_visible()
        for person in (ada, ben):  # what a page says of a server that is down for a moment is no complaint
            person.complaints[:] = [text for text in person.complaints if REFUSED not in text]
    await eventually(lambda: ended(server, made), "the recording is written out")
    assert await asyncio.to_thread(missing, server, made) == []
    assert max(loudness(server, made).values()) > 0.01


async def see_each_other(ada, ben, frames=10):
    await asyncio.gather(ada.sees("Camera of Ben", frames), ben.sees("Camera of Ada", frames))


def sent(server, made):
    return [one["track"] for one in events(server, made, "TrackPublished")]


def ended(server, made):
    return server.api("GET", f"classes/{made['id']}/manifest").get("state") == "ended"
