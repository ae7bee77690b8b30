"""Jobs are worked at turn after turn, whatever happens in one."""

import asyncio

import pytest

from server.job_loop import held, take_turns, together


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


async def test_works_that_are_cancelled_are_over_when_all_have_given_back_what_they_held():
    at_work, given_back = [asyncio.Event() for _ in range(3)], []

    async def works(number):
        at_work[number].set()
        try:
            await asyncio.Event().wait()
        finally:
            for _ in range(number * 3):
                await asyncio.sleep(0)
            given_back.append(number)

    async def keep():
        await works(2)

    async with held(keep, 0):
        running = asyncio.create_task(together(works(0), works(1)))
        for one in at_work:
            await one.wait()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        assert given_back == [0, 1]
    assert given_back == [0, 1, 2]
