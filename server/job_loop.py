"""How jobs of the store are worked at: turn after turn, and each held for as long as it takes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import structlog

log = structlog.get_logger("jobs")


async def take_turns(turn: Callable[[], Awaitable[bool]], seconds: float) -> None:
    """Work until cancelled: `turn` says whether there was anything to do, and if not, the next one comes so many seconds
    later. One that fails is logged and ends nothing."""
    while True:
        try:
            busy = await turn()
        except Exception:
            log.exception("a turn failed", of=turn.__qualname__)
            busy = False
        if not busy:
            await asyncio.sleep(seconds)


async def together(*works: Coroutine[Any, Any, None]) -> None:
    """Several works at once; cancelled, it is over when all of them are. `asyncio.gather` would be over with the first: what
    the others have of the store would be given back behind its closing, and the process might never end."""
    async with asyncio.TaskGroup() as group:
        for work in works:
            group.create_task(work)


@asynccontextmanager
async def held(keep: Callable[[], Awaitable[object]], seconds: float) -> AsyncIterator[None]:
    """Meanwhile a lease is renewed by `keep` every so many seconds, so that no other process takes the job; a time that
    it fails is logged, and the next one may do."""

    async def renew() -> None:
        while True:
            await asyncio.sleep(seconds)
            try:
                await keep()
            except Exception:
                log.exception("a job could not be kept")

    keeper = asyncio.create_task(renew())
    try:
        yield
    finally:
        keeper.cancel()
        await asyncio.wait([keeper])
