"""People in Firefox: they see, hear and press what people in Chromium do."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from tests.e2e.visitors import DESK, KEEP_LINES, Visitor
from tests.harness.firefox import Firefox, FirefoxPage
from tests.harness.waiting import eventually

# Firefox counts no frames of what comes live at the element: those decoded for its track are taken.
PICTURES = """async () => {
    const decoded = new Map();
    for (const line of window.lines)
        for (const stat of (await line.getStats()).values())
            if (stat.type === "inbound-rtp") decoded.set(stat.trackIdentifier, stat.framesDecoded ?? 0);
    return [...document.querySelectorAll("video")].map(video => ({
        label: video.getAttribute("aria-label") ?? "",
        frames: decoded.get(video.srcObject?.getVideoTracks()[0]?.id) ?? 0,
        at: video.currentTime,
        width: video.videoWidth,
    }));
}"""
BUTTON = """[...document.querySelectorAll("button")].find(one => (one.ariaLabel ?? one.innerText).trim() === "{}")"""


class Fox(Visitor):
    """One person in one tab."""

    page: FirefoxPage  # type: ignore[assignment]

    def __init__(self, name: str, page: FirefoxPage) -> None:
        self.name, self.page = name, page
        self.complaints = []

    async def ask(self, script: str) -> Any:
        """What a function gives in the page."""
        return await self.page.evaluate(f"({script})()")

    async def pictures(self) -> list[dict[str, Any]]:
        """All moving pictures on the page."""
        found: list[dict[str, Any]] = await self.ask(PICTURES)
        return found

    async def resize(self, width: int, height: int) -> None:
        """Make the window so large."""
        await self.page.resize(width, height)

    async def press(self, button: str) -> None:
        """A button by its name."""
        await self.page.press(BUTTON.format(button))

    async def join(self, link: str) -> None:
        """Through the lobby into the room."""
        await self.page.goto(link)
        camera = BUTTON.format("Camera")
        await eventually(
            lambda: self.page.evaluate(f"{camera}?.ariaPressed === 'true'"), "the camera is on", 60
        )
        await self.page.press("""document.querySelector("input[name=name]")""")
        await self.page.write(self.name)
        ready = f"{BUTTON.format('Join class')}?.disabled === false"
        await eventually(lambda: self.page.evaluate(ready), "the notice of recording is there", 60)
        await self.press("Join class")
        await eventually(
            lambda: self.page.evaluate(f"!!{BUTTON.format('Leave')}"), f"{self.name} is in class", 60
        )


@asynccontextmanager
async def fox(firefox: Firefox, name: str, script: str = "") -> AsyncIterator[Fox]:
    """A person in a tab of their own; `script` runs before those of the pages."""
    page = await firefox.new_page()
    for each in (KEEP_LINES, script):
        await page.before_load(each)
    await page.resize(**DESK)
    yield Fox(name, page)
    await page.close()
