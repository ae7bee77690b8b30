"""A class of three hundred: how soon a command is answered and has reached everybody, votes over cut lines, a busy chat.

    python -m tests.bench.classroom [--people 300] [--seconds 30]

A real server process, and two processes of cheap connections (`tests/server/lines.py`) with the offer to compress that
browsers make. `calm`: four commands a second, one at a time, by different people. `votes`: everybody votes within
2 seconds, and of every third the line is cut before the answer comes; the same command is sent again on a new one.
`chat`: 100 messages a second. Milliseconds are wall time, from the giving of a command to its answer, and to its last
receiver; `core` is the share of one core that the server process used. Both client processes and the server share the
machine, so the load is printed with every line.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import multiprocessing
import os
import random
import tempfile
import time
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import aiohttp

from tests.harness.classroom_server import ClassroomServer
from tests.server.lines import LiveLine, take_seat

CROWDS = 2
EACH_SECOND = 100
CALM_EVERY = 0.25
HERTZ = os.sysconf("SC_CLK_TCK")


def percentile(values: list[float], share: float) -> float:
    """The value below which that share of them lies, in milliseconds."""
    found = sorted(values) or [float("nan")]
    return round(1000 * found[min(len(found) - 1, int(len(found) * share))], 1)


class Crowd:
    """Some of the people, in a process of their own."""

    def __init__(self, base: str, ticket: str, names: range) -> None:
        self._base, self._ticket, self._names = base, ticket, names
        self._lines: list[LiveLine] = []
        self._reached: dict[int, float] = {}
        self._times: Counter[int] = Counter()

    def _heard(self, seq: int) -> None:
        self._reached[seq] = time.monotonic()
        self._times[seq] += 1

    async def come(self, http: aiohttp.ClientSession) -> int:
        """Everybody comes in."""
        for number in self._names:
            name = f"Person {number}"
            self._lines.append(await take_seat(http, self._base, self._ticket, name, self._heard))
        return len(self._lines)

    async def votes(self, seconds: float) -> dict[str, Any]:
        """Everybody votes within so many seconds; every third over a line that is cut."""
        dice = random.Random(self._names.start)

        async def vote(line: LiveLine, *, cut: bool) -> int:
            await asyncio.sleep(dice.random() * seconds)
            choice = {"poll": "p", "choices": [dice.randrange(3)]}
            return await (line.must_over_a_cut if cut else line.must)("vote", "Vote", **choice)

        voted = [vote(line, cut=number % 3 == 0) for number, line in enumerate(self._lines)]
        return {"voted": len(await asyncio.gather(*voted))}

    async def gives(self, pace: float, seconds: float, what: str) -> dict[str, Any]:
        """Commands at their pace, each by the next person: a sign, or a message."""
        self._reached.clear()
        self._times.clear()
        start, given = time.monotonic(), []
        for number in range(round(pace * seconds)):
            await asyncio.sleep(max(0.0, start + number / pace - time.monotonic()))
            line = self._lines[number % len(self._lines)]
            identity = f"{what}-{self._names.start}-{number}"
            fields = (
                {"name": "Gesture", "sign": "clap"}
                if what == "calm"
                else {
                    "name": "Say",
                    "message": identity,
                    "text": f"Message {number} of many, as people write.",
                }
            )
            given.append(asyncio.ensure_future(line.timed(identity, **fields)))
        return {"given": await asyncio.gather(*given), "tardy": round(time.monotonic() - start - seconds, 2)}

    async def until(self, seq: int) -> dict[str, Any]:
        """Once everybody has heard all up to a seq: when the last did, and in which order they had it."""
        deadline = time.monotonic() + 60
        while any(line.last < seq for line in self._lines) and time.monotonic() < deadline:
            await asyncio.sleep(0.05)
        orders = {hashlib.sha256("\n".join(line.said).encode()).hexdigest() for line in self._lines}
        return {
            "reached": self._reached,
            "times": dict(self._times),
            "orders": sorted(orders),
            "messages": sorted({len(line.said) for line in self._lines}),
            "gaps": sum(line.gaps for line in self._lines),
            "behind": sum(line.last < seq for line in self._lines),
        }

    async def serve(self, wire: Connection) -> None:
        """Do what the wire asks."""
        loop = asyncio.get_running_loop()
        connector = aiohttp.TCPConnector(limit=0)
        async with aiohttp.ClientSession(connector=connector) as http:
            while True:
                name, arguments = await loop.run_in_executor(None, wire.recv)
                if name == "end":
                    break
                wire.send(await (self.come(http) if name == "come" else getattr(self, name)(*arguments)))
            for line in self._lines:
                await line.close()


def crowd(base: str, ticket: str, names: range, wire: Connection) -> None:
    """The other process."""
    asyncio.run(Crowd(base, ticket, names).serve(wire))


class Crowds:
    """All the people, from here."""

    def __init__(self, base: str, ticket: str, people: int) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._wires, self._processes = [], []
        share = people // CROWDS
        for number in range(CROWDS):
            here, there = spawn.Pipe()
            names = range(number * share, (number + 1) * share)
            process = spawn.Process(target=crowd, args=(base, ticket, names, there), daemon=True)
            process.start()
            self._wires.append(here)
            self._processes.append(process)

    def ask(self, name: str, *arguments: Any) -> list[Any]:
        """All do the same at once."""
        for wire in self._wires:
            wire.send((name, arguments))
        return [wire.recv() for wire in self._wires]

    def one(self, name: str, *arguments: Any) -> Any:
        """Only the first crowd."""
        self._wires[0].send((name, arguments))
        return self._wires[0].recv()

    def end(self) -> None:
        """Go home."""
        for wire, process in zip(self._wires, self._processes, strict=True):
            wire.send(("end", ()))
            process.join(20)


class Meter:
    """Processor time of the server process, and the wall time it took."""

    def __init__(self, server: ClassroomServer) -> None:
        assert server.process is not None
        self._stat = Path(f"/proc/{server.process.pid}/stat")
        self._used, self._began = self._seconds(), time.monotonic()

    def _seconds(self) -> float:
        fields = self._stat.read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / HERTZ

    def told(self) -> dict[str, Any]:
        """Share of a core since it was made, and the load."""
        share = (self._seconds() - self._used) / (time.monotonic() - self._began)
        return {"core": round(share, 2), "load": round(os.getloadavg()[0], 1)}


def reach(given: list[tuple[float, float, int]], heard: list[dict[str, Any]], people: int) -> dict[str, Any]:
    """How soon commands were answered, and had reached the last receiver."""
    spread = [max(one["reached"].get(seq, float("inf")) for one in heard) - at for at, _, seq in given]
    whole = all(sum(one["times"].get(seq, 0) for one in heard) == people for _, _, seq in given)
    acks = [answered - at for at, answered, _ in given]
    return {
        "commands": len(given),
        "ack_p50": percentile(acks, 0.5), "ack_p95": percentile(acks, 0.95),
        "all_p50": percentile(spread, 0.5), "all_p95": percentile(spread, 0.95),
        "everybody_heard_each_once": whole,
    }  # fmt: skip


def last_seq(server: ClassroomServer, class_id: str) -> int:
    """How far the class is."""
    return int(server.api("GET", f"classes/{class_id}/timeline?after=999999")["last"])


def measure(server: ClassroomServer, people: int, seconds: float) -> None:
    """Hold the class; a line of JSON for each part."""
    made = server.new_class()
    tickets = {role: link.rsplit("/", 1)[1] for role, link in made["join"].items()}
    asyncio.run(open_class(server.url, tickets["instructor"]))
    crowds = Crowds(server.url, tickets["student"], people)

    def say(what: str, meter: Meter, **figures: Any) -> None:
        print(json.dumps({"part": what, "people": people, **figures, **meter.told()}), flush=True)

    meter = Meter(server)
    began = time.monotonic()
    came = sum(crowds.ask("come"))
    say("coming", meter, came=came, seconds=round(time.monotonic() - began, 1))

    meter = Meter(server)
    given = crowds.one("gives", 1 / CALM_EVERY, min(seconds, 20.0), "calm")["given"]
    heard = crowds.ask("until", last_seq(server, made["id"]))
    say("calm", meter, **reach(given, heard, people))

    meter = Meter(server)
    asyncio.run(open_poll(server.url, tickets["instructor"]))
    voted = sum(one["voted"] for one in crowds.ask("votes", 2.0))
    tally = server.api("GET", f"classes/{made['id']}/polls/p/tally")
    entries = server.api("GET", f"classes/{made['id']}/timeline?after=0")["entries"]
    cast = Counter(one["by"] for one in entries if one.get("event", {}).get("type") == "BallotCast")
    say("votes", meter, voted=voted, counted=tally["voters"], ballots=cast.total(), persons=len(cast))

    meter = Meter(server)
    before = crowds.ask("until", last_seq(server, made["id"]))
    told = crowds.ask("gives", EACH_SECOND / CROWDS, seconds, "chat")
    heard = crowds.ask("until", last_seq(server, made["id"]))
    figures = reach([one for part in told for one in part["given"]], heard, people)
    orders = {order for one in heard for order in one["orders"]}
    say(
        "chat", meter, **figures, one_order=len(orders) == 1, gaps=sum(one["gaps"] for one in heard),
        messages=heard[0]["messages"], behind=sum(one["behind"] for one in (*before, *heard)),
        tardy=max(one["tardy"] for one in told),
    )  # fmt: skip
    crowds.end()


async def open_class(base: str, ticket: str) -> None:
    """The teacher comes in, and goes: what is measured is the crowd."""
    async with aiohttp.ClientSession() as http:
        await (await take_seat(http, base, ticket, "Ada")).close()


async def open_poll(base: str, ticket: str) -> None:
    """Put a question to the class."""
    async with aiohttp.ClientSession() as http:
        ada = await take_seat(http, base, ticket, "Ada")
        await ada.must("poll", "OpenPoll", poll="p", question="Which part is heavy?", options=["a", "b", "c"])
        await ada.close()


def main() -> None:
    """Print the figures as JSON, a line a part."""
    given = argparse.ArgumentParser()
    given.add_argument("--people", type=int, default=300)
    given.add_argument("--seconds", type=float, default=30.0)
    chosen = given.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = ClassroomServer(Path(folder) / "data")
        server.start()
        try:
            measure(server, chosen.people, chosen.seconds)
        finally:
            server.stop()


if __name__ == "__main__":
    main()
