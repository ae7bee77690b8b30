"""The least that takes part in a call: STUN, DTLS and SRTP over a real socket, packets made by hand and counted."""

from __future__ import annotations

import asyncio
import socket
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pylibsrtp
from aiortc import RTCCertificate

from server.media import Router, Transport
from server.media.dtls import DtlsSession, fingerprints
from tests.server.media.packets import binding_request, rtp_packet
from tests.server.media.test_dtls import until

MICROPHONE: dict[str, Any] = {
    "mid": "0",
    "codecs": [{"mimeType": "audio/opus", "payloadType": 111, "clockRate": 48000, "channels": 2}],
    "headerExtensions": [{"uri": "urn:ietf:params:rtp-hdrext:ssrc-audio-level", "id": 10}],
    "encodings": [{"ssrc": 7}],
}
LEVEL = b"\xbe\xde\x00\x01\xa0\x20\x00\x00"


class Caller:
    """One end of a transport that the server described as `told`."""

    def __init__(self, told: dict[str, Any], certificate: RTCCertificate) -> None:
        self.told = told
        self.server = (told["iceCandidates"][0]["ip"], told["iceCandidates"][0]["port"])
        self.heard: Counter[int] = Counter()  # sequence numbers of the packets that came, once decrypted
        self.answers = 0
        self._sent = 0
        self._ready = asyncio.Event()
        self._incoming: pylibsrtp.Session | None = None
        self._outgoing: pylibsrtp.Session | None = None
        self._ice = told["iceParameters"]
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.setblocking(False)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 21)
        self.socket.connect(self.server)
        self._dtls = DtlsSession(certificate, self.socket.send, self._keys, lambda: None)
        asyncio.get_running_loop().add_reader(self.socket.fileno(), self._read)

    @staticmethod
    def parameters(certificate: RTCCertificate) -> dict[str, Any]:
        """What `connectTransport` is told."""
        return {"role": "client", "fingerprints": fingerprints(certificate)}

    def _keys(self, incoming: pylibsrtp.Session, outgoing: pylibsrtp.Session) -> None:
        self._incoming, self._outgoing = incoming, outgoing
        self._ready.set()

    def check(self) -> None:
        """Send a STUN request."""
        self.socket.send(binding_request(self._ice["usernameFragment"], self._ice["password"]))

    async def connect(self) -> None:
        """Until media can flow."""
        self.check()
        theirs = [(each["algorithm"], each["value"]) for each in self.told["dtlsParameters"]["fingerprints"]]
        self._dtls.start("client", theirs)
        await asyncio.wait_for(self._ready.wait(), 30)

    async def restart(self, ice: dict[str, Any]) -> None:
        """Prove the address again under new `iceParameters`."""
        self._ice, before = ice, self.answers
        self.check()
        async with asyncio.timeout(10):
            while self.answers == before:
                await asyncio.sleep(0.005)

    def speak(self) -> None:
        """Send 20 ms of sound."""
        assert self._outgoing is not None
        self._sent += 1
        plain = rtp_packet(111, self._sent, 960 * self._sent, 7, bytes(80), LEVEL)
        self.socket.send(self._outgoing.protect(plain))

    def send_plain(self, plain: bytes, *, control: bool = False) -> bool:
        """Encrypt and send a packet, if the cipher can read its header at all."""
        assert self._outgoing is not None
        try:
            sealed = self._outgoing.protect_rtcp(plain) if control else self._outgoing.protect(plain)
        except (pylibsrtp.Error, ValueError):
            return False
        self.socket.send(sealed)
        return True

    def _read(self) -> None:
        for _ in range(64):
            try:
                data = self.socket.recv(2048)
            except OSError:
                return
            if 128 <= data[0] <= 191:
                if self._incoming is not None and not 192 <= data[1] <= 223:
                    plain = self._incoming.unprotect(data)
                    self.heard[int.from_bytes(plain[2:4], "big")] += 1
            elif data[0] >= 20:
                self._dtls.datagram(data)
            else:
                self.answers += 1

    async def close(self) -> None:
        """Say goodbye and free the socket."""
        if self.socket.fileno() < 0:
            return
        await self._dtls.close()
        asyncio.get_running_loop().remove_reader(self.socket.fileno())
        self.socket.close()


@asynccontextmanager
async def connected(router: Router) -> AsyncIterator[tuple[list[Transport], list[Caller]]]:
    """Ann, who sends, and Ben, who receives: both sides of each, ready for media; the router ends with them."""
    await router.start()
    certificate, room = RTCCertificate.generateCertificate(), router.room("c1")
    transports = [room.create_transport("ann", "send"), room.create_transport("ben", "recv")]
    callers = [Caller(one.describe(), certificate) for one in transports]
    try:
        for one in transports:
            one.connect(Caller.parameters(certificate))
        await asyncio.gather(*(caller.connect() for caller in callers))
        await until(lambda: all(one.connected for one in transports))
        yield transports, callers
    finally:
        for caller in callers:
            await caller.close()
        await router.close()
