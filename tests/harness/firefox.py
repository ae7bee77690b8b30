"""Firefox as the distribution ships it, driven by WebDriver BiDi (Playwright only drives its own build)."""

import asyncio
import base64
import itertools
import json
import os
import re
import subprocess
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.harness import programs
from tests.harness.stores import lacking
from tests.harness.waiting import eventually

PREFERENCES: dict[str, bool | int | str] = {
    "media.navigator.streams.fake": True,
    "media.navigator.permission.disabled": True,
    "media.getusermedia.insecure.enabled": True,
    "media.peerconnection.ice.loopback": True,
    "media.autoplay.default": 0,
    "media.autoplay.blocking_policy": 0,
    "media.volume_scale": "0.0",  # without a sound card, sound that is heard makes MSE fail
    "ui.primaryPointerCapabilities": 6,  # a mouse: without a screen Firefox finds none
    "ui.allPointerCapabilities": 6,
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
}

# The middle of an element, once nothing lies over it.
OPEN = """element => {
    if (!element || element.disabled) return null;
    element.scrollIntoView({ block: "nearest", behavior: "instant" });
    const { left, top, width, height } = element.getBoundingClientRect();
    const at = [Math.round(left + width / 2), Math.round(top + height / 2)];
    const there = document.elementFromPoint(...at);
    return there && (element.contains(there) || there.contains(element)) ? at : null;
}"""


class BidiError(Exception):
    """Firefox refused a command, or the page threw."""


class FirefoxPage:
    """One tab."""

    def __init__(self, firefox: "Firefox", context: str) -> None:
        self.firefox = firefox
        self.context = context

    async def goto(self, url: str) -> None:
        """Open an address and wait until it has loaded."""
        await self.firefox.ask("browsingContext.navigate", context=self.context, url=url, wait="complete")

    async def evaluate(self, expression: str) -> Any:
        """The JSON value of a script expression; a promise is awaited, and the script counts as a click."""
        answer = await self.firefox.ask(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({expression})))()",
            target={"context": self.context},
            awaitPromise=True,
            userActivation=True,
        )
        if answer["type"] == "exception":
            raise BidiError(answer["exceptionDetails"]["text"])
        text = answer["result"].get("value")
        return None if text is None else json.loads(text)

    async def click(self, selector: str) -> None:
        """Wait for the element and click it by script."""
        found = f"document.querySelector({json.dumps(selector)})"
        await eventually(lambda: self.evaluate(f"!!{found}"), f"{selector} is there")
        await self.evaluate(f"{found}.click()")

    async def press(self, element: str) -> None:
        """Wait until what the expression gives lies open under the pointer and press it there, as a hand does."""
        at = await eventually(lambda: self.evaluate(f"({OPEN})({element})"), f"{element} can be pressed", 60)
        steps = [
            {"type": "pointerMove", "x": at[0], "y": at[1]},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        await self._act({"type": "pointer", "id": "hand", "actions": steps})

    async def write(self, text: str) -> None:
        """Type into what has the focus."""
        keys = [{"type": way, "value": letter} for letter in text for way in ("keyDown", "keyUp")]
        await self._act({"type": "key", "id": "keyboard", "actions": keys})

    async def _act(self, source: dict[str, Any]) -> None:
        await self.firefox.ask("input.performActions", context=self.context, actions=[source])

    async def before_load(self, script: str) -> None:
        """Run a script before those of every page that this tab opens."""
        await self.firefox.ask(
            "script.addPreloadScript", functionDeclaration=f"() => {{ {script} }}", contexts=[self.context]
        )

    async def resize(self, width: int, height: int) -> None:
        viewport = {"width": width, "height": height}
        await self.firefox.ask("browsingContext.setViewport", context=self.context, viewport=viewport)

    async def screenshot(self, path: Path) -> None:
        answer = await self.firefox.ask("browsingContext.captureScreenshot", context=self.context)
        path.write_bytes(base64.b64decode(answer["data"]))

    async def close(self) -> None:
        await self.firefox.ask("browsingContext.close", context=self.context)


class Firefox:
    """One running Firefox and its control connection."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for message in self._socket:
            answer = json.loads(message.data)
            waiter = self._waiting.pop(answer.get("id") or 0, None)
            if waiter is None or waiter.done():
                continue
            if answer.get("type") == "error":
                waiter.set_exception(BidiError(f"{answer['error']}: {answer.get('message', '')}"))
            else:
                waiter.set_result(answer.get("result"))

    async def ask(self, method: str, **params: Any) -> Any:
        """One BiDi command and its result."""
        number = next(self._numbers)
        self._waiting[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": params})
        return await asyncio.wait_for(self._waiting[number], 60)

    async def new_page(self, url: str = "") -> FirefoxPage:
        made = await self.ask("browsingContext.create", type="tab")
        page = FirefoxPage(self, made["context"])
        if url:
            await page.goto(url)
        return page

    async def close(self) -> None:
        with suppress(BidiError, TimeoutError):
            await self.ask("browser.close")
        self._reader.cancel()


def _written(profile: Path, preferences: Mapping[str, bool | int | str]) -> None:
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in preferences.items())
    (profile / "user.js").write_text("\n".join(lines))


@asynccontextmanager
async def firefox(sound: str | None = None) -> AsyncIterator[Firefox]:
    """A Firefox of this machine; skips the test (fails under CI) if there is none.

    `sound` is the address of a sound server (``Loudspeaker.address``).
    """
    program = programs.firefox()
    if program is None:
        lacking("Firefox", "firefox-esr")
    with tempfile.TemporaryDirectory(prefix="amphi-firefox-", ignore_cleanup_errors=True) as folder:
        profile, log = Path(folder), Path(folder) / "log"
        _written(profile, {**PREFERENCES, **({"media.volume_scale": "1.0"} if sound else {})})
        command = [str(program), "--headless", "--no-remote", "--profile", folder]
        command += ["--remote-debugging-port", "0"]
        with log.open("wb") as out:
            heard = {**os.environ, **({"PULSE_SERVER": sound} if sound else {})}
            process = subprocess.Popen(command, env=heard, stdout=out, stderr=out)
        try:
            asked = r"WebDriver BiDi listening on (ws://\S+)"
            found = await eventually(
                lambda: re.search(asked, log.read_text(errors="replace")), "Firefox listens", 60
            )
            async with (
                aiohttp.ClientSession() as session,
                session.ws_connect(f"{found[1]}/session", max_msg_size=0) as socket,
            ):
                running = Firefox(socket)
                await running.ask("session.new", capabilities={})
                yield running
                await running.close()
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture
async def firefox_browser() -> AsyncIterator[Firefox]:
    """Firefox; ``page = await firefox_browser.new_page(url)``."""
    async with firefox() as running:
        yield running
