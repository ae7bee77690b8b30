"""Encrypting what is sent: the packet is put together inside the cipher's own buffer, without copies in between."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pylibsrtp
from pylibsrtp._binding import ffi, lib  # type: ignore[import-not-found]

from server.media.stun import Address

LARGEST = 1500  # bytes of a plain packet; more does not pass networks anyway
TRAILER = 148  # room that libsrtp may need behind the packet (SRTP_MAX_TRAILER_LEN and the RTCP index)

Send = Callable[[bytes, bytes], None]


@dataclass(slots=True)
class Counters:
    """What passed, of all peers."""

    packets_in: int = 0
    bytes_in: int = 0
    packets_out: int = 0
    bytes_out: int = 0
    junk: int = 0
    faults: int = 0
    unknown_streams: int = 0
    dropped: int = 0
    nacks_in: int = 0
    nacks_out: int = 0
    resent: int = 0
    plis_in: int = 0
    plis_out: int = 0


class Sealer:
    """Protects packets of one session. `Session.protect` costs 1.5 us more: it makes a new integer and two copies."""

    def __init__(self, session: pylibsrtp.Session, buffer: SealBuffer) -> None:
        self._session = session
        self._context: Any = session._srtp[0]
        self._buffer = buffer

    def sender(
        self,
        write: Callable[[memoryview, Address], object],
        where: Callable[[], Address | None],
        counters: Counters,
    ) -> Send:
        """A function that encrypts and sends an RTP packet given in two parts (header of 12 bytes, the rest).

        What cannot be sent is dropped and counted: a full socket, a repetition that libsrtp finds too old.
        """
        protect, context, buffer = lib.srtp_protect, self._context, self._buffer
        memory, length, room, view = buffer.cdata, buffer.size, buffer.bytes, buffer.view

        def send(header: bytes, tail: bytes) -> None:
            size = 12 + len(tail)
            address = where()
            if size > LARGEST or address is None:
                counters.dropped += 1
                return
            room[0:12] = header
            room[12:size] = tail
            length[0] = size
            if protect(context, memory, length):
                counters.dropped += 1
                return
            size = length[0]
            try:
                write(view[:size], address)
            except OSError:
                counters.dropped += 1
                return
            counters.packets_out += 1
            counters.bytes_out += size

        return send

    def seal_control(self, data: bytes) -> bytes | None:
        """An RTCP packet."""
        try:
            return bytes(self._session.protect_rtcp(data))
        except (pylibsrtp.Error, ValueError):
            return None

    def forget(self, ssrc: int) -> None:
        """A stream ended; libsrtp searches its streams one by one, so old ones must go."""
        with suppress(pylibsrtp.Error):  # nothing was ever sent on it
            self._session.remove_stream(ssrc)


class SealBuffer:
    """Scratch memory shared by all sealers of one thread."""

    def __init__(self) -> None:
        self.cdata: Any = ffi.new("unsigned char[]", LARGEST + TRAILER)
        self.size: Any = ffi.new("int *")
        self.bytes: Any = ffi.buffer(self.cdata)
        self.view = memoryview(self.bytes)
