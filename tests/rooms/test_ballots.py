"""What may be answered to each kind of question, how it is counted, and whether it is right."""

import pytest

from rooms.ballots import (
    Answer,
    Ballot,
    Key,
    Question,
    count,
    is_right,
    must_be_asked_well,
    must_fit,
)

ONE = Question("choice", ("a", "b", "c"), multiple=False)
MANY = Question("choice", ("a", "b", "c"), multiple=True)
ORDER = Question("ranking", ("a", "b", "c"), multiple=False)
FIVE = Question("rating", ("1", "2", "3", "4", "5"), multiple=False)
TYPED = Question("text", (), multiple=False)
CLOUD = Question("cloud", (), multiple=False)


def ballot(*choices: int, texts: tuple[str, ...] = ()) -> Ballot:
    return Ballot(choices, texts, 0)


@pytest.mark.parametrize(
    ("question", "choices", "texts", "code"),
    [
        (ONE, (0, 1), (), "malformed"),
        (ONE, (), (), "malformed"),
        (ONE, (), ("a",), "malformed"),
        (MANY, (1, 1), (), "malformed"),
        (MANY, (-1,), (), "no_such_option"),
        (ORDER, (0, 1), (), "malformed"),
        (ORDER, (0, 1, 3), (), "no_such_option"),
        (FIVE, (5,), (), "no_such_option"),
        (TYPED, (0,), (), "malformed"),
        (TYPED, (), (), "malformed"),
        (TYPED, (), ("a", "b"), "malformed"),
        (TYPED, (), (" ",), "empty"),
        (TYPED, (), ("a" * 301,), "too_long"),
        (CLOUD, (), ("ebb", "EBB"), "malformed"),
        (CLOUD, (), ("a", "b", "c", "d"), "malformed"),
        (CLOUD, (), ("a" * 41,), "too_long"),
    ],
)
def test_a_ballot_that_does_not_answer_its_question_is_refused(question, choices, texts, code, refused):
    with refused(code):
        must_fit(question, choices, texts)


@pytest.mark.parametrize(
    "question",
    [
        Question("choice", (), multiple=False),
        Question("choice", tuple("abcdefghijk"), multiple=False),
        Question("ranking", ("a",), multiple=False),
        Question("rating", ("1", "2", "3"), multiple=False),
        Question("rating", FIVE.options, multiple=True),
        Question("text", ("a", "b"), multiple=False),
        Question("cloud", ("a", "b"), multiple=False),
    ],
)
def test_a_question_that_nobody_could_answer_is_refused(question, refused):
    with refused("malformed"):
        must_be_asked_well("Which?", question, Key((), (), ""))


@pytest.mark.parametrize(
    ("question", "key", "code"),
    [
        (ONE, Key((3,), (), ""), "no_such_option"),
        (ONE, Key((0,), ("a",), ""), "malformed"),
        (ONE, Key((), (), "because"), "malformed"),
        (ORDER, Key((0, 1), (), ""), "malformed"),
        (FIVE, Key((1,), (), ""), "malformed"),
        (CLOUD, Key((), ("ebb",), ""), "malformed"),
        (TYPED, Key((0,), (), ""), "malformed"),
        (TYPED, Key((), (" ",), ""), "empty"),
        (TYPED, Key((), tuple(str(n) for n in range(21)), ""), "too_long"),
        (ONE, Key((0,), (), "x" * 1001), "too_long"),
    ],
)
def test_right_answers_that_do_not_fit_their_question_are_refused(question, key, code, refused):
    with refused(code):
        must_be_asked_well("Which?", question, key)


@pytest.mark.parametrize(
    ("question", "key", "right", "wrong"),
    [
        (ONE, Key((1,), (), ""), ballot(1), ballot(0)),
        (ONE, Key((1, 2), (), ""), ballot(2), ballot(0)),
        (MANY, Key((0, 2), (), ""), ballot(0, 2), ballot(0)),
        (MANY, Key((0, 2), (), ""), ballot(0, 2), ballot(0, 1, 2)),
        (ORDER, Key((2, 0, 1), (), ""), ballot(2, 0, 1), ballot(0, 1, 2)),
        (TYPED, Key((), ("The Moon", "moon"), ""), ballot(texts=("  MOON ",)), ballot(texts=("sun",))),
    ],
)
def test_a_ballot_is_right_or_wrong(question, key, right, wrong):
    assert must_be_asked_well("Which?", question, key)
    assert is_right(question, key, right)
    assert not is_right(question, key, wrong)


def test_a_ranking_counts_points_the_last_place_one():
    tally = count(ORDER, [ballot(2, 0, 1), ballot(2, 1, 0)], [ballot(0, 1, 2)])
    assert (tally.counts, tally.late_counts) == ((3, 3, 6), (3, 2, 1))
    assert (tally.voters, tally.late_voters) == (2, 1)


def test_a_rating_counts_each_step():
    assert count(FIVE, [ballot(4), ballot(4), ballot(0)], []).counts == (1, 0, 0, 0, 2)


def test_typed_answers_that_are_alike_count_together_and_their_order_tells_of_nobody():
    texts = ["Ebb", "the  moon", "ebb ", "Ebb", "Wind"]
    ballots = [ballot(texts=(text,)) for text in texts]
    late = [ballot(texts=("WIND",))]
    tally = count(TYPED, ballots, late)
    assert tally.answers == (Answer("Ebb", 3, 0), Answer("WIND", 1, 1), Answer("the  moon", 1, 0))
    assert count(TYPED, reversed(ballots), late) == tally
    assert (tally.counts, tally.voters, tally.late_voters) == ((), 5, 1)
