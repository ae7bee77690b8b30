"""Sound and pictures pass from person to person over real sockets and are decoded at the other end."""

from __future__ import annotations

from collections.abc import AsyncIterator

import numpy as np
import pytest

from server.media import Router
from tests.server.media.people import Camera, Person, Tone, frames


@pytest.fixture
async def router() -> AsyncIterator[Router]:
    router = Router(announce=["127.0.0.1"], host="127.0.0.1")
    await router.start()
    yield router
    await router.close()


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
