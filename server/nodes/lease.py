"""Who leads a class: alone always oneself; with Redis, whoever holds a lease that runs out when its holder falls silent."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from redis.asyncio import Redis

# A lease that nobody has may be taken again: it ran out, or Redis lost all it knew. Who led meanwhile wrote on the timeline.
RENEW = """
local holder = redis.call('get', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('set', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
"""
GIVE_UP = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) else return 0 end"


GRACE_SECONDS = 3.0  # longer than between two renewals of a lease (`classrooms.CARE_SECONDS`)
LOOK_SECONDS = 0.2


def _name(holder: bytes | str) -> str:
    return holder.decode() if isinstance(holder, bytes) else holder


class Leases(Protocol):
    """Which process leads which class."""

    node: str

    async def leader(self, class_id: str) -> str:
        """The name of the process that leads the class; takes the lead if nobody has it."""

    async def renew(self, class_id: str) -> bool:
        """Keep the lead; False if another process has it."""

    async def give_up(self, class_id: str) -> None:
        """Lead no longer."""

    async def alive(self, node: str) -> bool:
        """Whether another process is still there."""


class Alone:
    """One process: it leads every class."""

    def __init__(self, node: str) -> None:
        self.node = node

    async def leader(self, class_id: str) -> str:  # noqa: ARG002
        """This process."""
        return self.node

    async def renew(self, class_id: str) -> bool:  # noqa: ARG002
        """Always."""
        return True

    async def give_up(self, class_id: str) -> None:
        """Nobody else would take it."""

    async def alive(self, node: str) -> bool:
        """Only this process is there."""
        return node == self.node


class RedisLeases:
    """Leases as Redis keys ``amphi:class:ID`` that expire; ``amphi:node:NAME`` shows that a process lives."""

    def __init__(self, redis: Redis, node: str, seconds: float) -> None:
        self.node = node
        self._redis = redis
        self._ms = int(seconds * 1000)
        self._away = -GRACE_SECONDS
        self._renew = redis.register_script(RENEW)
        self._give_up = redis.register_script(GIVE_UP)

    async def leader(self, class_id: str) -> str:
        """The holder of the lease; takes it if it is free."""
        key = f"amphi:class:{class_id}"
        while (left := self._away + GRACE_SECONDS - time.monotonic()) > 0:
            if (holder := await self._redis.get(key)) is not None:
                return _name(holder)
            await asyncio.sleep(min(left, LOOK_SECONDS))
        while True:
            if await self._redis.set(key, self.node, nx=True, px=self._ms):
                return self.node
            holder = await self._redis.get(key)
            if holder is not None:  # it may run out between the two questions
                return _name(holder)

    def away(self) -> None:
        """Redis does not answer: it may come back knowing nothing. Then those who led are first to say so."""
        self._away = time.monotonic()

    async def renew(self, class_id: str) -> bool:
        """Prolong the lease if it is still ours."""
        return bool(await self._renew(keys=[f"amphi:class:{class_id}"], args=[self.node, self._ms]))

    async def give_up(self, class_id: str) -> None:
        """Free the lease if it is ours, so that another process need not wait for it to run out."""
        await self._give_up(keys=[f"amphi:class:{class_id}"], args=[self.node])

    async def show_life(self) -> None:
        """Tell the others that this process is there."""
        await self._redis.set(f"amphi:node:{self.node}", "1", px=self._ms)

    async def alive(self, node: str) -> bool:
        """Whether that process has shown life lately; where Redis forgot all, it may say so yet."""
        return time.monotonic() < self._away + GRACE_SECONDS or bool(
            await self._redis.exists(f"amphi:node:{node}")
        )
