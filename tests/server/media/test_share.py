"""A receiver's letters change what is sent to that person, and to nobody else."""

from __future__ import annotations

from struct import pack
from typing import Any

import pytest

from server.media import Consumer, Producer, Room, Router, Transport
from server.media.demand import STOP_AFTER
from server.media.peer import MISSING
from server.media.route import Route
from server.media.rtp import Packet
from tests.server.media.offers import Clock, audio, video

SIZES = (700, 2_100, 8_000)  # octets of a picture, 15 a second: about 90, 270 and 1000 kbit/s


def estimate(bits: int, *ssrcs: int) -> bytes:
    """REMB (draft-alvestrand-rmcat-remb section 2.2)."""
    exponent = max(0, bits.bit_length() - 18)
    mantissa = bits >> exponent
    body = pack("!II", 1, 0) + b"REMB" + bytes((len(ssrcs), exponent << 2 | mantissa >> 16))
    body += pack("!H", mantissa & 0xFFFF) + b"".join(pack("!I", ssrc) for ssrc in ssrcs)
    return pack("!BBH", 0x8F, 206, len(body) // 4) + body


class Class:
    """Ann sends a camera and a microphone, Bob and Cid receive both; time passes when told."""

    def __init__(self, room: Room, router: Router, clock: Clock) -> None:
        self.router, self.clock = router, clock
        sender = room.create_transport("ann", "send")
        self.camera = sender.produce("camera", "video", video("r0", "r1", "r2"))
        self.microphone = sender.produce("microphone", "audio", audio("0", 5))
        self.sends = self.camera.layers
        self.asked: set[int] = set()
        for ssrc, layer in enumerate(self.camera.layers, 1):
            layer.bind(ssrc)
            layer.ask_keyframe = lambda layer: self.asked.add(layer.ssrc)
        self.bob, self.cid = (room.create_transport(name, "recv") for name in ("bob", "cid"))
        self.seen = {
            name: self._consume(way, self.camera) for name, way in (("bob", self.bob), ("cid", self.cid))
        }
        self.heard = self._consume(self.bob, self.microphone)
        self.lost = self.number = 0

    def _consume(self, way: Transport, producer: Producer) -> Consumer:
        way._end.peer._sealer = object()  # type: ignore[assignment]  # as if the handshake were done
        consumer = way.consume(producer, self.router.capabilities())
        consumer.resume()
        return consumer

    def close(self) -> None:
        for way in (self.bob, self.cid):
            way._end.peer._sealer = None

    def go(self, seconds: float, remb: int = 0, loss: float = 0.0) -> None:
        """So much time with pictures and sound; each second Bob's report, and his estimate if given."""
        for step in range(round(seconds * 15)):
            self.clock.now += 1 / 15
            self.number += 1
            for layer, size in zip(self.camera.layers, SIZES, strict=True):
                if layer not in self.sends:
                    continue
                key = layer.ssrc in self.asked
                self.asked.discard(layer.ssrc)
                payload = b"\x10" + bytes((not key,)) + bytes(size)
                layer.packet(
                    Packet(layer.ssrc, 96, 0x80, self.number, self.number * 6000, payload), self.clock.now
                )
                layer.tick(self.clock.now)
            sound = Packet(5, 111, 0, self.number, self.number * 3200, bytes(250))
            self.microphone.layers[0].packet(sound, self.clock.now)
            self.lost += self.number % round(1 / loss) == 0 if loss else 0
            if step % 15 == 14:
                self._letters(remb)
            self.router.tick(self.clock.now)

    def _letters(self, remb: int) -> None:
        route = self.heard.route
        highest = route.packets
        block = pack("!IIIIII", route.ssrc, self.lost & 0xFFFFFF, highest, 0, 0, 0)
        data = pack("!BBHI", 0x81, 201, 7, 1) + block
        if remb:
            data += estimate(remb, route.ssrc, self.seen["bob"].route.ssrc)
        self.bob._end.peer._letters(data, self.clock.now)


@pytest.fixture
def lesson(room: Room, router: Router, clock: Clock) -> Any:
    made = Class(room, router, clock)
    yield made
    made.close()


async def test_on_a_good_link_the_best_picture_comes_within_seconds(lesson: Class) -> None:
    lesson.go(3.0, remb=2_000_000)
    low, _, high = lesson.camera.layers
    assert lesson.seen["bob"].route.layer is high
    assert lesson.bob._end.peer.downlink.bandwidth == pytest.approx(2_000_000, rel=0.01)
    assert low.rate < 130_000 < 800_000 < high.rate


async def test_a_narrow_link_costs_one_person_the_large_picture_at_once_and_no_sound(lesson: Class) -> None:
    lesson.go(4.0, remb=2_000_000)
    low, middle, high = lesson.camera.layers
    sound = lesson.heard.route.packets
    lesson.go(1.2, remb=400_000)
    bob, cid = lesson.seen["bob"], lesson.seen["cid"]
    assert bob.route.layer is not high
    lesson.go(1.0, remb=400_000)
    assert bob.route.layer in (low, middle)
    assert bob.most == lesson.camera.layers.index(bob.route.layer)
    assert cid.route.layer is high
    assert lesson.heard.route.packets == sound + 33


async def test_the_last_picture_goes_only_when_loss_and_estimate_agree(lesson: Class) -> None:
    lesson.go(4.0, remb=2_000_000)
    bob = lesson.seen["bob"]
    for remb in (100_000, 60_000, 90_000, 50_000) * 3:
        lesson.go(1.0, remb=remb)
        assert bob.route.target is not None
    low = lesson.camera.layers[0]
    lesson.go(3.0, remb=120_000)
    assert bob.route.layer is low
    for remb in (60_000, 50_000, 40_000, 30_000) * 2:
        lesson.go(1.0, remb=remb, loss=0.5)
    assert (bob.route.target, bob.most) == (None, None)
    assert lesson.heard.route.target is not None


async def test_who_gets_less_than_their_tile_could_show_is_told_so_and_told_when_it_is_over(
    lesson: Class,
) -> None:
    told: list[tuple[str, int]] = []
    lesson.bob.on_shortage(lambda pictures, carries: told.append((pictures, carries)))
    lesson.cid.on_shortage(lambda pictures, carries: told.append((pictures, -1)))
    lesson.go(6.0, remb=2_000_000)
    assert told == []
    lesson.go(9.0, remb=400_000)
    assert [pictures for pictures, _ in told] == ["smaller"]
    assert 200_000 < told[0][1] < 450_000
    for remb in (100_000, 60_000, 50_000, 40_000, 30_000) * 2:
        lesson.go(1.0, remb=remb, loss=0.5)
    assert told[-1][0] == "stopped"
    lesson.go(150.0, remb=3_000_000)
    assert told[-1][0] == "all"
    assert -1 not in dict(told).values()


async def test_a_stopped_picture_is_tried_again(lesson: Class) -> None:
    lesson.go(4.0, remb=2_000_000)
    bob = lesson.seen["bob"]
    for remb in (100_000, 60_000, 50_000, 40_000, 30_000) * 2:
        lesson.go(1.0, remb=remb, loss=0.5)
    assert bob.route.target is None
    lesson.go(40.0, remb=300_000)
    assert bob.route.layer is not None


async def test_a_tile_out_of_view_receives_nothing_until_it_is_seen_again(lesson: Class) -> None:
    lesson.go(3.0, remb=2_000_000)
    bob = lesson.seen["bob"]
    bob.show(0, 0)
    before = bob.route.packets
    lesson.go(2.0, remb=2_000_000)
    assert (bob.route.packets, bob.most) == (before, None)
    bob.show(300, 170)
    lesson.go(0.2)
    assert bob.route.layer is lesson.camera.layers[0]
    assert bob.route.packets > before


async def test_repairs_do_not_choke_a_narrow_link(lesson: Class) -> None:
    lesson.go(4.0, remb=2_000_000)
    wide = lesson.seen["bob"].route.repairs.rate
    lesson.go(3.0, remb=300_000)
    assert lesson.seen["bob"].route.repairs.rate < wide / 3


async def test_who_sends_only_the_smallest_picture_is_seen_again_after_nobody_looked(lesson: Class) -> None:
    lesson.sends = lesson.camera.layers[:1]
    lesson.go(3.0, remb=2_000_000)
    for consumer in lesson.seen.values():
        consumer.pause()
    lesson.go(STOP_AFTER + 1, remb=2_000_000)
    assert lesson.camera.wanted == (False, False, False)
    lesson.sends = ()
    lesson.go(3.0, remb=2_000_000)
    lesson.seen["bob"].resume()
    assert lesson.camera.wanted[0] is False, "a larger one is asked for"
    lesson.sends = lesson.camera.layers[:1]
    before = lesson.seen["bob"].route.packets
    lesson.go(1.0, remb=2_000_000)
    assert lesson.seen["bob"].route.packets > before
    assert lesson.seen["bob"].route.layer is lesson.camera.layers[0]


async def test_estimates_of_streams_that_nobody_receives_are_not_kept(lesson: Class) -> None:
    lesson.go(2.0, remb=2_000_000)
    peer = lesson.bob._end.peer
    before = peer.downlink.bandwidth
    for ssrc in range(1000, 1200):
        peer._letters(estimate(5_000, ssrc, ssrc + 1000), lesson.clock.now)
    assert peer.downlink.bandwidth == before
    assert len(peer.downlink.letters._words) == 1


async def test_asking_for_more_packets_than_a_line_can_lose_costs_nothing(
    lesson: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson.go(2.0)
    peer, route = lesson.bob._end.peer, lesson.seen["bob"].route
    looked: list[int] = []
    monkeypatch.setattr(Route, "resend", lambda _, missing, _now: looked.append(len(missing)) or 0)
    greedy = pack("!BBHII", 0x81, 205, 2 + 64, 1, route.ssrc) + b"\x00\x01\xff\xff" * 64
    for _ in range(100):
        peer._letters(greedy, lesson.clock.now)
    assert 0 < sum(looked) <= MISSING[0]


async def test_a_fault_in_one_class_does_not_disturb_another(
    lesson: Class, room: Room, router: Router, clock: Clock
) -> None:
    def fail(_: float) -> None:
        raise RuntimeError("a fault")

    other = Class(router.room("other"), router, clock)
    room.tick = fail  # type: ignore[method-assign]
    lesson.camera._peer.tick = fail  # type: ignore[method-assign]
    other.go(1.0)
    assert other.seen["bob"].route.packets > 0
    assert router.stats()["faults"] > 0
    other.close()
