"""What a narrow link costs is told when it lasts, again while it does, and when it is over."""

from __future__ import annotations

from server.media.quality import Step
from server.media.shortage import AGAIN, LASTS, OVER, Pictures, Shortage, shortage

SMALL, LARGE = Step(0, 7, 100e3), Step(1, 7, 400e3)


def test_the_worst_that_came_of_what_is_looked_at_counts() -> None:
    both = [(SMALL, LARGE), (SMALL, LARGE)]
    assert shortage(both, [LARGE, LARGE]) == "all"
    assert shortage(both, [LARGE, SMALL]) == "smaller"
    assert shortage(both, [None, SMALL]) == "stopped"
    assert shortage([(SMALL,)], [SMALL]) == "all"
    assert shortage([()], [None]) == "all"


def course(*steps: tuple[float, Pictures]) -> list[tuple[float, Pictures]]:
    """What is told, and when, of how it is for so many seconds."""
    told, of_it, now = [], Shortage(), 0.0
    for seconds, pictures in steps:
        for _ in range(round(seconds * 2)):
            if of_it.take(pictures, now):
                told.append((now, of_it.pictures))
            now += 0.5
    return told


def test_a_moment_of_it_is_not_told() -> None:
    assert course((9.0, "all"), (LASTS - 0.5, "smaller"), (9.0, "all")) == []


def test_what_lasts_is_told_again_and_its_end_once() -> None:
    told = course((AGAIN + LASTS + 1, "smaller"), (30.0, "all"))
    assert [pictures for _, pictures in told] == ["smaller", "smaller", "all"]
    assert told[1][0] - told[0][0] == AGAIN


def test_worse_is_told_soon_and_better_later() -> None:
    told = course((5.0, "smaller"), (5.0, "stopped"), (OVER + 1, "smaller"))
    assert told == [(LASTS, "smaller"), (5.0 + LASTS, "stopped"), (10.0 + OVER, "smaller")]
