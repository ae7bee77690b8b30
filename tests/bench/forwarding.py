"""What it costs to pass a packet on: CPU time of the router for each packet sent to viewers who only count datagrams.

One publisher at true pace: VP8 of 1280x720 at about 1.1 Mb/s and Opus, encrypted; the viewers did the whole handshake.
The clients live in a process of their own, so that only the router is measured. `send_us` is what the same machine
pays, at the same time, for nothing but the sending: compare by it when the machine is busy.

Where Janus is installed (Debian's package janus, videoroom plugin), the same is asked of it, as shipped and tuned.

    python -m tests.bench.forwarding [viewers ...] [--asyncio]
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import random
import resource
import socket
import sys
import time
from collections.abc import Iterable
from multiprocessing.connection import Connection
from typing import Any

import pylibsrtp
from aioice import stun
from aiortc import RTCCertificate

from server.media import Router
from server.media.dtls import DtlsSession, fingerprints

SECONDS = 15.0
FRAME_RATE = 25
FRAME_BYTES = 1_100_000 // 8 // FRAME_RATE
PART = 1150


class End:
    """The least that a client must do once it has an address: DTLS, and then count."""

    def __init__(self, certificate: RTCCertificate, host: str) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.setblocking(False)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 21)
        self.socket.bind((host, 0))
        self.ready = asyncio.Event()
        self.outgoing: pylibsrtp.Session | None = None
        self.count = 0
        self.dtls = DtlsSession(certificate, self.write, self._keys, lambda: None)
        asyncio.get_running_loop().add_reader(self.socket.fileno(), self._read)

    def write(self, data: bytes) -> None:
        """Send one datagram."""
        self.socket.send(data)

    def _keys(self, _: pylibsrtp.Session, outgoing: pylibsrtp.Session) -> None:
        self.outgoing = outgoing
        self.ready.set()

    def _read(self) -> None:
        for _ in range(64):
            try:
                data, address = self.socket.recvfrom(2048)
            except OSError:
                return
            if 128 <= data[0] <= 191:
                self.count += not 192 <= data[1] <= 223
            elif data[0] >= 20:
                self.dtls.datagram(data)
            else:
                self.asked(data, address)

    def asked(self, data: bytes, address: Any) -> None:
        """STUN came."""


class Client(End):
    """A client of our own router."""

    def __init__(self, told: dict[str, Any], certificate: RTCCertificate) -> None:
        super().__init__(certificate, "127.0.0.1")
        candidate = told["iceCandidates"][0]
        self._told = told
        self.socket.connect((candidate["ip"], candidate["port"]))

    def check(self) -> None:
        """Send a STUN request."""
        ice = self._told["iceParameters"]
        request = stun.Message(stun.Method.BINDING, stun.Class.REQUEST)
        request.attributes["USERNAME"] = f"{ice['usernameFragment']}:client"
        request.attributes["USE-CANDIDATE"] = None
        request.add_message_integrity(ice["password"].encode())
        self.socket.send(bytes(request))

    async def connect(self) -> None:
        """Until media can flow."""
        self.check()
        theirs = [
            (print_["algorithm"], print_["value"]) for print_ in self._told["dtlsParameters"]["fingerprints"]
        ]
        self.dtls.start("client", theirs)
        await asyncio.wait_for(self.ready.wait(), 30)


async def publish(client: End, seconds: float) -> int:
    """Send sound and pictures at their pace; returns the number of packets."""
    dice = random.Random(1)
    seal = client.outgoing
    assert seal is not None
    start, sent, video, audio, frame = time.monotonic(), 0, 0, 0, 0
    noise = bytes(dice.randrange(256) for _ in range(PART))
    while (now := time.monotonic() - start) < seconds:
        if now >= audio * 0.02:
            head = (
                b"\x90\x64"
                + (audio & 0xFFFF).to_bytes(2, "big")
                + (audio * 960).to_bytes(4, "big")
                + b"\0\0\0\x07"
            )
            client.socket.send(seal.protect(head + b"\xbe\xde\x00\x01\xa0\x20\x00\x00" + noise[:80]))
            audio, sent = audio + 1, sent + 1
        if now >= frame / FRAME_RATE:
            left, first = FRAME_BYTES, True
            while left > 0:
                size, left = min(PART, left), left - PART
                key = bytes((frame % 50 != 0,)) + b"\x00\x00\x9d\x01\x2a\x00\x05\xd0\x02" if first else b""
                descriptor = bytes((0x90 if first else 0x80, 0x80, 0x80 | frame >> 8 & 0x7F, frame & 0xFF))
                head = bytes((0x80, (0x80 if left <= 0 else 0) | 96)) + (video & 0xFFFF).to_bytes(2, "big")
                head += (frame * 90000 // FRAME_RATE).to_bytes(4, "big") + b"\0\0\0\x09"
                client.socket.send(seal.protect(head + descriptor + key + noise[:size]))
                video, sent, first = video + 1, sent + 1, False
            frame += 1
        await asyncio.sleep(max(0.0, start + min(audio * 0.02, frame / FRAME_RATE) - time.monotonic()))
    return sent


async def keep_alive(everybody: Iterable[Client]) -> None:
    """Check the way every few seconds, as browsers do."""
    while True:
        for client in everybody:
            client.check()
        await asyncio.sleep(5)


async def clients(wire: Connection) -> None:
    """The other process: connect everybody, publish, tell what arrived."""
    certificate = RTCCertificate.generateCertificate()
    wire.send(fingerprints(certificate))
    everybody = [Client(told, certificate) for told in wire.recv()]
    await asyncio.gather(*(client.connect() for client in everybody))

    alive = asyncio.create_task(keep_alive(everybody))
    wire.send("connected")
    await asyncio.get_running_loop().run_in_executor(None, wire.recv)
    sent = await publish(everybody[0], SECONDS)
    await asyncio.sleep(0.5)
    wire.send((sent, [client.count for client in everybody[1:]]))
    alive.cancel()


def run_clients(wire: Connection) -> None:
    """Entry of the other process."""
    asyncio.run(clients(wire))


PARAMETERS: dict[str, dict[str, Any]] = {
    "video": {
        "mid": "0",
        "codecs": [{"mimeType": "video/VP8", "payloadType": 96, "clockRate": 90000, "parameters": {}}],
        "encodings": [{"ssrc": 9}],
    },
    "audio": {
        "mid": "1",
        "codecs": [{"mimeType": "audio/opus", "payloadType": 100, "clockRate": 48000, "channels": 2}],
        "headerExtensions": [{"uri": "urn:ietf:params:rtp-hdrext:ssrc-audio-level", "id": 10}],
        "encodings": [{"ssrc": 7}],
    },
}


def processor_seconds() -> float:
    """CPU time of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def send_us() -> float:
    """CPU microseconds of one bare sendto of 900 bytes, now."""
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other,
    ):
        other.bind(("127.0.0.1", 0))
        address, data, before = other.getsockname(), bytes(900), processor_seconds()
        for _ in range(20_000):
            one.sendto(data, address)
        return round(1e6 * (processor_seconds() - before) / 20_000, 2)


async def measure(viewers: int) -> dict[str, float]:
    """Forward to so many viewers for a while."""
    router = Router(host="127.0.0.1")
    await router.start()
    room = router.room("bench")
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    other = multiprocessing.get_context("spawn").Process(target=run_clients, args=(theirs,))
    other.start()
    hear = asyncio.get_running_loop().run_in_executor
    try:
        prints = await hear(None, ours.recv)
        sender = room.create_transport("teacher", "send")
        receivers = [room.create_transport(f"s{index}", "recv") for index in range(viewers)]
        for transport in (sender, *receivers):
            transport.connect({"role": "client", "fingerprints": prints})
        ours.send([transport.describe() for transport in (sender, *receivers)])
        await hear(None, ours.recv)
        tracks = [sender.produce(kind, kind, PARAMETERS[kind]) for kind in ("video", "audio")]
        for receiver in receivers:
            for track in tracks:
                receiver.consume(track, router.capabilities()).resume()
        before, sent_before = processor_seconds(), router.stats()["packets_out"]
        ours.send("go")
        sent, counts = await hear(None, ours.recv)
        used, stats = processor_seconds() - before, router.stats()
        forwarded = stats["packets_out"] - sent_before
    finally:
        other.join(10)
        await router.close()
    return {
        "viewers": viewers,
        "packets_in": sent,
        "forwarded": forwarded,
        "dropped": stats["dropped"],
        "lost_before": stats["missing_for_good"],
        "arrived_percent": round(100 * sum(counts) / max(1, sent * viewers), 2),
        "core_percent": round(100 * used / SECONDS, 1),
        "us_per_forwarded_packet": round(1e6 * used / max(1, forwarded), 2),
        "send_us": send_us(),
        "load": round(os.getloadavg()[0], 1),
    }


async def compared(viewers: int) -> list[dict[str, Any]]:
    """Our router and Janus in both ways, one after the other."""
    from tests.bench import janus  # it needs the clients of this file

    rows: list[dict[str, Any]] = [{"who": "Amphi", **await measure(viewers)}]
    if janus.found() is not None:
        for tuned in (False, True):
            who = "Janus, event_loops=1" if tuned else "Janus as shipped"
            rows.append({"who": who, **await janus.measure(viewers, tuned=tuned)})
    return rows


def table(rows: list[dict[str, Any]]) -> str:
    """Who needs how much, and how many times as much as we do."""
    lines = ["| viewers | who | CPU us a packet | times ours | arrived | load |", "|---|---|---|---|---|---|"]
    ours = {row["viewers"]: row["us_per_forwarded_packet"] for row in rows if row["who"] == "Amphi"}
    for row in rows:
        cost = row["us_per_forwarded_packet"]
        times = f"{cost / ours[row['viewers']]:.2f}"
        lines.append(
            f"| {row['viewers']} | {row['who']} | {cost} | {times} | {row['arrived_percent']} % | {row['load']} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Print one line of JSON for each measurement, then a table."""
    if "--asyncio" not in sys.argv:  # media processes run on uvloop wherever there is one
        import uvloop

        uvloop.install()
    rows: list[dict[str, Any]] = []
    for viewers in [int(word) for word in sys.argv[1:] if word.isdigit()] or [10, 50, 100]:
        for row in asyncio.run(compared(viewers)):
            print(json.dumps(row), flush=True)
            rows.append(row)
    if len({row["who"] for row in rows}) == 1:
        print("Without Janus: it is not installed (apt install janus; only this comparison needs it).")
    print(table(rows))


if __name__ == "__main__":
    main()
