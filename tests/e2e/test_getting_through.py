"""People behind firewalls: the lobby says what is blocked and what to ask for, and the class comes through all the same."""

import asyncio
import os
from pathlib import Path

import pytest
from playwright.async_api import expect

from server.bot import sources
from server.bot.participant import taking_part
from tests.e2e.blocking import behind, ways
from tests.e2e.inspecting import BOTH, Inspector
from tests.harness.browsers import chromium
from tests.harness.waiting import eventually

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PICTURES = os.environ.get("AMPHI_TEST_PICTURES")  # a folder: then what is seen is kept there

# The server's address of each way that is in use.
FAR_ENDS = """async () => {
    const found = [];
    for (const line of window.lines) {
        const stats = await line.getStats();
        for (const one of stats.values()) {
            const pair = stats.get(one.selectedCandidatePairId);
            if (pair) found.push(stats.get(pair.remoteCandidateId).address);
        }
    }
    return found;
}"""


async def looks(visitor, what):
    """A picture in each theme and size, for those who want to see it."""
    if PICTURES is None:
        return
    for size in BOTH:
        await visitor.page.set_viewport_size(size)
        for theme in ("light", "dark"):
            await visitor.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            file = Path(PICTURES) / f"{what.replace(' ', '-')}-{size['width']}-{theme}.png"
            await visitor.page.screenshot(path=file)


async def finds(visitor, link, verdict):
    await visitor.page.goto(link)
    network = visitor.page.get_by_role("region", name="Your network")
    await expect(network).to_contain_text(verdict)
    return network


@pytest.mark.long
async def test_the_lobby_says_what_a_network_lets_through(browser, server_process):
    made = server_process.new_class()
    link = made["join"]["student"]
    async with (
        behind(browser, "Ada") as ada,
        behind(browser, "Ben", "udp") as ben,
        behind(browser, "Cem", "udp", "tcp") as cem,
    ):
        open_, tcp, closed = await asyncio.gather(
            finds(ada, link, "Everything is open"),
            finds(ben, link, "Only TCP gets through"),
            finds(cem, made["join"]["instructor"], "Nothing gets through"),
        )
        await expect(tcp).to_contain_text(f"open UDP port {server_process.port} to ")
        for network in (tcp, closed):
            await expect(network.get_by_role("button", name="Check again")).to_be_in_viewport()
        for visitor, what in ((ada, "network open"), (ben, "network tcp"), (cem, "network closed")):
            await looks(visitor, what)
        await open_.get_by_text("What was tried").click()
        await expect(open_).to_contain_text(f"UDP port {server_process.port}: open")
        await expect(open_).to_contain_text(f"TCP port {server_process.tcp_port}: open")
        await closed.get_by_text("What was tried").click()
        inspector = Inspector(cem.page)
        await inspector.look("a closed network", BOTH)
        inspector.verdict()
        await closed.get_by_role("button", name="Check again").click()
        await expect(closed).to_contain_text("Trying your network")
        await cem.go_in()  # nobody waits for the verdict


@pytest.mark.long
async def test_the_lobby_sees_that_only_the_relay_is_left(browser, start_server, relay):
    link = start_server(**relay.settings).new_class()["join"]["student"]
    async with behind(browser, "Ada", "udp", "tcp") as ada, behind(browser, "Ben") as ben:
        await finds(ada, link, "Only the relay gets through")
        await looks(ada, "network relay")
        await finds(ben, link, "Everything is open")


async def holds_class(visitor, made):
    """The visitor teaches; a student without walls sees and hears them, and they the student."""
    await visitor.join(made["join"]["instructor"])
    async with taking_part(made["join"]["student"], "Sam") as sam:
        await sam.publish("camera", sources.camera("Sam", width=320, height=180))
        await sam.publish("microphone", sources.microphone("Sam"))
        await visitor.sees("Sam")
        await visitor.hears(1)
        await sam.until(
            lambda: any(one.width and one.frames > 20 for one in sam.received.values()),
            "Sam sees the instructor",
        )


@pytest.mark.long
async def test_with_udp_blocked_a_class_goes_over_tcp(browser, server_process):
    async with behind(browser, "Ada", "udp") as ada:
        await holds_class(ada, server_process.new_class())
        assert await ways(ada) == {"tcp"}


@pytest.mark.long
async def test_where_the_server_tells_no_udp_a_class_goes_over_tcp(browser, start_server):
    server = start_server(AMPHI_MEDIA_WAYS="tcp")
    async with behind(browser, "Ada") as ada, behind(browser, "Ben") as ben:
        made = server.new_class()
        await ada.join(made["join"]["instructor"])
        await ben.join(made["join"]["student"])
        await ben.sees("Ada")
        assert await ways(ada) == await ways(ben) == {"tcp"}


@pytest.mark.long
async def test_with_only_the_relay_a_class_goes_through_it(browser, start_server, relay):
    server = start_server(**relay.settings, AMPHI_LOG_LEVEL="debug")
    async with behind(browser, "Ada", "udp", "tcp", only_relay=True) as ada:
        await holds_class(ada, server.new_class())
        assert await ways(ada) == {"relay"}
    assert "realm <amphi.test> user <" in relay.log
    assert relay.secret not in server.log


@pytest.mark.long
async def test_a_class_goes_through_the_relay_over_tls(start_server, relay):
    server = start_server(**{**relay.settings, "AMPHI_TURN_URLS": relay.tls_url})
    async with chromium("--ignore-certificate-errors") as browser:
        async with behind(browser, "Ada", "udp", "tcp", only_relay=True) as ada:
            await holds_class(ada, server.new_class())
            assert await ways(ada) == {"relay"}
    assert "TLS" in relay.log


@pytest.mark.long
async def test_a_class_goes_over_ipv6(browser, start_server):
    made = start_server(AMPHI_ANNOUNCE="::1").new_class()
    async with behind(browser, "Ada") as ada, behind(browser, "Ben") as ben:
        await ada.join(made["join"]["instructor"])
        await ben.join(made["join"]["student"])
        await ben.sees("Camera of Ada")
        await ada.sees("Camera of Ben")
        for person in (ada, ben):
            assert set(await person.ask(FAR_ENDS)) == {"::1"}


@pytest.mark.long
@pytest.mark.firefox
async def test_firefox_tries_the_same_ways(firefox_browser, server_process):
    page = await firefox_browser.new_page(server_process.new_class()["join"]["student"])
    shown = """document.querySelector('[aria-label="Your network"]')?.innerText ?? ''"""
    await eventually(lambda: contains(page, shown, "get through"), "Firefox has tried", 60)
    told = await page.evaluate(
        """document.querySelector('[aria-label="Your network"] details').textContent"""
    )
    assert f"UDP port {server_process.port}: open" in told
    assert f"TCP port {server_process.tcp_port}: open" in told


async def contains(page, expression, text):
    return text in await page.evaluate(expression)
