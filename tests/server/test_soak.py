"""A sample of `tests/bench/soak.py`: after many who came and went, nothing is left of them."""

import pytest

from tests.bench.soak import Soak, school, sizes
from tests.harness.waiting import eventually


async def soaked(folder, people, before, cycles):
    async with school(folder) as server:
        soak = Soak(server, people)
        await soak.run(before)
        await eventually(lambda: server.media.has_spare, "a spare media process stands ready", 30)
        first = sizes(server)
        await soak.run(cycles)
        # Connections and files that are just being closed may need a moment.
        await eventually(
            lambda: not sizes(server).beyond(first), f"nothing grows: {sizes(server).beyond(first)}", 15
        )


@pytest.mark.long
async def test_some_rounds_leave_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("server.classrooms.CARE_SECONDS", 0.1)
    await soaked(tmp_path, 2, 2, 4)


@pytest.mark.long
async def test_a_long_day_leaves_nothing_behind(tmp_path):
    await soaked(tmp_path, 4, 10, 100)
