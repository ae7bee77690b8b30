"""Packets become whole frames or none: whatever bytes arrive, nothing is raised and nothing broken is kept."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recording import av1, rtp, vp9
from recording.av1 import Av1
from recording.fmp4 import SYNC, Mp4, Sample
from recording.frames import H264, OpusFrames, PictureFrames, Vp8, opus_length
from recording.index import Fragment, merged
from recording.sps import read_sps
from recording.vp9 import Vp9
from tests.recording import film


@settings(max_examples=200)
@given(
    st.lists(st.tuples(st.binary(max_size=40), st.booleans(), st.booleans(), st.integers(0, 3)), max_size=12)
)
def test_any_payload_is_survived(payloads):
    codings = (H264(), Vp8(), Vp9(), Av1())
    for frames in (*(PictureFrames(coding) for coding in codings), OpusFrames()):
        for number, (payload, marker, hole, time) in enumerate(payloads):
            frames.push(rtp.Packet(number, time, 1, marker, payload, 0.0, hole))


@pytest.mark.parametrize("size", [(320, 240), (1280, 720), (1920, 1080), (322, 182), (160, 90)])
def test_the_picture_size_is_read_from_the_parameter_set(size):
    sent = film.video("h264", 0.08, sizes=(size,))
    frames = PictureFrames(H264())
    for packet in sent.packets:
        for frame in frames.push(rtp.parse(packet.data, 0.0)):
            assert (frame.format.width, frame.format.height) == size
            assert frame.format.mime == 'video/mp4; codecs="avc1.42c01f"'


@pytest.mark.parametrize("size", [(320, 240), (1280, 720), (1920, 1080), (322, 182), (160, 90)])
@pytest.mark.parametrize(("codec", "coding"), [("vp9", Vp9), ("av1", Av1)])
def test_newer_codecs_tell_their_size_and_their_name(codec, coding, size):
    sent = film.video(codec, 0.12, sizes=(size,))
    frames, out = PictureFrames(coding()), []
    for packet in sent.packets:
        out += frames.push(rtp.parse(packet.data, 0.0))
    assert [(frame.rtp, int(frame.key)) for frame in out] == list(zip(sent.times, sent.keys, strict=True))
    assert {(frame.format.width, frame.format.height) for frame in out} == {size}
    name = out[0].format.mime.removeprefix('video/mp4; codecs="')[:8]
    assert name == {"vp9": "vp09.00.", "av1": "av01.0.0"}[codec]


@pytest.mark.parametrize(("codec", "coding"), [("vp9", Vp9), ("av1", Av1)])
def test_a_lost_piece_costs_pictures_up_to_the_next_keyframe(codec, coding):
    sent = film.video(codec, 1.2, sizes=((640, 480),), every=15)
    frames, out = PictureFrames(coding()), []
    packets = [rtp.parse(packet.data, 0.0) for packet in sent.packets]
    victim = next(index for index, packet in enumerate(packets) if packet.rtp == sent.times[4])
    for index, packet in enumerate(packets):
        packet.hole = index == victim + 1
        out += frames.push(packet) if index != victim else []
    assert [frame.rtp for frame in out] == sent.times[:4] + sent.times[15:]


@given(st.binary(max_size=60))
def test_broken_headers_of_newer_codecs_are_refused(data):
    vp9.read_descriptor(data)
    for read in (vp9.read_picture, av1.read_sequence, lambda unit: list(av1.pieces(unit))):
        with contextlib.suppress(ValueError):
            read(b"\x0a" + data)


@given(st.binary(max_size=30))
def test_a_broken_parameter_set_is_refused(data):
    try:
        picture = read_sps(b"\x67" + data)
    except ValueError:
        return
    assert picture.width > 0


def test_a_frame_ends_at_the_next_timestamp_when_no_marker_is_sent():
    sent = film.video("vp8", 0.4)
    frames, out = PictureFrames(Vp8()), []
    for packet in sent.packets:
        out += frames.push(rtp.parse(bytes([packet.data[0], packet.data[1] & 0x7F]) + packet.data[2:], 0.0))
    assert [frame.rtp for frame in out] == sent.times[:-1]


def test_the_length_of_an_opus_packet_is_in_its_first_bytes():
    assert [
        opus_length(packet)
        for packet in (b"", b"\xf8\xff\xfe", b"\x08", b"\x18", b"\xe1", b"\x1b\x02", b"\xfb\x3f")
    ] == [0, 960, 960, 2880, 240, 5760, 0]


@given(
    st.lists(
        st.tuples(st.integers(100, 600), st.sampled_from([0, 0, 0, 700]), st.integers(0, 1)),
        min_size=1,
        max_size=40,
    )
)
def test_joined_fragments_cover_the_same_bytes_and_moments(pieces):
    fragments, at, time = [], 0, 0
    for duration, gap, key in pieces:
        time += gap
        fragments.append(Fragment(at, duration * 3, time, duration, 0, key))
        at, time = at + duration * 3, time + duration
    runs = merged(fragments)
    assert sum(run.length for run in runs) == at
    assert sum(run.duration for run in runs) == sum(piece.duration for piece in fragments)
    assert {run.time for run in runs} <= {piece.time for piece in fragments}
    assert all(run.key for run in runs if run.time in {p.time for p in fragments if p.key})


def test_a_fragment_says_when_it_begins_and_where_its_bytes_are():
    made = Mp4(90000).fragment(123456789012, [Sample(b"abc", 3000, True), Sample(b"defg", 3001, False)])
    assert (123456789012).to_bytes(8, "big") in made
    assert SYNC.to_bytes(4, "big") in made
    assert made.endswith(b"\0\0\0\x0fmdatabcdefg")
