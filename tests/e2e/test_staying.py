"""Lines are cut, addresses change, the server is busy: who teaches notices little, and everybody is back by themselves."""

import asyncio
import time
from contextlib import asynccontextmanager

import pytest
import socketio
from playwright.async_api import expect

from tests.e2e.happened import events
from tests.e2e.inspecting import Inspector
from tests.e2e.visitors import forget_lost_lines, visitors
from tests.harness.relay import relaying

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FAR = "127.0.0.2"  # where the relay stands


@pytest.fixture
async def far(start_server):
    """A server, a relay before it, and a class: (server, relay, links of the class as seen through the relay)."""
    server = start_server(AMPHI_HOST="127.0.0.1", AMPHI_ANNOUNCE=FAR)
    made = server.new_class("Tides")
    async with relaying((FAR, server.port), ("127.0.0.1", server.port)) as relay:
        links = {
            role: f"http://{FAR}:{server.port}/{link.split('/', 3)[3]}" for role, link in made["join"].items()
        }
        yield server, relay, {**made, "far": links}


async def come_in(server, made, ada, ben):
    """Both are in class, Ben through the relay, and see each other."""
    await ada.page.goto(server.sign_in_link())
    await ada.page.get_by_role("link", name="Start class: Tides").click()
    await ada.go_in()
    await ben.join(made["far"]["student"])
    await ada.sees("Camera of Ben")
    await ben.sees("Camera of Ada")


async def passes_axe(person, what):
    """What the page shows now can be read by everybody."""
    inspector = Inspector(person.page)
    await inspector.judge(what)
    inspector.verdict()


@pytest.mark.long
async def test_a_line_that_is_cut_and_an_address_that_changes_make_nobody_leave(browser, far):
    server, relay, made = far
    async with visitors(browser, "Ada", "Ben") as (ada, ben):
        await come_in(server, made, ada, ben)
        published = len(events(server, made, "TrackPublished"))

        relay.move()
        await ada.sees("Camera of Ben", frames=30)
        await ben.sees("Camera of Ada", frames=30)

        relay.cut()
        relay.hang_up()
        await expect(ben.page.get_by_role("alert").filter(has_text="Reconnecting")).to_be_visible()
        await expect(ada.page.locator("[data-person] .away")).to_have_text("Reconnecting")
        await expect(ada.page.get_by_label("Camera of Ben")).to_have_count(0)
        await passes_axe(ben, "Reconnecting")
        await passes_axe(ada, "somebody else reconnects")
        await ben.say("Written while the line was cut")
        await ben.button("Raise hand").click()
        relay.mend()
        await expect(ben.page.get_by_text("Your hand is up", exact=False)).to_be_visible()
        await ada.open_panel("Chat")
        await ada.reads("Written while the line was cut")
        await expect(ada.page.locator("[data-person] .away")).to_have_count(0)
        await ada.sees("Camera of Ben")
        await ben.sees("Camera of Ada")

        assert events(server, made, "PersonLeft") == []
        assert len(events(server, made, "PersonJoined")) == 2
        assert len(events(server, made, "TrackPublished")) == published
        assert len(events(server, made, "MessageSaid")) == len(events(server, made, "HandRaised")) == 1
        forget_lost_lines(ben)


@pytest.mark.long
async def test_a_link_that_is_cut_for_eight_seconds_recovers_by_itself(browser, far):
    server, relay, made = far
    async with visitors(browser, "Ada", "Ben") as (ada, ben):
        await come_in(server, made, ada, ben)
        published = len(events(server, made, "TrackPublished"))
        for _ in range(3):
            relay.cut()
            await ben.page.wait_for_timeout(8000)
            relay.mend()
            back = time.monotonic()
            await ben.sees("Camera of Ada", frames=2)
            await ada.sees("Camera of Ben", frames=2)
            print(f"pictures both ways {time.monotonic() - back:.1f} s after the link's return")
            await ada.sees("Camera of Ben", frames=60)
        assert events(server, made, "PersonLeft") == []
        assert len(events(server, made, "TrackPublished")) == published
        forget_lost_lines(ben)


@pytest.mark.long
async def test_a_busy_server_says_so_and_lets_in_by_itself(browser, far):
    server, relay, made = far
    async with visitors(browser, "Ada", "Ben") as (ada, ben):
        await come_in(server, made, ada, ben)
        async with worn_out(server, ben, made):
            relay.hang_up()
            await expect(ben.page.get_by_role("alert").filter(has_text="The server is busy")).to_be_visible()
            await expect(ben.page.get_by_role("alert")).to_contain_text("Your network is fine")
            await passes_axe(ben, "the server is busy, in class")
        await expect(ben.page.get_by_role("alert")).to_have_count(0)
        await ben.sees("Camera of Ada")

        async with worn_out(server, ben, made):
            await ben.page.reload()
            await expect(ben.button("Camera")).to_have_attribute("aria-pressed", "true")
            await ben.button("Join class").click()
            await expect(ben.page.get_by_role("heading", name="The server is busy")).to_be_visible()
            await passes_axe(ben, "the server is busy, before class")
        await expect(ben.button("Leave")).to_be_visible()
        await ben.sees("Camera of Ada")
        forget_lost_lines(ben)


@asynccontextmanager
async def worn_out(server, person, made):
    """One person has so many connections in so short a time that the server takes no more of theirs for a while."""
    token = await person.page.evaluate(f"() => sessionStorage.getItem('amphi.person.{made['id']}')")
    refused = asyncio.Event()

    async def call_and_call():
        while True:
            line = socketio.AsyncClient(reconnection=False)
            try:
                await line.connect(
                    server.url, auth={"token": token, "class": made["id"]}, transports=["websocket"]
                )
            except socketio.exceptions.ConnectionError:
                refused.set()
                await asyncio.sleep(0.1)
            finally:
                await line.shutdown()

    calling = asyncio.create_task(call_and_call())
    await refused.wait()
    yield
    calling.cancel()
    await asyncio.gather(calling, return_exceptions=True)
