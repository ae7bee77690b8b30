"""Windows cover every voice once, are never too long, and end where nobody speaks."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from transcription.windows import LIMIT, SLIVER, joined, last_pause, next_windows, without

moments = st.integers(0, 900_000)
spans = st.lists(st.tuples(moments, moments).map(lambda pair: (min(pair), max(pair))), max_size=12)


def covered(intervals):
    return sum(end - start for start, end in joined(intervals))


@settings(deadline=None, max_examples=60)
@given(spans, spans)
def test_taking_spans_away_leaves_exactly_the_rest(have, taken):
    left = without(have, taken)
    assert covered(left) + covered(taken) == covered(have + taken)
    assert left == joined(left)


@settings(deadline=None, max_examples=60)
@given(spans, spans, st.lists(moments, max_size=4), st.booleans())
def test_windows_are_short_and_never_cover_what_was_done_nor_cross_a_wall(voiced, done, walls, open_end):
    cuts = next_windows(voiced, done, walls=walls, open_end=open_end)
    for cut in cuts:
        assert 0 < cut.end - cut.start <= LIMIT
        assert covered([*done, (cut.start, cut.end)]) == covered(done) + cut.end - cut.start
        assert not any(cut.start < wall < cut.end for wall in walls)
    assert all(before.end <= after.start for before, after in pairwise(cuts))


@settings(deadline=None, max_examples=60)
@given(spans, spans)
def test_nothing_but_slivers_is_left_when_all_windows_are_done(voiced, done):
    heard = [(cut.start, cut.end) for cut in next_windows(voiced, done)]
    assert not next_windows(voiced, [*done, *heard])
    left = without(voiced, [*done, *heard])
    assert all(end - start < SLIVER for start, end in left)


@settings(deadline=None, max_examples=60)
@given(spans, st.integers(10_000, 120_000))
def test_doing_window_after_window_comes_to_an_end(voiced, step):
    done = []
    while cuts := next_windows(voiced, done):
        done.append((cuts[0].start, min(cuts[0].end, cuts[0].start + step)))
        assert len(done) < 500
    assert covered(done) >= covered(voiced) - SLIVER * len(voiced)


def test_a_long_talk_is_cut_in_the_pause_between_two_voices():
    cuts = next_windows([(0, 100_000), (101_000, 180_000)], [])
    assert [(cut.start, cut.end, cut.more) for cut in cuts] == [
        (0, 100_500, False),
        (100_500, 180_000, False),
    ]


def test_a_talk_without_a_known_pause_is_cut_at_the_limit_and_marked_as_going_on():
    cuts = next_windows([(0, 300_000)], [])
    assert [(cut.start, cut.end, cut.more) for cut in cuts] == [
        (0, 120_000, True),
        (120_000, 240_000, True),
        (240_000, 300_000, False),
    ]


def test_the_last_window_of_a_growing_track_is_marked_as_going_on():
    assert next_windows([(0, 40_000)], [], open_end=True)[0].more


def test_a_window_ends_in_the_last_pause_of_its_later_half():
    assert last_pause([(0, 30_000), (31_000, 80_000), (81_000, 120_000)], 0, 120_000) == 80_500
    assert last_pause([(0, 30_000), (31_000, 120_000)], 0, 120_000) is None
    assert last_pause([(0, 100_000)], 0, 120_000) == 119_700
    assert last_pause([], 0, 120_000) == 120_000
