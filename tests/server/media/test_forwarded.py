"""What goes through a room: three voices, and of pictures only what somebody watches."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from server.media import Consumer, Producer, Room, Router, Transport, rtp
from server.media.demand import AGAIN, STOP_AFTER
from server.media.rtp import Packet
from tests.server.media.offers import Clock, audio, video

SPEECH, HUSH = 25, 127


class Heard:
    """What one person gets of one track, or the recorder of it."""

    def __init__(self) -> None:
        self.packets: list[Packet] = []

    def take(self, header: bytes, tail: bytes) -> None:
        self.packets.append(rtp.parse(header + tail))

    def packet(self, data: bytes, arrival: float) -> None:
        self.packets.append(rtp.parse(data))

    def sender_report(self, ntp: float, rtp: int, arrival: float) -> None: ...

    def closed(self) -> None: ...


class Microphone:
    """A person's microphone, with its own numbers."""

    def __init__(self, room: Room, name: str) -> None:
        self.producer = room.create_transport(name, "send").produce(f"{name}-mic", "audio", audio("0", 5))
        self.producer.layers[0].level_extension = 1
        self.number = 0

    def say(self, level: int, now: float) -> None:
        made = Packet(5, 111, 0, self.number & 0xFFFF, self.number * 960, b"sound")
        made.extensions = {1: bytes((level,))}
        self.producer.layers[0].packet(made, now)
        self.number += 1


def listen(transport: Transport, router: Router, producer: Producer) -> tuple[Consumer, Heard]:
    consumer = transport.consume(producer, router.capabilities())
    heard = Heard()
    consumer.route.send = heard.take
    consumer.resume()
    return consumer, heard


@pytest.fixture
def ears(room: Room) -> Iterator[Transport]:
    """Whoever looks and listens, as if the handshake were done."""
    transport = room.create_transport("lis", "recv")
    transport._end.peer._sealer = object()  # type: ignore[assignment]
    yield transport
    transport._end.peer._sealer = None


async def test_a_fourth_voice_is_not_sent_and_comes_back_as_one_unbroken_stream(
    room: Room, router: Router, clock: Clock, ears: Transport
) -> None:
    people = [Microphone(room, name) for name in ("ann", "bob", "cem", "dan")]
    heard = [listen(ears, router, one.producer)[1] for one in people]
    recorded = Heard()
    people[3].producer.tap(recorded)

    def speak(seconds: float, *levels: int) -> None:
        for number in range(round(seconds / 0.02)):
            for one, level in zip(people, levels, strict=True):
                one.say(level, clock.now)
            clock.now += 0.02
            if number % 5 == 0:
                router.tick(clock.now)

    dan = heard[3].packets
    speak(1.0, HUSH, HUSH, HUSH, SPEECH)
    assert len(dan) == 50
    speak(2.0, HUSH, HUSH, HUSH, HUSH)
    speak(6.0, SPEECH, SPEECH, SPEECH, HUSH)
    assert 100 < len(dan) < 250  # until the third of the others wanted the place
    silent = len(dan)
    for one in heard[:3]:
        assert 290 <= len(one.packets) <= 300
    speak(1.0, SPEECH, SPEECH, HUSH, SPEECH)
    assert len(dan) > silent
    assert {(after.seq - before.seq) & 0xFFFF for before, after in itertools.pairwise(dan)} == {1}
    steps = [after.timestamp - before.timestamp for before, after in itertools.pairwise(dan)]
    assert min(steps) > 0
    assert sum(steps) == 960 * (people[3].number - 1)
    assert len(recorded.packets) == people[3].number


async def test_who_begins_to_listen_to_a_voice_that_is_not_passed_on_hears_its_first_word(
    room: Room, router: Router, clock: Clock, ears: Transport
) -> None:
    ann = Microphone(room, "ann")
    ann.say(HUSH, clock.now)
    _, heard = listen(ears, router, ann.producer)
    ann.say(HUSH, clock.now)
    assert heard.packets == []
    ann.say(SPEECH, clock.now)
    assert len(heard.packets) == 1


async def test_the_voice_of_whoever_presents_and_the_sound_of_the_screen_are_passed_on(
    room: Room, router: Router, clock: Clock, ears: Transport
) -> None:
    ann = Microphone(room, "ann")
    _, heard = listen(ears, router, ann.producer)
    transport = room.transports("ann")[0]
    screen = transport.produce("screen", "video", video("a"), group="screen")
    sound = transport.produce("screen-sound", "audio", audio("1", 6), speaks=False, group="screen")
    _, music = listen(ears, router, sound)
    ann.say(HUSH, clock.now)
    sound.layers[0].packet(Packet(6, 111, 0, 1, 960, b"music"), clock.now)
    assert (len(heard.packets), len(music.packets)) == (1, 1)
    screen.close()
    clock.now += 10
    router.tick(clock.now)
    ann.say(HUSH, clock.now)
    assert len(heard.packets) == 1


class Camera:
    """Three layers that its sender sends as it is told, unless it is deaf."""

    def __init__(self, room: Room, clock: Clock) -> None:
        room.on_wanted(self._told)
        self.transport = room.create_transport("ann", "send")
        self.producer = self.transport.produce("cam", "video", video("low", "middle", "high"))
        self.clock, self.deaf = clock, False
        self.told: list[tuple[bool, ...]] = []
        self.sends = (True, True, True)
        self.numbers = [0, 0, 0]
        for ssrc, layer in enumerate(self.producer.layers, 10):
            layer.bind(ssrc)
            layer.ask_keyframe = lambda layer: None

    def _told(self, track: str, layers: tuple[bool, ...]) -> None:
        assert track == "cam"
        self.told.append(layers)
        if not self.deaf:
            self.sends = layers

    def run(self, router: Router, seconds: float) -> None:
        """Every 100 ms a keyframe of each layer that is sent."""
        for _ in range(round(seconds / 0.1)):
            for index, layer in enumerate(self.producer.layers):
                if self.sends[index]:
                    self.numbers[index] += 1
                    number = self.numbers[index]
                    size = (320 << index).to_bytes(2, "little") + (180 << index).to_bytes(2, "little")
                    payload = b"\x90\x80\x80" + bytes((number & 0xFF,)) + b"\x00\x00\x00\x9d\x01\x2a" + size
                    payload += bytes(60 << 2 * index)
                    layer.packet(Packet(10 + index, 96, 0x80, number, number * 9000, payload), self.clock.now)
            self.clock.now += 0.1
            router.tick(self.clock.now)


async def test_a_camera_that_nobody_watches_stops_and_comes_back_at_once(
    room: Room, router: Router, clock: Clock, ears: Transport
) -> None:
    camera = Camera(room, clock)
    camera.run(router, STOP_AFTER + 0.5)
    assert camera.told == [(False, False, False)]
    consumer, heard = listen(ears, router, camera.producer)
    assert camera.told[1:] == [(False, False, True)]  # with the request, not with the next tick
    camera.run(router, 0.2)
    assert heard.packets
    consumer.pause()
    camera.run(router, STOP_AFTER + 0.5)
    assert camera.told[-1] == (False, False, False)
    consumer.resume()
    sent = len(heard.packets)
    camera.run(router, 0.2)
    assert len(heard.packets) > sent
    assert [b.seq - a.seq for a, b in itertools.pairwise(heard.packets)] == [1] * (len(heard.packets) - 1)


async def test_each_watcher_keeps_a_picture_while_layers_stop_and_start(
    room: Room, router: Router, clock: Clock, ears: Transport
) -> None:
    camera = Camera(room, clock)
    camera.run(router, 0.5)
    small, _ = listen(ears, router, camera.producer)
    small.show(100, 60)
    camera.run(router, STOP_AFTER + 1)
    low, _, high = camera.producer.layers
    assert camera.sends == (True, False, False)
    assert small.route.layer is low
    small.show(4000, 3000)
    assert camera.sends == (True, False, True)
    assert small.route.target is low  # until there is something better
    camera.run(router, 1.0)
    assert small.route.layer is high
    camera.run(router, STOP_AFTER + 1)
    assert camera.sends == (False, False, True)
    assert small.route.layer is high
    small.show(100, 60)
    assert small.route.target is low
    camera.run(router, 0.2)
    assert small.route.layer is low


async def test_the_recorder_counts_as_a_watcher_of_what_it_was_limited_to(
    room: Room, router: Router, clock: Clock
) -> None:
    camera = Camera(room, clock)
    recorded = Heard()
    tap = camera.producer.tap(recorded)
    tap.limit(0)
    camera.run(router, STOP_AFTER + 1)
    assert camera.sends == (True, False, False)
    count = len(recorded.packets)
    tap.limit(None)
    assert camera.sends == (True, False, True)
    camera.run(router, STOP_AFTER + 1)
    assert camera.sends == (False, False, True)
    assert len(recorded.packets) > count
    tap.close()
    camera.run(router, STOP_AFTER + 1)
    assert camera.sends == (False, False, False)


async def test_a_sender_that_missed_the_word_is_told_again_until_a_picture_comes(
    room: Room, router: Router, clock: Clock, ears: Transport
) -> None:
    camera = Camera(room, clock)
    camera.run(router, STOP_AFTER + 1)
    camera.deaf = True
    listen(ears, router, camera.producer)
    camera.run(router, 2 * AGAIN + 0.5)
    assert len(camera.told) == 4
    camera.deaf = False
    camera.run(router, AGAIN)
    assert camera.sends == (False, False, True)
    told = len(camera.told)
    camera.run(router, 3 * AGAIN)
    assert len(camera.told) == told


async def test_a_sender_that_does_not_heed_is_watched_all_the_same(
    room: Room, router: Router, clock: Clock, ears: Transport
) -> None:
    camera = Camera(room, clock)
    camera.deaf = True
    camera.run(router, STOP_AFTER + 1)
    _, heard = listen(ears, router, camera.producer)
    camera.run(router, 0.5)
    assert heard.packets
