"""Completion: the same rule met by being there, by watching and doing, or by both; and what may be believed of a player."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rooms.completion import Record, done, to_watch
from rooms.lesson import Terms
from rooms.spans import length, overlap, union, within, without
from rooms.watching import AWAY, FASTEST, MOST_SPANS, SILENCE, SLACK, STEP, Watched, steps, watched_more
from tests.rooms.school import School

MINUTE = 60_000
RULE = Terms(window=None, promise=None, share=80, polls=True, posts=1)
SPANS = st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), max_size=20)


def held(*, pause: bool = False) -> School:
    """Ten minutes with a poll and a poll without names; Sam was there for all of it, Tom for half."""
    school = School()
    school.do("sam", "JoinClass")
    school.do("tom", "JoinClass")
    school.do("ines", "OpenPoll", poll="p", question="Which?", options=["x", "y"])
    school.do("ines", "OpenPoll", poll="secret", question="How sure?", options=["x", "y"], anonymous=True)
    school.do("sam", "Vote", poll="p", choices=[0])
    school.do("sam", "AskQuestion", question="q", text="why?")
    school.now = 5 * MINUTE
    school.do("tom", "LeaveClass")
    if pause:
        school.do("ines", "PauseRecording")
        school.now = 8 * MINUTE
        school.do("ines", "ResumeRecording")
    school.now = 10 * MINUTE
    school.do("ines", "EndClass")
    return school


def judged(school, person, watched=(), terms=RULE):
    record = Record()
    record.take_in(school.entries)
    return done(record, terms, person, union(watched), school.now)


def test_presence_and_doing_complete_a_class_live():
    one = judged(held(), "sam")
    assert (one.share, one.polls, one.posts, one.complete, one.live) == (100, (), 1, True, True)


def test_watching_and_doing_complete_the_same_class_later():
    school = held()
    begun = judged(school, "kim", [(0, 4 * MINUTE)])
    assert (begun.share, begun.polls, begun.complete) == (40, ("p",), False)
    assert begun.missing(RULE) == 4 * MINUTE - 2_000
    school.do("kim", "Vote", at=5, poll="p", choices=[1])
    school.do("kim", "AddComment", at=5, comment="c", text="hm")
    one = judged(school, "kim", [(0, 4 * MINUTE), (3 * MINUTE, 8 * MINUTE)])
    assert (one.polls, one.posts, one.complete, one.live) == ((), 1, True, False)


def test_being_there_and_watching_add_up_and_nothing_counts_twice():
    one = judged(held(), "tom", [(4 * MINUTE, 6 * MINUTE)])
    assert one.seen == 6 * MINUTE
    assert one.polls == ("p",)


def test_what_was_not_recorded_is_asked_of_nobody():
    one = judged(held(pause=True), "kim", [(0, 5 * MINUTE), (8 * MINUTE, 10 * MINUTE)])
    assert (one.whole, one.share) == (7 * MINUTE, 100)


def test_lists_count_what_is_to_see_as_the_class_itself_does():
    for school in (held(), held(pause=True)):
        assert to_watch(school.entries, school.room.edit) == judged(school, "kim").whole
        school.do("ines", "CutPassage", cut="c", start=0, end=2 * MINUTE)
        assert to_watch(school.entries, school.room.edit) == judged(school, "kim").whole


def test_nobody_completes_a_class_by_being_there_without_having_been():
    little = Terms(window=None, promise=None, share=0, polls=False, posts=0)
    assert judged(held(), "kim", terms=little).complete
    assert not judged(held(), "kim", terms=little).live


def test_what_was_taken_back_does_not_count():
    school = held()
    school.do("sam", "RedactQuestion", question="q")
    assert not judged(school, "sam").complete


def test_nobody_has_completed_a_class_that_goes_on():
    school = School()
    school.do("sam", "JoinClass")
    school.now = MINUTE
    assert not judged(school, "sam", terms=Terms(None, None, 0, False, 0)).complete


def test_a_rule_may_ask_for_less():
    nothing = Terms(window=None, promise=None, share=0, polls=False, posts=0)
    assert judged(held(), "kim", terms=nothing).complete
    half = Terms(window=None, promise=None, share=50, polls=False, posts=0)
    assert judged(held(), "tom", terms=half).live


@settings(max_examples=40, deadline=None)
@given(SPANS, SPANS)
def test_spans_are_sets_of_moments(some, others):
    def moments(spans):
        return {at for start, end in spans for at in range(start, end)}

    one, two = union(some), union(others)
    assert moments(one) == moments(some)
    assert length(one) == len(moments(some))
    assert moments(without(one, two)) == moments(some) - moments(others)
    assert moments(overlap(one, two)) == moments(some) & moments(others)
    assert moments(within(one, 20, 90)) == moments(some) & set(range(20, 90))


def test_nobody_has_watched_more_than_time_allows():
    begun = watched_more(None, [], 0, 101_000, 60 * MINUTE)
    cheat = watched_more(begun, [(0, 60 * MINUTE)], 60 * MINUTE, 111_000, 60 * MINUTE)
    assert length(cheat.spans) == 2 * 10_000 + SLACK
    honest = watched_more(begun, [(0, 20_000)], 20_000, 111_000, 60 * MINUTE)
    assert (honest.spans, honest.at) == (((0, 20_000),), 20_000)
    assert watched_more(honest, [(0, 20_000)], 500, 111_000, 60 * MINUTE).spans == honest.spans


def test_many_small_reports_win_no_more_than_one_large_one():
    record, class_long = None, 60 * MINUTE
    for number in range(200):
        claimed = (number * 15_000, (number + 1) * 15_000)
        record = watched_more(record, [claimed], 0, 100_000 + number * 25, class_long)
    assert length(record.spans) <= 2 * 5_000 + SLACK


def test_who_was_silent_for_a_day_or_was_only_judged_so_far_has_not_watched_meanwhile():
    day, class_long = 24 * 60 * MINUTE, 60 * MINUTE
    begun = watched_more(None, [], 0, day, class_long)
    late = watched_more(begun, [(0, class_long)], 0, 2 * day, class_long)
    assert length(late.spans) == 2 * SILENCE
    judged = watched_more(Watched(), [(0, class_long)], 0, day, class_long)
    assert length(judged.spans) == SLACK


def test_what_was_watched_of_a_kept_class_is_believed_for_the_time_since_the_last_report():
    day, class_long = 24 * 60 * MINUTE, 60 * MINUTE
    begun = watched_more(None, [], 0, day, class_long)  # as it began to be kept
    home = watched_more(begun, [(0, class_long)], 0, day + 20 * MINUTE, class_long, away=True)
    assert length(home.spans) == FASTEST * 20 * MINUTE + SLACK
    later = watched_more(begun, [(0, class_long)], 0, day + 2 * 60 * MINUTE, class_long, away=True)
    assert later.spans == ((0, class_long),)


def test_nobody_is_believed_more_for_saying_that_they_were_away():
    day, class_long = 24 * 60 * MINUTE, 100 * 60 * MINUTE
    assert length(watched_more(None, [(0, class_long)], 0, day, class_long, away=True).spans) == SLACK
    record = watched_more(None, [], 0, day, class_long)
    for number in range(50):
        claimed = (number * 60 * MINUTE, (number + 1) * 60 * MINUTE)
        record = watched_more(record, [claimed], 0, day + number * 25, class_long, away=True)
    assert length(record.spans) <= FASTEST * 50 * 25 + SLACK
    long_gone = watched_more(record, [(0, class_long)], 0, day + 2 * AWAY, 10 * AWAY, away=True)
    assert length(long_gone.spans) <= FASTEST * AWAY + length(record.spans)


def test_silences_that_were_left_out_count_and_take_no_time():
    begun = watched_more(None, [], 0, 101_000, 60 * MINUTE)
    silence = ((20_000, 10 * MINUTE),)
    found = watched_more(begun, [(0, 20_000), (10 * MINUTE, 601_000)], 0, 111_000, 60 * MINUTE, silence)
    assert found.spans == ((0, 601_000),)
    beyond = watched_more(begun, [], 0, 111_000, MINUTE, silence)
    assert beyond.spans == ((20_000, MINUTE),)


def test_what_is_told_once_more_costs_nothing():
    first = watched_more(None, [(0, 10_000)], 0, 101_000, 60 * MINUTE)
    again = watched_more(first, [(0, 10_000), (10_000, 14_000)], 0, 101_500, 60 * MINUTE)
    assert again.spans == ((0, 14_000),)


def test_what_had_been_watched_is_watched_again_and_no_more_of_it_than_time_allows():
    first = watched_more(None, [(0, 20_000)], 0, 101_000, 60 * MINUTE)
    assert first.repeated == ()
    second = watched_more(first, [(20_000, 26_000), (5_000, 15_000)], 0, 117_000, 60 * MINUTE)
    assert (second.spans, second.repeated) == (((0, 26_000),), ((5_000, 15_000),))
    spoken_twice = watched_more(second, [(26_000, 34_000), (28_000, 33_000)], 0, 131_000, 60 * MINUTE)
    assert spoken_twice.repeated == ((28_000, 33_000),)
    for number in range(50):
        cheat = watched_more(spoken_twice, [(0, 34_000)], 0, 131_000 + number, 60 * MINUTE)
        assert length(cheat.repeated) <= 2 * number


def test_watching_again_takes_no_time_from_what_is_new():
    first = watched_more(None, [(0, 20_000)], 0, 101_000, 60 * MINUTE)
    again = watched_more(first, [(0, 20_000)], 0, 111_000, 60 * MINUTE)
    new = [(20_000, 50_000)]
    assert watched_more(again, new, 0, 112_000, 60 * MINUTE).spans == ((0, 50_000),)


def test_a_piece_counts_once_however_a_passage_over_it_is_cut():
    assert steps([(0, 4_000), (4_000, 30_000)]) == steps([(0, 30_000)]) == [0, 1, 2]
    assert steps([(0, 5_000), (5_001, 9_000), (17_000, 24_999)]) == []
    assert steps([(5_000, 5_001), (STEP, STEP + 5_001)]) == [0, 1]


def test_nothing_is_watched_beyond_the_class_or_before_it():
    found = watched_more(None, [(-5_000, 2_000), (8_000, 90_000), (5, 5), (9, 3)], 90_000, 0, 10_000)
    assert (found.spans, found.at) == (((0, 2_000), (8_000, 10_000)), 10_000)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(SPANS, st.integers(0, 500), st.integers(-10, 100)), max_size=10))
def test_what_was_watched_is_never_lowered(reports):
    now, before = 0, None
    for told, at, passed in reports:
        now += passed
        after = watched_more(before, told, at, now, 150)
        assert without(before.spans if before else (), after.spans) == ()
        assert all(0 <= start < end <= 150 for start, end in after.spans)
        before = after


def test_a_record_of_a_thousand_pieces_grows_no_more():
    pieces = tuple((at * 5_000, at * 5_000 + 1_000) for at in range(MOST_SPANS))
    full = Watched(pieces, 0, 0)
    more = watched_more(full, [(MOST_SPANS * 5_000, MOST_SPANS * 5_000 + 1_000)], 0, 10_000, 10**9)
    assert more.spans == pieces


def test_a_poll_put_after_class_is_asked_of_those_who_watch_and_takes_nothing_from_those_who_were_there():
    school = held()
    school.do("ines", "OpenPoll", poll="late", question="And now?", options=["x", "y"], at=MINUTE)
    there = judged(school, "sam")
    assert (there.polls, there.complete, there.live) == ((), True, True)
    rule = Terms(window=None, promise=None, share=80, polls=True, posts=0)
    school.do("kim", "Vote", at=5, poll="p", choices=[1])
    assert judged(school, "kim", [(0, 10 * MINUTE)], rule).polls == ("late",)
    school.do("kim", "Vote", at=5, poll="late", choices=[1])
    one = judged(school, "kim", [(0, 10 * MINUTE)], rule)
    assert (one.polls, one.complete, one.live) == ((), True, False)


def test_tasks_are_asked_of_those_who_were_there_and_of_those_who_watch_alike():
    school = School()
    for person in ("sam", "tom"):
        school.do(person, "JoinClass")
    school.do("ines", "GiveTask", task="t", what={"title": "Sketch the tides"})
    school.do("ines", "GiveTask", task="free", what={"title": "More", "counts": False})
    school.do("sam", "HandIn", task="t", text="ebb")
    school.now = 10 * MINUTE
    school.do("ines", "EndClass")
    rule = Terms(window=None, promise=None, share=80, polls=True, posts=0)
    sam, tom = judged(school, "sam", terms=rule), judged(school, "tom", terms=rule)
    assert (sam.tasks, sam.tasks_done, sam.complete, sam.live) == ((), 1, True, True)
    assert (tom.tasks, tom.complete) == (("t",), False)
    assert judged(school, "kim", [(0, 10 * MINUTE)], rule).tasks == ("t",)
    for person in ("tom", "kim"):
        school.do(person, "HandIn", at=5, task="t", text="flow")
    assert not judged(school, "tom", terms=rule).live
    assert judged(school, "kim", [(0, 10 * MINUTE)], rule).complete
    school.do("ines", "GiveFeedback", task="t", person="kim", text="why?", verdict="again")
    assert judged(school, "kim", [(0, 10 * MINUTE)], rule).tasks == ("t",)
    school.do("ines", "GiveFeedback", task="t", person="kim", verdict="done")
    assert judged(school, "kim", [(0, 10 * MINUTE)], rule).complete


def test_a_task_given_after_class_is_asked_of_all_and_one_in_a_cut_of_nobody():
    school = School()
    school.do("sam", "JoinClass")
    school.now = 10 * MINUTE
    school.do("ines", "EndClass")
    rule = Terms(window=None, promise=None, share=80, polls=True, posts=0)
    school.do("ines", "GiveTask", at=MINUTE, task="t", what={"title": "Sketch the tides"})
    assert judged(school, "sam", terms=rule).tasks == ("t",)
    school.do("ines", "CutPassage", cut="c", start=0, end=2 * MINUTE)
    assert judged(school, "sam", terms=rule).complete


def test_what_is_not_recorded_when_a_class_ends_is_asked_of_nobody_either():
    school = School()
    school.do("sam", "JoinClass")
    school.now = 4 * MINUTE
    school.do("ines", "PauseRecording")
    school.now = 10 * MINUTE
    school.do("ines", "EndClass")
    one = judged(school, "kim", [(0, 4 * MINUTE)])
    assert (one.whole, one.share) == (4 * MINUTE, 100)


def test_nobody_sees_more_than_all_of_a_short_class():
    school = School()
    school.do("sam", "JoinClass")
    school.now = MINUTE
    school.do("ines", "EndClass")
    assert judged(school, "sam").share == 100


def test_a_clock_that_goes_back_gives_nobody_time_twice():
    first = watched_more(None, [(0, 20_000)], 20_000, 1_000_000, MINUTE)
    back = watched_more(first, [], 20_000, 900_000, MINUTE)
    assert back.told >= first.told
