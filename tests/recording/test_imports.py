"""Recordings that were made elsewhere become what a class leaves behind: playable by the same player, on the class's clock."""

import json
import math
import subprocess
import sys
from fractions import Fraction

import av
import numpy as np
import pytest

from recording import manifest as manifests
from recording.boxes import read_run
from recording.listen import read_speech
from recording.moving import of_track
from tests.recording.film import picture

RATE, SOUND = 25, 48000


def bring(path, folder, person="ines"):
    """What `python -m recording.imports` tells of a file, as the server has it read."""
    told = subprocess.run(
        [sys.executable, "-m", "recording.imports", path, folder, "c1", person],
        capture_output=True,
        timeout=60,
        check=True,
    )
    return json.loads(told.stdout.splitlines()[-1])


def film(path, seconds=4.0, *, form="mp4", codec="libx264", sound="aac", options=(), late=0.0, tone=440):
    """Moving bars, and a tone that is heard from the first second on; `late`: seconds at which all of it begins."""
    with av.open(str(path), "w", format=form) as container:
        quick = {"preset": "ultrafast"} if codec == "libx264" else {}
        video = container.add_stream(codec, rate=RATE, options=quick | dict(options)) if codec else None
        audio = container.add_stream(sound, rate=SOUND) if sound else None
        if video is not None:
            video.width, video.height, video.pix_fmt = 320, 180, "yuv420p"
        if audio is not None:
            audio.layout = "mono"
        for number in range(int(seconds * RATE)):
            if video is not None:
                frame = picture(number, 320, 180)
                frame.pts, frame.time_base = number + int(late * RATE), Fraction(1, RATE)
                container.mux(video.encode(frame))
            if audio is not None:
                at = number * SOUND // RATE
                times = (at + np.arange(SOUND // RATE)) / SOUND
                wave = np.sin(2 * math.pi * tone * times) * 8000 * (times >= 1)
                made = av.AudioFrame.from_ndarray(wave.astype(np.int16)[None, :], "s16", "mono")
                made.sample_rate, made.pts = SOUND, at + int(late * SOUND)
                container.mux(audio.encode(made))
        for stream in (video, audio):
            if stream is not None:
                container.mux(stream.encode(None))
    return path


def played(folder, track):
    """The pictures of a track as a browser decodes them: (class seconds, place of the bar)."""
    moving = of_track(folder, track, 0, 1280)
    frames = [(moving._next[0] / 1000, moving._next[1])]
    return frames + [(at / 1000, frame) for at, frame in moving._frames]


def bar(frame):
    """Where the red bar stands."""
    red = frame.to_ndarray(format="rgb24")[:, :, 0].astype(int).mean(axis=0)
    return int(red.argmax())


@pytest.mark.parametrize(
    ("form", "codec", "sound", "options", "kept"),
    [
        ("mp4", "libx264", "aac", {"bf": "2", "g": "50"}, "video/h264"),
        ("mp4", "libx264", "aac", {"bf": "0", "tune": "zerolatency", "g": "50"}, "video/h264"),
        ("matroska", "libx264", "libopus", {"bf": "2"}, "video/h264"),
        ("webm", "libvpx", "libopus", {"deadline": "realtime", "cpu-used": "8", "g": "50"}, "video/vp8"),
        ("webm", "libvpx-vp9", "libopus", {"deadline": "realtime", "cpu-used": "8"}, "video/vp9"),
    ],
)
def test_what_browsers_play_is_copied_and_shown_at_its_time(tmp_path, form, codec, sound, options, kept):
    path = film(tmp_path / "film", form=form, codec=codec, sound=sound, options=options)
    told = bring(path, tmp_path / "class")
    assert (told["picture"], told["sound"], told["copied"], told["short"]) == (True, True, True, 0)
    assert abs(told["length"] - 4000) <= 100
    made = manifests.read(tmp_path / "class")
    assert (made["state"], made["recorded"], made["duration"]) == (
        "ended",
        [[0, told["length"]]],
        told["length"],
    )
    shown, spoken = made["tracks"]
    assert (shown["codec"], shown["source"], spoken["source"]) == (kept, "screen", "microphone")
    assert (made["stage"][0]["from"], made["stage"][0]["track"]) == (0, "picture")
    assert made["stage"][0]["to"] >= 3900
    assert not shown["holes"]
    frames = played(tmp_path / "class", shown)
    assert len(frames) == 4 * RATE
    for number, (at, frame) in enumerate(frames[:60:7]):
        assert abs(at - number * 7 / RATE) < 0.002
        assert abs(bar(frame) - number * 7 * 8 % 320) <= 24


def test_sound_is_where_it_was_and_its_silence_is_known(tmp_path):
    told = bring(film(tmp_path / "film", seconds=4), tmp_path / "class")
    made = manifests.read(tmp_path / "class")
    heard = np.abs(read_speech(tmp_path / "class", made["tracks"][1], 0, 4000)).reshape(-1, 160).max(axis=1)
    loud = np.flatnonzero(heard > 0.1)
    assert abs(int(loud[0]) * 10 - 1000) <= 30
    assert made["mix"]["fragments"][-1][2] + made["mix"]["fragments"][-1][3] == told["length"]
    quiet = bring(film(tmp_path / "still", seconds=4, tone=0), tmp_path / "quiet")
    assert not quiet["sound"]
    assert manifests.read(tmp_path / "quiet")["quiet"][0][1] >= 3500


def test_pictures_that_need_later_ones_keep_their_order(tmp_path):
    bring(film(tmp_path / "film", options={"bf": "3", "g": "50"}), tmp_path / "class")
    [track] = [one for one in manifests.read(tmp_path / "class")["tracks"] if one["id"] == "picture"]
    data = (tmp_path / "class" / "picture.mp4").read_bytes()
    offset, _, time, *_ = track["fragments"][0]
    size = int.from_bytes(data[offset : offset + 4], "big")
    run = read_run(data[offset : offset + size])
    assert (run.start, time) == (0, 0)
    assert sum(length for _, length, _ in run.samples) > 0
    assert track["fragments"][0][5] == 1


def test_what_browsers_do_not_play_is_coded_anew(tmp_path):
    told = bring(film(tmp_path / "film", codec="mpeg4", seconds=2), tmp_path / "class")
    assert (told["picture"], told["copied"]) == (True, False)
    shown = manifests.read(tmp_path / "class")["tracks"][0]
    assert shown["codec"] == "video/h264"
    frames = played(tmp_path / "class", shown)
    assert len(frames) == 2 * RATE
    assert abs(bar(frames[14][1]) - 14 * 8) <= 24


def test_a_recording_that_begins_late_begins_at_the_beginning(tmp_path):
    told = bring(film(tmp_path / "film", late=3.0, form="matroska", sound="libopus"), tmp_path / "class")
    assert abs(told["length"] - 4000) <= 100
    shown = manifests.read(tmp_path / "class")["tracks"][0]
    assert shown["fragments"][0][2] <= 10


def test_sound_alone_is_a_class_without_a_picture(tmp_path):
    told = bring(film(tmp_path / "film", codec=None, form="ipod"), tmp_path / "class")
    assert (told["picture"], told["sound"]) == (False, True)
    made = manifests.read(tmp_path / "class")
    assert [one["id"] for one in made["tracks"]] == ["sound"]
    assert made["stage"] == [{"from": 0, "to": told["length"], "track": None}]


def test_pictures_without_sound_play_to_a_silent_clock(tmp_path):
    told = bring(film(tmp_path / "film", sound=None), tmp_path / "class")
    assert (told["picture"], told["sound"]) == (True, False)
    made = manifests.read(tmp_path / "class")
    assert [one["id"] for one in made["tracks"]] == ["picture"]
    assert made["recorded"] == [[0, told["length"]]]


def test_what_breaks_off_is_kept_as_far_as_it_goes_and_said(tmp_path):
    path = film(tmp_path / "film", seconds=20, form="matroska", sound="libopus", options={"g": "25"})
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    told = bring(path, tmp_path / "class")
    assert 5_000 < told["length"] < 15_000
    assert manifests.read(tmp_path / "class")["duration"] == told["length"]


def test_what_is_no_recording_is_refused_in_plain_words(tmp_path):
    whole = film(tmp_path / "film", seconds=1).read_bytes()
    long = film(tmp_path / "long", seconds=1, form="matroska", sound=None, late=9 * 3600)
    wrong = {
        "empty": b"",
        "no index": whole[: len(whole) * 2 // 3],
        "list": b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:1/a.ts\n",
        "text": b"WEBVTT\n\n00:00 --> 00:01\nhello\n",
        "noise": b"\0\0\0\x20ftypisom" + bytes(range(256)) * 40,
    }
    for name, data in wrong.items():
        (tmp_path / name).write_bytes(data)
        told = bring(tmp_path / name, tmp_path / f"class of {name}")
        assert told["error"] == "not_a_recording", name
        assert told["detail"].endswith("."), name
        assert manifests.read(tmp_path / f"class of {name}") is None
    assert "eight hours" in bring(long, tmp_path / "class of long")["detail"]
