"""The mix made anew without somebody: all others at their moment, across pauses, and nothing of whoever was left out."""

import json
import subprocess
import sys

import pytest

from recording import manifest as manifests
from recording import remix
from tests.recording import film
from tests.recording.test_mixer import heard, loudness


async def test_a_mix_made_anew_holds_everybody_but_those_who_were_left_out(taping):
    streams = []
    for name, tone, start in (("a", 440, 1.0), ("b", 1000, 2.0), ("c", 2500, 21.0)):
        sink = taping.add(name, name, "microphone", "audio/opus")
        streams.append((sink, film.sound(2, tone=tone, gain=0.2).packets, start))
    taping.play(*streams)
    manifest = await taping.close(24)
    out = subprocess.run(
        [sys.executable, "-m", "recording.remix", str(taping.folder), "mix~x", "b"],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    assert json.loads(out.stdout)["seconds"] == pytest.approx(24, abs=0.1)
    made = remix.read(taping.folder, "x")
    told = manifests.without_people(manifest, {"b"}, made)
    wave = heard(taping, told)
    assert loudness(wave, 440, 1.2, 2.8) == pytest.approx(0.2, rel=0.25)
    assert loudness(wave, 2500, 21.2, 22.8) == pytest.approx(0.2, rel=0.25)
    assert loudness(wave, 1000, 2.2, 3.8) < 0.01
    assert loudness(heard(taping, manifest), 1000, 2.2, 3.8) == pytest.approx(0.2, rel=0.25)
    last = [one["mix"]["fragments"][-1] for one in (manifest, told)]
    assert last[0][2] + last[0][3] == last[1][2] + last[1][3]
    assert sorted(path.name for path in taping.folder.glob("mix~*")) == ["mix~x.json", "mix~x.mp4"]


async def test_pauses_of_the_recording_stay_where_they_were(taping):
    mic = taping.add("a", "a", "microphone", "audio/opus")
    taping.play((mic, film.sound(1, tone=440, gain=0.2).packets, 1.0), until=3)
    taping.recorder.pause(taping.now)
    taping.run_to(6)
    taping.recorder.resume(taping.now)
    manifest = await taping.close(9)
    remix.remix(taping.folder, "mix~y", ["nobody"])
    told = remix.read(taping.folder, "y")["mix"]
    assert told["holes"] == manifest["mix"]["holes"] != []
    assert remix.read(taping.folder, "z") is None


def test_what_a_server_that_ended_left_half_made_is_removed_and_nothing_else(tmp_path):
    for name in ("mix~a.part", "mix-b.part"):
        (tmp_path / name).mkdir()
    (tmp_path / "mix.mp4").touch()
    remix.sweep(tmp_path, remix.name_of(""))
    assert {one.name for one in tmp_path.iterdir()} == {"mix-b.part", "mix.mp4"}
    remix.sweep(tmp_path)
    assert {one.name for one in tmp_path.iterdir()} == {"mix.mp4"}
