"""What whole classes cost the router: thirty who all send and see ten, and a lecture that hundreds watch.

`thirty` is a class in which everybody sends a camera in three layers and an open microphone, of which three speak, and
sees nine small pictures and one large one; senders heed which layers are wanted. `deaf` is the same when they do not.
Both run in class time with the router's own processor time, so that it does not matter whether the machine keeps the
pace; the packets are made up and encrypted and all are sent, only the reading of the socket is missing. `lecture` is
one picture and one voice to 300 clients in a process of their own, of whom ten count, at true pace.

    python -m tests.bench.classes [thirty] [deaf] [lecture] [--people N]
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import socket
import sys
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from typing import Any

from aiortc import RTCCertificate
from pylibsrtp import Policy, Session

from server.media import Producer, Router, Transport
from server.media.dtls import fingerprints
from server.media.peer import Peer
from tests.bench.forwarding import Client, keep_alive, processor_seconds, send_us

SECONDS = 10.0
SAMPLE = 10  # receivers who count; the others leave what came in their sockets, which costs the machine less
SETTLING = 6.0  # until layers that nobody watches have stopped
LAYERS = {"low": (150_000, 320, 180), "middle": (500_000, 640, 360), "high": (1_100_000, 1280, 720)}
FRAME_RATE = 25
PART = 1150
SPEAKING, QUIET = 25, 70  # -dBov
MICROPHONE = 7
NOISE = os.urandom(PART)

Told = dict[str, Any]


def rids(only: str | None) -> list[str]:
    """The layers of one camera."""
    return [only] if only else list(LAYERS)


def camera(only: str | None) -> Told:
    """A camera as it is announced, each layer by its stream number."""
    codec = {"mimeType": "video/VP8", "payloadType": 96, "clockRate": 90000, "parameters": {}}
    encodings = [
        {"ssrc": 10 + index, "scaleResolutionDownBy": 1280 / LAYERS[rid][1]}
        for index, rid in enumerate(rids(only))
    ]
    return {"mid": "0", "codecs": [codec], "encodings": encodings}


def microphone() -> Told:
    """A microphone as it is announced."""
    codec = {"mimeType": "audio/opus", "payloadType": 100, "clockRate": 48000, "channels": 2}
    level = {"uri": "urn:ietf:params:rtp-hdrext:ssrc-audio-level", "id": 10}
    return {
        "mid": "1",
        "codecs": [codec],
        "headerExtensions": [level],
        "encodings": [{"ssrc": MICROPHONE}],
    }


class Speaker:
    """One who sends: the packets of one person, layer by layer."""

    def __init__(self, client: Client | Posted, level: int, only: str | None) -> None:
        assert client.outgoing is not None
        self._seal, self._send = client.outgoing.protect, client.socket.send
        self._level, self._layers = level, [LAYERS[rid] for rid in rids(only)]
        self._numbers = [0] * len(self._layers)
        self.wanted = [True] * len(self._layers)
        self.sent = 0

    def sound(self, number: int) -> None:
        """20 ms of an open microphone."""
        head = (
            b"\x90\x64"
            + (number & 0xFFFF).to_bytes(2, "big")
            + (number * 960 & 0xFFFFFFFF).to_bytes(4, "big")
        )
        extension = b"\xbe\xde\x00\x01\xa0" + bytes((self._level, 0, 0))
        self._send(self._seal(head + b"\0\0\0\x07" + extension + NOISE[:80]))
        self.sent += 1

    def picture(self, frame: int) -> None:
        """One picture of each layer that is wanted."""
        for index, (bits, width, height) in enumerate(self._layers):
            if self.wanted[index]:
                self._layer(index, frame, bits // 8 // FRAME_RATE, width, height)

    def _layer(self, index: int, frame: int, left: int, width: int, height: int) -> None:
        first = True
        while left > 0:
            size, left = min(PART, left), left - PART
            key = (
                bytes((frame % 25 != 0, 0, 0)) + b"\x9d\x01\x2a" + width.to_bytes(2, "little")
                if first
                else b""
            )
            key += height.to_bytes(2, "little") if first else b""
            descriptor = bytes((0x90 if first else 0x80, 0x80, 0x80 | frame >> 8 & 0x7F, frame & 0xFF))
            number = self._numbers[index] = self._numbers[index] + 1 & 0xFFFF
            head = bytes((0x80, (0x80 if left <= 0 else 0) | 96)) + number.to_bytes(2, "big")
            head += (frame * 90000 // FRAME_RATE & 0xFFFFFFFF).to_bytes(4, "big") + (10 + index).to_bytes(
                4, "big"
            )
            self._send(self._seal(head + descriptor + key + NOISE[:size]))
            self.sent, first = self.sent + 1, False


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
        Speaker(client, SPEAKING if index < 3 else QUIET, only)
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


def run_clients(wire: Connection) -> None:
    """Entry of the other process."""
    asyncio.run(clients(wire))


def pairs(kind: str, people: int) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Who sees whom in which size: (watcher, watched, pixels)."""
    for watcher in range(people):
        if kind == "lecture":
            yield watcher, 0, (1280, 720)
            continue
        others = [(watcher + step) % people for step in range(1, 10)]
        for other in others:
            yield watcher, other, (300, 170)
        yield watcher, 1 if watcher == 0 else 0, (1280, 720)


class Posted:
    """The sending end of somebody who is in the same process: what they post is handed to the router by hand."""

    def __init__(self) -> None:
        self.outgoing = session(Policy.SSRC_ANY_OUTBOUND)
        self.socket = self
        self.box: list[bytes] = []

    def send(self, data: bytes) -> None:
        """Keep a datagram."""
        self.box.append(data)


def session(direction: int) -> Session:
    """A cipher as the handshake would make it."""
    profile = Policy.SRTP_PROFILE_AEAD_AES_256_GCM
    return Session(Policy(key=bytes(range(44)), ssrc_type=direction, srtp_profile=profile))


class ClassTime:
    """A class without clients and without waiting: 20 ms after 20 ms, with the router's own processor time."""

    def __init__(self, kind: str, people: int) -> None:
        self._kind, self._people, self._now = kind, people, 1000.0
        self._router = Router(host="127.0.0.1", clock=lambda: self._now)
        self._posted = [Posted() for _ in range(people)]
        self._speakers: list[Speaker] = []

    async def measure(self) -> dict[str, Any]:
        """What each second of the class costs."""
        await self._router.start()
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as nobody:
            nobody.bind(("127.0.0.1", 0))  # all is sent to a socket that nobody reads
            senders = self._seat(nobody.getsockname())
            for number in range(round(SETTLING / 0.02)):
                self._run(senders, number)
            before, used = self._router.stats(), 0.0
            first = round(SETTLING / 0.02)
            for number in range(first, first + round(SECONDS / 0.02)):
                used += self._run(senders, number)
            after = self._router.stats()
        await self._router.close()
        forwarded = after["packets_out"] - before["packets_out"]
        return {
            "class": self._kind,
            "people": self._people,
            "core_percent": round(100 * used / SECONDS, 1),
            "in_per_second": round((after["packets_in"] - before["packets_in"]) / SECONDS),
            "out_per_second": round(forwarded / SECONDS),
            "us_per_forwarded_packet": round(1e6 * used / max(1, forwarded), 2),
            "faults": after["faults"] + after["junk"],
            "send_us": send_us(),
            "load": round(os.getloadavg()[0], 1),
        }

    def _seat(self, address: tuple[str, int]) -> list[Peer]:
        room = self._router.room("bench")
        senders = [room.create_transport(f"p{index}", "send") for index in range(self._people)]
        receivers = [room.create_transport(f"p{index}", "recv") for index in range(self._people)]
        for transport in (*senders, *receivers):
            peer = transport._end.peer
            peer.address = address
            ciphers = session(Policy.SSRC_ANY_INBOUND), session(Policy.SSRC_ANY_OUTBOUND)
            peer.keys(*ciphers, self._router.plane.buffer)
        cameras = connect_all(self._router, "thirty", senders, receivers, None)
        self._speakers = [
            Speaker(posted, SPEAKING if index < 3 else QUIET, None)
            for index, posted in enumerate(self._posted)
        ]
        number = {camera.id: index for index, camera in enumerate(cameras)}

        def heed(track: str, layers: tuple[bool, ...]) -> None:
            self._speakers[number[track]].wanted = list(layers)

        if self._kind == "thirty":
            room.on_wanted(heed)
        return [transport._end.peer for transport in senders]

    def _run(self, senders: list[Peer], number: int) -> float:
        """20 ms of the class: everybody's packets, then the ticks; the processor seconds that the router took."""
        for speaker in self._speakers:
            speaker.sound(number)
            if number % 2 == 0:
                speaker.picture(number // 2)
        started = time.process_time()
        for posted, peer in zip(self._posted, senders, strict=True):
            for datagram in posted.box:
                peer.media(datagram, self._now)
        self._router.plane.tick(self._now)
        if number % 5 == 0:
            self._router.room("bench").tick(self._now)
        used = time.process_time() - started
        for posted in self._posted:
            posted.box.clear()
        self._now += 0.02
        return used


def connect_all(
    router: Router, kind: str, senders: list[Transport], receivers: list[Transport], only: str | None
) -> list[Producer]:
    """Everybody's tracks, and who sees and hears whom; the cameras."""
    cameras = [one.produce(f"c{index}", "video", camera(only)) for index, one in enumerate(senders)]
    voices = [one.produce(f"v{index}", "audio", microphone()) for index, one in enumerate(senders)]
    for watcher, watched, size in pairs(kind, len(receivers)):
        consumer = receivers[watcher].consume(cameras[watched], router.capabilities())
        consumer.show(*size)
        consumer.resume()
    for listener, receiver in enumerate(receivers):
        for speaker, voice in enumerate(voices):
            if speaker != listener or kind == "lecture":
                receiver.consume(voice, router.capabilities()).resume()
    return cameras


class Lecture:
    """One picture and one voice for many, and the process with the clients."""

    def __init__(self, people: int) -> None:
        self._people = people
        self._router = Router(host="127.0.0.1")
        self._sampled: list[Peer] = []
        self._wire, theirs = multiprocessing.get_context("spawn").Pipe()
        self._other = multiprocessing.get_context("spawn").Process(target=run_clients, args=(theirs,))

    async def measure(self) -> dict[str, Any]:
        """Let it run for a while; what it cost."""
        await self._router.start()
        self._other.start()
        try:
            await self._connect()
            self._wire.send("go")
            await asyncio.sleep(SETTLING)
            before, counters = processor_seconds(), self._router.stats()
            routes = [route for one in self._sampled for route in one.routes.values()]
            started = time.monotonic()
            await asyncio.sleep(SECONDS)
            took = time.monotonic() - started
            used, after = processor_seconds() - before, self._router.stats()
            self._wire.send(None)
            counts = await self._hear()
        finally:
            self._other.join(10)
            await self._router.close()
        meant = sum(route.packets + route.resent for route in routes)
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
        self._wire.send(
            ([one.describe() for one in senders], [one.describe() for one in receivers], self._only)
        )
        await self._hear()
        self._sampled = [receiver._end.peer for receiver in receivers[:SAMPLE]]
        connect_all(self._router, "lecture", senders, receivers, "high")


def main() -> None:
    """Print one line of JSON for each class."""
    words = sys.argv[1:]
    people = int(words[words.index("--people") + 1]) if "--people" in words else 0
    known = {"thirty": 30, "deaf": 30, "lecture": 300}
    for kind in [word for word in words if word in known] or list(known):
        size = people or known[kind]
        measured = Lecture(size).measure() if kind == "lecture" else ClassTime(kind, size).measure()
        print(json.dumps(asyncio.run(measured)), flush=True)


if __name__ == "__main__":
    main()
