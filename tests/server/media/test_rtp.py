"""Packets are taken apart and put together as RFC 3550 says, whatever comes."""

from __future__ import annotations

import pytest
from aiortc.rtp import RtpPacket
from hypothesis import given
from hypothesis import strategies as st

from server.media import rtp


@given(st.binary(max_size=200))
def test_any_bytes_are_a_packet_or_a_value_error(data: bytes) -> None:
    try:
        packet = rtp.parse(data)
    except ValueError:
        return
    assert len(packet.payload) <= len(data)


@given(
    st.integers(0, 127), st.booleans(), st.integers(0, 0xFFFF), st.integers(0, 0xFFFFFFFF), st.integers(0, 0xFFFFFFFF),
    st.binary(min_size=1, max_size=64), st.integers(0, 9), st.integers(0, 8),
)  # fmt: skip
def test_a_packet_of_another_implementation_is_read_alike(
    payload_type: int,
    marker: bool,
    seq: int,
    timestamp: int,
    ssrc: int,
    payload: bytes,
    sources: int,
    padding: int,
) -> None:
    made = RtpPacket(payload_type, int(marker), seq, timestamp, ssrc, payload)
    made.csrc = list(range(sources))
    made.padding_size = padding
    packet = rtp.parse(made.serialize())
    assert (packet.payload_type, packet.marker == 0x80, packet.seq) == (payload_type, marker, seq)
    assert (packet.timestamp, packet.ssrc, packet.payload) == (timestamp, ssrc, payload)


def test_one_and_two_byte_extensions_are_read() -> None:
    head = rtp.HEADER.pack(0x90, 96, 1, 2, 3)
    one = rtp.parse(head + b"\xbe\xde\x00\x02\x10a\x00\x21bc\x00\x00" + b"payload")
    assert one.extensions == {1: b"a", 2: b"bc"}
    two = rtp.parse(head + b"\x10\x00\x00\x02\x01\x01a\x00\x02\x02bc" + b"payload")
    assert two.extensions == {1: b"a", 2: b"bc"}
    assert one.payload == two.payload == b"payload"


@pytest.mark.parametrize("tail", [rtp.video_tail(b"picture", 1.5), rtp.audio_tail(b"picture", 30, 1.5)])
def test_a_retransmission_carries_the_number_before_the_payload(tail: bytes) -> None:
    packet = rtp.parse(rtp.HEADER.pack(rtp.EXTENDED, 97, 1, 2, 3) + rtp.retransmission(tail, 0x10203, 2.0))
    assert packet.payload == b"\x02\x03picture"
    assert packet.extensions[rtp.SEND_TIME] == rtp.send_time(2.0)


@given(st.integers(0, 1 << 40), st.integers(-0x7FFF, 0x7FFF))
def test_unwrapping_finds_the_nearest_number(reference: int, step: int) -> None:
    assert rtp.unwrap((reference + step) & 0xFFFF, reference, 16) == reference + step
