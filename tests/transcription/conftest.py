"""Real speech, really recorded: espeak-ng speaks, Opus carries, the recorder writes, and the engine listens."""

import os
import shutil
import subprocess
import wave

import numpy as np
import pytest

from tests.recording import film
from tests.recording.conftest import Taping, track_of
from transcription import weights
from transcription.engine import SpeechError

SENTENCE = "The quick brown fox jumps over the lazy dog. Water boils at one hundred degrees."


def missing(what):
    """Skip loudly on a desk; under CI a missing part is an error."""
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def tiny():
    """The folder of the default English weights, checked."""
    try:
        return weights.find("tiny.en")
    except SpeechError as problem:
        missing(problem.message)


@pytest.fixture(scope="session")
def speech(tmp_path_factory):
    """SENTENCE spoken by espeak-ng: (samples, rate)."""
    if not shutil.which("espeak-ng"):
        missing("espeak-ng is not installed, so nobody can speak")
    path = tmp_path_factory.mktemp("speech") / "sentence.wav"
    subprocess.run(["espeak-ng", "-v", "en-us", "-s", "140", "-w", path, SENTENCE], check=True)
    with wave.open(str(path)) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), np.int16)
        return samples / 32768, file.getframerate()


@pytest.fixture
async def recorded(tmp_path, speech):
    """(folder, TRACK, manifest) of a class in which the sentence is spoken from class second 3 on, then silence."""
    samples, rate = speech
    seconds = len(samples) / rate + 6
    silent_to_end = np.concatenate([np.zeros(2 * rate), samples, np.zeros(5 * rate)])
    taping = Taping(tmp_path / "c1")
    microphone = taping.add("mic", source="microphone", codec="audio/opus")
    heard = film.sound(seconds, shape=lambda times: silent_to_end[(times * rate).astype(int)])
    taping.play((microphone, heard.packets, 1.0), until=seconds + 1)
    manifest = await taping.close(seconds + 2)
    return taping.folder, track_of(manifest, "mic"), manifest
