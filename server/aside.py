"""Blocking work in a thread of its own that the end of the process does not wait for."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


async def aside(work: Callable[[], T]) -> T:
    """Do it beside the loop. Whoever is cancelled stops waiting; asyncio's own threads would be waited for at the end."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(told: T | None, error: Exception | None) -> None:
        if done.done():
            return
        if error is None:
            done.set_result(told)  # type: ignore[arg-type]
        else:
            done.set_exception(error)

    def run() -> None:
        told, failed = None, None
        try:
            told = work()
        except Exception as error:
            failed = error
        with suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(settle, told, failed)

    threading.Thread(target=run, name="aside", daemon=True).start()
    return await done
