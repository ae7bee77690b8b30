"""Agreeing on the keys of one person's media; the only file that knows private names of aiortc.

`RTCDtlsTransport` needs of its ice object only `role`, `_recv` and `_send` (aiortc 1.16; tests/server/media/test_dtls.py
fails when a new version changes that).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import pylibsrtp
from aiortc import RTCCertificate, RTCDtlsTransport
from aiortc.rtcdtlstransport import RTCDtlsFingerprint, RTCDtlsParameters

MOST_QUEUED = 64  # datagrams; a handshake has about ten
HANDSHAKE_TIME = 30.0  # seconds


class _Pipe:
    """What `RTCDtlsTransport` takes for its ice transport."""

    role = "controlled"

    def __init__(self, send: Callable[[bytes], None]) -> None:
        self.queue: asyncio.Queue[bytes | None] = asyncio.Queue(MOST_QUEUED)
        self._write = send

    async def _recv(self) -> bytes:
        data = await self.queue.get()
        if data is None:
            self.queue.put_nowait(None)  # for whoever asks again
            raise ConnectionError
        return data

    def end(self) -> None:
        """Let go who waits: cancelling alone is lost when a datagram comes at that moment (`wait_for` swallows it)."""
        while not self.queue.empty():
            self.queue.get_nowait()
        self.queue.put_nowait(None)

    async def _send(self, data: bytes) -> None:
        self._write(data)


class DtlsSession:
    """One handshake and the SRTP sessions that come of it.

    `on_keys(incoming, outgoing)` once connected; `on_end()` when the handshake failed or the client said goodbye.
    """

    def __init__(
        self,
        certificate: RTCCertificate,
        send: Callable[[bytes], None],
        on_keys: Callable[[pylibsrtp.Session, pylibsrtp.Session], None],
        on_end: Callable[[], None],
    ) -> None:
        self._pipe = _Pipe(send)
        self._dtls: Any = RTCDtlsTransport(self._pipe, [certificate])  # type: ignore[arg-type]
        self._on_keys, self._on_end = on_keys, on_end
        self._task: asyncio.Task[None] | None = None
        self._closing = False

    @property
    def started(self) -> bool:
        """Whether `start` was called."""
        return self._task is not None

    def start(self, role: str, fingerprints: Sequence[tuple[str, str]]) -> None:
        """Begin the handshake as "server" or "client"; the other side must show one of the fingerprints."""
        self._dtls._set_role(role)
        self._dtls.on("statechange", self._state_changed)
        wanted = RTCDtlsParameters(
            [RTCDtlsFingerprint(algorithm, value) for algorithm, value in fingerprints]
        )
        self._task = asyncio.get_running_loop().create_task(self._handshake(wanted))

    async def _handshake(self, wanted: RTCDtlsParameters) -> None:
        with suppress(Exception):  # whatever went wrong, the state tells that there are no keys
            await asyncio.wait_for(self._dtls.start(wanted), HANDSHAKE_TIME)
        if self._closing:
            return
        if self._dtls.state == "connected":
            self._on_keys(self._dtls._rx_srtp, self._dtls._tx_srtp)
        else:
            self._end()

    def _state_changed(self) -> None:
        if self._dtls.state in ("closed", "failed"):
            self._end()

    def _end(self) -> None:
        if not self._closing:
            self._closing = True
            self._on_end()

    def datagram(self, data: bytes) -> None:
        """A DTLS record came (first byte 20-63)."""
        if self._task is not None and not self._closing and not self._pipe.queue.full():
            self._pipe.queue.put_nowait(data)

    async def close(self) -> None:
        """Say goodbye and end the tasks."""
        self._closing = True
        if self._dtls.state in ("connecting", "connected"):
            await self._dtls.stop()
        self._pipe.end()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)


def fingerprints(certificate: RTCCertificate) -> list[dict[str, str]]:
    """What the client must find in our certificate: SHA-256 only, since clients use the last one given."""
    return [
        {"algorithm": print_.algorithm, "value": print_.value}
        for print_ in certificate.getFingerprints()
        if print_.algorithm == "sha-256"
    ]
