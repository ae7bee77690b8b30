"""What a window's hearing is worth: nothing is believed that nobody can have said."""

from tests.transcription.test_second_hearing import Engine
from transcription import worker
from transcription.engine import Segment, Word


def listened(*words, seconds=4):
    def voiced(pcm, pause):
        return [(0, 1000 * seconds - 500)]

    said = tuple(Word(start, end, f" {text}", 5) for text, start, end in words)
    engine = Engine(Segment(0, said[-1].end, "".join(word.text for word in said).strip(), said))
    found = worker.listen(
        engine, voiced, [0.0] * 16_000 * seconds, 10_000, 10_000 + 1000 * seconds, False, "en"
    )
    return [segment.text for segment in found.segments]


def test_a_sentence_without_time_for_its_words_was_invented():
    made_up = [(word, 9_000, 9_000) for word in ["And", "then", "we", "are", "going", "to", "go", "ahead"]]
    assert listened(("makes", 1_000, 1_400), ("waste", 1_400, 1_900), *made_up) == ["makes waste"]
    assert listened(*made_up) == []


def test_words_that_are_dated_a_little_too_close_stay():
    close = [("in", 1_000, 1_040), ("a", 1_040, 1_060), ("bud", 1_080, 1_500), ("that", 1_500, 1_700)]
    assert listened(*close) == ["in a bud that"]
