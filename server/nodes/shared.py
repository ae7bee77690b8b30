"""This process among several that share classes: its leases, its relay, and its sign of life."""

import asyncio

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from server.nodes.lease import RedisLeases
from server.nodes.relay import Handle, Relay

log = structlog.get_logger("nodes")


class Shared:
    """The place of one process in the school that Redis holds together."""

    def __init__(self, url: str, node: str, lease_seconds: float) -> None:
        self._redis = Redis.from_url(url)
        self._seconds = lease_seconds
        self._node = node
        self.leases = RedisLeases(self._redis, node, lease_seconds)
        self.relay: Relay | None = None
        self._living: asyncio.Task[None] | None = None

    async def start(self, handle: Handle) -> Relay:
        """Show life and listen for requests about classes that are led here; raises OSError without Redis."""
        try:
            await self.leases.show_life()
        except RedisError as error:
            raise OSError(f"Redis does not answer: {error}") from error
        self._living = asyncio.create_task(self._live(), name="sign of life")
        self.relay = Relay(self._redis, self._node, handle, self.leases.away)
        await self.relay.start()
        return self.relay

    async def _live(self) -> None:
        while True:
            await asyncio.sleep(self._seconds / 4)
            try:
                await self.leases.show_life()
            except (RedisError, OSError) as error:
                self.leases.away()
                log.warning("Redis is away", reason=str(error))

    async def close(self) -> None:
        """Leave."""
        if self._living is not None:
            self._living.cancel()
        if self.relay is not None:
            await self.relay.close()
        await self._redis.aclose()
