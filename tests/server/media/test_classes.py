"""A sample of `tests/bench/classes.py`: a small class whose every packet passes through the router."""

import pytest

from tests.bench.classes import ClassTime, Lecture


@pytest.mark.parametrize(("kind", "microphones"), [("thirty", 3), ("open", 4), ("deaf", 3)])
async def test_a_second_of_a_small_class_goes_through(kind, microphones):
    row = await ClassTime(kind, 4).measure(seconds=1.0, settling=0.5)
    assert row["people"] == 4
    assert row["in_per_second"] >= 4 * 25 + microphones * 50
    assert row["out_per_second"] >= 3 * 3 * 50
    assert row["faults"] == 0


async def test_the_server_loses_nothing_of_a_small_lecture():
    row = await Lecture(12).measure(seconds=1.0, settling=0.5)
    assert row["people"] == 12
    assert row["in_per_second"] > 0
    assert 0 < row["arrived_percent"] <= 100
    # by its own numbers: all that it read it handed to the kernel, for each of those who count
    assert (row["not_passed_on"], row["dropped"], row["faults"]) == (0, 0, 0)
