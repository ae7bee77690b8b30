"""A sample of `tests/bench/fuzz.py`: spoiled packets are refused or ignored, bind nothing and end nothing."""

from __future__ import annotations

import pytest

from tests.bench.fuzz import TRIALS, one

SAMPLE = {"dtls": 2000, "dtls_hello": 1000}  # those that wait for the other side take longest
OTHERS = 5000


@pytest.mark.parametrize("parser", TRIALS)
async def test_spoiled_packets_surprise_no_parser(parser: str) -> None:
    outcome = await one(parser, SAMPLE.get(parser, OTHERS), seed=7)
    assert outcome.surprises == []
    assert outcome.fed == SAMPLE.get(parser, OTHERS)
