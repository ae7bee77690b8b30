"""The same as `forwarding`, done by Janus of Debian (package janus, videoroom plugin); `forwarding` asks for it."""

from __future__ import annotations

import asyncio
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from aioice import stun
from aiortc import RTCCertificate

from server.media.dtls import fingerprints
from tests.bench.forwarding import SECONDS, End, publish

SHIPPED = Path("/etc/janus")
PLUGINS = Path("/usr/lib/x86_64-linux-gnu/janus/plugins")
CODECS = {
    "audio": ("100", "opus/48000/2", ["a=extmap:10 urn:ietf:params:rtp-hdrext:ssrc-audio-level"], 7),
    "video": ("96", "VP8/90000", ["a=rtcp-fb:96 nack", "a=rtcp-fb:96 nack pli", "a=rtcp-fb:96 goog-remb"], 9),
}


def found() -> str | None:
    """Where Janus is, if it is installed."""
    return shutil.which("janus") if SHIPPED.is_dir() else None


def own_address() -> str:
    """Janus offers no loopback candidates: an address of this machine, whose packets stay inside it all the same."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, suppress(OSError):
        probe.connect(("192.0.2.1", 9))
        return str(probe.getsockname()[0])
    return "127.0.0.1"


class Janus:
    """The process, with its shipped settings but for the way in (a Unix socket) and, if `tuned`, one event loop."""

    def __init__(self, folder: Path, *, tuned: bool) -> None:
        for file in SHIPPED.glob("*.jcfg"):
            shutil.copy(file, folder)
        self.path = folder / "api"
        main = (folder / "janus.jcfg").read_text()
        main = main.replace("general: {", "general: {\n" + ("event_loops = 1\n" if tuned else ""), 1)
        others = ",".join(file.name for file in PLUGINS.glob("*.so") if "videoroom" not in file.name)
        ways = ",".join(f"libjanus_{way}.so" for way in ("http", "websockets", "mqtt", "nanomsg", "rabbitmq"))
        for group, without in (("plugins", others), ("transports", ways)):
            main = main.replace(f"\n{group}: {{", f'\n{group}: {{\ndisable = "{without}"', 1)
        (folder / "janus.jcfg").write_text(main)
        (folder / "janus.transport.pfunix.jcfg").write_text(
            f'general: {{ enabled = true\njson = "compact"\npath = "{self.path}"\ntype = "SOCK_SEQPACKET" }}\nadmin: {{}}\n'
        )
        self._log = (folder / "log").open("wb")
        self.process = subprocess.Popen(
            [str(found()), "-F", str(folder)],
            stdout=self._log,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
        )

    def processor_seconds(self) -> float:
        """CPU time of the whole process (proc(5), utime and stime)."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        """End it."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._log.close()


class Wire:
    """Janus's API on its Unix socket: requests with a transaction, answers and events in any order."""

    def __init__(self, path: Path) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._socket.setblocking(False)
        self._path = path
        self._waiting: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._up: dict[int, asyncio.Event] = {}
        self.session = 0

    def up(self, handle: int) -> asyncio.Event:
        """Set once Janus says that media flows there."""
        return self._up.setdefault(handle, asyncio.Event())

    async def open(self) -> None:
        """Wait for the process, then begin a session."""
        async with asyncio.timeout(20):
            while True:
                try:
                    self._socket.connect(str(self._path))
                    break
                except OSError:
                    await asyncio.sleep(0.05)
        asyncio.get_running_loop().add_reader(self._socket.fileno(), self._read)
        self.session = (await self.ask("create"))["data"]["id"]

    def _read(self) -> None:
        with suppress(BlockingIOError):
            while data := self._socket.recv(1 << 20):
                said = json.loads(data)
                if said["janus"] == "webrtcup":
                    self.up(said["sender"]).set()
                future = self._waiting.get(said.get("transaction", ""))
                if future is not None and said["janus"] != "ack" and not future.done():
                    future.set_result(said)

    async def ask(self, verb: str, **more: Any) -> dict[str, Any]:
        """The answer, or for a message to the plugin its event. Raises RuntimeError."""
        name = secrets.token_hex(8)
        future = self._waiting[name] = asyncio.get_running_loop().create_future()
        session = {"session_id": self.session} if self.session else {}
        self._socket.send(json.dumps({"janus": verb, "transaction": name, **session, **more}).encode())
        said = await asyncio.wait_for(future, 60 if verb != "keepalive" else 5)
        del self._waiting[name]
        error = said.get("error") or said.get("plugindata", {}).get("data", {}).get("error")
        if error:
            raise RuntimeError(f"Janus refused {verb}: {error}")
        return said

    def close(self) -> None:
        """Hang up."""
        asyncio.get_running_loop().remove_reader(self._socket.fileno())
        self._socket.close()


class Person(End):
    """A client of Janus: full ICE with one candidate on each side."""

    def __init__(self, wire: Wire, certificate: RTCCertificate, host: str, *, leads: bool) -> None:
        super().__init__(certificate, host)
        self._wire, self._certificate, self._leads = wire, certificate, leads
        self._fragment, self._password = secrets.token_hex(4), secrets.token_hex(12)
        self._theirs = ("", "")
        self._proven = asyncio.Event()
        self.handle = 0

    async def message(self, body: dict[str, Any], jsep: dict[str, str] | None = None) -> dict[str, Any]:
        """Ask the videoroom."""
        more = {"jsep": jsep} if jsep else {}
        return await self._wire.ask("message", handle_id=self.handle, body=body, **more)

    async def attach(self) -> None:
        """Get a handle."""
        said = await self._wire.ask("attach", plugin="janus.plugin.videoroom")
        self.handle = said["data"]["id"]

    def describe(self, kinds: list[tuple[str, str]], direction: str, setup: str) -> str:
        """An SDP description with the (kind, mid) given."""
        host, port = self.socket.getsockname()
        print_ = fingerprints(self._certificate)[0]["value"]
        mids = " ".join(mid for _, mid in kinds)
        lines = ["v=0", f"o=- 1 1 IN IP4 {host}", "s=-", "t=0 0", f"a=group:BUNDLE {mids}"]
        for kind, mid in kinds:
            number, name, extra, ssrc = CODECS[kind]
            lines += [
                f"m={kind} {port} UDP/TLS/RTP/SAVPF {number}", f"c=IN IP4 {host}", f"a=mid:{mid}", f"a={direction}",
                "a=rtcp-mux", f"a=ice-ufrag:{self._fragment}", f"a=ice-pwd:{self._password}",
                f"a=fingerprint:sha-256 {print_}", f"a=setup:{setup}", f"a=rtpmap:{number} {name}", *extra,
                f"a=candidate:1 1 udp 2130706431 {host} {port} typ host", "a=end-of-candidates",
            ]  # fmt: skip
            if direction == "sendonly":
                lines.append(f"a=ssrc:{ssrc} cname:bench")
        return "\r\n".join(lines) + "\r\n"

    async def connect(self, sdp: str) -> None:
        """Reach whom the description tells of, until media can flow."""
        host = self.socket.getsockname()[0]
        self._theirs = (_line(sdp, r"a=ice-ufrag:(\S+)"), _line(sdp, r"a=ice-pwd:(\S+)"))
        candidates = re.findall(r"a=candidate:\S+ 1 udp \d+ (\S+) (\d+) typ host", sdp, re.IGNORECASE)
        port = next(int(port) for address, port in candidates if address == host)
        self.socket.connect((host, port))
        async with asyncio.timeout(30):
            while not self._proven.is_set():
                self.check()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._proven.wait(), 0.2)
            passive = _line(sdp, r"a=setup:(\S+)") == "active"
            theirs = [("sha-256", _line(sdp, r"a=fingerprint:sha-256 (\S+)"))]
            self.dtls.start("server" if passive else "client", theirs)
            await self.ready.wait()
            await self._wire.up(self.handle).wait()

    def check(self) -> None:
        """Ask whether the way is open; who leads nominates it."""
        request = stun.Message(stun.Method.BINDING, stun.Class.REQUEST)
        request.attributes["USERNAME"] = f"{self._theirs[0]}:{self._fragment}"
        request.attributes["PRIORITY"] = 1853824767
        if self._leads:
            request.attributes["ICE-CONTROLLING"] = 1
            request.attributes["USE-CANDIDATE"] = None
        else:
            request.attributes["ICE-CONTROLLED"] = 1
        request.add_message_integrity(self._theirs[1].encode())
        self.write(bytes(request))

    def asked(self, data: bytes, address: Any) -> None:
        """Answer Janus's checks."""
        with suppress(ValueError):
            message = stun.parse_message(data)
            if message.message_class == stun.Class.REQUEST:
                answer = stun.Message(
                    stun.Method.BINDING, stun.Class.RESPONSE, transaction_id=message.transaction_id
                )
                answer.attributes["XOR-MAPPED-ADDRESS"] = address
                answer.add_message_integrity(self._password.encode())
                self.socket.sendto(bytes(answer), address)
            elif message.message_class == stun.Class.RESPONSE:
                self._proven.set()


def _line(sdp: str, pattern: str) -> str:
    match = re.search(pattern, sdp)
    if match is None:
        raise RuntimeError(f"Janus's description has no {pattern}")
    return match[1]


async def _everybody(wire: Wire, viewers: int) -> list[Person]:
    """One who publishes, and those who watch."""
    certificate, host = RTCCertificate.generateCertificate(), own_address()
    teacher = Person(wire, certificate, host, leads=True)
    await teacher.attach()
    await teacher.message(
        {"request": "create", "room": 7, "publishers": 1, "bitrate": 0, "videocodec": "vp8"}
    )
    joined = await teacher.message({"request": "join", "ptype": "publisher", "room": 7})
    offer = teacher.describe([("audio", "0"), ("video", "1")], "sendonly", "actpass")
    answered = await teacher.message({"request": "publish"}, {"type": "offer", "sdp": offer})
    await teacher.connect(answered["jsep"]["sdp"])
    people = [teacher]
    feed = joined["plugindata"]["data"]["id"]
    for _ in range(viewers):
        viewer = Person(wire, certificate, host, leads=False)
        await viewer.attach()
        offered = await viewer.message(
            {"request": "join", "ptype": "subscriber", "room": 7, "streams": [{"feed": feed}]}
        )
        sdp = offered["jsep"]["sdp"]
        kinds = re.findall(r"m=(audio|video) .*?a=mid:(\S+)", sdp, re.DOTALL)
        answer = viewer.describe(kinds, "recvonly", "active")
        await viewer.message({"request": "start"}, {"type": "answer", "sdp": answer})
        await viewer.connect(sdp)
        people.append(viewer)
    return people


async def measure(viewers: int, *, tuned: bool) -> dict[str, Any]:
    """Let Janus forward to so many viewers for a while."""
    with tempfile.TemporaryDirectory(prefix="janus-") as name:
        janus = Janus(Path(name), tuned=tuned)
        wire = Wire(janus.path)
        try:
            await wire.open()
            teacher, *watching = await _everybody(wire, viewers)

            async def keep_alive() -> None:
                while True:
                    for person in (teacher, *watching):
                        person.check()
                    await wire.ask("keepalive")
                    await asyncio.sleep(5)

            alive = asyncio.create_task(keep_alive())
            before, start = janus.processor_seconds(), time.monotonic()
            sent = await publish(teacher, SECONDS)
            await asyncio.sleep(0.5)
            used, lasted = janus.processor_seconds() - before, time.monotonic() - start
            alive.cancel()
        finally:
            wire.close()
            janus.close()
    forwarded = sum(person.count for person in watching)
    return {
        "viewers": viewers, "packets_in": sent, "forwarded": forwarded,
        "arrived_percent": round(100 * forwarded / max(1, sent * viewers), 2),
        "core_percent": round(100 * used / lasted, 1),
        "us_per_forwarded_packet": round(1e6 * used / max(1, forwarded), 2), "load": round(os.getloadavg()[0], 1),
    }  # fmt: skip


def main() -> None:
    """Print one line of JSON for each way to run Janus."""
    if found() is None:
        sys.exit("Janus is not installed: apt install janus (only this comparison needs it).")
    for viewers in [int(word) for word in sys.argv[1:] if word.isdigit()] or [10, 50, 100]:
        for tuned in (False, True):
            print(json.dumps({"tuned": tuned, **asyncio.run(measure(viewers, tuned=tuned))}), flush=True)


if __name__ == "__main__":
    main()
