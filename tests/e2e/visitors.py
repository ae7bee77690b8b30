"""People in real browsers: they come by their links, press what is written on the buttons, and tell what they see."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from playwright.async_api import Browser, Locator, Page, expect

from tests.harness.waiting import eventually

PATIENCE = 60_000  # milliseconds; a machine with two cores runs three browsers, a server and the tests
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}

# Keeps every peer connection of a page, so that its statistics can be asked for.
KEEP_LINES = """
    window.lines = [];
    const Real = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Real {
        constructor(...all) { super(...all); window.lines.push(this); }
    };
"""
PICTURES = """() => [...document.querySelectorAll("video")].map(video => ({
    label: video.getAttribute("aria-label") ?? "",
    frames: video.getVideoPlaybackQuality().totalVideoFrames,
    at: video.currentTime,
    width: video.videoWidth,
}))"""
RECEIVED = """async () => {
    const found = [];
    for (const line of window.lines)
        for (const stat of (await line.getStats()).values())
            if (stat.type === "inbound-rtp") found.push(stat);
    return found;
}"""
CONNECTION = """() =>
    document.querySelector('button[aria-label^="Connection: "]')?.getAttribute("aria-label") ?? ''"""

expect.set_options(timeout=PATIENCE)


class Visitor:
    """One person in one browser context."""

    def __init__(self, name: str, page: Page) -> None:
        self.name, self.page = name, page
        self.complaints: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.complaints.append(f"{name}: {error}"))
        page.on("console", self._heard)

    def _heard(self, message: Any) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(f"{self.name}: {message.text}")

    # -- ways in

    async def join(self, link: str) -> None:
        """Through the lobby into the room."""
        await self.page.goto(link)
        await self.go_in()

    async def go_in(self) -> None:
        """From the lobby into the room, with camera and microphone at hand."""
        await self.page.get_by_label("Your name", exact=True).fill(self.name)
        await expect(self.button("Camera")).to_have_attribute("aria-pressed", "true")
        await self.button("Join class").click()
        await expect(self.button("Leave")).to_be_visible()

    async def play(self, link: str) -> None:
        """Into the recording, under one's name."""
        await self.page.goto(link)
        await self.page.get_by_label("Your name", exact=True).fill(self.name)
        await self.button("Watch the class").click()
        await expect(self.page.get_by_label("Seek", exact=True)).to_be_visible()

    # -- what is on the page

    def button(self, name: str, exact: bool = True) -> Locator:
        """A button by its name."""
        return self.page.get_by_role("button", name=name, exact=exact)

    async def turn(self, name: str, on: bool) -> None:
        """Switch a control of the bar on or off."""
        if (await self.button(name).get_attribute("aria-pressed") == "true") != on:
            await self.button(name).click()
        await expect(self.button(name)).to_have_attribute("aria-pressed", "true" if on else "false")

    async def open_panel(self, name: str) -> None:
        """Show a tab of the panel on the right."""
        tab = self.page.get_by_role("tab", name=name)
        if not await tab.is_visible():
            await self.button(name).click()
        await tab.click()

    async def say(self, text: str) -> None:
        """Write in chat."""
        await self.open_panel("Chat")
        await self.page.get_by_label("Message", exact=True).fill(text)
        await self.page.get_by_label("Message", exact=True).press("Enter")

    async def reads(self, text: str) -> None:
        """The chat shows a text."""
        await expect(self.page.get_by_role("log").get_by_text(text, exact=True)).to_be_visible()

    def poll(self, question: str) -> Locator:
        """The card of a poll in the panel that is open."""
        return self.page.get_by_role("article", name=f"Poll: {question}")

    async def vote(self, question: str, option: str, button: str = "Vote") -> None:
        """Choose one option of a poll."""
        card = self.poll(question)
        await card.get_by_text(option, exact=True).click()
        await card.get_by_role("button", name=button, exact=True).click()
        await expect(card.get_by_text("your vote", exact=False)).to_be_visible()

    # -- what is seen and heard

    async def ask(self, script: str) -> Any:
        """What a function gives in the page."""
        return await self.page.evaluate(script)

    async def resize(self, width: int, height: int) -> None:
        """Make the window so large."""
        await self.page.set_viewport_size({"width": width, "height": height})

    async def pictures(self) -> list[dict[str, Any]]:
        """All moving pictures on the page."""
        found: list[dict[str, Any]] = await self.ask(PICTURES)
        return found

    async def sees(self, label: str, frames: int = 10) -> None:
        """A moving picture with this label shows `frames` more frames."""

        async def shown() -> int:
            return max((one["frames"] for one in await self.pictures() if label in one["label"]), default=-1)

        before = max(0, await shown())
        await eventually(
            lambda: _more(shown, before + frames), f"{self.name} sees {label!r} move", PATIENCE / 1000
        )

    async def received(self, kind: str) -> list[dict[str, Any]]:
        """The statistics of what comes in, "audio" or "video"."""
        found = await self.ask(RECEIVED)
        return [one for one in found if one["kind"] == kind]

    async def hears(self, voices: int) -> None:
        """Sound with energy in it comes from so many people."""

        async def loud() -> bool:
            heard = await self.received("audio")
            return sum(one.get("totalAudioEnergy", 0) > 1e-4 for one in heard) >= voices

        await eventually(loud, f"{self.name} hears {voices}", PATIENCE / 1000)

    async def connection(self) -> str:
        """The word that the page finds for this person's line: "Good", "Weak", "Bad"; empty while there is none."""
        found: str = await self.ask(CONNECTION)
        return found.removeprefix("Connection: ")

    async def tiles(self) -> set[str]:
        """The names on the tiles of people."""
        labels = await self.page.locator("[data-person] .nm").all_inner_texts()
        return {label.replace("\xa0", " ").split("·")[0].split("\n")[0].strip() for label in labels}


async def _more(shown: Any, than: int) -> bool:
    return bool(await shown() >= than)


@asynccontextmanager
async def visitors(browser: Browser, *names: str, **context: Any) -> AsyncIterator[list[Visitor]]:
    """People, each in a context of their own; the test fails if a page complained."""
    async with AsyncExitStack() as stack:
        people = []
        for name in names:
            own = await browser.new_context(viewport=DESK, **context)
            stack.push_async_callback(own.close)
            await own.add_init_script(KEEP_LINES)
            people.append(Visitor(name, await own.new_page()))
        yield people
        complaints = [complaint for person in people for complaint in person.complaints]
        assert not complaints, complaints


def forget_lost_lines(person: Visitor) -> None:
    """What a browser's console says of a line that is cut is no complaint."""
    person.complaints[:] = [text for text in person.complaints if "WebSocket connection" not in text]
