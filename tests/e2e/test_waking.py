"""Machines that sleep, and phones that leave their Wi-Fi: they are back with picture, and nobody else saw them go."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import expect

from tests.e2e.blocking import lead_round
from tests.e2e.happened import events
from tests.e2e.visitors import forget_lost_lines, visitors
from tests.harness.relay import relaying
from tests.harness.waiting import eventually

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FAR = "127.0.0.2"  # where the relay stands: Ben's way, and nobody else's
SLEPT = (
    40  # seconds: longer than the server waits for a sign of life from media, shorter than it holds a seat
)
MOBILE = """() => {
    Object.defineProperty(navigator.connection, "type", { configurable: true, get: () => "cellular" });
    navigator.connection.dispatchEvent(new Event("change"));
}"""


@asynccontextmanager
async def in_class(browser, start_server):
    """Ada teaches; Ben came through the relay with picture and sound: (server, class, relay, Ada, Ben)."""
    server = start_server(AMPHI_HOST="127.0.0.1", AMPHI_ANNOUNCE="127.0.0.1")
    made = server.new_class("Tides")
    async with (
        relaying((FAR, server.port), ("127.0.0.1", server.port)) as relay,
        visitors(browser, "Ada", "Ben") as (ada, ben),
    ):
        await lead_round(ben, FAR, server.port)
        await ada.join(made["join"]["instructor"])
        await ben.join(made["join"]["student"].replace("127.0.0.1", FAR).replace("localhost", FAR))
        await ada.sees("Camera of Ben")
        await ben.sees("Camera of Ada")
        yield server, made, relay, ada, ben
        forget_lost_lines(ben)


async def see_each_other(ada, ben, frames=10):
    await ben.sees("Camera of Ada", frames=frames)
    await ada.sees("Camera of Ben", frames=frames)


@asynccontextmanager
async def asleep(person):
    """Nothing of the page runs, and time goes on."""
    line = await person.page.context.new_cdp_session(person.page)
    await line.send("Debugger.enable")
    await line.send("Debugger.pause")
    try:
        yield
    finally:
        await line.send("Debugger.resume")
        await line.send("Debugger.disable")


@pytest.mark.long
async def test_a_machine_that_slept_and_woke_elsewhere_is_back_with_picture_and_never_left(
    browser, start_server
):
    async with in_class(browser, start_server) as (server, made, relay, ada, ben):
        published = len(events(server, made, "TrackPublished"))
        relay.cut()
        async with asleep(ben):
            await expect(ada.page.locator("[data-person] .away")).to_have_text("Reconnecting")
            await expect(ada.page.get_by_label("Camera of Ben")).to_have_count(0)
            await asyncio.sleep(SLEPT)
            relay.hang_up()
            relay.move()
        relay.mend()
        await see_each_other(ada, ben)
        await expect(ada.page.locator("[data-person] .away")).to_have_count(0)
        await see_each_other(ada, ben, frames=30)
        assert events(server, made, "PersonLeft") == []
        assert len(events(server, made, "PersonJoined")) == 2
        again = len(events(server, made, "TrackPublished")) - published
        assert again <= 2, "his microphone and camera are sent anew once, hers not at all"


@pytest.mark.long
async def test_a_phone_that_leaves_its_wifi_goes_on_over_mobile_with_the_same_tracks(browser, start_server):
    async with in_class(browser, start_server) as (server, made, relay, ada, ben):
        published = len(events(server, made, "TrackPublished"))
        line = await ben.page.context.new_cdp_session(ben.page)
        any_speed = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
        await line.send("Network.enable")
        await line.send("Network.emulateNetworkConditions", {"offline": True, **any_speed})
        relay.cut()
        relay.hang_up()
        await expect(ben.page.get_by_role("alert").filter(has_text="Reconnecting")).to_be_visible()
        await asyncio.sleep(5)  # out of the house
        relay.move()
        relay.mend()
        await line.send("Network.emulateNetworkConditions", {"offline": False, **any_speed})
        await see_each_other(ada, ben, frames=30)
        await expect(ben.page.get_by_role("alert")).to_have_count(0)

        # The browser tells of another network while all still seems well: a new way is looked for at once.
        asked = []
        ben.page.on("websocket", lambda _: asked.append("a new line"))
        before = await restarts(ben)
        relay.move()
        await ben.page.evaluate(MOBILE)
        await eventually(lambda: more_restarts(ben, before), "both ways are looked for anew")
        await see_each_other(ada, ben, frames=30)
        assert not asked, "the line to the class was good and was kept"

        assert events(server, made, "PersonLeft") == []
        assert len(events(server, made, "PersonJoined")) == 2
        assert len(events(server, made, "TrackPublished")) == published


@pytest.mark.long
async def test_a_page_that_the_browser_froze_goes_on_when_it_is_looked_at_again(browser, start_server):
    async with in_class(browser, start_server) as (server, made, _, ada, ben):
        line = await ben.page.context.new_cdp_session(ben.page)
        await line.send("Page.setWebLifecycleState", {"state": "frozen"})
        await asyncio.sleep(15)  # longer than a line may be silent
        await line.send("Page.setWebLifecycleState", {"state": "active"})
        await see_each_other(ada, ben, frames=30)
        await expect(ada.page.locator("[data-person] .away")).to_have_count(0)
        assert events(server, made, "PersonLeft") == []
        assert len(events(server, made, "PersonJoined")) == 2


async def restarts(person):
    """The ICE credentials of the ways that carry now: a new look for a way brings new ones."""
    return set(
        await person.page.evaluate(
            """() => window.lines.filter(line => line.connectionState !== "closed")
                .map(line => /a=ice-ufrag:(\\S+)/.exec(line.remoteDescription?.sdp ?? "")?.[1] ?? "")"""
        )
    )


async def more_restarts(person, before):
    now = await restarts(person)
    return now and not now & before


# A browser that gives no camera or microphone until it is told to.
WITHHELD = """
    const given = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = (...wanted) =>
        window.allowed ? given(...wanted) : Promise.reject(new DOMException("", "NotAllowedError"));
"""


@pytest.mark.long
async def test_ways_that_nobody_used_for_a_minute_are_made_anew_when_somebody_comes(browser, server_process):
    made = server_process.new_class()
    async with visitors(browser, "Ada", "Ben") as (ada, ben):
        given_up = []

        def heard(frame):
            if '"what":"closed"' in str(frame):
                given_up.append(frame)

        ada.page.on("websocket", lambda line: line.on("framereceived", heard))
        await ada.page.add_init_script(WITHHELD)
        await ada.page.goto(made["join"]["instructor"])
        await ada.page.get_by_label("Your name", exact=True).fill("Ada")
        await ada.button("Join class").click()
        await expect(ada.button("Leave")).to_be_visible()
        await eventually(lambda: len(given_up) == 2, "both ways of Ada are given up", 90)
        await ada.page.evaluate("window.allowed = true")
        await ada.turn("Camera", True)
        await ben.join(made["join"]["student"])
        await see_each_other(ada, ben)
        assert len(given_up) == 2
