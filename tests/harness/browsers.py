"""Real browsers with a fake camera and microphone, driven through Playwright's library."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, async_playwright

from tests.harness import programs
from tests.harness.stores import lacking

CHROMIUM_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-domain-reliability",
    "--disable-features=MediaRouter,OptimizationHints,Translate",
    # a moving picture with a beep each second instead of camera and microphone, and nobody to click "allow"
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--auto-select-desktop-capture-source=Entire screen",
    "--autoplay-policy=no-user-gesture-required",
    "--allow-loopback-in-peer-connection",
    # a page in the background keeps its timers and its picture
    "--disable-renderer-backgrounding",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
)


@asynccontextmanager
async def chromium(*more_flags: str) -> AsyncIterator[Browser]:
    """A Chromium of this machine; skips the test (fails under CI) if there is none."""
    program = programs.chromium()
    if program is None:
        lacking("Chromium", "chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=str(program), headless=True, args=[*CHROMIUM_FLAGS, *more_flags]
        )
        try:
            yield browser
        finally:
            await browser.close()


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Chromium; one context a participant: ``await browser.new_context()``.

    Its cameras give ten pictures a second: three pages with twice as many leave two cores no time for clicks.
    """
    async with chromium("--use-fake-device-for-media-stream=fps=10") as running:
        yield running
