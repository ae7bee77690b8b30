"""Many datagrams in one call: Linux's sendmmsg(2) and recvmmsg(2), and several packets of one receiver in one message (UDP GSO)."""

from __future__ import annotations

import ctypes
import socket
import sys
from struct import Struct
from typing import Any

from pylibsrtp._binding import ffi  # type: ignore[import-not-found]

from server.media.stun import Address

MOST_MESSAGES = 1024  # of one call (UIO_MAXIOV)
MOST_SEGMENTS = 60  # of one message; Linux takes 64 (UDP_MAX_SEGMENTS)
LARGEST_MESSAGE = 64_000  # bytes of all segments together: an IP datagram is no longer
UDP_SEGMENT = 103  # linux/udp.h; Python 3.11 has no name for it

VECTOR = Struct("=QQ")  # struct iovec: base, length
# struct mmsghdr: name, its length, vectors, their number, control, its length, two results
MESSAGE = Struct("=QQQQQQQQ")
NAMED_MESSAGE = Struct("=16sQQQQQQ")  # the same, the first two packed before
CONTROL = Struct("=QiiHHi")  # struct cmsghdr with one number of 16 bits
NAME_SIZES = {socket.AF_INET: 16, socket.AF_INET6: 28}  # struct sockaddr_in, sockaddr_in6


def find() -> Any:
    """The system's sendmmsg, or None where it is missing or has another shape than is written here."""
    function = _function("sendmmsg")
    if function is not None:
        function.argtypes = (ctypes.c_int, ctypes.c_void_p, ctypes.c_uint, ctypes.c_int)
    return function


def find_receive() -> Any:
    """The system's recvmmsg, or None as above. Called by cffi, which takes 1 us less than ctypes; pointers are numbers."""
    function = _function("recvmmsg")
    if function is None:
        return None
    address = ctypes.cast(function, ctypes.c_void_p).value
    return ffi.cast("int(*)(int, size_t, unsigned int, int, size_t)", address)


def _function(name: str) -> Any:
    if sys.platform != "linux" or sys.byteorder != "little" or ctypes.sizeof(ctypes.c_void_p) != 8:
        return None
    return getattr(ctypes.CDLL(None, use_errno=True), name, None)


def cuts_segments(opened: socket.socket) -> bool:
    """Whether the kernel cuts one message into datagrams of equal size (Linux 4.18 and later)."""
    try:
        opened.setsockopt(socket.IPPROTO_UDP, UDP_SEGMENT, 0)
    except OSError:
        return False
    return True


class Memory:
    """Bytes that the kernel reads where they lie."""

    __slots__ = ("bytes", "pointer", "size")

    def __init__(self, content: int | bytes) -> None:
        self.bytes: Any = ctypes.create_string_buffer(
            content, len(content) if isinstance(content, bytes) else None
        )
        self.pointer: int = ctypes.addressof(self.bytes)
        self.size: int = len(self.bytes)


def name(address: Address) -> Memory:
    """An address as struct sockaddr_in or sockaddr_in6. Raises OSError or ValueError if it is none."""
    host, port = address[:2]
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    head = family.to_bytes(2, sys.byteorder) + port.to_bytes(2, "big")
    number = socket.inet_pton(family, host)
    return Memory(head + (bytes(4) + number + bytes(4) if family == socket.AF_INET6 else number + bytes(8)))


def read_name(name: bytes) -> tuple[str, int]:
    """The address in a struct sockaddr_in or sockaddr_in6."""
    family, number = (socket.AF_INET, name[4:8]) if len(name) == 16 else (socket.AF_INET6, name[8:24])
    return socket.inet_ntop(family, number), int.from_bytes(name[2:4], "big")


def segments(size: int) -> Memory:
    """The control message that tells the kernel to cut every `size` bytes."""
    return Memory(CONTROL.pack(18, socket.IPPROTO_UDP, UDP_SEGMENT, size, 0, 0))
