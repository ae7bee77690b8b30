"""Packets find their track by the names that they carry, whatever else the person sends on the same connection."""

from __future__ import annotations

import pytest

from server.media import rtp
from server.media.layer import Layer
from server.media.streams import Numbers, Source, Streams

SOUND = Numbers(mid=4, transport_sequence=3, level=1)
PICTURE = Numbers(mid=4, rid=10, repaired_rid=11, transport_sequence=3)


def camera() -> Source:
    layers = tuple(Layer(rid, "video/vp8", 90000, 96, 97) for rid in ("r0", "r1"))
    return Source("0", layers, PICTURE)


def microphone() -> Source:
    return Source("1", (Layer("", "audio/opus", 48000, 111, 0),), SOUND)


def packet(ssrc: int, payload_type: int, names: dict[int, bytes]) -> rtp.Packet:
    made = rtp.Packet(ssrc, payload_type, 0, 1, 0, b"content")
    made.extensions = names
    return made


@pytest.mark.parametrize("order", ["sound first", "picture first", "sound again"])
def test_sound_does_not_take_the_names_of_the_layers_away(order: str) -> None:
    streams, picture = Streams(lambda ssrc: None), camera()
    sources = [picture, microphone()] if order == "picture first" else [microphone(), picture]
    for source in sources:
        streams.add(source)
    if order == "sound again":  # the microphone was switched off and on
        streams.remove(sources[0])
        streams.add(microphone())
    assert streams.numbers == Numbers(mid=4, rid=10, repaired_rid=11, transport_sequence=3, level=1)
    assert streams.learn(packet(7, 96, {4: b"0", 10: b"r1"})) == (picture.layers[1], False)
    assert streams.learn(packet(8, 97, {4: b"0", 11: b"r1"})) == (picture.layers[1], True)
    assert streams.learn(packet(9, 96, {4: b"0", 10: b"r0"})) == (picture.layers[0], False)
    assert [layer.ssrc for layer in picture.layers] == [9, 7]


def test_a_packet_that_names_nobody_is_nobodys() -> None:
    streams = Streams(lambda ssrc: None)
    streams.add(camera())
    streams.add(microphone())
    for names in ({}, {4: b"2"}, {4: b"0", 10: b"r7"}, {10: b"r1"}):
        assert streams.learn(packet(7, 96, names)) is None
    assert streams.known == {}


def test_a_layer_that_counts_anew_gives_its_old_number_up() -> None:
    forgotten: list[int] = []
    streams, picture = Streams(forgotten.append), camera()
    streams.add(picture)
    for ssrc in (7, 8):
        assert streams.learn(packet(ssrc, 96, {4: b"0", 10: b"r1"})) == (picture.layers[1], False)
    assert (list(streams.known), forgotten) == ([8], [7])
    streams.remove(picture)
    assert (list(streams.known), forgotten) == ([], [7, 8])
