"""A speaker's sound is found again at its class time, to the sample, and silence stands for what is missing."""

import numpy as np
import pytest

from recording.listen import read_speech
from tests.recording import film
from tests.recording.conftest import track_of


def burst(times):
    """A tone of 100 ms at the start of each second."""
    return np.where((times % 1.0) < 0.1, 0.5 * np.sin(2 * np.pi * 800 * times), 0.0)


def onsets(speech):
    loud = np.abs(speech) > 0.1
    return [n for n in np.flatnonzero(loud) if not loud[max(0, n - 1600) : n].any()]


@pytest.mark.parametrize("ended", [True, False])
async def test_words_are_where_they_were_spoken(taping, ended):
    mic = taping.add("mic", source="microphone", codec="audio/opus")
    taping.play((mic, film.sound(6, shape=burst).packets, 1.0), until=8)
    await taping.settled()
    manifest = taping.recorder.manifest((), taping.now)
    if ended:
        manifest = await taping.close(8)
    track = track_of(manifest, "mic")
    speech = read_speech(taping.folder, track, 0, 8000)
    assert speech.dtype == np.float32
    assert len(speech) == 8 * 16000
    found = onsets(speech)
    assert len(found) == 6
    for number, place in enumerate(found):
        assert abs(place / 16 - (1000 + number * 1000)) <= 15
    part = read_speech(taping.folder, track, 2500, 4750)
    assert len(part) == 2250 * 16
    assert [abs(place / 16 - 500) <= 15 for place in onsets(part)][:1] == [True]
    if not ended:
        await taping.close()


async def test_lost_packets_become_silence_and_move_nothing(taping):
    mic = taping.add("mic", source="microphone", codec="audio/opus")
    packets = [
        p for n, p in enumerate(film.sound(6, shape=burst).packets) if not (n % 9 == 4 or 120 <= n < 140)
    ]
    taping.play((mic, packets, 1.0))
    track = track_of(await taping.close(9), "mic")
    found = onsets(read_speech(taping.folder, track, 0, 9000))
    assert [round(place / 16000) for place in found if abs(place / 16000 - round(place / 16000)) < 0.03] == [
        1,
        2,
        3,
        4,
        5,
        6,
    ]


async def test_before_and_after_a_track_there_is_silence(taping):
    mic = taping.add("mic", source="microphone", codec="audio/opus")
    taping.play((mic, film.sound(1).packets, 2.0))
    track = track_of(await taping.close(6), "mic")
    assert not read_speech(taping.folder, track, 0, 1900).any()
    assert not read_speech(taping.folder, track, 4000, 5000).any()
    assert not len(read_speech(taping.folder, track, 4000, 4000))


async def test_pictures_are_no_speech(taping):
    taping.play((taping.add("cam"), film.video("h264", 1).packets, 1.0))
    with pytest.raises(ValueError):
        read_speech(taping.folder, track_of(await taping.close(3), "cam"), 0, 1000)
