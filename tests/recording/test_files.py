"""A disk that is full ends the recording and nothing else: every file keeps whole pieces, and people are told."""

import errno
import resource
import subprocess
import sys

import pytest

from recording.files import AppendFile, Pen
from recording.recover import find, recover
from tests.recording import film
from tests.recording.conftest import Taping, as_played, decoded, track_of

LIMITED = """
import asyncio, resource, sys
from pathlib import Path
from tests.recording import film
from tests.recording.conftest import Taping

async def main():
    told = []
    taping = Taping(Path(sys.argv[1]), on_trouble=lambda code, message: told.append(code))
    resource.setrlimit(resource.RLIMIT_FSIZE, (30000, 30000))
    sink = taping.add("cam", codec="video/VP8")
    packets = film.video("vp8", 2, every=10).packets
    for packet in packets:
        taping.play((sink, [packet], 0.0))
        await taping.settled()
    taping.run_to(3)
    print(told, taping.recorder.trouble[0])
    try:
        taping.recorder.add_track("b", "p", "camera", "video/VP8", 90000, {}, lambda: None)
    except Exception as refusal:
        print(refusal.code)
    manifest = await taping.close()
    print(len(manifest["tracks"][0]["fragments"]) > 0, manifest["tracks"][0]["size"] <= 30000)

asyncio.run(main())
"""


def test_a_full_disk_stops_the_recording_cleanly(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path / "c1")], capture_output=True, text=True, check=True
    )
    assert done.stdout.split("\n")[:3] == ["['disk_full'] disk_full", "stopped", "True True"]
    size = (tmp_path / "c1" / "cam.webm").stat().st_size
    found = find(tmp_path / "c1")
    assert found.tracks[0].size == size
    made = recover(tmp_path / "c1")
    assert decoded(as_played(tmp_path / "c1", track_of(made, "cam")))


async def test_recording_stops_before_the_last_of_the_disk_is_used(tmp_path):
    told = []
    taping = Taping(tmp_path / "c1", reserve=1 << 60, on_trouble=lambda *what: told.append(what))
    taping.run_to(1)
    taping.recorder.pen._syncs.submit(lambda: None).result()
    taping.run_to(2)
    assert [code for code, _ in told] == ["disk_full"]
    await taping.close()


def test_a_piece_that_did_not_fit_leaves_no_trace(tmp_path):
    file = AppendFile(tmp_path / "a")
    file.append(b"x" * 1000)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1500, hard))
    try:
        with pytest.raises(OSError) as trouble:
            file.append(b"y" * 1000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert trouble.value.errno == errno.EFBIG
    assert (tmp_path / "a").read_bytes() == b"x" * 1000
    file.append(b"z")
    file.close()
    assert (tmp_path / "a").read_bytes() == b"x" * 1000 + b"z"


def test_a_folder_that_vanished_is_a_trouble_and_not_a_crash(tmp_path):
    pen = Pen(tmp_path / "nowhere")
    pen.append(pen.open("a"), b"x")
    pen.close()
    assert pen.trouble[0] == "disk_failed"


async def test_a_recording_without_media_closes_with_an_empty_manifest(tmp_path):
    manifest = await Taping(tmp_path / "c1").close()
    assert manifest["mix"] is None
    assert manifest["tracks"] == manifest["stage"] == manifest["recorded"] == []
    assert film.VIDEO == 90000
