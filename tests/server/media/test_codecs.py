"""Keyframes, their sizes and VP8's picture numbers are found in what real encoders make."""

from __future__ import annotations

import fractions
import random
from typing import Any

import numpy as np
import pytest
from aiortc.codecs.h264 import H264Encoder
from aiortc.codecs.vpx import Vp8Encoder, VpxPayloadDescriptor
from av import VideoFrame
from hypothesis import given
from hypothesis import strategies as st

from server.media import codecs
from tests.recording import film


def pictures(width: int, height: int, count: int) -> list[VideoFrame]:
    made = []
    for index in range(count):
        frame = VideoFrame.from_ndarray(
            np.full((height, width, 3), index * 9 % 255, np.uint8), format="rgb24"
        )
        frame.pts, frame.time_base = index * 3000, fractions.Fraction(1, 90000)
        made.append(frame)
    return made


@pytest.mark.parametrize(
    ("mime", "encoder", "size"),
    [
        *(("video/h264", H264Encoder, size) for size in ((320, 180), (640, 360), (1920, 1080))),
        *(("video/vp8", Vp8Encoder, size) for size in ((320, 180), (1920, 1080))),
        ("video/vp9", film.Vp9Encoder, (640, 360)),
        ("video/av1", film.Av1Encoder, (640, 360)),
    ],
)
def test_only_keyframes_are_keyframes_and_tell_their_size(
    mime: str, encoder: type[Any], size: tuple[int, int]
) -> None:
    coder, keys = encoder(), []
    for index, frame in enumerate(pictures(*size, 4)):
        payloads, _ = coder.encode(frame, force_keyframe=index == 2)
        starts = [payload for payload in payloads if codecs.is_keyframe_start(mime, payload)]
        keys.append(len(starts))
        for payload in starts:
            assert codecs.picture_size(mime, payload) == size
    assert keys == [1, 0, 1, 0]


@given(
    st.integers(0, 0x7FFF), st.integers(0, 255), st.integers(0, 0x7FFF), st.integers(0, 255), st.booleans()
)
def test_vp8_numbers_move_on_and_wrap(number: int, base: int, numbers: int, bases: int, wide: bool) -> None:
    number = number if wide else number & 0x7F
    shape = 0x8000 | number if wide else number
    packet = b"\x90\xe0" + shape.to_bytes(2 if wide else 1, "big") + bytes((base, 0x20)) + b"frame"
    shifted = codecs.parse_vp8(codecs.shift_vp8(packet, numbers, bases))
    assert shifted is not None
    assert shifted.number == (number + numbers) & (0x7FFF if wide else 0x7F)
    assert shifted.base == (base + bases) & 0xFF


def test_the_descriptor_is_read_as_another_implementation_reads_it() -> None:
    dice = random.Random(5)
    for _ in range(2000):
        data = bytes(
            (dice.choice((0x90, 0x80, 0x10)), dice.choice((0, 0x80, 0xC0, 0xE0, 0xF0, 0x20)))
        ) + dice.randbytes(9)
        theirs, rest = VpxPayloadDescriptor.parse(data)
        ours = codecs.parse_vp8(data)
        assert ours is not None
        assert ours.size == len(data) - len(rest)
        assert (ours.number if ours.number_at >= 0 else None) == theirs.picture_id


@given(st.sampled_from(["video/h264", "video/vp8", "video/vp9", "video/av1"]), st.binary(max_size=80))
def test_any_payload_is_judged_without_error(mime: str, payload: bytes) -> None:
    codecs.is_keyframe_start(mime, payload)
    codecs.picture_size(mime, payload)
    codecs.shift_vp8(payload, 1, 1)
