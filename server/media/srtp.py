"""Encrypting what is sent: the packet is put together inside the cipher's own buffer, without copies in between."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pylibsrtp
from pylibsrtp._binding import ffi, lib  # type: ignore[import-not-found]

LARGEST = 1500  # bytes of a plain packet; more does not pass networks anyway
TRAILER = 148  # room that libsrtp may need behind the packet (SRTP_MAX_TRAILER_LEN and the RTCP index)


class Sealer:
    """Protects packets of one session. `Session.protect` costs 1.5 us more: it makes a new integer and two copies.

    The views returned are valid until the next call of any sealer that shares the buffer.
    """

    def __init__(self, session: pylibsrtp.Session, buffer: SealBuffer) -> None:
        self._session = session
        self._context: Any = session._srtp[0]
        self._buffer = buffer

    def seal(self, header: bytes, tail: bytes) -> memoryview | None:
        """An RTP packet from its two parts; None if libsrtp refuses (a repetition that is too old, a full buffer)."""
        size = 12 + len(tail)
        if size > LARGEST:
            return None
        buffer = self._buffer
        buffer.bytes[0:12] = header
        buffer.bytes[12:size] = tail
        buffer.size[0] = size
        if lib.srtp_protect(self._context, buffer.cdata, buffer.size):
            return None
        return buffer.view[: buffer.size[0]]

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
