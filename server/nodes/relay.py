"""Carries requests about a class to the process that leads it, and the answers back, over Redis."""

import asyncio
import contextlib
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from server.errors import Problem

PATIENCE_SECONDS = 10.0
MOST_UNDER_WAY = 1000

log = structlog.get_logger("relay")

Handle = Callable[[str, dict[str, Any]], Awaitable[dict[str, Any]]]


class Relay:
    """Requests between processes: channel ``amphi:ask:NODE`` takes them, the asker's own channel takes answers."""

    def __init__(
        self, redis: Redis, node: str, handle: Handle, away: Callable[[], None] = lambda: None
    ) -> None:
        self._away = away
        self._redis = redis
        self._node = node
        self._handle = handle
        self._waiting: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._listener: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Listen; returns once requests can arrive."""
        ready = asyncio.Event()
        self._listener = asyncio.create_task(self._listen(ready), name="relay")
        await ready.wait()

    async def _listen(self, ready: asyncio.Event) -> None:
        while True:
            try:
                async with self._redis.pubsub() as channel:
                    await channel.subscribe(f"amphi:ask:{self._node}")
                    ready.set()
                    async for message in channel.listen():
                        if message["type"] == "message":
                            self._take(message["data"])
            except (RedisError, OSError) as error:
                self._away()
                log.warning("Redis is away", reason=str(error))
                await asyncio.sleep(1)

    def _take(self, data: bytes) -> None:
        try:
            message = msgspec.json.decode(data)
        except msgspec.DecodeError:
            return
        if "answer" in message:
            waiting = self._waiting.get(message["id"])
            if waiting is not None and not waiting.done():
                waiting.set_result(message["answer"])
        elif len(self._tasks) < MOST_UNDER_WAY:
            task = asyncio.create_task(self._reply(message))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _reply(self, message: dict[str, Any]) -> None:
        answer = await self._handle(message["class"], message["request"])
        with contextlib.suppress(RedisError, OSError):
            await self._redis.publish(
                f"amphi:ask:{message['from']}", msgspec.json.encode({"id": message["id"], "answer": answer})
            )

    async def ask(self, node: str, class_id: str, request: dict[str, Any]) -> dict[str, Any] | None:
        """Ask the process that leads a class; None if that process is not there. Raises Problem busy."""
        number = secrets.token_hex(8)
        waiting: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._waiting[number] = waiting
        message = {"id": number, "from": self._node, "class": class_id, "request": request}
        try:
            if not await self._redis.publish(f"amphi:ask:{node}", msgspec.json.encode(message)):
                return None
            async with asyncio.timeout(PATIENCE_SECONDS):
                return await waiting
        except (TimeoutError, RedisError, OSError) as error:
            raise Problem("busy") from error
        finally:
            del self._waiting[number]

    async def close(self) -> None:
        """Listen no longer."""
        tasks = [*self._tasks, *([self._listener] if self._listener else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
