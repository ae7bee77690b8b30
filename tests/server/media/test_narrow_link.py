"""Behind a narrow line the voice stays whole and the picture small, and the picture grows with the line."""

from __future__ import annotations

import asyncio
import time

from server.media import Router
from tests.server.media.shaper import Line, Shaper
from tests.server.media.simulcast import MIDDLE, SMALL, Presenter
from tests.server.media.watcher import Watcher


async def test_a_narrow_line_keeps_the_voice_whole_and_the_picture_moving() -> None:
    router = Router(announce=["127.0.0.1"], host="127.0.0.1")
    await router.start()
    shaper = Shaper(router.port, Line(rate=220_000))
    await shaper.start()
    room = router.room("c1")
    presenter = Presenter(room, (SMALL, MIDDLE))
    watcher = Watcher(router, room, shaper.port)
    try:
        await presenter.begin()
        await watcher.begin()
        await watcher.until(lambda: len(watcher.picture.at) > 2)
        # the larger picture does not pass: it is given up for the small one, which then comes whole
        assert watcher.consumer is not None
        route, layers = watcher.consumer.route, watcher.consumer.producer.layers
        await watcher.until(lambda: shaper.down.dropped > 0 and route.layer is layers[0], 15)
        await asyncio.sleep(1.0)  # what is still queued on the line
        dropped, since = shaper.down.sound_dropped, time.monotonic()
        pictures = len(watcher.picture.at)
        await watcher.until(lambda: len(watcher.picture.at) >= pictures + 20)
        assert shaper.down.sound_dropped == dropped
        assert watcher.picture.width(since, time.monotonic()) == SMALL.width
        assert router.stats()["faults"] == 0
    finally:
        await watcher.leave()
        await presenter.leave()
        shaper.close()
        await router.close()
