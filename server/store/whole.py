"""Calls of the store that are never torn: whoever is cancelled in the midst of one stops when it is over."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from sqlalchemy.ext.asyncio import AsyncEngine

P = ParamSpec("P")
T = TypeVar("T")


class Whole:
    """One concept of the store. Its coroutines run to their end even when their caller is cancelled.

    A statement of SQLite runs in a thread and cannot be called back: the connection of a call that is given up in the
    midst of it is closed over it, and keeps the lock of the database until nobody holds its cursor. Everyone else who
    writes waits for that in vain.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    def __init_subclass__(cls) -> None:
        for name, method in list(vars(cls).items()):
            if inspect.iscoroutinefunction(method):
                setattr(cls, name, to_its_end(method))


def to_its_end(method: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, Awaitable[T]]:
    """The same coroutine, which runs to its end even when its caller is cancelled; then the caller is."""

    @wraps(method)
    async def call(*arguments: P.args, **named: P.kwargs) -> T:
        task = asyncio.ensure_future(method(*arguments, **named))
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            while not task.done():
                with suppress(asyncio.CancelledError):
                    await asyncio.wait([task])
            if not task.cancelled():
                task.exception()  # nobody is there any more who could be told
            raise

    return call
