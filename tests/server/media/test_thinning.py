"""A narrow link gets fewer frames of a picture, and its receiver sees no gap in any number."""

from __future__ import annotations

import itertools

import pytest

from server.media import codecs, rtp
from server.media.layer import Layer
from server.media.thinning import EVERY_FRAME
from tests.server.media.test_history import check_every_number
from tests.server.media.test_route import Receiver, steps

PATTERN = (0, 2, 1, 2)  # the temporal layers of four frames, as browsers send them


class Camera:
    """Frames of three temporal layers, two packets each; layers 1 and 2 build on layer 0 alone in every second turn."""

    def __init__(self) -> None:
        self.layer = Layer("", "video/vp8", 90000, 96, 97)
        self.layer.bind(1)
        self.seq, self.number, self.base = 500, 0x7FF0, 250

    def frame(self, key: bool = False) -> list[rtp.Packet]:
        temporal = 0 if key else PATTERN[self.number % 4]
        self.base = (self.base + (temporal == 0)) & 0xFF
        syncs = 0x20 if self.number % 8 in (1, 2) else 0
        made = []
        for part in range(2):
            head = bytes((0x90 if part == 0 else 0x80, 0xE0)) + (0x8000 | self.number & 0x7FFF).to_bytes(
                2, "big"
            )
            head += bytes((self.base, temporal << 6 | syncs))
            payload = head + bytes((not key,)) + b"picture"
            stamp = self.number * 3000 & 0xFFFFFFFF
            made.append(rtp.Packet(1, 96, 0x80 * part, self.seq & 0xFFFF, stamp, payload))
            self.seq += 1
        self.number += 1
        return made

    def send(self, frames: int = 1, key: bool = False) -> None:
        for index in range(frames):
            for packet in self.frame(key and index == 0):
                self.layer.packet(packet, self.number / 30)


def watched() -> tuple[Camera, Receiver]:
    camera, receiver = Camera(), Receiver()
    receiver.route.switch(camera.layer, 0.0)
    camera.send(8, key=True)
    return camera, receiver


def temporal(receiver: Receiver) -> list[int]:
    """The temporal layer of each frame that came."""
    pictures = [codecs.parse_vp8(packet.payload) for packet in receiver.packets]
    return [picture.temporal for picture in pictures if picture is not None and picture.begins]


def assert_whole(receiver: Receiver) -> None:
    assert steps(receiver.numbers()) == {1}
    frames = [number for number, _ in dict.fromkeys(receiver.pictures())]
    assert {(after - before) & 0x7FFF for before, after in itertools.pairwise(frames)} <= {1}


def test_the_temporal_layers_of_a_camera_are_seen() -> None:
    camera, _ = watched()
    assert camera.layer.temporal == 2


@pytest.mark.parametrize(("limit", "share"), [(0, 4), (1, 2)])
def test_frames_that_no_other_needs_are_left_out_without_a_gap(limit: int, share: int) -> None:
    camera, receiver = watched()
    receiver.route.thin(limit)
    before = len(receiver.packets)
    camera.send(80)
    assert max(temporal(receiver)[8:]) == limit
    assert len(receiver.packets) - before == 2 * 80 // share
    assert_whole(receiver)


def test_a_frame_that_has_begun_is_sent_to_its_end() -> None:
    camera, receiver = watched()
    while PATTERN[camera.number % 4] != 2:
        camera.send()
    first, second = camera.frame()
    camera.layer.packet(first, 1.0)
    receiver.route.thin(0)
    camera.layer.packet(second, 1.0)
    camera.send(8)
    assert receiver.packets[-5].marker == 0x80
    assert temporal(receiver)[8:].count(2) == 1
    assert_whole(receiver)


def test_more_frames_come_back_only_where_they_build_on_none_left_out() -> None:
    camera, receiver = watched()
    receiver.route.thin(0)
    while camera.number % 8 != 4:
        camera.send()
    camera.send(8)
    before = len(temporal(receiver))
    receiver.route.thin(EVERY_FRAME)
    camera.send(4)  # frames 4 to 7 of eight: none of them syncs
    assert set(temporal(receiver)[before:]) == {0}
    camera.send(16)
    assert temporal(receiver)[-4:].count(2) == 2
    assert_whole(receiver)


def test_a_keyframe_brings_all_that_is_wanted() -> None:
    camera, receiver = watched()
    receiver.route.thin(0)
    camera.send(8)
    receiver.route.thin(EVERY_FRAME)
    receiver.route.begin_anew()
    while camera.number % 8 != 4:
        camera.send()
    before = len(temporal(receiver))
    camera.send(4, key=True)
    assert temporal(receiver)[before:] == [0, 2, 1, 2]
    assert_whole(receiver)


def test_a_packet_left_out_that_comes_late_fills_its_number_with_padding() -> None:
    camera, receiver = watched()
    receiver.route.thin(0)
    while camera.number % 4 != 1:
        camera.send()
    late, second = camera.frame()  # of temporal layer 2
    camera.layer.packet(second, 1.0)
    camera.send(8)
    missing = next(a + 1 for a, b in itertools.pairwise(receiver.numbers()) if b != a + 1)
    camera.layer.packet(late, 1.1)
    assert (receiver.packets[-1].seq, receiver.packets[-1].payload) == (missing, b"")
    assert steps(sorted(receiver.numbers())) == {1}


def test_a_late_packet_keeps_the_picture_number_of_its_time() -> None:
    camera, receiver = watched()
    receiver.route.thin(0)
    while camera.number % 4 != 0:
        camera.send()
    first, late = camera.frame()
    camera.layer.packet(first, 1.0)
    camera.send(12)
    camera.layer.packet(late, 1.3)
    begun = next(p for p in receiver.packets if p.seq == (receiver.packets[-1].seq - 1) & 0xFFFF)
    pictures = [codecs.parse_vp8(packet.payload) for packet in (begun, receiver.packets[-1])]
    assert pictures[0] and pictures[1]
    assert pictures[0].number == pictures[1].number
    assert steps(sorted(receiver.numbers())) == {1}


def test_while_another_layer_is_awaited_the_present_one_stays_as_it_is() -> None:
    camera, receiver = watched()
    other = Camera()
    receiver.route.switch(other.layer, 1.0)
    receiver.route.thin(0)
    camera.send(8)
    assert temporal(receiver)[-4:].count(2) == 2
    other.send(16, key=True)
    assert set(temporal(receiver)[16:]) == {0}
    assert_whole(receiver)


@pytest.mark.parametrize("limit", [0, 1])
def test_whoever_gets_fewer_frames_and_missed_a_packet_gets_that_very_packet(limit: int) -> None:
    camera, receiver = watched()
    receiver.route.thin(limit)
    camera.send(40)
    receiver.route.thin(EVERY_FRAME)
    camera.send(40)
    check_every_number(receiver)
