"""Behind a narrow line the voice stays whole and the picture small and moving."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import Browser

from server.media import Router
from tests.harness.browsers import browser
from tests.server.media.shaper import Line, Shaper
from tests.server.media.simulcast import Presenter, Size
from tests.server.media.watcher import Watcher

__all__ = ["browser"]
SMALL, LARGE = Size(160, 90, 60_000), Size(320, 180, 450_000)
# bit/s: sound and the small picture pass; the large one does not, even from a machine that lags
RATE = 190_000


@pytest.mark.long
async def test_a_narrow_line_keeps_the_voice_whole_and_the_picture_moving(browser: Browser) -> None:
    router = Router(announce=["127.0.0.1"], host="127.0.0.1")
    await router.start()
    shaper = Shaper(router.port, Line(rate=RATE))
    await shaper.start()
    room = router.room("c1")
    presenter = Presenter(room, (SMALL, LARGE))
    await presenter.begin()
    watcher = Watcher(router, room, shaper.port)
    try:
        await watcher.begin(browser)
        route, producer = watcher.consumers["camera"].route, room.producer("camera")
        link = watcher.downlink
        await watcher.until(lambda _: link.failed is not None and route.layer is producer.layers[0])
        await watcher.until(lambda seen: seen.widths[-1:] == [SMALL.width])
        await asyncio.sleep(0.5)  # what is still queued on the line
        lost, before = shaper.down.sound_dropped, await watcher.look()
        after = await watcher.until(lambda seen: len(seen.since(before.now)) >= 8)
        assert shaper.down.sound_dropped == lost
        assert after.width(before.now) == SMALL.width
        assert router.stats()["faults"] == 0
    finally:
        await watcher.leave()
        await presenter.leave()
        shaper.close()
        await router.close()
