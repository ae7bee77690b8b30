"""Behind a narrow line, socket to socket: pictures leave evenly, so that the sound between them is whole."""

from __future__ import annotations

import time

import pytest
from aiortc import RTCCertificate

from server.media import Router
from tests.harness.waiting import eventually
from tests.server.media.callers import Caller
from tests.server.media.shaper import Line, Shaper
from tests.server.media.simulcast import Presenter, Size

SIZE = Size(480, 270, 60_000)
# bit/s. A keyframe of this size is longer than the queue: all at once it would push out the sound
LINE, KNOWN = Line(rate=170_000, queue=0.25), 150_000


class Listener(Caller):
    """Counts what comes of each stream."""

    def streams(self, plain: bytes) -> None:
        self.came.setdefault(int.from_bytes(plain[8:12], "big"), []).append(int.from_bytes(plain[2:4], "big"))

    def __init__(self, told: dict[str, object], certificate: RTCCertificate) -> None:
        self.came: dict[int, list[int]] = {}
        super().__init__(told, certificate)

    def _read(self) -> None:
        while True:
            try:
                data = self.socket.recv(2048)
            except OSError:
                return
            if 128 <= data[0] <= 191:
                if self._incoming is not None and not 192 <= data[1] <= 223:
                    self.streams(self._incoming.unprotect(data))
            elif data[0] >= 20:
                self._dtls.datagram(data)


@pytest.mark.long
async def test_sound_between_large_pictures_comes_whole_through_a_narrow_line() -> None:
    router = Router(announce=["127.0.0.1"], host="127.0.0.1")
    await router.start()
    shaper = Shaper(router.port, LINE)
    await shaper.start()
    room = router.room("c1")
    presenter = Presenter(room, (SIZE,))
    await presenter.begin()
    way = room.create_transport("listener", "recv")
    told, certificate = way.describe(), RTCCertificate.generateCertificate()
    told["iceCandidates"][0]["port"] = shaper.port
    listener = Listener(told, certificate)
    voice, face = (
        way.consume(room.producer(name), router.capabilities()) for name in ("microphone", "camera")
    )
    link, now = way._end.peer.downlink, time.monotonic()
    link.width.overflowed(KNOWN, now)  # as if it had been found out before
    link.steps.down(4 * KNOWN, KNOWN, now, goes_on=False, hopeless=False)
    try:
        way.connect(Caller.parameters(certificate))
        await listener.connect()
        await eventually(lambda: way._end.peer.pacer is not None, "pictures are let out evenly", 5)
        voice.resume()
        face.resume()
        await eventually(lambda: face.route.layer is not None, "the picture is sent", 5)
        for _ in range(2):
            before, sounds = face.route.layer.keyframes, len(listener.came.get(voice.route.ssrc, ()))
            face.request_keyframe()
            await eventually(lambda: face.route.layer.keyframes > before, "a keyframe is sent", 5)  # noqa: B023
            await eventually(
                lambda: len(listener.came.get(voice.route.ssrc, ())) > sounds + 40,  # noqa: B023
                "the sound goes on",
                10,
            )
        assert shaper.down.sound_dropped == 0
        sound, pictures = listener.came[voice.route.ssrc], listener.came[face.route.ssrc]
        assert sound == list(range(sound[0], sound[0] + len(sound)))
        assert len(pictures) > 8
        assert router.stats()["faults"] == 0
    finally:
        await listener.close()
        await presenter.leave()
        shaper.close()
        await router.close()
