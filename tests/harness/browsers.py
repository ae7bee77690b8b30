"""Real browsers with a fake camera and microphone, driven through Playwright's library."""

import os
import shlex
import shutil
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

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


def _humble(folder: Path, program: Path) -> Path:
    """The same program without the right to raise its own priority, which root's Chromium uses against the rest of the machine."""
    setpriv = shutil.which("setpriv")
    if os.geteuid() != 0 or setpriv is None:
        return program
    starter = folder / "chromium"
    dropped = "--bounding-set -sys_nice --inh-caps -sys_nice"
    starter.write_text(f'#!/bin/sh\nexec {setpriv} {dropped} {shlex.quote(str(program))} "$@"\n')
    starter.chmod(0o755)
    return starter


@asynccontextmanager
async def chromium(*more_flags: str, sound: str | None = None) -> AsyncIterator[Browser]:
    """A Chromium of this machine; skips the test (fails under CI) if there is none.

    `sound` is the address of a sound server (``Loudspeaker.address``): without one it is mute.
    """
    program = programs.chromium()
    if program is None:
        lacking("Chromium", "chromium")
    with tempfile.TemporaryDirectory(prefix="amphi-chromium-") as folder:
        starter = _humble(Path(folder), program)
        async with _launched(starter, more_flags, sound) as browser:
            yield browser


@asynccontextmanager
async def _launched(program: Path, more_flags: Sequence[str], sound: str | None) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=str(program),
            headless=True,
            args=[*CHROMIUM_FLAGS, *more_flags],
            env={**os.environ, **({"PULSE_SERVER": sound} if sound else {})},
            ignore_default_args=["--mute-audio"] if sound else None,
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
