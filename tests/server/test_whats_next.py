"""What the desk says of a class that somebody has not opened yet."""

from server.whats_next import standing_of

HOUR = 3_600_000
LATE = {
    "terms": {"window": HOUR, "promise": None, "share": 80, "polls": True, "posts": 0},
    "closes_at": HOUR,
    "extensions": {},
    "polls": 0,
    "tasks": 0,
}


def mine(**known):
    return standing_of({**LATE, **known}, "dana", "student", None, HOUR)["mine"]


def test_a_class_of_which_nothing_was_recorded_and_nothing_is_asked_needs_nobody():
    assert mine(whole=0)["complete"]
    assert mine(whole=0)["left"] == 0
    assert not mine(whole=0, polls=1)["complete"]


def test_only_what_was_recorded_is_to_be_watched():
    assert mine(whole=HOUR // 2)["left"] == HOUR // 2 * 80 // 100 - 2_000
    assert not mine(whole=HOUR // 2)["complete"]


def test_lists_from_before_that_was_kept_count_the_whole_class():
    assert mine()["left"] == HOUR * 80 // 100 - 2_000
