"""A call while somebody floods the media port with junk: does all sound arrive, and what does the flood cost?

    python -m tests.bench.flood [--rate N] [--seconds N] [KIND ...]     # 20,000 datagrams a second for 5 s each

One speaks, one listens, over real handshakes; a process of its own floods. Strangers use an address of their own;
`own` kinds come from the listener's address, as by a client with bad intentions or with a forged source.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import random
import resource
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from server.media import Router
from tests.server.media.callers import MICROPHONE, Caller, connected
from tests.server.media.flooding import pour
from tests.server.media.packets import binding_request
from tests.server.media.test_dtls import until

POOL = 500  # different datagrams, sent over and over


@dataclass
class Call:
    """Somebody who speaks to somebody."""

    router: Router
    speaker: Caller
    listener: Caller

    def ice(self) -> dict[str, str]:
        """How the listener proves who it is."""
        told: dict[str, str] = self.listener.told["iceParameters"]
        return told


@asynccontextmanager
async def call(clock: Callable[[], float] = time.monotonic) -> AsyncIterator[Call]:
    """A running call."""
    router = Router(host="127.0.0.1", clock=clock)
    async with connected(router) as ((ann, ben), callers):
        track = ann.produce("sound", "audio", MICROPHONE)
        ben.consume(track, router.capabilities()).resume()
        yield Call(router, *callers)


Make = Callable[[random.Random, Call], bytes]


def _request(fragment: str, password: str) -> bytes:
    return binding_request(fragment, password)


STRANGERS: dict[str, Make] = {
    "noise": lambda dice, _: dice.randbytes(dice.randrange(1, 300)),
    "media": lambda dice, _: b"\x80\x6f" + dice.randbytes(120),
    "stun": lambda dice, _: _request(dice.randbytes(8).hex(), "guess"),
    "stun_guess": lambda dice, call: _request(call.ice()["usernameFragment"], dice.randbytes(8).hex()),
}
OWN: dict[str, Make] = {
    "own_stun": lambda _, call: _request(call.ice()["usernameFragment"], call.ice()["password"]),
    "own_dtls": lambda dice, _: b"\x16\xfe\xfd\x00\x00\x00\x00\x00\x00\x00\x01\x00\x50" + dice.randbytes(80),
    "own_media": STRANGERS["media"],
    "own_letters": lambda dice, _: b"\x81\xc9" + dice.randbytes(60),
}
KINDS = {**STRANGERS, **OWN}


def pool(made: Call, kinds: list[str]) -> list[tuple[int, bytes]]:
    """Datagrams of these kinds by turns; 1: from the listener's own address."""
    dice = random.Random(1)
    return [
        (int(kind in OWN), KINDS[kind](dice, made))
        for kind in (kinds * (1 + POOL // len(kinds)))[:POOL]
    ]  # fmt: skip


def processor_seconds() -> float:
    """CPU time of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


async def speak(made: Call, going_on: Callable[[], bool]) -> int:
    """Sound at its pace, with checks of both ways now and then as browsers do; returns how many packets.

    On a busy machine the process that floods takes long to start, and a way that nobody checks ends after half a minute.
    """
    start, sent = time.monotonic(), 0
    while going_on() or sent < 50:
        if sent % 50 == 0:
            made.speaker.check()
            made.listener.check()
        made.speaker.speak()
        sent += 1
        await asyncio.sleep(max(0.0, start + sent * 0.02 - time.monotonic()))
    await until(lambda: made.router.plane.counters.packets_in >= sent or not going_on())
    await asyncio.sleep(0.2)
    return sent


@dataclass
class Outcome:
    """What came of a flood."""

    spoken: int
    heard: int
    junk: int
    faults: int
    core: float  # share of a core that router and both callers used, beyond that of the same call without a flood
    moved: bool  # whether the listener's media now goes elsewhere, or nowhere at all

    def told(self) -> dict[str, float]:
        """Figures for a line."""
        return {
            "spoken": self.spoken, "arrived_percent": round(100 * self.heard / self.spoken, 2), "junk": self.junk,
            "faults": self.faults, "core_percent": round(100 * self.core, 1), "load": round(os.getloadavg()[0], 1),
        }  # fmt: skip


async def flood(kinds: list[str], rate: int, seconds: float) -> Outcome:
    """Hold a call under a flood."""
    async with call() as made:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
            stranger.bind(("127.0.0.1", 0))
            ways, target = [stranger, made.listener.socket], made.listener.server
            arguments = (ways, target, pool(made, kinds), rate, seconds)
            other = multiprocessing.get_context("spawn").Process(target=pour, args=arguments)
            other.start()
            used, start = processor_seconds(), time.monotonic()
            try:
                spoken = await speak(made, other.is_alive)
            finally:
                other.terminate()
                other.join(10)
            share = (processor_seconds() - used) / (time.monotonic() - start)
        counted = made.router.plane.counters
        return Outcome(spoken, len(made.listener.heard), counted.junk, counted.faults, share, moved(made))


def moved(made: Call) -> bool:
    """Whether media leaves for another place than where the listener is."""
    ways = [one._end.peer.address for one in made.router.room("c1").transports("ben")]
    return ways != [made.listener.socket.getsockname()]


def main() -> None:
    """Print one line of JSON without a flood, for each kind of junk, and for all that strangers can send at once."""
    given = argparse.ArgumentParser()
    given.add_argument("--rate", type=int, default=20_000)
    given.add_argument("--seconds", type=float, default=5.0)
    given.add_argument("kinds", nargs="*", default=["none", *KINDS, "strangers"])
    chosen = given.parse_args()
    for kind in chosen.kinds:
        kinds = [*STRANGERS] if kind in ("none", "strangers") else [kind]
        outcome = asyncio.run(flood(kinds, 0 if kind == "none" else chosen.rate, chosen.seconds))
        print(json.dumps({"flood": kind, **outcome.told()}), flush=True)


if __name__ == "__main__":
    main()
