"""Sound and pictures pass from person to person over real sockets and are decoded at the other end."""

from __future__ import annotations

import asyncio
import random
import socket
from collections.abc import AsyncIterator, Callable

import numpy as np
import pytest

from server.media import Router
from tests.server.media.people import Camera, Person, Tone, frames
from tests.server.media.shaper import Line, Shaper


@pytest.fixture
async def router() -> AsyncIterator[Router]:
    router = Router(announce=["127.0.0.1"], host="127.0.0.1")
    await router.start()
    yield router
    await router.close()


class Listener:
    """A sink that keeps everything."""

    def __init__(self) -> None:
        self.packets: list[bytes] = []
        self.clocks: list[tuple[float, int]] = []
        self.ended = 0

    def packet(self, data: bytes, arrival: float) -> None:
        self.packets.append(data)

    def sender_report(self, ntp: float, rtp: int, arrival: float) -> None:
        self.clocks.append((ntp, rtp))

    def closed(self) -> None:
        self.ended += 1


async def until(condition: Callable[[], bool], within: float = 20.0) -> None:
    """Wait for a state. Raises TimeoutError."""
    async with asyncio.timeout(within):
        while not condition():
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("mime", ["video/H264", "video/VP8"])
async def test_a_camera_and_a_microphone_are_decoded_by_a_viewer(router: Router, mime: str) -> None:
    room = router.room("c1")
    teacher, student = Person(router, room, "teacher", mime), Person(router, room, "student", mime)
    try:
        camera = await teacher.publish(Camera(), "camera")
        microphone = await teacher.publish(Tone(), "microphone")
        assert camera.codec_mime == mime
        picture, _ = await student.watch(camera)
        sound, _ = await student.watch(microphone)
        shown = await frames(picture, 20)
        assert {(frame.width, frame.height) for frame in shown} == {(320, 240)}
        heard = (await frames(sound, 40))[20:]
        assert np.abs(np.concatenate([frame.to_ndarray().ravel() for frame in heard])).max() > 4000
        assert router.stats()["faults"] == 0
    finally:
        await student.leave()
        await teacher.leave()


@pytest.mark.parametrize("mime", ["video/H264", "video/VP8"])
async def test_three_percent_loss_both_ways_are_repaired(mime: str) -> None:
    router = Router(announce=["127.0.0.1"], host="127.0.0.1")
    await router.start()
    link = Shaper(router.port, Line(loss=0.03), Line(loss=0.03), seed=8)
    await link.start()
    router.announce_port = link.port
    room = router.room("c1")
    teacher, student = Person(router, room, "teacher", mime), Person(router, room, "student", mime)
    sink = Listener()
    try:
        camera = await teacher.publish(Camera(640, 360, 20), "camera")
        tap = camera.tap(sink)
        picture, _ = await student.watch(camera)
        shown = await frames(picture, 80, 40.0)
        assert len(shown) == 80
        assert link.up.dropped + link.down.dropped > 0
        stats = router.stats()
        assert stats["nacks_out"] > 0
        assert stats["missing_for_good"] == 0
        assert stats["faults"] == 0
        tap.close()
        # the recorder has what the sender sent, in spite of the loss: only the last moment may still be on its way
        numbers = {int.from_bytes(packet[2:4], "big") for packet in sink.packets}
        assert len(numbers) == len(sink.packets)
        assert max(numbers) - min(numbers) + 1 - len(numbers) <= 5
        assert sink.ended == 1
    finally:
        await student.leave()
        await teacher.leave()
        link.close()
        await router.close()


async def test_junk_datagrams_disturb_nobody(router: Router) -> None:
    room = router.room("c1")
    teacher, student = Person(router, room, "teacher"), Person(router, room, "student")
    dice = random.Random(21)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        try:
            camera = await teacher.publish(Camera(), "camera")
            picture, _ = await student.watch(camera)
            await frames(picture, 2)
            for first in (0, 1, 3, 20, 22, 63, 64, 127, 128, 144, 191, 200, 255):
                for _ in range(40):
                    junk = bytes((first,)) + dice.randbytes(dice.randrange(0, 1400))
                    stranger.sendto(junk, ("127.0.0.1", router.port))
                await frames(picture, 1)
            stats = router.stats()
            assert stats["junk"] >= 400
            assert stats["faults"] == 0
            assert len(room.transports()) == 2
        finally:
            await student.leave()
            await teacher.leave()


async def test_a_paused_microphone_is_silent_and_comes_back_without_a_gap(router: Router) -> None:
    room = router.room("c1")
    teacher = Person(router, room, "teacher")
    sink = Listener()
    try:
        microphone = await teacher.publish(Tone(), "microphone")
        microphone.tap(sink)
        await until(lambda: len(sink.packets) > 20)
        microphone.pause()
        count = len(sink.packets)
        received = microphone.layers[0].stream.received
        await until(lambda: microphone.layers[0].stream.received > received + 20)
        assert len(sink.packets) == count
        microphone.resume()
        await until(lambda: len(sink.packets) > count + 20)
        numbers = [int.from_bytes(packet[2:4], "big") for packet in sink.packets]
        assert sorted(numbers) == list(range(numbers[0], numbers[0] + len(numbers)))
        await until(lambda: len(sink.clocks) > 0)
    finally:
        await teacher.leave()
    await until(lambda: sink.ended == 1)


async def test_a_client_that_says_goodbye_ends_its_tracks(router: Router) -> None:
    room = router.room("c1")
    teacher, student = Person(router, room, "teacher"), Person(router, room, "student")
    ended: list[str] = []
    camera = await teacher.publish(Camera(), "camera")
    picture, consumer = await student.watch(camera)
    await frames(picture, 2)
    camera.on_close(ended.append)
    consumer.on_close(ended.append)
    await teacher.leave()
    await until(lambda: len(ended) == 2)
    assert sorted(ended) == ["dtls", "producer"]
    await student.leave()


async def test_closing_the_router_leaves_no_task_behind() -> None:
    before = asyncio.all_tasks()
    router = Router(host="127.0.0.1")
    await router.start()
    router.room("c1").create_transport("ann", "send")
    await router.close()
    assert asyncio.all_tasks() == before
