"""Recordings of many hours that were brought: taken within the limit, else refused at once, with nothing left on the disk."""

import time
from fractions import Fraction

import av
import numpy as np
import pytest

from recording import manifest as manifests
from tests.recording.test_imports import bring

HOUR = 3600
UNSAID = {"live": "1"}  # a file that is written while it is sent does not say how long it is
QUICK = 30  # seconds, on a machine that does much else
SIX_FRAMES = bytes((0xFB, 0x06))  # 120 ms of silence in one packet (RFC 6716, 3.2.5)


def two_pictures(path, form, hours, said=True):
    """One picture, and another one hours later."""
    codec = "libx264" if form == "mp4" else "libvpx"
    with av.open(str(path), "w", format=form, options={} if said else UNSAID) as container:
        video = container.add_stream(codec, rate=10)
        video.width, video.height, video.pix_fmt = 64, 48, "yuv420p"
        video.codec_context.time_base = Fraction(1, 1000)
        for at in (0, int(hours * HOUR * 1000)):
            frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), 90, np.uint8))
            frame.pts, frame.time_base = at, Fraction(1, 1000)
            container.mux(video.encode(frame))
        container.mux(video.encode(None))


def silence(path, form, hours, said=True, step=1):
    """Silence at some 70 bytes a second; of every `step` packets one is there."""
    with av.open(str(path), "w", format=form, options={} if said else UNSAID) as container:
        audio = container.add_stream("libopus", rate=48_000, layout="mono")
        first = av.AudioFrame.from_ndarray(np.zeros((1, 960), np.int16), "s16", "mono")
        first.sample_rate, first.pts = 48_000, 0
        container.mux(audio.encode(first))
        for number in range(step, int(hours * HOUR * 1000) // 120 + 1, step):
            packet = av.Packet(SIX_FRAMES)
            packet.stream, packet.time_base, packet.is_keyframe = audio, Fraction(1, 48_000), True
            packet.pts = packet.dts = number * 5760
            packet.duration = 5760
            container.mux(packet)


TEN_HOURS = {
    "pictures": lambda path: two_pictures(path, "mp4", 10),
    "pictures without a length": lambda path: two_pictures(path, "matroska", 10, said=False),
    "silence": lambda path: silence(path, "mp4", 10),
    "silence without a length": lambda path: silence(path, "webm", 10, said=False),
    "a gap of ten hours": lambda path: silence(path, "webm", 10, said=False, step=10 * HOUR * 1000 // 120),
    "a gap of two years": lambda path: silence(
        path, "webm", 17_520, said=False, step=17_520 * HOUR * 1000 // 120
    ),
}


@pytest.mark.parametrize("name", TEN_HOURS)
def test_what_lasts_longer_than_eight_hours_is_refused_before_anything_is_made_of_it(tmp_path, name):
    TEN_HOURS[name](tmp_path / "long")
    assert (tmp_path / "long").stat().st_size < 4 << 20
    began = time.monotonic()
    told = bring(tmp_path / "long", tmp_path / "class")
    assert time.monotonic() - began < QUICK
    assert told["error"] == "not_a_recording" and "eight hours" in told["detail"]
    assert sum(one.stat().st_size for one in (tmp_path / "class").rglob("*")) < 1 << 20


def test_a_small_file_of_many_hours_becomes_a_class_of_as_many(tmp_path):
    two_pictures(tmp_path / "long", "mp4", 2)
    told = bring(tmp_path / "long", tmp_path / "class")
    assert abs(told["length"] - 2 * HOUR * 1000) < 500, told
    made = manifests.read(tmp_path / "class")
    assert made["duration"] == told["length"] and made["quiet"][0][1] > 7_190_000


def test_a_file_that_lies_about_its_length_is_found_out_before_silence_is_made_for_it(tmp_path):
    silence(tmp_path / "long", "mp4", 10, step=10 * HOUR * 1000 // 120)
    data = bytearray((tmp_path / "long").read_bytes())
    for box in (b"mvhd", b"tkhd", b"mdhd"):
        at = data.find(box) + 4
        assert at > 4
        place = at + {b"mvhd": 16, b"tkhd": 20, b"mdhd": 16}[box]
        data[place : place + 4] = (2_000).to_bytes(4, "big")
    (tmp_path / "long").write_bytes(data)
    began = time.monotonic()
    told = bring(tmp_path / "long", tmp_path / "class")
    assert time.monotonic() - began < QUICK
    assert "eight hours" in told["detail"], told
