"""What searching costs over 200 hours of class: made-up classes, words as frequent as in a language, over real HTTP.

python -m tests.bench.search [--hours N] [--database postgresql://...]
"""

from __future__ import annotations

import argparse
import asyncio
import random
import resource
import tempfile
import time
from pathlib import Path
from typing import Any

import aiohttp
import structlog

from server.app import Server
from server.config import Settings
from server.store import Store
from server.store.passages import Access, Passage
from tests.harness.waiting import free_port
from tests.server.people import TOKEN

LINES, MESSAGES, SLIDES = 600, 60, 25  # of an hour
WORDS = 20_000
TIMES = 30
ASKED = {
    "a rare word": "w9000",
    "a word of one class in ten": "w700",
    "a word of every minute": "w20",
    "the most frequent word": "w0",
    "two words": "w30 w60",
    "the beginning of words": "w12",
    "a Chinese word": "潮汐",
    "a word that is nowhere": "nowhere",
}


def sentence(dice: random.Random, weights: list[float]) -> str:
    """Twelve words, few of them frequent; one in a hundred sentences is Chinese."""
    if dice.random() < 0.01:
        return "今天我们讲潮汐的原理"
    return " ".join(f"w{word}" for word in dice.choices(range(WORDS), cum_weights=weights, k=12))


async def made_up(store: Store, hours: int) -> None:
    """A course with so many classes of an hour."""
    dice, total, weights = random.Random(7), 0.0, []
    for word in range(WORDS):
        total += 1 / (word + 2)
        weights.append(total)
    owner = await store.people.owner()
    course = await store.courses.create_course("Oceanography", owner.id)
    for number in range(hours):
        made = await store.courses.create_class(
            course.id, f"Class {number}", None, lobby=False, recorded=True
        )
        await store.courses.opened(made.id, 1_795_000_000_000 + number * 86_400_000)
        await store.courses.ended(made.id, 1_795_003_600_000 + number * 86_400_000)
        kinds = ["said"] * LINES + ["message"] * MESSAGES + ["slide"] * SLIDES
        rows = [
            Passage(kind, f"{kind}{n}", n, n * 5000, dice.choice(["everyone"] * 9 + ["staff"]), None, owner.id,
                    sentence(dice, weights))
            for n, kind in enumerate(kinds)
        ]  # fmt: skip
        await store.passages.write(made.id, rows, len(rows), Access())


async def measure(address: str, question: str) -> dict[str, Any]:
    """Wall and processor time of one question, in ms, and how much was found."""
    took: list[float] = []
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        before = resource.getrusage(resource.RUSAGE_SELF)
        for _ in range(TIMES):
            begun = time.perf_counter()
            async with session.get(f"{address}/api/v1/search", params={"q": question}) as response:
                told = await response.json()
            took.append((time.perf_counter() - begun) * 1000)
        after = resource.getrusage(resource.RUSAGE_SELF)
    took.sort()
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    hits = sum(len(one["hits"]) for one in told["classes"])
    return {"p50": took[TIMES // 2], "p95": took[int(TIMES * 0.95)], "cpu": spent / TIMES * 1000, "hits": hits,
            "classes": len(told["classes"])}  # fmt: skip


async def main(hours: int, database: str) -> None:
    """Make the classes, ask, tell."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(30))
    with tempfile.TemporaryDirectory(prefix="amphi-search-") as folder:
        port = free_port()
        given: dict[str, Any] = {
            "port": port, "host": "127.0.0.1", "public_url": f"http://127.0.0.1:{port}", "data": Path(folder),
            "media_tcp_port": free_port(), "announce": ["127.0.0.1"], "api_token": TOKEN, "transcription": "off",
            "database_url": database,
        }  # fmt: skip
        server = Server(Settings(**given))
        await server.start()
        begun = time.perf_counter()
        await made_up(server.school.store, hours)
        size = sum(file.stat().st_size for file in Path(folder).glob("amphi.db*")) / 1e6
        print(f"{hours} class hours in {time.perf_counter() - begun:.0f} s, {size:.0f} MB")
        print("| asked for | p50 ms | p95 ms | CPU ms | hits | classes |\n|---|---|---|---|---|---|")
        for name, question in ASKED.items():
            one = await measure(server.settings.address, question)
            print(
                f"| {name} | {one['p50']:.0f} | {one['p95']:.0f} | {one['cpu']:.0f} | {one['hits']} | {one['classes']} |"
            )
        await server.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--hours", type=int, default=200)
    parser.add_argument("--database", default="")
    chosen = parser.parse_args()
    asyncio.run(main(chosen.hours, chosen.database))
