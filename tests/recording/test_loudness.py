"""Loudness as the standards measure it, and downloads that are as loud as the goal whatever was recorded."""

import asyncio

import av
import numpy as np
import pytest

from recording import chunks, composer, loudness
from rooms.lesson import ClassEnded, ClassOpened
from rooms.people import PersonJoined
from tests.recording import film
from tests.recording.conftest import Taping
from tests.recording.lecture import chunks_of, timeline

CLASS = timeline((0, ClassOpened(0, True)), (0, PersonJoined("i", "instructor")), (9000, ClassEnded()))
TOLD = {"title": "", "album": "", "language": "", "captions": [], "chapters": [], "translated": {}}


def tone(level, seconds=5.0, hertz=997, phase=0.0):
    """A tone with its peak at `level` dBFS."""
    times = np.arange(int(seconds * 48_000)) / 48_000
    return 10 ** (level / 20) * np.sin(2 * np.pi * hertz * times + phase)


def test_a_tone_is_as_loud_as_the_standard_says():
    # EBU Tech 3341: -23 dBFS at 997 Hz are -23 LUFS in two channels, and 3.01 less in one.
    assert loudness.integrated(loudness.measured(tone(-23, 20))) == pytest.approx(-26.01, abs=0.05)
    assert loudness.integrated(loudness.measured(tone(-23, 20, 100))) == pytest.approx(-27.85, abs=0.2)


def test_silence_and_what_is_far_below_the_rest_count_for_nothing():
    alone = loudness.integrated(loudness.measured(tone(-20)))
    whispered = np.concatenate([tone(-20), tone(-45), np.zeros(480_000)])
    assert loudness.integrated(loudness.measured(whispered)) == pytest.approx(alone, abs=0.15)
    for nothing in (np.zeros(96_000), tone(-90), np.zeros(0)):
        found = loudness.integrated(loudness.measured(nothing))
        assert (found, loudness.steps(found)) == (None, 0)


def test_what_is_measured_in_pieces_is_what_is_measured_whole():
    sound = np.concatenate([tone(-20, 3.2), tone(-30, 6.4)])
    pieces = []
    for at in range(0, len(sound), 76_800):  # 1.6 s each, with the moment before it
        lead = min(at, 6_144)
        pieces += loudness.measured(sound[at - lead : at + 76_800], lead)
    assert pieces == pytest.approx(loudness.measured(sound), abs=2)


def test_a_peak_between_two_samples_is_found():
    # A quarter of the rate, an eighth of a turn off: no sample is higher than -3 dBFS.
    assert max(loudness.peaks(tone(0, 0.1, 12_000, np.pi / 4), 1024)) == pytest.approx(0, abs=3)


def test_gain_is_taken_back_before_a_peak_and_comes_back_slowly():
    highest = [-300] * 100
    highest[50] = -30
    found = loudness.gains(8, highest)
    assert found[50] == found[49] == 0, "the frame before is heard in it too"
    assert found[40:50] == [8, 8, 7, 6, 5, 4, 3, 2, 1, 0]
    assert (found[58], found[66], found[99]) == (1, 2, 6)
    assert loudness.gains(-4, highest) == [-4] * 100


def test_frames_that_begin_with_anything_else_stay_as_they_are():
    assert loudness.turned(b"\x01\x18rest", 4) == b"\x01\x20rest"
    assert loudness.turned(b"\xde\x04", 4) == b"\xde\x04"
    assert loudness.turned(b"\x01\xf8", 99) == b"\x01\xfe"


def said(times):
    """Words of a fifth of a second, quiet, and a loud one at 6.2 s."""
    level = np.where((times > 6.2) & (times < 6.24), 0.7, 0.02)
    return level * np.sin(2 * np.pi * 440 * times) * (times % 0.3 < 0.2)


def heard(path):
    with av.open(str(path)) as container:
        return np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])


def test_downloads_are_as_loud_as_the_goal_without_seams_or_peaks(tmp_path, monkeypatch):
    monkeypatch.setattr(chunks, "CHUNK", 1600)
    taping = Taping(tmp_path / "recording")
    taping.play(
        (taping.add("mic", "i", source="microphone", codec="audio/opus"), film.sound(9, shape=said).packets, 0.0),
        until=9.0,
    )  # fmt: skip
    manifest = asyncio.run(taping.close(9.0, CLASS))
    shelf, pieces, _ = chunks_of(tmp_path, manifest, CLASS)
    keys = [piece.key for piece in pieces]
    before = loudness.integrated([one for piece in pieces for one in piece.head["loud"]])
    assert before < -35
    asked = {"do": "join", "recording": str(tmp_path / "recording"), "shelf": str(shelf.folder), "keys": keys}
    asked |= {"words": TOLD, "signature": "first", "plan": None}
    assert composer.answer(asked)["ok"]
    for path in (shelf.sound, shelf.film):
        sound = heard(path)
        assert loudness.integrated(loudness.measured(sound)) == pytest.approx(loudness.GOAL, abs=1)
        assert max(loudness.peaks(sound, 1024)) <= -10
    first = shelf.sound.read_bytes()
    assert not list(shelf.folder.glob("*.chunk"))
    assert composer.answer({**asked, "words": {**TOLD, "title": "Tides"}, "signature": "second"})["ok"]
    assert shelf.sound.read_bytes()[-2000:] == first[-2000:], "out of the film it is not turned up again"
    assert np.array_equal(heard(shelf.sound), sound)
