"""The server may be killed at any moment: what is on disk plays, at most a second is lost, and the class goes on."""

import json
import os
import shutil
import signal
import subprocess
import sys

import pytest

from recording import manifest as manifests
from recording.recover import find, mend, recover
from tests.recording import film
from tests.recording.conftest import ZERO, Taping, as_played, decoded, demuxed, track_of


async def tape(folder, seconds=3):
    """A finished recording of a camera in H.264, another in VP8 and a microphone."""
    taping = Taping(folder)
    taping.play(
        (taping.add("h264"), film.video("h264", seconds).packets, 0.5),
        (
            taping.add("vp8", codec="video/VP8"),
            film.video("vp8", seconds, sizes=((320, 240), (160, 120))).packets,
            0.5,
        ),
        (taping.add("vp9", codec="video/VP9"), film.video("vp9", seconds).packets, 0.5),
        (
            taping.add("av1", codec="video/AV1"),
            film.video("av1", seconds, sizes=((320, 240), (160, 120))).packets,
            0.5,
        ),
        (taping.add("mic", source="microphone", codec="audio/opus"), film.sound(seconds).packets, 0.5),
    )
    return taping, await taping.close(seconds + 1)


async def test_the_index_rebuilt_from_the_media_is_the_index_that_was_kept(tmp_path):
    taping, _ = await tape(tmp_path / "c1")
    found = find(tmp_path / "c1")
    kept = {file.info.id: file.index() for file in taping.recorder._files}
    for index in found.tracks:
        assert index.inits == kept[index.info.id].inits
        assert index.fragments == kept[index.info.id].fragments
        assert (index.spans, index.keys) == (kept[index.info.id].spans, kept[index.info.id].keys)
    assert found.mix.fragments == taping.recorder._mix_file.index().fragments
    assert [list(span) for span in found.recorded] == taping.recorder._recorded


@pytest.mark.parametrize("name", ["h264.mp4", "vp8.webm", "av1.mp4", "mic.mp4", "mix.mp4"])
async def test_a_torn_tail_is_cut_wherever_it_tore(tmp_path, name):
    await tape(tmp_path / "c1", 2)
    whole = (tmp_path / "c1" / name).read_bytes()
    before = find(tmp_path / "c1")
    index = next(index for index in (*before.tracks, before.mix) if index.info.file == name)
    last, ends = (
        index.fragments[-1],
        [piece.offset + piece.length for piece in (*index.inits, *index.fragments)],
    )
    cuts = {
        *range(0, index.inits[0].length, 5),
        *range(last.offset, last.offset + 70),
        *range(len(whole) - 9, len(whole)),
    }
    cuts |= {piece.offset + n for piece in index.inits[1:] for n in range(0, piece.length, 7)}
    path = tmp_path / "c1" / name
    for cut in sorted(cuts):
        path.write_bytes(whole[:cut])
        kept = mend(tmp_path / "c1", index.info)
        assert path.stat().st_size == kept.size == max((end for end in ends if end <= cut), default=0)
        assert kept.fragments == [piece for piece in index.fragments if piece.offset + piece.length <= cut]


async def test_foreign_bytes_behind_the_last_fragment_are_cut(tmp_path):
    await tape(tmp_path / "c1", 1)
    for name in ("h264.mp4", "vp8.webm", "vp9.mp4", "av1.mp4"):
        path = tmp_path / "c1" / name
        size = path.stat().st_size
        for junk in (b"\0" * 4096, b"\xff" * 100, b"moofmoofmoof"):
            path.write_bytes(path.read_bytes()[:size] + junk)
            find(tmp_path / "c1")
            assert path.stat().st_size == size


async def test_a_killed_recording_becomes_playable_and_keeps_its_owners(tmp_path):
    _, closed = await tape(tmp_path / "c1")
    (tmp_path / "c1" / manifests.NAME).unlink()
    made = recover(tmp_path / "c1", class_id="c1")
    assert json.loads(json.dumps(made)) == closed
    assert manifests.read(tmp_path / "c1") == closed


async def test_a_class_goes_on_in_the_folder_of_its_killed_server(tmp_path):
    first = Taping(tmp_path / "c1")
    first.play(
        (first.add("cam"), film.video("h264", 2).packets, 0.5),
        (first.add("mic", source="microphone", codec="audio/opus"), film.sound(2).packets, 0.5),
        until=3.0,
    )
    await first.settled()
    # The folder as a kill leaves it: no file closed, no manifest, a torn tail.
    shutil.copytree(tmp_path / "c1", tmp_path / "c2")
    await first.close()
    for name in ("cam.mp4", "mix.mp4", "recording.jsonl"):
        with (tmp_path / "c2" / name).open("ab") as file:
            file.write(b'{"to": 1' if name.endswith("l") else b"\0\0\1\0moof\0\0")
    again = Taping(tmp_path / "c2", paused=True)
    again.now = ZERO + 10
    [before] = again.recorder.end_track("cam")  # the track of the time before the kill ends as a fact now
    assert (before.file, before.start) == ("cam.mp4", 500)
    assert 1500 < before.end <= 2500
    again.recorder.resume(again.now)
    again.play((again.add("cam"), film.video("h264", 2).packets, 10.5))
    manifest = await again.close(13.0)
    assert [track["id"] for track in manifest["tracks"]] == ["cam", "mic", "cam~2"]
    spans = manifest["recorded"]
    assert spans[0][0] == 0
    assert 2000 <= spans[0][1] <= 3000
    assert spans[-1][0] == 10000
    times = [time for time, _ in demuxed((tmp_path / "c2" / "mix.mp4").read_bytes())]
    assert times == sorted(times)
    assert len(decoded(as_played(tmp_path / "c2", track_of(manifest, "cam~2")))) == 50


KILLED = """
import sys, time
from pathlib import Path
from recording.recorder import Recorder
from tests.recording import film
zero = time.monotonic()
recorder = Recorder(Path(sys.argv[1]), zero, "c1", reserve=0)
cam = recorder.add_track("cam", "p", "camera", "video/VP8", 90000, {}, lambda: None)
mic = recorder.add_track("mic", "p", "microphone", "audio/opus", 48000, {}, lambda: None)
streams = list(film.merge((cam, film.video("vp8", 4).packets, 0.0), (mic, film.sound(4).packets, 0.0)))
lag = time.monotonic() - zero
print("go", flush=True)
for at, sink, data in streams:
    while time.monotonic() - zero < at + lag:
        recorder.tick(time.monotonic())
        time.sleep(0.005)
    sink.packet(data, time.monotonic())
    print(time.monotonic() - zero, flush=True)
"""


async def test_a_kill_loses_less_than_a_second(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path / "c1")], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "go\n"
    killed_at = 0.0
    start = None
    for line in process.stdout:
        killed_at = float(line)
        start = killed_at if start is None else start
        if killed_at > start + 2.3:
            os.kill(process.pid, signal.SIGKILL)
            break
    process.communicate()
    manifest = recover(tmp_path / "c1")
    for track in (*manifest["tracks"], manifest["mix"]):
        last = track["fragments"][-1]
        assert killed_at - (last[2] + last[3]) / 1000 < 1.0
    assert decoded(as_played(tmp_path / "c1", track_of(manifest, "cam")))
