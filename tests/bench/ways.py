"""Trials of networks that let no UDP through: what comes over TCP, and what comes through the school's relay alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from playwright.async_api import Browser

from server.media import Router
from server.turn import Relay
from tests.e2e.blocking import walls, ways_of
from tests.e2e.visitors import KEEP_LINES
from tests.harness.turn import turn_relay
from tests.server.media.simulcast import LARGE, MIDDLE, SMALL, Presenter
from tests.server.media.watcher import Seen, Watcher

if TYPE_CHECKING:
    from tests.bench.impairment import Row

MakeRow = Callable[[str, Seen, Seen, float | None, str], "Row"]
Trial = Callable[[Browser, float], Awaitable["Row"]]


def ways(row: MakeRow, settle: float) -> dict[str, Trial]:
    """The trials, by name; `settle` are the seconds after the first picture that are not counted."""

    async def tcp(browser: Browser, seconds: float) -> Row:
        name, goal = "UDP blocked", "0 frozen, over TCP"
        with walls("udp") as script:
            async with _watching(browser, script) as watcher:
                return await _judged(name, goal, "tcp", watcher, seconds)

    async def relay(browser: Browser, seconds: float) -> Row:
        name, goal = "UDP and TCP blocked", "0 frozen, by the relay"
        with walls("udp", "tcp", only_relay=True) as script, turn_relay() as running:
            servers = Relay((running.url,), running.secret, seconds=3600).servers("watcher")
            async with _watching(browser, script, servers) as watcher:
                return await _judged(name, goal, "relay", watcher, seconds)

    async def _judged(name: str, goal: str, way: str, watcher: Watcher, seconds: float) -> Row:
        await watcher.until(lambda seen: len(seen.at) > 0, 30)
        await asyncio.sleep(settle)
        before = await watcher.look()
        await asyncio.sleep(seconds)
        come = row(name, before, await watcher.look(), None, goal)
        assert watcher.page is not None
        return replace(come, met=come.frozen == 0 and await ways_of(watcher.page) == {way})

    return {"tcp": tcp, "relay": relay}


@asynccontextmanager
async def _watching(
    browser: Browser, script: str, ice_servers: Sequence[dict[str, Any]] = ()
) -> AsyncIterator[Watcher]:
    """Somebody behind a firewall watches a presenter on an open network."""
    router = Router(announce=["127.0.0.1"], host="127.0.0.1", tcp_port=0)
    await router.start()
    room = router.room("bench")
    presenter = Presenter(room, (SMALL, MIDDLE, LARGE))
    await presenter.begin()
    watcher = Watcher(router, room, router.port, ice_servers)
    context = await browser.new_context()
    try:
        await context.add_init_script(KEEP_LINES)
        await context.add_init_script(script)
        await watcher.begin(context)
        yield watcher
    finally:
        await watcher.leave()
        await context.close()
        await presenter.leave()
        await router.close()
