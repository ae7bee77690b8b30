"""What somebody says just now is heard soon: only the sound that is there, once, and without going round in a loop."""

import numpy as np
import pytest

from transcription import worker
from transcription.brief import FRAMES, LEAST, SILENCE, without_loop
from transcription.engine import RATE, Segment, SpeechError, Word

SPANS = [(1_000, 1_800)]


class Engine:
    """Says that a word begins at once, and remembers for how long it was to listen."""

    name = "a test"

    def __init__(self):
        self.asked = []

    def glance(self, pcm, language):
        self.asked.append((len(pcm) * 1000 // RATE, language))
        return [Segment(0, 900, "so", (Word(0, 900, " so"),))]


def test_a_glance_hears_the_voice_alone_and_tells_where_it_ends():
    engine = Engine()
    made = worker.glance(engine, lambda pcm, pause: SPANS, np.zeros(4 * RATE), 5_000, "de")
    assert engine.asked == [(800 + 2 * worker.AROUND, "de")], "silence around the voice costs nothing"
    assert made.until == 6_800
    assert made.segments[0].words[0].start == 6_000 - worker.LEAD, "no word begins before its voice"
    assert worker.glance(engine, lambda pcm, pause: [], np.zeros(RATE), 5_000, "de").segments == ()


def test_a_voice_at_the_edge_of_what_is_heard_is_taken_as_it_is():
    engine = Engine()
    made = worker.glance(engine, lambda pcm, pause: [(0, 1_000)], np.zeros(RATE), 5_000, "de")
    assert engine.asked == [(1_000, "de")]
    assert (made.segments[0].words[0].start, made.until) == (5_000, 6_000)


@pytest.mark.parametrize(
    ("tokens", "kept"),
    [
        ([], []),
        ([7, 8, 9], [7, 8, 9]),
        ([7, 8, 8, 8], [7, 8, 8, 8]),  # no, no, no
        ([7, 8, 8, 8, 8], [7, 8]),
        ([1, 7, 8, 7, 8, 7, 8, 7, 8, 7], [1, 7, 8]),  # it was stopped in the middle of a round
        ([7, 8, 9] * 5, [7, 8, 9]),
        ([8, 8, 8, 8, 9], [8, 8, 8, 8, 9]),
    ],
)
def test_a_loop_at_the_end_is_said_once(tokens, kept):
    assert without_loop(tokens) == kept


@pytest.mark.speech
def test_the_engine_encodes_no_more_than_there_is_and_finds_the_same_words(tiny, speech):
    from transcription.faster_whisper import FasterWhisper

    samples, rate = speech
    at = np.arange(int(len(samples) / rate * RATE)) / RATE
    pcm = np.interp(at, np.arange(len(samples)) / rate, samples).astype(np.float32)
    engine, sizes = FasterWhisper(tiny, "tiny.en"), []
    encode = engine._model.encode
    engine._model.encode = lambda features: sizes.append(features.shape[-1]) or encode(features)
    [heard] = engine.glance(pcm, "en")
    most = len(pcm) * FRAMES // RATE + SILENCE + 2
    assert len(sizes) == 1, "once, also where the last word is cut in two"
    assert sizes[0] <= max(LEAST, most)
    assert len({"quick", "lazy", "dog", "degrees"} & set(heard.text.lower().replace(".", "").split())) >= 3
    assert heard.words[-1].end <= len(pcm) * 1000 // RATE + 100
    for length in (0, 100, RATE // 10, RATE // 4):
        assert engine.glance(pcm[RATE : RATE + length], "en") == [], "hardly a syllable"
    with pytest.raises(SpeechError, match="English only"):
        engine.glance(pcm, "de")
