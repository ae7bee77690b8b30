"""Pieces of a window: all of it once, none longer than the engine hears at once, ending at the longest pauses."""

from itertools import accumulate, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transcription.test_second_hearing import Engine
from transcription import worker
from transcription.engine import RATE, Segment, Word
from transcription.pieces import MARGIN, MOST, pieces

steps = st.lists(st.tuples(st.integers(200, 15_000), st.integers(250, 6_000)), max_size=20)


def spoken(voices):
    """Voices and the pauses behind them, as spans, and the length of all."""
    times = list(accumulate((part for voice in voices for part in voice), initial=0))
    return list(zip(times[0::2], times[1::2], strict=False)), times[-1] + 500


@settings(deadline=None, max_examples=200)
@given(steps)
def test_pieces_hold_everything_once_and_part_no_voice(voices):
    spans, length = spoken(voices)
    parts = pieces(spans, length)
    assert parts[0][0] == 0
    assert parts[-1][1] == length
    assert all(before[1] == after[0] for before, after in pairwise(parts))
    assert not any(start < cut < end for cut, _ in parts for start, end in spans)


@settings(deadline=None, max_examples=200)
@given(steps)
def test_no_piece_is_more_than_the_engine_hears_at_once(voices):
    spans, length = spoken(voices)
    for first, last in pieces(spans, length):
        said = sum(end - start for start, end in spans if first <= start < last)
        assert said + 2 * MARGIN <= MOST


def test_a_piece_ends_at_the_longest_pause_of_its_later_half():
    assert pieces([(0, 12_000), (12_300, 16_000), (17_000, 25_000), (25_400, 40_000)], 40_000) == [
        (0, 16_500),
        (16_500, 40_000),
    ]


def test_silence_that_the_engine_leaves_out_does_not_count():
    assert pieces([(0, 10_000), (60_000, 70_000)], 90_000) == [(0, 90_000)]
    assert pieces([(0, 20_000), (60_000, 70_000)], 90_000) == [(0, 40_000), (40_000, 90_000)]


def test_a_voice_without_any_pause_stays_whole():
    assert pieces([(0, 50_000)], 50_000) == [(0, 50_000)]
    assert pieces([(0, 50_000), (51_000, 60_000)], 60_000) == [(0, 50_500), (50_500, 60_000)]
    assert pieces([], 5_000) == [(0, 5_000)]


def test_each_piece_is_heard_by_itself_and_its_words_stand_where_they_were_said():
    def voiced(pcm, pause):
        # Somebody who pauses between words only.
        return [(0, 40_000)] if pause == worker.PAUSES[0] else [(0, 20_000), (20_400, 40_000)]

    lengths = []

    class Listens(Engine):
        def transcribe(self, pcm, language, hotwords="", *, quick=False):
            lengths.append(len(pcm) / RATE)
            return super().transcribe(pcm, language, hotwords, quick=quick)

    word = Segment(100, 900, "word", (Word(100, 900, " word", 9),))
    heard = worker.listen(Listens(word, word), voiced, [0.0] * RATE * 40, 5_000, 45_000, False, "en")
    assert lengths == [20.2, 19.8]
    assert [(each.start, each.end) for each in heard.segments] == [(5_100, 5_900), (25_300, 26_100)]
    assert heard.until == 45_000
