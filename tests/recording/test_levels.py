"""How loud a class is from moment to moment: what players make louder, whatever was cut, hidden or lost in a crash."""

import json

import numpy as np
import pytest

from recording import erasure, ledger, levels, loudness, remix
from recording import manifest as manifests
from recording.levels import MS, Levels, gain
from recording.recover import recover
from tests.recording import film
from tests.recording.conftest import Taping
from tests.recording.test_loudness import tone


def listened(sound, at=0):
    """What is measured of a sound that comes in blocks of 20 ms."""
    ears = Levels()
    blocks = (32768 * sound).astype(np.float32)
    for start in range(0, len(blocks) // 960 * 960, 960):
        ears.hear(blocks[start : start + 960], at + start // 48)
    ears.end()
    return ears.stretches


def test_a_class_is_as_loud_for_players_as_for_its_downloads():
    sound = np.concatenate([tone(-30, 9.7), tone(-48, 5.1), np.zeros(96_000), tone(-34, 40)])
    told = listened(sound, at=1000)
    whole = loudness.integrated(loudness.measured(sound))
    pieces = [piece for _, some in told for piece in some]
    assert loudness.overall(pieces) == pytest.approx(whole, abs=0.15)
    assert gain(told) == pytest.approx(loudness.steps(whole) * loudness.STEP, abs=0.05)
    assert [at for at, _ in told[:2]] == [1000, pytest.approx(17_800, abs=MS)], "silence is left out"
    assert max(len(some) for _, some in told) <= levels.TOGETHER


def test_what_is_nearly_silent_is_made_no_louder_and_shouting_is_made_quieter():
    assert (gain(()), gain(listened(np.zeros(96_000))), gain(listened(tone(-85)))) == (0, 0, 0)
    assert gain(listened(tone(-60))) == round(loudness.MOST * loudness.STEP, 1)
    assert gain(listened(tone(-1))) < -10


def test_what_is_cut_out_does_not_count():
    told = [(1000, [-300, -310, -320]), (9000, [-200])]
    assert levels.without(told, ((1400, 1700), (8000, 9900))) == [(1000, [-300, -320])]
    made = {"levels": told, "voiced": {}, "state": "ended"}
    assert manifests.for_players(made) == {"state": "ended", "gain": gain(told)}
    assert manifests.for_players({"state": "live"}) == {"state": "live"}, "nobody knows yet"


async def test_the_quiet_class_is_told_after_a_crash_and_without_somebody(tmp_path):
    taping = Taping(tmp_path / "c1")
    quiet = taping.add("a", "a", "microphone", "audio/opus")
    loud = taping.add("b", "b", "microphone", "audio/opus")
    spoken = film.sound(8, tone=997, gain=0.02).packets, film.sound(8, tone=997, gain=0.4).packets
    taping.play((quiet, spoken[0], 1.0), (loud, spoken[1], 12.0), until=15)
    assert "levels" not in taping.recorder.manifest(())
    manifest = await taping.close(22)
    assert manifest["levels"] == recover(taping.folder)["levels"]
    assert gain(manifest["levels"]) < 0
    assert gain(manifests.edited(manifest, ((11_000, 21_000),))["levels"]) > 12
    remix.remix(taping.folder, "mix~x", ["b"])
    without = manifests.without_people(manifest, {"b"}, remix.read(taping.folder, "x"))
    assert gain(without["levels"]) == gain(manifests.edited(manifest, ((11_000, 21_000),))["levels"])
    erasure.take_out(taping.folder, "b", remix.read(taping.folder, "x"), ())
    left = manifests.read(taping.folder)
    assert left["levels"] == json.loads(json.dumps(without["levels"]))
    assert b"loud" not in (taping.folder / ledger.NAME).read_bytes(), (
        "what was said by whoever was erased is not told"
    )
