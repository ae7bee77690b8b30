"""What many of these tests begin with: an empty room of a router whose clock is set by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from server.media import Room, Router
from tests.server.media.offers import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def router(clock: Clock) -> AsyncIterator[Router]:
    router = Router(host="127.0.0.1", clock=clock)
    await router.start()
    yield router
    await router.close()


@pytest.fixture
def room(router: Router) -> Room:
    return router.room("c1")
