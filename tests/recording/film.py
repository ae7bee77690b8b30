"""Real media for the tests of recording: pictures and tones coded by real encoders, as RTP packets with true times."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from struct import pack

import av
import numpy as np
from aiortc.codecs.h264 import H264Encoder
from aiortc.codecs.opus import OpusEncoder
from aiortc.codecs.vpx import Vp8Encoder

from recording import av1
from tests.harness import scheduling

VIDEO, SOUND = 90000, 48000


@dataclass(frozen=True)
class Sent:
    """An RTP packet and the second of its sending, counted from the start of the track."""

    data: bytes
    at: float


@dataclass
class Track:
    """What a sender sent: its packets, and the RTP time of every frame."""

    packets: list[Sent]
    times: list[int]
    keys: list[int]


def rtp(payload: bytes, seq: int, time: int, marker: bool, ssrc: int = 7, kind: int = 96) -> bytes:
    head = pack(">BBHII", 0x80, kind | marker << 7, seq & 0xFFFF, time & 0xFFFFFFFF, ssrc)
    return head + payload


def picture(number: int, width: int, height: int) -> av.VideoFrame:
    """A moving bar whose place and whose brightness tell the number."""
    image = np.random.default_rng(1).integers(30, 42, (height, width, 3), np.uint8)
    image[:, number * 8 % width : number * 8 % width + 16] = (200, 30, 60 + number % 150)
    return av.VideoFrame.from_ndarray(image, "rgb24")


MOST = 1150
"""Bytes of a picture in one packet."""


class _Coder:
    """An encoder without look-ahead, as browsers use it; a keyframe when asked for."""

    def __init__(self, name: str, options: dict[str, str]) -> None:
        self._name, self._options = name, options
        self._context: av.CodecContext | None = None

    def coded(self, frame: av.VideoFrame, key: bool) -> tuple[bytes, bool]:
        if self._context is None:
            self._context = av.CodecContext.create(self._name, "w")
            self._context.width, self._context.height = frame.width, frame.height
            self._context.pix_fmt, self._context.time_base = "yuv420p", Fraction(1, VIDEO)
            self._context.framerate, self._context.bit_rate, self._context.gop_size = 25, 300_000, 600
            self._context.options = self._options
            with scheduling.as_before():
                self._context.open()
        frame.pict_type = 1 if key else 0
        packets = self._context.encode(frame)
        assert len(packets) == 1
        return bytes(packets[0]), packets[0].is_keyframe


class Vp9Encoder(_Coder):
    """VP9 in RTP (RFC 9628), with a picture number of 15 bits."""

    def __init__(self) -> None:
        super().__init__("libvpx-vp9", {"deadline": "realtime", "lag-in-frames": "0", "cpu-used": "8"})
        self._number = 32_700

    def encode(self, frame: av.VideoFrame, force_keyframe: bool = False) -> tuple[list[bytes], int]:
        data, key = self.coded(frame, force_keyframe)
        self._number = self._number + 1 & 0x7FFF
        payloads = []
        for at in range(0, len(data), MOST):
            first = 0x80 | (0 if key else 0x40) | (8 if at == 0 else 0) | (4 if at + MOST >= len(data) else 0)
            payloads.append(pack(">BH", first, 0x8000 | self._number) + data[at : at + MOST])
        return payloads, frame.pts


class Av1Encoder(_Coder):
    """AV1 in RTP: units without their length, the last of a packet without one, long ones cut."""

    def __init__(self) -> None:
        super().__init__("libsvtav1", {"preset": "12", "svtav1-params": "pred-struct=1:rc=2:lookahead=0"})

    def encode(self, frame: av.VideoFrame, force_keyframe: bool = False) -> tuple[list[bytes], int]:
        units, at, data = [], 0, self.coded(frame, force_keyframe)[0]
        while at < len(data):
            size, begin = av1.read_length(data, at + 1)
            if av1.kind_of(data[at:]) != av1.DELIMITER:
                units.append(bytes((data[at] & ~2,)) + data[begin : begin + size])
            at = begin + size
        new = 8 if av1.kind_of(units[0]) == av1.SEQUENCE else 0
        *heads, last = units
        body = b"".join(av1.write_length(len(unit)) + unit for unit in heads)
        payloads, goes_on = [], 0
        while last:
            piece, last = last[: MOST - len(body)], last[MOST - len(body) :]
            count = len(heads) + 1 << 4 if not payloads else 0x10
            payloads.append(bytes((goes_on | (0x40 if last else 0) | count | new,)) + body + piece)
            body, goes_on, new = b"", 0x80, 0
        return payloads, frame.pts


ENCODERS = {"h264": H264Encoder, "vp8": Vp8Encoder, "vp9": Vp9Encoder, "av1": Av1Encoder}


def video(
    codec,
    seconds,
    *,
    fps=25,
    sizes=((320, 240),),
    every=50,
    first_rtp=1000,
    first_seq=100,
    ssrc=7,
    make=picture,
) -> Track:
    """`sizes`: the picture size of each equal share of the time, as simulcast layers switch; `make`: number, width, height."""
    encoder = ENCODERS[codec]()
    track, seq, frames = Track([], [], []), first_seq, round(seconds * fps)
    for number in range(frames):
        share = number * len(sizes) // frames
        changes = number == 0 or share != (number - 1) * len(sizes) // frames
        if changes and number:
            encoder = ENCODERS[codec]()
        frame = make(number, *sizes[share])
        frame.pts, frame.time_base = number * VIDEO // fps, Fraction(1, VIDEO)
        key = changes or number % every == 0
        payloads, _ = encoder.encode(frame, force_keyframe=key)
        time = first_rtp + number * VIDEO // fps
        track.times.append(time)
        track.keys.append(int(key))
        for index, payload in enumerate(payloads):
            data = rtp(payload, seq, time, index == len(payloads) - 1, ssrc)
            track.packets.append(Sent(data, number / fps + index * 0.0005))
            seq += 1
    return track


def sound(seconds, *, tone=440.0, first_rtp=5000, first_seq=65500, gain=0.3, ssrc=9, shape=None) -> Track:
    """A tone, or `shape` (times in seconds -> samples -1 to 1)."""
    encoder, track = OpusEncoder(), Track([], [], [])
    for number in range(round(seconds * 50)):
        times = (np.arange(960) + number * 960) / SOUND
        wave = shape(times) if shape else gain * np.sin(2 * np.pi * tone * times)
        samples = np.repeat((wave * 32000).astype(np.int16), 2)[None, :]
        frame = av.AudioFrame.from_ndarray(samples, "s16", "stereo")
        frame.sample_rate, frame.pts, frame.time_base = SOUND, number * 960, Fraction(1, SOUND)
        payloads, _ = encoder.encode(frame)
        for payload in payloads:
            count = len(track.times)
            track.times.append(first_rtp + count * 960)
            track.keys.append(1)
            track.packets.append(
                Sent(rtp(payload, first_seq + count, track.times[-1], False, ssrc, 111), count / 50)
            )
    return track


def network(packets: list[Sent], seed: int, *, loss=0.0, delay=0.02, jitter=0.0) -> list[Sent]:
    """The packets as they arrive: some lost, some late, so that order changes."""
    dice = random.Random(seed)
    kept = [packet for packet in packets if dice.random() >= loss]
    arrived = [Sent(packet.data, packet.at + delay + dice.random() * jitter) for packet in kept]
    return sorted(arrived, key=lambda packet: packet.at)


def merge(*streams) -> Iterator[tuple[float, object, bytes]]:
    """(arrival, sink, data) of several (sink, packets, start) streams in the order of arrival."""
    everything = [
        (start + sent.at, index, sink, sent.data)
        for index, (sink, sents, start) in enumerate(streams)
        for sent in sents
    ]
    for at, _, sink, data in sorted(everything, key=lambda item: item[:2]):
        yield at, sink, data
