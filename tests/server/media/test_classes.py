"""A sample of `tests/bench/classes.py`: a small class whose every packet passes through the router."""

import pytest

from tests.bench.classes import ClassTime, Lecture


@pytest.mark.parametrize("kind", ["thirty", "deaf"])
async def test_a_second_of_a_small_class_goes_through(kind):
    row = await ClassTime(kind, 4).measure(seconds=1.0, settling=0.5)
    assert row["people"] == 4
    assert row["in_per_second"] >= 4 * 50
    assert row["out_per_second"] >= 3 * 3 * 50
    assert row["faults"] == 0


async def test_a_second_of_a_small_lecture_goes_through():
    row = await Lecture(3).measure(seconds=1.0, settling=0.5)
    assert row["people"] == 3
    assert row["out_per_second"] >= 3 * row["in_per_second"] // 2
    assert row["arrived_percent"] > 0
    assert row["dropped"] == 0
