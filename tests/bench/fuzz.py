"""What hostile packets do: real ones are spoiled by a seeded die and fed to every parser, before and behind encryption.

    python -m tests.bench.fuzz [--count N] [--seed N] [PARSER ...]     # 200,000 datagrams for each parser

Nothing but ValueError may come out of a parser and nothing at all out of the plane; no address is bound, no call ends.
A line tells datagrams per second and the slowest one, in CPU time. `TRIALS` is where a new parser is added.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pylibsrtp
from aiortc import RTCCertificate

from server.media import Router, codecs, rtcp, rtp, stun
from server.media.dtls import DtlsSession
from server.media.plane import Plane
from tests.server.media.callers import MICROPHONE, Caller, connected
from tests.server.media.packets import (
    binding_request,
    dtls_packets,
    rtcp_packets,
    rtp_packets,
    spoil,
    stun_packets,
)
from tests.server.media.test_dtls import pair, until

OWNER, STRANGER = ("192.0.2.1", 4000), ("203.0.113.9", 9)
CAMERA: dict[str, Any] = {
    "mid": "1",
    "codecs": [
        {"mimeType": "video/VP8", "payloadType": 96, "clockRate": 90000, "parameters": {}},
        {"mimeType": "video/rtx", "payloadType": 97, "clockRate": 90000, "parameters": {"apt": 96}},
    ],
    "encodings": [{"ssrc": 9, "rtx": {"ssrc": 10}}],
}


@dataclass
class Trial:
    """One parser: `feed` may raise ValueError only; `settle` lets it work; `check` asserts what must still be true."""

    corpus: Sequence[bytes]
    feed: Callable[[bytes], object]
    prepare: Callable[[bytes], bytes | None] = lambda data: data  # None: this one cannot even be sent
    settle: Callable[[], Awaitable[object]] | None = None
    check: Callable[[], None] = lambda: None


@dataclass
class Outcome:
    """What came of a trial; `surprises` are exceptions that nobody expected, with the datagram."""

    fed: int = 0
    refused: int = 0
    surprises: list[str] = field(default_factory=list)
    costs: list[int] = field(default_factory=list)  # CPU nanoseconds of each

    def told(self) -> dict[str, float]:
        """Figures for a line."""
        costs = sorted(self.costs)
        return {
            "datagrams": self.fed, "refused": self.refused, "surprises": len(self.surprises),
            "per_second": round(1e9 * self.fed / max(1, sum(costs))),
            "p999_us": round(costs[int(len(costs) * 0.999)] / 1000), "slowest_us": round(costs[-1] / 1000),
        }  # fmt: skip


async def run(trial: Trial, number: int, seed: int) -> Outcome:
    """Feed `number` spoiled datagrams."""
    dice, outcome, clock = random.Random(seed), Outcome(), time.thread_time_ns
    loop, corpus = asyncio.get_running_loop(), list(trial.corpus)
    loop.set_exception_handler(lambda _, found: outcome.surprises.append(repr(found)))
    gc.disable()
    try:
        while outcome.fed < number:
            spoiled = spoil(dice, dice.choice(corpus), corpus)
            data = trial.prepare(spoiled)
            if data is None or data in corpus:
                continue
            start = clock()
            try:
                trial.feed(data)
                if trial.settle is not None:
                    await trial.settle()
            except ValueError:
                outcome.refused += 1
            except Exception as error:
                outcome.surprises.append(f"{error!r} of {spoiled.hex()}")
            outcome.costs.append(clock() - start)
            outcome.fed += 1
            if outcome.fed % 64 == 0:
                await asyncio.sleep(0)
    finally:
        gc.enable()
        loop.set_exception_handler(None)
    trial.check()
    return outcome


# -- parsers that stand alone


def parser(corpus: Callable[[], Sequence[bytes]], read: Callable[[bytes], object]) -> Callable[[], Any]:
    """A trial of a function."""

    @asynccontextmanager
    async def trial() -> AsyncIterator[Trial]:
        yield Trial(corpus(), read)

    return trial


def read_picture(data: bytes) -> None:
    """All that is read of an RTP packet."""
    payload = rtp.parse(data).payload
    for mime in ("video/vp8", "video/h264", "video/vp9"):
        codecs.is_keyframe_start(mime, payload)
        codecs.picture_size(mime, payload)
    codecs.shift_vp8(payload, 700, 7)


@asynccontextmanager
async def stun_trial() -> AsyncIterator[Trial]:
    """A plane that expects one person: spoiled requests from a stranger, and from where the person is."""
    times = (0.05 * turn for turn in count())
    plane = Plane(lambda: next(times))
    plane.write = lambda *_: None  # type: ignore[method-assign]
    end = plane.add_peer("here", "secret", lambda: None, lambda _: None)
    plane.datagram(binding_request(), OWNER)
    known = list(end.peer.addresses)

    def feed(data: bytes) -> None:
        assert stun.check(data, STRANGER, lambda _: "secret") is None
        plane.datagram(data, STRANGER)
        plane.datagram(data, OWNER)

    def check() -> None:
        assert (list(end.peer.addresses), end.peer.address) == (known, OWNER)
        assert plane.counters.faults == 0

    yield Trial(stun_packets(), feed, check=check)


# -- handshakes


@asynccontextmanager
async def dtls_trial() -> AsyncIterator[Trial]:
    """Spoiled records reach two ends that have agreed: they must stay so."""
    client, server, ended, keys = pair()
    await until(lambda: len(keys) == 2)

    def check() -> None:
        assert ended == []

    yield Trial(await dtls_packets(), server.datagram, record, lambda: drained(server), check)
    await server.close()
    await client.close()


def record(data: bytes) -> bytes | None:
    """Only these does the plane take for a handshake (RFC 7983 section 7)."""
    return data if data and 20 <= data[0] <= 63 else None


async def drained(session: DtlsSession) -> None:
    """Until the session has read what it was given, or is over."""
    async with asyncio.timeout(5):
        while not session._pipe.queue.empty() and not session._closing:
            await asyncio.sleep(0)


@asynccontextmanager
async def hello_trial() -> AsyncIterator[Trial]:
    """Spoiled records reach ends that wait for a handshake; one that gives up is followed by the next."""
    certificate, sessions = RTCCertificate.generateCertificate(), []

    def begin() -> DtlsSession:
        made = DtlsSession(certificate, lambda _: None, strange, lambda: None)
        made.start("server", [("sha-256", "AB")])
        sessions.append(made)
        return made

    def strange(*_: pylibsrtp.Session) -> None:
        raise AssertionError("nobody finished a handshake")

    async def settle() -> None:
        await drained(sessions[-1])
        if sessions[-1]._closing:
            await sessions.pop().close()
            begin()

    begin()
    yield Trial(await dtls_packets(), lambda data: sessions[-1].datagram(data), record, settle)
    for each in sessions:
        await each.close()


# -- behind encryption


class Hurry:
    """A clock that is put forward with each packet, so that no measure of work is exceeded."""

    ahead = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.ahead


@asynccontextmanager
async def call(clock: Hurry) -> AsyncIterator[tuple[Router, Caller, Caller, list[int]]]:
    """Somebody who sends sound and pictures to somebody else; the SSRCs of what is passed on."""
    router = Router(host="127.0.0.1", clock=clock)
    async with connected(router) as ((ann, ben), callers):
        tracks = [ann.produce("sound", "audio", MICROPHONE), ann.produce("picture", "video", CAMERA)]
        consumers = [ben.consume(track, router.capabilities()) for track in tracks]
        for consumer in consumers:
            consumer.resume()
        told = [consumer.describe()["rtpParameters"]["encodings"][0] for consumer in consumers]
        yield router, *callers, [encoding["ssrc"] for encoding in told]


def sealer(session: pylibsrtp.Session, *, control: bool) -> Callable[[bytes], bytes | None]:
    """Encrypt as the client would; media gets numbers that go on, with jumps, else it would count as repeated."""
    dice, numbers = random.Random(5), {7: 1000, 9: 1000, 10: 1000}

    def number(data: bytes) -> bytes:
        ssrc = int.from_bytes(data[8:12], "big")
        if dice.random() < 0.75:
            ssrc = 10 if data[1] & 0x7F == 97 else 7 if data[1] & 0x7F == 111 else 9
        if ssrc in numbers:
            numbers[ssrc] += dice.randrange(500) if dice.random() < 0.02 else 1
            late = dice.randrange(100) if dice.random() < 0.05 else 0
            data = data[:2] + (numbers[ssrc] - late & 0xFFFF).to_bytes(2, "big") + data[4:]
        return data[:8] + ssrc.to_bytes(4, "big") + data[12:]

    def seal(data: bytes) -> bytes | None:
        try:
            if control:
                sealed = bytes(session.protect_rtcp(data))
                if (writer := int.from_bytes(data[4:8], "big")) != 9:  # ours, and the server forgets many too
                    session.remove_stream(writer)
                return sealed
            data = number(data) if len(data) >= 12 else data
            sealed = bytes(session.protect(data))
            ssrc = int.from_bytes(data[8:12], "big")
            if ssrc not in numbers:  # the server forgets it too
                session.remove_stream(ssrc)
            return sealed
        except (pylibsrtp.Error, ValueError):
            return None

    return seal


def behind(*, control: bool) -> Callable[[], AbstractAsyncContextManager[Trial]]:
    """Well encrypted, spoiled inside: what a client with bad intentions sends."""

    @asynccontextmanager
    async def trial() -> AsyncIterator[Trial]:
        clock, turns = Hurry(), count(1)
        async with call(clock) as (router, sender, receiver, ssrcs):
            end = receiver if control else sender
            address = end.socket.getsockname()
            corpus = [each for ssrc in ssrcs for each in rtcp_packets(ssrc)] if control else rtp_packets()
            corpus = [
                each[:1] + bytes((each[1] & 0x80 | 111,)) + each[2:] if each[1] & 0x7F == 100 else each
                for each in corpus
            ]
            assert end._outgoing is not None

            def check() -> None:
                counted = router.plane.counters
                assert counted.faults == 0
                assert control or counted.packets_in > 2 * counted.junk  # else little was decrypted at all
                assert len(router.room("c1").transports()) == 2

            def feed(data: bytes) -> None:
                clock.ahead += 0.005 if control else 0.0005
                if next(turns) % 1000 == 0:  # or they would seem to have fallen silent
                    sender.check()
                    receiver.check()
                router.plane.datagram(data, address)

            yield Trial(corpus, feed, sealer(end._outgoing, control=control), check=check)

    return trial


TRIALS: dict[str, Callable[[], AbstractAsyncContextManager[Trial]]] = {
    "stun": stun_trial,
    "dtls": dtls_trial,
    "dtls_hello": hello_trial,
    "rtp": parser(rtp_packets, read_picture),
    "rtcp": parser(rtcp_packets, lambda data: list(rtcp.parse(data))),
    "rtp_sealed": behind(control=False),
    "rtcp_sealed": behind(control=True),
}


async def one(name: str, number: int, seed: int) -> Outcome:
    """Hold one trial."""
    async with TRIALS[name]() as trial:
        return await run(trial, number, seed)


def main() -> None:
    """Print one line of JSON for each parser."""
    given = argparse.ArgumentParser()
    given.add_argument("--count", type=int, default=200_000)
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("parsers", nargs="*", default=list(TRIALS))
    chosen = given.parse_args()
    for name in chosen.parsers:
        outcome = asyncio.run(one(name, chosen.count, chosen.seed))
        print(json.dumps({"parser": name, **outcome.told()}), flush=True)
        for surprise in outcome.surprises[:5]:
            print("  ", surprise[:400], flush=True)


if __name__ == "__main__":
    main()
