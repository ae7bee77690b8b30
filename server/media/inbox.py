"""Room for all datagrams of one turn of the loop: one call fills it, where the kernel can."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterator
from typing import Any

from pylibsrtp._binding import ffi  # type: ignore[import-not-found]

from server.media import kernel
from server.media.stun import Address, Datagram

BATCH = 64  # datagrams read in one turn of the loop, so that other work is not starved
LARGEST = 2048
MOST_NAMES = 4096  # addresses whose name is kept; whoever forges more of them makes us read names again
NOTHING = (errno.EAGAIN, errno.EINTR)
# the numbers of 32 bits in struct mmsghdr, and which of them says how long the datagram is
FIELDS, SIZE = kernel.MESSAGE.size // 4, 14


class Inbox:
    """Of one UDP socket of `door`. Without `together`, or where the system has no recvmmsg(2), each datagram is a call.

    asyncio's DatagramProtocol takes one datagram a turn and allocates 256 KiB for it.
    """

    def __init__(self, opened: socket.socket, door: int = 0, *, together: bool = True) -> None:
        self._socket, self._fileno, self._door = opened, opened.fileno(), door
        self._names: dict[bytes, Address] = {}
        self._memory = kernel.Memory(BATCH * LARGEST)
        whole = memoryview(self._memory.bytes).cast("B")
        self._slots = [whole[at : at + LARGEST] for at in range(0, BATCH * LARGEST, LARGEST)]
        self._call: Any = kernel.find_receive() if together else None
        if self._call is not None:
            self._prepare(kernel.NAME_SIZES[opened.family])

    def _prepare(self, name: int) -> None:
        """Tell the kernel once where everything goes; it writes lengths of names and datagrams into the same list."""
        self._name = name
        self._senders = kernel.Memory(BATCH * name)
        self._vectors = kernel.Memory(BATCH * kernel.VECTOR.size)
        self._messages = kernel.Memory(BATCH * kernel.MESSAGE.size)
        for slot in range(BATCH):
            vector = slot * kernel.VECTOR.size
            kernel.VECTOR.pack_into(
                self._vectors.bytes, vector, self._memory.pointer + slot * LARGEST, LARGEST
            )
            kernel.MESSAGE.pack_into(
                self._messages.bytes, slot * kernel.MESSAGE.size, self._senders.pointer + slot * name, name,
                self._vectors.pointer + vector, 1, 0, 0, 0, 0,
            )  # fmt: skip
        self._sizes = memoryview(self._messages.bytes).cast("B").cast("I")

    def read(self) -> Iterator[tuple[Datagram, Address]]:
        """What has come, at most `BATCH` of it; each must be used before the next is taken."""
        return self._read_each() if self._call is None else self._read_together()

    def _read_together(self) -> Iterator[tuple[Datagram, Address]]:
        for _ in range(BATCH):
            count = self._call(self._fileno, self._messages.pointer, BATCH, socket.MSG_DONTWAIT, 0)
            if count >= 0 or ffi.errno in NOTHING:
                break  # else it was an ICMP error of an earlier sending
        senders, name, names, sizes = self._senders.bytes, self._name, self._names, self._sizes
        for slot in range(count):
            sender = senders[slot * name : (slot + 1) * name]
            address = names.get(sender) or self._learn(sender)
            yield self._slots[slot][: sizes[slot * FIELDS + SIZE]], address

    def _learn(self, name: bytes) -> Address:
        """The address that the kernel calls so."""
        if len(self._names) >= MOST_NAMES:
            self._names.clear()
        host, port = kernel.read_name(name)
        address = self._names[name] = (host, port, self._door) if self._door else (host, port)
        return address

    def _read_each(self) -> Iterator[tuple[Datagram, Address]]:
        receive, slot, door = self._socket.recvfrom_into, self._slots[0], self._door
        for _ in range(BATCH):
            try:
                size, address = receive(slot)
            except (BlockingIOError, InterruptedError):
                return
            except OSError:
                continue  # an ICMP error of an earlier sending
            # IPv6 names the interface and the flow as well
            yield slot[:size], (*address[:2], door) if door else address[:2]
