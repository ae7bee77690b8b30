"""Jobs are worked at turn after turn, whatever happens in one."""

import asyncio

import pytest

from server.job_loop import held, take_turns


async def test_a_turn_that_fails_ends_nothing_and_a_busy_one_is_followed_at_once():
    turns = iter([OSError("the database is away"), True, True])
    done = []

    async def turn():
        told = next(turns, None)
        if told is None:
            raise asyncio.CancelledError
        done.append(told)
        if isinstance(told, OSError):
            raise told
        return told

    with pytest.raises(asyncio.CancelledError):
        await take_turns(turn, 0)
    assert len(done) == 3


async def test_a_job_is_held_also_after_it_could_not_be_renewed_once_and_no_longer_than_it_takes():
    renewed, twice = [], asyncio.Event()

    async def keep():
        renewed.append(1)
        if len(renewed) == 1:
            raise OSError("the database is away")
        twice.set()

    async with held(keep, 0):
        await asyncio.wait_for(twice.wait(), 10)
    count = len(renewed)
    for _ in range(5):
        await asyncio.sleep(0)
    assert len(renewed) == count
