"""Many at once: votes over lines that break count once each, and everybody hears what is said in one order."""

import asyncio
import random

import aiohttp

from tests.harness.waiting import eventually
from tests.server.lines import take_seat
from tests.server.people import all_leave, api, join

PEOPLE = 24


async def test_votes_over_cut_lines_count_once_each_and_all_hear_one_order(base, made):
    dice = random.Random(4)
    ada = await join(base, made, "instructor", "Ada")
    async with aiohttp.ClientSession() as http:
        lines = [
            await take_seat(http, base, made["tickets"]["student"], f"Person {number}")
            for number in range(PEOPLE)
        ]
        assert not any(line.deflates for line in lines), "the same words would be compressed for each of them"
        await ada.must("OpenPoll", poll="p", question="Which?", options=["a", "b"])

        async def vote(line, cut):
            await asyncio.sleep(dice.random() * 0.2)
            choice = {"poll": "p", "choices": [dice.randrange(2)]}
            await (line.must_over_a_cut if cut else line.must)("vote", "Vote", **choice)

        await asyncio.gather(*(vote(line, number % 3 == 0) for number, line in enumerate(lines)))
        await asyncio.gather(
            *(line.must(f"say {turn}", "Say", message=f"m{turn}-{number}", text="hello")
              for turn in range(4) for number, line in enumerate(lines))
        )  # fmt: skip
        everything = PEOPLE * 4
        await eventually(lambda: all(len(line.said) == everything for line in lines), "all is heard", 20)
        assert {tuple(line.said) for line in lines} == {tuple(lines[0].said)}
        assert len(set(lines[0].said)) == everything
        assert not any(line.gaps for line in lines)
        _, tally = await api(base, "GET", f"classes/{made['id']}/polls/p/tally")
        assert (tally["voters"], sum(tally["counts"])) == (PEOPLE, PEOPLE)
        assert len(ada.saw("BallotCast")) == PEOPLE
        await asyncio.gather(*(line.close() for line in lines))
    await all_leave(ada)
