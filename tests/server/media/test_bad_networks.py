"""Bad networks for a minute each: what is promised of them is measured by a browser that watches."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser

from tests.bench.impairment import TRIALS
from tests.harness.browsers import browser

__all__ = ["browser"]


@pytest.mark.long
@pytest.mark.parametrize("name", list(TRIALS))
async def test_a_bad_network_keeps_its_promise(browser: Browser, name: str) -> None:
    row = await TRIALS[name](browser, 30.0)
    print(row)
    assert row.met
