"""Packets come out in order, once each, and none waits longer than it may."""

import itertools
import random

from hypothesis import given
from hypothesis import strategies as st

from recording import rtp
from recording.reorder import PATIENCE, Reorder
from tests.recording.film import rtp as packet_of


def packet(seq, arrival):
    return rtp.parse(packet_of(b"x", seq, seq * 960, False), arrival)


@given(
    st.integers(0, 65535), st.integers(1, 200), st.floats(0, 0.5), st.integers(0, 1 << 30), st.floats(0, 0.3)
)
def test_what_comes_out_is_in_order_and_marked_behind_every_hole(first, count, loss, seed, jitter):
    dice = random.Random(seed)
    sent = [
        (number, number * 0.02 + dice.random() * jitter) for number in range(count) if dice.random() >= loss
    ]
    reorder, out = Reorder(), []
    for number, at in sorted(sent, key=lambda item: item[1]):
        out += reorder.due(at)
        out += reorder.push(packet((first + number) & 0xFFFF, at))
        if dice.random() < 0.1:
            out += reorder.push(packet((first + number) & 0xFFFF, at))
    out += reorder.drain()
    numbers = [(made.seq - first) & 0xFFFF for made in out]
    assert numbers == sorted(set(numbers))
    assert set(numbers) == {number for number, _ in sent}
    for before, after in itertools.pairwise(out):
        assert after.hole == ((after.seq - before.seq) & 0xFFFF != 1)


def test_a_missing_packet_is_waited_for_as_long_as_patience_lasts():
    reorder = Reorder()
    reorder.push(packet(1, 0.0))
    assert [made.seq for made in reorder.due(PATIENCE)] == [1]
    assert reorder.push(packet(3, 1.0)) == []
    assert reorder.due(1.0 + PATIENCE - 0.01) == []
    (made,) = reorder.due(1.0 + PATIENCE)
    assert (made.seq, made.hole) == (3, True)
    assert reorder.push(packet(2, 1.3)) == []
    assert reorder.lost == 1


def test_a_sender_that_counts_anew_is_followed():
    reorder = Reorder()
    reorder.push(packet(1, 0.0))
    reorder.due(1.0)
    (made,) = reorder.push(packet(30000, 1.0))
    assert made.hole
    assert [made.seq for made in reorder.push(packet(30001, 1.0))] == [30001]


@given(st.binary(max_size=60))
def test_any_bytes_are_a_packet_or_none(data):
    made = rtp.parse(data, 0.0)
    assert made is None or len(made.payload) <= len(data) - 12


def test_extensions_and_padding_are_taken_off():
    head = bytearray(packet_of(b"", 5, 9, True))
    head[0] |= 0x30
    made = rtp.parse(bytes(head) + b"\xbe\xde\0\1abcd" + b"payload" + b"\0\0\3", 1.0)
    assert (made.seq, made.rtp, made.marker, made.payload) == (5, 9, True, b"payload")
