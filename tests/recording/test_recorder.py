"""What is sent is what can be played: every frame, at its moment, in files that any player reads."""

import hashlib
import itertools

import pytest

from recording.ports import CannotRecord
from rooms.facts import Entry
from rooms.people import PersonJoined
from rooms.tracks import SpeakerChanged, TrackPublished
from tests.recording import film
from tests.recording.conftest import as_played, decoded, demuxed, track_of


async def test_every_h264_frame_is_in_the_file_at_its_exact_time(taping):
    sent = film.video("h264", 3)
    sink = taping.add("cam")
    taping.play((sink, sent.packets, 1.0))
    manifest = await taping.close(5)
    track = track_of(manifest, "cam")
    packets = demuxed(as_played(taping.folder, track))
    assert [time - packets[0][0] for time, _ in packets] == [time - sent.times[0] for time in sent.times]
    assert [int(key) for _, key in packets] == sent.keys
    assert packets[0][0] == pytest.approx(90000, abs=200)
    pictures = decoded(as_played(taping.folder, track))
    assert len(pictures) == len(sent.times)
    assert (pictures[0][1].width, pictures[0][1].height) == (320, 240)
    assert track["mime"].startswith('video/mp4; codecs="avc1.42')


async def test_every_vp8_frame_is_in_the_file_at_its_millisecond(taping):
    sent = film.video("vp8", 3)
    sink = taping.add("cam", codec="video/VP8")
    taping.play((sink, sent.packets, 1.0))
    track = track_of(await taping.close(5), "cam")
    packets = demuxed(as_played(taping.folder, track))
    assert [time - packets[0][0] for time, _ in packets] == [n * 40 for n in range(75)]
    assert len(decoded(as_played(taping.folder, track))) == 75
    assert track["mime"] == 'video/webm; codecs="vp8"'
    assert (taping.folder / "cam.webm").read_bytes() == as_played(taping.folder, track)


async def test_every_packet_of_sound_is_in_the_file(taping):
    sent = film.sound(3)
    sink = taping.add("mic", source="microphone", codec="audio/opus")
    taping.play((sink, sent.packets, 1.0))
    track = track_of(await taping.close(5), "mic")
    packets = demuxed(as_played(taping.folder, track))
    assert [time - packets[0][0] for time, _ in packets] == [n * 960 for n in range(len(sent.times))]


async def test_fragments_tell_where_and_when_they_are(taping):
    sent = film.video("h264", 3)
    sink = taping.add("cam")
    taping.play((sink, sent.packets, 1.0), until=4.0)
    await taping.settled()
    track = track_of(taping.recorder.manifest((), taping.now), "cam")
    fragments = track["fragments"]
    assert fragments[0][0] == track["inits"][0]["length"]
    for before, after in itertools.pairwise(fragments):
        assert after[0] == before[0] + before[1]
        assert after[2] == before[2] + before[3]
        assert before[3] <= 560
    data = (taping.folder / track["file"]).read_bytes()
    for offset, length, time, _, init, key in fragments:
        head = track["inits"][init]
        piece = data[head["offset"] : head["offset"] + head["length"]] + data[offset : offset + length]
        first = demuxed(piece)[0]
        assert first[0] * 1000 // 90000 == time
        assert int(first[1]) == key


async def test_another_picture_size_begins_another_init_segment(taping):
    names = {"h264": "video/H264", "vp8": "video/VP8", "vp9": "video/VP9", "av1": "video/AV1"}
    for codec, name in names.items():
        sent = film.video(codec, 3, sizes=((320, 240), (640, 480), (160, 120)))
        sink = taping.add(codec, codec=name)
        taping.play((sink, sent.packets, 1.0))
    manifest = await taping.close(5)
    for codec in names:
        track = track_of(manifest, codec)
        assert [(init["width"], init["height"]) for init in track["inits"]] == [
            (320, 240),
            (640, 480),
            (160, 120),
        ]
        shown = [frame for number in range(3) for frame in decoded(as_played(taping.folder, track, number))]
        assert len(shown) == 75
        assert [shown[n][1].width for n in (0, 30, 60)] == [320, 640, 160]


@pytest.mark.parametrize("codec", ["h264", "vp8"])
@pytest.mark.parametrize("seed", range(4))
async def test_late_packets_and_wrapping_counters_change_nothing(taping, codec, seed):
    sent = film.video(codec, 2, first_rtp=(1 << 32) - 90000, first_seq=65500)
    sink = taping.add("cam", codec=f"video/{codec}")
    taping.play((sink, film.network(sent.packets, seed, jitter=0.2), 1.0))
    track = track_of(await taping.close(5), "cam")
    packets = demuxed(as_played(taping.folder, track))
    assert len(packets) == len(sent.times)
    steps = {after[0] - before[0] for before, after in itertools.pairwise(packets)}
    assert max(steps) - min(steps) <= (400 if codec == "h264" else 5)


@pytest.mark.parametrize("codec", ["h264", "vp8"])
@pytest.mark.parametrize("seed", range(4))
async def test_after_a_loss_only_pictures_that_decode_are_kept_and_a_keyframe_is_asked_for(
    taping, codec, seed
):
    sent = film.video(codec, 4, every=20)
    sink = taping.add("cam", codec=f"video/{codec}")
    arrived = film.network(sent.packets, seed, loss=0.015)
    taping.play((sink, arrived, 1.0))
    track = track_of(await taping.close(7), "cam")
    assert len(arrived) < len(sent.packets)
    assert taping.asked
    packets = demuxed(as_played(taping.folder, track))
    assert len(decoded(as_played(taping.folder, track))) == len(packets) >= 10
    # A picture in the file is the picture that was sent at that moment: losses move nothing.
    start = packets[0][0] if packets[0][1] else None
    assert start is not None
    step = 3600 if codec == "h264" else 40
    assert all((time - start) % step == 0 for time, _ in packets)


async def test_a_recording_in_pause_holds_nothing_and_leaves_a_cut(taping):
    cam, mic = taping.add("cam"), taping.add("mic", source="microphone", codec="audio/opus")
    pictures, voice = film.video("h264", 6, every=10), film.sound(6)
    streams = list(film.merge((cam, pictures.packets, 0.5), (mic, voice.packets, 0.5)))
    for at, sink, data in streams:
        taping.run_to(at)
        if at >= 2.0 and not taping.recorder.paused and at < 4.0:
            taping.recorder.pause(1002.0)
        if at >= 4.0 and taping.recorder.paused:
            taping.recorder.resume(1004.0)
        sink.packet(data, 1000.0 + at)
    manifest = await taping.close(7)
    (first, second) = manifest["recorded"]
    assert first == [0, pytest.approx(2000, abs=20)]
    assert second[0] == 4000
    assert second[1] >= 6900
    for track in (*manifest["tracks"], manifest["mix"]):
        for _, _, time, duration, _, _ in track["fragments"]:
            assert time + duration <= 2041 or time >= 4000
    for time, _ in decoded(as_played(taping.folder, track_of(manifest, "cam"))):
        assert time < 2.0 or time >= 4.0


async def test_the_regular_keyframe_comes_every_four_seconds_for_a_camera(taping):
    sent = film.video("h264", 9, fps=10, every=1000)
    taping.play((taping.add("cam"), sent.packets, 0.0))
    times = [at - 1000.0 for _, at in taping.asked]
    assert [time for time in times if 3.9 < time < 4.2]
    await taping.close(10)


async def test_a_track_that_comes_back_gets_a_file_of_its_own(taping):
    for start in (0.5, 3.0):
        sink = taping.add("cam")
        taping.play((sink, film.video("h264", 1).packets, start))
        taping.recorder.end_track("cam")
    manifest = await taping.close(5)
    assert [(track["id"], track["track"]) for track in manifest["tracks"]] == [
        ("cam", "cam"),
        ("cam~2", "cam"),
    ]
    assert len(taping.recorder.end_track("cam")) == 2


async def test_what_is_said_in_a_group_is_in_a_file_of_that_group_and_not_in_the_mix(taping):
    sink = taping.add("mic", source="microphone", codec="audio/opus")
    sent = film.sound(6).packets
    taping.play((sink, sent[:100], 0.5))
    taping.recorder.move_track("mic", "g1")
    taping.play((sink, sent[100:200], 0.5))
    taping.recorder.move_track("mic", None)
    taping.play((sink, sent[200:], 0.5))
    manifest = await taping.close(8)
    assert [track["group"] for track in manifest["tracks"]] == [None, "g1", None]
    loud = [
        time
        for time, frame in decoded(as_played(taping.folder, manifest["mix"]), "audio")
        if abs(frame.to_ndarray()).max() > 0.05
    ]
    assert not [time for time in loud if 2.6 < time < 4.4]
    assert [time for time in loud if time < 2.4]
    assert [time for time in loud if time > 4.6]


async def test_what_cannot_be_recorded_is_refused_with_a_code(taping):
    for track, codec, code in (("a", "video/H265", "codec"), ("../a", "video/VP8", "track_id")):
        with pytest.raises(CannotRecord) as refusal:
            taping.add(track, codec=codec)
        assert refusal.value.code == code
    await taping.close()
    with pytest.raises(CannotRecord):
        taping.add("b")


async def test_junk_on_the_wire_disturbs_nothing(taping):
    sink = taping.add("cam")
    sent = film.video("h264", 1)
    for number, packet in enumerate(sent.packets):
        taping.play((sink, [packet], 1.0))
        sink.packet(bytes([0x90, 96]) + b"\0" * (number % 14), taping.now)
        sink.packet(b"", taping.now)
    track = track_of(await taping.close(3), "cam")
    assert len(demuxed(as_played(taping.folder, track))) == 25
    assert sink.bad == 2 * len(sent.packets)


async def test_the_digest_of_a_file_is_that_of_its_bytes(taping):
    taping.play((taping.add("cam"), film.video("h264", 1).packets, 1.0))
    manifest = await taping.close(3)
    for track in (*manifest["tracks"], manifest["mix"]):
        data = (taping.folder / track["file"]).read_bytes()
        assert track["sha256"] == hashlib.sha256(data).hexdigest()
        assert track["size"] == len(data)


async def test_the_track_that_comes_on_stage_is_asked_for_a_fresh_picture(taping):
    i, s = taping.add("i"), taping.add("s")
    events = [
        PersonJoined("i", "instructor"),
        TrackPublished("i", "i", "camera"),
        TrackPublished("s", "s", "camera"),
    ]
    taping.play(
        (i, film.video("h264", 3, every=500).packets, 0.0), (s, film.video("h264", 3, every=500).packets, 0.0)
    )
    taping.asked.clear()
    for seq, event in enumerate([*events, SpeakerChanged("s"), SpeakerChanged("i")]):
        taping.recorder.follow(Entry(seq, 3000, 0, None, "everyone", event))
    assert [track for track, _ in taping.asked] == ["i", "s", "i"]
    await taping.close()


async def test_a_class_that_ends_in_pause_lasts_as_long_as_it_lasted(taping):
    taping.run_to(2)
    taping.recorder.pause(taping.now)
    manifest = await taping.close(5)
    assert manifest["live_edge"] == pytest.approx(2000, abs=60)
    assert manifest["duration"] == pytest.approx(5000, abs=60)


async def test_packets_after_the_end_are_ignored(taping):
    sink = taping.add("cam")
    packets = film.video("h264", 1).packets
    taping.play((sink, packets[:10], 0.0))
    before = await taping.close(2)
    taping.play((sink, packets[10:], 2.0))
    sink.sender_report(1.0, 1, taping.now)
    sink.closed()
    taping.recorder.end_track("cam")
    taping.recorder.tick(taping.now)
    assert (await taping.close())["tracks"] == before["tracks"]
