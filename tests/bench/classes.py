"""What whole classes cost the router: thirty who all send and see ten, and a lecture that hundreds watch.

`thirty` is a class in which everybody sends a camera in three layers and a microphone, and sees nine small pictures and
one large one; senders heed which layers are wanted. Three speak; they send as our client does: the other microphones rest
(DTX), packets are numbered and answered (transport-cc). `open` is the same with microphones that send all the time, and
without those numbers, as this bench had it until 27 November 2026; `deaf` the same as `thirty` when senders heed nothing. They
run in class time with the router's own processor time, so that it does not matter whether the machine keeps the pace; the
packets are made up and encrypted and pass through real sockets, only the letters of those who receive are missing.
`lecture` is one picture and one voice to 300 clients in a process of their own, of whom ten count, at true pace.

    python -m tests.bench.classes [thirty] [open] [deaf] [lecture] [--people N] [--asyncio]
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import socket
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from multiprocessing.connection import Connection
from typing import Any

from aiortc import RTCCertificate
from pylibsrtp import Policy, Session

from server.media import Router
from server.media.dtls import fingerprints
from server.media.peer import Peer
from server.media.route import Route
from tests.bench.crowd import FRAME_RATE, QUIET, SPEAKING, Speaker, connect_all
from tests.bench.forwarding import Client, keep_alive, processor_seconds, send_us

SECONDS = 10.0
SAMPLE = 10  # receivers who count; the others leave what came in their sockets, which costs the machine less
SETTLING = 6.0  # until layers that nobody watches have stopped
NAMES = {"open": "thirty open microphones"}


def session(direction: int) -> Session:
    """A cipher as the handshake would make it."""
    profile = Policy.SRTP_PROFILE_AEAD_AES_256_GCM
    return Session(Policy(key=bytes(range(44)), ssrc_type=direction, srtp_profile=profile))


class ClassTime:
    """A class at no pace of its own: burst after burst through the router's socket, with its own processor time.

    What one person sends at a moment arrives together, and nothing else with it.
    """

    def __init__(self, kind: str, people: int) -> None:
        self._kind, self._people, self._now = kind, people, 1000.0
        self._router = Router(host="127.0.0.1", clock=lambda: self._now)
        self._speakers: list[Speaker] = []
        self._posted = 0

    async def measure(self, seconds: float = SECONDS, settling: float = SETTLING) -> dict[str, Any]:
        """What each second of the class costs, measured for so long, after it has settled."""
        await self._router.start()
        self._router._ticker.stop()  # its time is not that of the class
        with ExitStack() as sockets:
            self._seat([sockets.enter_context(own_socket()) for _ in range(self._people)])
            first = round(settling / 0.02)
            for number in range(first):
                await self._run(number)
            before, used = self._router.stats(), 0.0
            for number in range(first, first + round(seconds / 0.02)):
                used += await self._run(number)
            after = self._router.stats()
        await self._router.close()
        forwarded = after["packets_out"] - before["packets_out"]
        return {
            "class": NAMES.get(self._kind, self._kind),
            "people": self._people,
            "core_percent": round(100 * used / seconds, 1),
            "in_per_second": round((after["packets_in"] - before["packets_in"]) / seconds),
            "out_per_second": round(forwarded / seconds),
            "us_per_forwarded_packet": round(1e6 * used / max(1, forwarded), 2),
            "faults": after["faults"] + after["junk"] + after["dropped"],
            "send_us": send_us(),
            "load": round(os.getloadavg()[0], 1),
        }

    def _seat(self, sockets: list[socket.socket]) -> None:
        """Everybody with the keys of a handshake; what is sent to them stays in a socket that nobody reads."""
        room = self._router.room("bench")
        senders = [room.create_transport(f"p{index}", "send") for index in range(self._people)]
        receivers = [room.create_transport(f"p{index}", "recv") for index in range(self._people)]
        for transports in (senders, receivers):
            for transport, own in zip(transports, sockets, strict=True):
                end = transport._end
                end.peer.address = own.getsockname()
                end.peer.keys(session(Policy.SSRC_ANY_INBOUND), session(Policy.SSRC_ANY_OUTBOUND))
                self._router.plane._addresses.setdefault(own.getsockname(), end)
        cameras = connect_all(self._router, "thirty", senders, receivers, None)
        for index, own in enumerate(sockets):
            seal = session(Policy.SSRC_ANY_OUTBOUND).protect
            own.connect(("127.0.0.1", self._router.port))
            level = SPEAKING if index < 3 else QUIET
            self._speakers.append(Speaker(seal, own.send, level, None, ours=self._kind != "open"))
        number = {camera.id: index for index, camera in enumerate(cameras)}

        def heed(track: str, layers: tuple[bool, ...]) -> None:
            self._speakers[number[track]].wanted = list(layers)

        if self._kind != "deaf":
            room.on_wanted(heed)

    async def _run(self, number: int) -> float:
        """20 ms of the class: everybody's packets, then the ticks; the processor seconds that the router took."""
        used = 0.0
        for speaker in self._speakers:
            before = speaker.sent
            speaker.sound(number)
            if number % 2 == 0:
                speaker.picture(number // 2)
            self._posted += speaker.sent - before
            used += await self._read()
        started = time.process_time()
        self._router.tick(self._now, rooms=number % 5 == 0)
        self._now += 0.02
        return used + time.process_time() - started

    async def _read(self) -> float:
        """Until the router has taken all that was sent."""
        counters = self._router.plane.counters
        started = time.process_time()
        while counters.packets_in + counters.junk < self._posted:
            await asyncio.sleep(0)
        return time.process_time() - started


def own_socket() -> socket.socket:
    """One person's end."""
    one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    one.bind(("127.0.0.1", 0))
    return one


async def speak(everybody: list[Speaker], wire: Connection) -> None:
    """Everybody's packets at their pace, spread over the time between two; the wire tells what is wanted, and the end."""
    start = time.monotonic()
    sound = picture = 0
    share = len(everybody)
    while True:
        while wire.poll():
            word = wire.recv()
            if word is None:
                return
            everybody[word[0]].wanted = list(word[1])
        now = time.monotonic() - start
        while sound / share * 0.02 <= now:
            everybody[sound % share].sound(sound // share)
            sound += 1
        while picture / share / FRAME_RATE <= now:
            everybody[picture % share].picture(picture // share)
            picture += 1
        due = min(sound / share * 0.02, picture / share / FRAME_RATE)
        await asyncio.sleep(max(0.001, start + due - time.monotonic()))


async def clients(wire: Connection) -> None:
    """The other process: connect everybody, send, count."""
    certificate = RTCCertificate.generateCertificate()
    wire.send(fingerprints(certificate))
    senders, receivers, only = wire.recv()
    everybody = [Client(told, certificate) for told in (*senders, *receivers)]
    for first in range(0, len(everybody), 20):
        await asyncio.gather(*(client.connect() for client in everybody[first : first + 20]))

    alive = asyncio.create_task(keep_alive(everybody))
    wire.send("connected")
    await asyncio.get_running_loop().run_in_executor(None, wire.recv)
    speakers = [
        Speaker(seal_of(client), client.socket.send, SPEAKING if index < 3 else QUIET, only)
        for index, client in enumerate(everybody[: len(senders)])
    ]
    sample = everybody[len(senders) :][:SAMPLE]
    for client in everybody[len(senders) + SAMPLE :]:
        asyncio.get_running_loop().remove_reader(client.socket.fileno())
    counted = [client.count for client in sample]
    await speak(speakers, wire)
    await asyncio.sleep(0.5)
    wire.send([client.count - before for client, before in zip(sample, counted, strict=True)])
    alive.cancel()


def seal_of(client: Client) -> Callable[[bytes], bytes]:
    """How a connected client encrypts."""
    assert client.outgoing is not None
    return client.outgoing.protect


def run_clients(wire: Connection) -> None:
    """Entry of the other process."""
    asyncio.run(clients(wire))


class Lecture:
    """One picture and one voice for many, and the process with the clients."""

    def __init__(self, people: int) -> None:
        self._people = people
        self._router = Router(host="127.0.0.1")
        self._receiving: list[Peer] = []
        self._wire, theirs = multiprocessing.get_context("spawn").Pipe()
        self._other = multiprocessing.get_context("spawn").Process(target=run_clients, args=(theirs,))

    async def measure(self, seconds: float = SECONDS, settling: float = SETTLING) -> dict[str, Any]:
        """Let it run for a while; what it cost."""
        await self._router.start()
        self._other.start()
        try:
            await self._connect()
            self._wire.send("go")
            await asyncio.sleep(settling)
            everywhere = [route for one in self._receiving for route in one.routes.values()]
            while not all(route.layer for route in everywhere):  # a picture begins at its keyframe
                await asyncio.sleep(0.02)
            before, counters = processor_seconds(), self._router.stats()
            sampled = [route for one in self._receiving[:SAMPLE] for route in one.routes.values()]
            begun = [(route.packets, came(route)) for route in everywhere]
            started = time.monotonic()
            await asyncio.sleep(seconds)
            took = time.monotonic() - started
            used, after = processor_seconds() - before, self._router.stats()
            unsent = sum(passed_over(route, first) for route, first in zip(everywhere, begun, strict=True))
            self._wire.send(None)
            counts = await self._hear()
        finally:
            self._other.join(10)
            await self._router.close()
        meant = sum(route.packets + route.resent for route in sampled)
        forwarded = after["packets_out"] - counters["packets_out"]
        return {
            "class": "lecture",
            "people": self._people,
            "core_percent": round(100 * used / took, 1),
            "in_per_second": round((after["packets_in"] - counters["packets_in"]) / took),
            "out_per_second": round(forwarded / took),
            "us_per_forwarded_packet": round(1e6 * used / max(1, forwarded), 2),
            "lost_coming": after["lost"] - counters["lost"],
            "dropped": after["dropped"] - counters["dropped"],
            "not_passed_on": unsent,
            "faults": after["faults"],
            "arrived_percent": round(100 * sum(counts) / max(1, meant), 3),
            "send_us": send_us(),
            "load": round(os.getloadavg()[0], 1),
        }

    async def _hear(self) -> Any:
        return await asyncio.get_running_loop().run_in_executor(None, self._wire.recv)

    async def _connect(self) -> None:
        """Everybody's transports and tracks."""
        room = self._router.room("bench")
        prints = await self._hear()
        senders = [room.create_transport("teacher", "send")]
        receivers = [room.create_transport(f"p{index}", "recv") for index in range(self._people)]
        for transport in (*senders, *receivers):
            transport.connect({"role": "client", "fingerprints": prints})
        self._wire.send(([one.describe() for one in senders], [one.describe() for one in receivers], "high"))
        await self._hear()
        self._receiving = [receiver._end.peer for receiver in receivers]
        connect_all(self._router, "lecture", senders, receivers, "high")


def came(route: Route) -> int:
    """Packets that the router has read of what this route passes on, and that have content."""
    layer = route.layer
    return layer.stream.received + layer.stream.repaired_count - layer.padding if layer else 0


def passed_over(route: Route, begun: tuple[int, int]) -> int:
    """How many packets the router has read since then and did not send on this route."""
    sent, read = begun
    return (came(route) - read) - (route.packets - sent)


def main() -> None:
    """Print one line of JSON for each class."""
    if "--asyncio" not in sys.argv:  # media processes run on uvloop wherever there is one
        import uvloop

        uvloop.install()
    words = sys.argv[1:]
    people = int(words[words.index("--people") + 1]) if "--people" in words else 0
    known = {"thirty": 30, "open": 30, "deaf": 30, "lecture": 300}
    for kind in [word for word in words if word in known] or list(known):
        size = people or known[kind]
        measured = Lecture(size).measure() if kind == "lecture" else ClassTime(kind, size).measure()
        print(json.dumps(asyncio.run(measured)), flush=True)


if __name__ == "__main__":
    main()
