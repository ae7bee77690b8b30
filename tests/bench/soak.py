"""Hours of a school in minutes: people come, speak, listen, change their network and go; classes open and end.

    python -m tests.bench.soak [--cycles N] [--people N]     # 300 cycles of three people, a new class every 10

Server and people in one process, the media in its own. A line every 50 cycles, whenever nobody is there: memory, tasks, open files,
how many objects of the server and of the media libraries are alive, and how much their tables hold.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import tempfile
import time
from collections import Counter, deque
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from server.app import Server
from server.config import Settings
from tests.harness.waiting import eventually, free_port
from tests.server.calling import Calling, reaches, takes_the_floor
from tests.server.people import TOKEN, Participant, join, new_class

OURS = ("server.", "aiortc", "pylibsrtp", "OpenSSL", "recording.")
MEDIA = ("rooms", "producers", "peers", "routes", "layers", "tasks")  # what a media process tells of itself
CYCLES_A_CLASS = 10
# What a server remembers of classes that are over, up to so many: here of none, else it would grow up to there.
REMEMBERED = ("server.classrooms.REMEMBERED", "server.standings.REMEMBERED", "server.auth.MOST_TICKETS")
PING = 1.0  # seconds; the task that pings a window outlives the window by so much


@dataclass(frozen=True)
class Sizes:
    """What must not grow."""

    tasks: int
    files: int
    objects: dict[str, int]  # alive, by class
    tables: dict[str, int]  # what their dicts, lists and sets hold, by class

    def beyond(self, before: Sizes) -> dict[str, int]:
        """What is more than it was."""
        grown = {name: count - before.objects.get(name, 0) for name, count in self.objects.items()}
        grown |= {f"in {name}": count - before.tables.get(name, 0) for name, count in self.tables.items()}
        grown |= {"tasks": self.tasks - before.tasks, "files": self.files - before.files}
        return {name: count for name, count in grown.items() if count > 0}


def held(thing: object) -> int:
    """How much the tables of an object hold."""
    slots = [name for kind in type(thing).__mro__ for name in getattr(kind, "__slots__", ())]
    values = [*vars(thing).values()] if hasattr(thing, "__dict__") else []
    values += [getattr(thing, name, None) for name in slots]
    return sum(len(value) for value in values if isinstance(value, dict | list | set | deque))


def sizes(server: Server) -> Sizes:
    """Count everything now; of the media process its files, and what it tells of itself."""
    gc.collect()
    objects, tables = Counter[str](), Counter[str]()
    for each in gc.get_objects():
        kind = type(each)
        if str(kind.__module__).startswith(OURS):
            name = f"{kind.__module__}.{kind.__qualname__}"
            objects[name] += 1
            tables[name] += held(each)
    for name in MEDIA:
        objects[f"media {name}"] = sum(figures.get(name, 0) for figures in server.media.stats().values())
    files = sum(len(os.listdir(f"/proc/{process}/fd")) for process in (os.getpid(), *server.media.pids))
    return Sizes(len(asyncio.all_tasks()), files, dict(objects), dict(tables))


def memory(server: Server) -> float:
    """Resident memory of the server and its media processes in MB."""
    told = (Path(f"/proc/{process}/statm").read_text() for process in (os.getpid(), *server.media.pids))
    pages = sum(int(text.split()[1]) for text in told)
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6, 1)


@asynccontextmanager
async def school(folder: Path) -> AsyncIterator[Server]:
    """A whole server in this process that lets go of ended classes at once."""
    port = free_port()
    server = Server(
        Settings(
            port=port,
            host="127.0.0.1",
            public_url=f"http://127.0.0.1:{port}",
            announce=["127.0.0.1"],
            data=folder,
            api_token=TOKEN,
            transcription="off",
            download_processes=0,
            seat_seconds=0.2,
            idle_seconds=0.5,
        )
    )
    server.sio.eio.ping_interval = PING
    with ExitStack() as forgetful:
        for most in REMEMBERED:
            forgetful.enter_context(patch(most, 0))
        await server.start()
        try:
            yield server
        finally:
            await server.stop()


class Soak:
    """The same people over and over."""

    def __init__(self, server: Server, people: int) -> None:
        self._server, self._people = server, people
        self._base = server.settings.address
        self._cycle = 0
        self._made: dict[str, Any] = {}
        self._tokens: dict[int, str] = {}

    async def begin(self) -> None:
        """A new class; it opens when the first comes in, who leads it."""
        self._made, self._tokens = await new_class(self._base), {}

    async def _come(self, number: int) -> Participant:
        self._server.school.limits.buckets.clear()  # they come as often in a minute as others in hours
        role = "student" if number else "instructor"
        come = await join(self._base, self._made, role, f"P{number}", token=self._tokens.get(number))
        self._tokens[number] = come.token
        return come

    async def cycle(self) -> None:
        """Everybody comes in, speaks and hears everybody, moves to another network, and goes, each in their own way."""
        self._cycle += 1
        calls = [Calling(await self._come(number)) for number in range(self._people)]
        for number, call in enumerate(calls):
            for direction in ("send", "recv"):
                await call.open(direction)
            await call.publish(f"t{self._cycle}_{number}")
        for number, call in enumerate(calls):
            for other in range(self._people):
                if other != number:
                    await call.consume(f"t{self._cycle}_{other}")
        for call in calls:
            others = [other for other in calls if other is not call]
            await call.restart("send" if call is calls[0] else "recv")
            await takes_the_floor(call, *others)
            await reaches(call, *others)
        for call in calls[2::3]:
            await call.ask("closeConsumer", consumer=next(iter(call.consumers.values())))
            await call.ask("closeTransport", transport=call.path("send"))
        for number, call in enumerate(calls):
            if number % 3 == 1:
                await call.who.must("LeaveClass")
            if number % 2:
                await call.close()
            await call.who.leave()
            await call.close()

    async def end(self) -> None:
        """The class ends, everybody goes, the server lets go of it."""
        leader = await self._come(0)
        await leader.must("EndClass")
        await leader.leave()
        rooms = self._server.school.classrooms
        await eventually(lambda: rooms.count == 0, "the ended class is let go", 30)
        await eventually(self._silent, "all media is closed", 30)

    def _silent(self) -> bool:
        told = list(self._server.media.stats().values())
        return all(figures.get(name) == 0 for figures in told for name in MEDIA if name != "tasks")

    async def run(self, cycles: int) -> None:
        """So many cycles, in classes of a few."""
        for number in range(cycles):
            if number % CYCLES_A_CLASS == 0:
                await self.begin()
            await self.cycle()
            if number % CYCLES_A_CLASS == CYCLES_A_CLASS - 1 or number == cycles - 1:
                await self.end()


async def measure(cycles: int, people: int) -> None:
    """Print a line at the start, every 50 cycles and at the end."""
    start, done = time.monotonic(), 0
    with tempfile.TemporaryDirectory() as folder:
        async with school(Path(folder)) as server:
            soak = Soak(server, people)
            await soak.run(CYCLES_A_CLASS)  # what is made once is made now
            await eventually(lambda: server.media.has_spare, "a spare media process stands ready", 30)
            await asyncio.sleep(2 * PING)
            first = sizes(server)
            while True:
                await asyncio.sleep(2 * PING)
                now = sizes(server)
                line = {
                    "cycles": done, "seconds": round(time.monotonic() - start), "rss_mb": memory(server), "tasks": now.tasks,
                    "files": now.files, "objects": sum(now.objects.values()),
                    "in_tables": sum(now.tables.values()), "grown": now.beyond(first),
                }  # fmt: skip
                print(json.dumps(line), flush=True)
                if done >= cycles:
                    break
                step = min(50, cycles - done)
                await soak.run(step)
                done += step


def main() -> None:
    """Run it."""
    given = argparse.ArgumentParser()
    given.add_argument("--cycles", type=int, default=300)
    given.add_argument("--people", type=int, default=3)
    chosen = given.parse_args()
    asyncio.run(measure(chosen.cycles, chosen.people))


if __name__ == "__main__":
    main()
