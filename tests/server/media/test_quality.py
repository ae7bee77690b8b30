"""Which layer is taken follows what the sender really sends, also when its machine can hardly keep up."""

from __future__ import annotations

from server.media import quality, rtp
from server.media.layer import Layer
from server.media.tap import Tap
from tests.server.media.offers import Clock, video


class Kept:
    """A sink that keeps what it gets."""

    def __init__(self) -> None:
        self.packets: list[bytes] = []

    def packet(self, data: bytes, arrival: float) -> None:
        self.packets.append(data)

    def sender_report(self, ntp: float, rtp: int, arrival: float) -> None: ...

    def closed(self) -> None: ...


class Camera:
    """Three layers of one track, whose frames are given by hand."""

    def __init__(self, layers: tuple[Layer, ...]) -> None:
        self.layers = layers
        self.asked: list[Layer] = []
        self.number = 0
        for ssrc, layer in enumerate(layers, 1):
            layer.bind(ssrc)
            layer.ask_keyframe = self.asked.append

    def frame(self, now: float, most: int = 3) -> None:
        """One picture in the lowest `most` layers; those that were asked for it are keyframes."""
        self.number += 1
        for layer in self.layers[:most]:
            key = layer in self.asked
            while layer in self.asked:
                self.asked.remove(layer)
            payload = b"\x10" + bytes((not key,)) + b"picture"
            layer.packet(rtp.Packet(layer.ssrc, 96, 0x80, self.number, self.number * 9000, payload), now)


def layers() -> tuple[Layer, ...]:
    return tuple(Layer(f"r{index}", "video/vp8", 90000, 96, 97) for index in range(3))


def test_a_layer_has_stopped_when_the_others_go_on_without_it() -> None:
    camera = Camera(layers())
    for step in range(40):
        now = step * 0.1
        camera.frame(now, most=3 if step < 20 else 2)
        for layer in camera.layers:
            layer.compare(now, now)
        assert camera.layers[1].sent
        if step >= 26:
            assert not camera.layers[2].sent
            assert quality.available(camera.layers, 2, None) is camera.layers[1]


def test_a_machine_that_sends_a_picture_every_second_has_not_stopped_its_layers() -> None:
    camera = Camera(layers())
    for step in range(60):
        now = step * 0.1
        if step % 10 == 0:
            camera.frame(now)
        newest = max(layer.stream.last_arrival for layer in camera.layers)
        for layer in camera.layers:
            layer.compare(newest, now)
        assert quality.available(camera.layers, 2, None) is camera.layers[2]


async def test_a_slow_machines_camera_is_recorded(room, clock: Clock) -> None:  # type: ignore[no-untyped-def]
    sender = room.create_transport("ada", "send")
    producer = sender.produce("camera", "video", video("r0", "r1", "r2"))
    camera, sink = Camera(producer.layers), Kept()
    tap: Tap = producer.tap(sink)
    for step in range(50):
        clock.now += 0.1
        if step % 9 == 0:
            camera.frame(clock.now)
        for layer in camera.layers:
            layer.tick(clock.now)
        producer.tick(clock.now)
    assert tap.route.layer is camera.layers[2]
    assert len(sink.packets) >= 4
