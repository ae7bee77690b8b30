"""Encrypted packets of one turn of the loop, waiting to be handed to the kernel together."""

from __future__ import annotations

import ctypes
import errno
import logging
import socket
from collections.abc import Callable
from typing import Any

from pylibsrtp._binding import ffi  # type: ignore[import-not-found]

from server.media import kernel
from server.media.srtp import Counters
from server.media.stun import Address
from server.media.turn import LARGEST, TRAILER

MESSAGE, VECTOR, PUT = kernel.MESSAGE.size, kernel.VECTOR.size, kernel.NAMED_MESSAGE.pack_into
FIELDS, COUNT = 8, 3  # numbers of a message, and which of them says how many packets it has
FULL = (errno.EAGAIN, errno.ENOBUFS)  # the socket's, the network card's queue

log = logging.getLogger(__name__)

Write = Callable[[memoryview, Address], object]


class Way:
    """One UDP socket and the kernel's list of messages that wait for it; `fileno` is None when it is closed.

    `fields` are the numbers of that list, eight a message: the fourth says how many packets it has, the next two where its
    control is. `lanes` and `firsts` say of each message whose it is and in which slot it begins.
    """

    __slots__ = ("count", "fields", "fileno", "firsts", "lanes", "memory")

    def __init__(self, fileno: int, slots: int) -> None:
        self.fileno: int | None = fileno
        self.memory = kernel.Memory(slots * kernel.MESSAGE.size)
        self.fields = memoryview(self.memory.bytes).cast("B").cast("Q")
        self.lanes: list[Lane | None] = [None] * slots
        self.firsts = [0] * slots
        self.count = 0


class Lane:
    """The way to one address; `name` is how a message for it begins."""

    __slots__ = ("_name", "address", "joins", "name", "way")

    def __init__(self, address: Address, name: kernel.Memory, way: Way, *, joins: bool) -> None:
        self.address, self._name, self.way = address, name, way
        self.name = kernel.VECTOR.pack(name.pointer, name.size)
        self.joins = joins  # several packets become one message, until the way there refuses it


class Outbox:
    """Numbered slots of memory in which packets are put together and encrypted, and their way out.

    Between `hold` and `flush` packets wait; outside of it each leaves at once. `write` sends one datagram: what is not
    for a UDP socket of `open`, and everything where the kernel has no better way or `together` is False. `sizes` has the
    size of each slot's packet where the kernel reads it, at twice the slot's number and one.

    The packet of a slot may join the last message if that is for the lane `latest`, the packet has at most `room` bytes and
    the slot comes before `limit`: they are of equal size, only the last may be shorter (udp(7), UDP_SEGMENT).
    """

    def __init__(
        self,
        write: Write,
        counters: Counters,
        *,
        together: bool = True,
        joined: bool = True,
        slots: int = 128,
    ) -> None:
        self.write, self.counters = write, counters
        self.last = slots - 1
        memory = [ffi.new("unsigned char[]", LARGEST + TRAILER) for _ in range(slots)]
        self.cdata: list[Any] = memory
        self.bytes: list[Any] = [ffi.buffer(one) for one in memory]
        self.length: Any = ffi.new("int *")
        self.scratch: Any = ffi.new(
            "unsigned char[]", LARGEST + TRAILER
        )  # in it one packet that came is decrypted
        self.scratch_view = memoryview(ffi.buffer(self.scratch))
        self.count = 0
        self.holding = False
        self.afterwards: list[Callable[[], None]] = []  # what was put off until the end of the turn
        self.latest: Lane | None = None
        self.room = self.limit = self._size = 0
        self._vectors = kernel.Memory(slots * VECTOR)
        self.vectors = self._vectors.pointer  # where the kernel finds the packet of each slot
        for slot, one in enumerate(memory):
            base = int(ffi.cast("uintptr_t", one))
            kernel.VECTOR.pack_into(self._vectors.bytes, slot * VECTOR, base, 0)
        self.sizes = memoryview(self._vectors.bytes).cast("B").cast("Q")
        self._controls: dict[int, kernel.Memory] = {}
        self._together, self._joined = together, joined
        self._call: Any = None
        self._ways: dict[int, Way] = {}  # by door
        self.busy: list[Way] = []  # those with messages

    # -- the socket

    def open(self, opened: socket.socket, door: int = 0) -> None:
        """Send what is for `door` through this UDP socket; says so when it must be one packet at a time."""
        self._call = kernel.find() if self._together else None
        if self._call is None:
            log.warning(
                "media packets are sent one at a time: this system has no sendmmsg; expect more CPU time"
            )
            return
        self._joined = self._joined and kernel.cuts_segments(opened)
        self._ways[door] = Way(opened.fileno(), self.last + 1)

    def close(self, door: int = 0) -> None:
        """That socket is about to close."""
        self.flush()
        way = self._ways.pop(door, None)
        if way is not None:
            way.fileno = None

    def lane(self, address: Address) -> Lane | None:
        """Where packets for `address` wait; None when they must be written one by one.

        An address may have a third part: the number of the door by which the person came.
        """
        door = address[2] if len(address) > 2 else 0
        way = self._ways.get(door)
        if way is None:
            return None
        try:
            return Lane(address, kernel.name(address), way, joins=self._joined)
        except (OSError, ValueError):
            return None

    # -- the turn

    def hold(self) -> None:
        """A turn begins."""
        self.holding = True

    def flush(self) -> None:
        """The turn is over: send what waits."""
        self.catch_up()
        self.holding = False
        self.send_waiting()

    def catch_up(self) -> None:
        """Do what was put off: before anything may change that it depends on."""
        afterwards, self.afterwards = self.afterwards, []
        for finish in afterwards:
            try:
                finish()
            except Exception:  # one track must never stop the others; tests assert that there are none
                self.counters.faults += 1
                log.debug("a track could not be passed on", exc_info=True)

    def begin(self, lane: Lane, size: int) -> None:
        """The packet of the next slot cannot join the last message: it begins another."""
        way, slot = lane.way, self.count
        index = way.count
        if not index:
            self.busy.append(way)
        way.count = index + 1
        way.lanes[index], way.firsts[index] = lane, slot
        PUT(
            way.memory.bytes, MESSAGE * index, lane.name, self.vectors + VECTOR * slot, 1, 0, 0, 0, 0
        )  # fmt: skip
        self.latest, self._size = lane, size
        if lane.joins:
            self.room, self.limit = size, slot + min(kernel.MOST_SEGMENTS, kernel.LARGEST_MESSAGE // size)
        else:
            self.room = 0

    def join(self, size: int) -> None:
        """The packet of the next slot joins the last message; one that is shorter ends it."""
        assert self.latest is not None
        way = self.latest.way
        at = FIELDS * (way.count - 1) + COUNT
        packets = way.fields[at] = way.fields[at] + 1
        if packets == 2:
            way.fields[at + 1], way.fields[at + 2] = self._control(self._size)
        if size < self.room:
            self.room = 0

    def fits(self, count: int) -> bool:
        """Make room for so many packets; False if there cannot be."""
        if self.count + count > self.last:
            self.send_waiting()
        return count <= self.last

    def add(self, lane: Lane, runs: list[int]) -> None:
        """Packets were put into the next slots: so many of them, one after the other, may become one message each."""
        way, slot, vectors, name = lane.way, self.count, self.vectors, lane.name
        if not lane.joins:
            runs = [1] * sum(runs)
        index = way.count
        if not index:
            self.busy.append(way)
        for packets in runs:
            pointer, size = self._control(self.sizes[2 * slot + 1]) if packets > 1 else (0, 0)
            PUT(
                way.memory.bytes, MESSAGE * index, name, vectors + VECTOR * slot, packets, pointer, size, 0, 0
            )  # fmt: skip
            way.lanes[index], way.firsts[index] = lane, slot
            index, slot = index + 1, slot + packets
        way.count, self.count = index, slot
        self.latest, self.room = None, 0
        if not self.holding:
            self.send_waiting()

    def send_waiting(self) -> None:
        """Send what waits, also in the middle of a turn. What the kernel refuses is dropped and counted."""
        if not self.count:
            return
        self.counters.packets_out += self.count
        self.counters.bytes_out += sum(self.sizes[1 : 2 * self.count : 2])
        busy, self.busy, self.latest, self.room, self.count = self.busy, [], None, 0, 0
        for way in busy:
            self._hand_over(way)

    def _hand_over(self, way: Way) -> None:
        """The kernel may take fewer than it is given: go on behind those, and past the one that it refuses."""
        sent, total, way.count = 0, way.count, 0
        while sent < total:
            if way.fileno is None:
                self._drop(*_slots(way, sent))
                sent += 1
                continue
            done = self._call(
                way.fileno, way.memory.pointer + sent * MESSAGE, total - sent, socket.MSG_DONTWAIT
            )
            if done > 0:
                sent += done
            else:
                self._refused(way, sent, ctypes.get_errno())
                sent += 1

    def _control(self, size: int) -> tuple[int, int]:
        memory = self._controls.get(size)
        if memory is None:
            memory = self._controls[size] = kernel.segments(size)
        return memory.pointer, memory.size

    def _refused(self, way: Way, message: int, why: int) -> None:
        """The kernel did not take a message. A way that takes no joined packets (EIO, EINVAL, ...) gets single ones."""
        lane = way.lanes[message]
        first, end = _slots(way, message)
        if end - first == 1 or why in FULL or lane is None:
            self._drop(first, end)
            return
        if lane.joins:
            lane.joins = False
            log.info("packets to %s go one by one: %s", lane.address[0], errno.errorcode.get(why, why))
        for slot in range(first, end):
            try:
                self.write(memoryview(self.bytes[slot])[: self.sizes[2 * slot + 1]], lane.address)
            except OSError:
                self._drop(slot, slot + 1)

    def _drop(self, first: int, end: int) -> None:
        counters = self.counters
        counters.dropped += end - first
        counters.packets_out -= end - first
        counters.bytes_out -= sum(self.sizes[2 * first + 1 : 2 * end : 2])


def _slots(way: Way, message: int) -> tuple[int, int]:
    """The first slot of a message, and the one behind its last."""
    first = way.firsts[message]
    return first, first + way.fields[FIELDS * message + COUNT]
