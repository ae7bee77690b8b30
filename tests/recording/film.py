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


def video(
    codec, seconds, *, fps=25, sizes=((320, 240),), every=50, first_rtp=1000, first_seq=100, ssrc=7
) -> Track:
    """`sizes`: the picture size of each equal share of the time, as simulcast layers switch."""
    encoder = H264Encoder() if codec == "h264" else Vp8Encoder()
    track, seq, frames = Track([], [], []), first_seq, round(seconds * fps)
    for number in range(frames):
        share = number * len(sizes) // frames
        changes = number == 0 or share != (number - 1) * len(sizes) // frames
        if changes and number:
            encoder = H264Encoder() if codec == "h264" else Vp8Encoder()
        frame = picture(number, *sizes[share])
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
