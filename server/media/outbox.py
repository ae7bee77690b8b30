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
from server.media.srtp import LARGEST, TRAILER, Counters
from server.media.stun import Address

FULL = (errno.EAGAIN, errno.ENOBUFS)  # the socket's, the network card's queue

log = logging.getLogger(__name__)

Write = Callable[[memoryview, Address], object]


class Lane:
    """The way to one address; `door` is the number of its socket."""

    __slots__ = ("address", "door", "joins", "name")

    def __init__(self, address: Address, name: kernel.Memory, door: int, *, joins: bool) -> None:
        self.address, self.name, self.door = address, name, door
        self.joins = joins  # several packets become one message, until the way there refuses it


class Run:
    """Packets for one lane in the slots from `first` to before `end`, which leave as one message.

    They are of equal size, only the last may be shorter (udp(7), UDP_SEGMENT). `room` is what the next may have at most,
    `limit` the slot that it must come before.
    """

    __slots__ = ("end", "first", "lane", "limit", "room", "size")

    def __init__(self, lane: Lane, first: int, size: int) -> None:
        self.lane, self.first, self.end, self.size = lane, first, first + 1, size
        self.room = size if lane.joins else 0
        self.limit = first + min(kernel.MOST_SEGMENTS, kernel.LARGEST_MESSAGE // size)


NO_RUN = Run(Lane(("", 0), kernel.Memory(0), 0, joins=False), 0, 1)  # no packet fits into it


class Outbox:
    """Numbered slots of memory in which packets are put together and encrypted, and their way out.

    Between `hold` and `flush` packets wait; outside of it each leaves at once. `write` sends one datagram: what is not
    for a UDP socket of `open`, and everything where the kernel has no better way or `together` is False. `sizes` has the
    size of each slot's packet where the kernel reads it, at twice the slot's number and one.
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
        self.run = NO_RUN  # the last of the turn: the next packet may belong to it
        self._turn: list[Run] = []
        self._vectors = kernel.Memory(slots * kernel.VECTOR.size)
        for slot, one in enumerate(memory):
            base = int(ffi.cast("uintptr_t", one))
            kernel.VECTOR.pack_into(self._vectors.bytes, slot * kernel.VECTOR.size, base, 0)
        self.sizes = memoryview(self._vectors.bytes).cast("B").cast("Q")
        self._messages = kernel.Memory(slots * kernel.MESSAGE.size)
        self._controls: dict[int, kernel.Memory] = {}
        self._together, self._joined = together, joined
        self._call: Any = None
        self._filenos: dict[int, int] = {}  # by door

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
        self._filenos[door] = opened.fileno()

    def close(self, door: int = 0) -> None:
        """That socket is about to close."""
        self.flush()
        self._filenos.pop(door, None)

    def lane(self, address: Address) -> Lane | None:
        """Where packets for `address` wait; None when they must be written one by one.

        An address may have a third part: the number of the door by which the person came.
        """
        door = address[2] if len(address) > 2 else 0
        if door not in self._filenos:
            return None
        try:
            return Lane(address, kernel.name(address), door, joins=self._joined)
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
        """The packet of the next slot does not fit into the last run: it begins another."""
        self.run = Run(lane, self.count, size)
        self._turn.append(self.run)

    def send_waiting(self) -> None:
        """Send what waits, also in the middle of a turn. What the kernel refuses is dropped and counted."""
        if not self.count:
            return
        self.counters.packets_out += self.count
        self.counters.bytes_out += sum(self.sizes[1 : 2 * self.count : 2])
        turn, self._turn, self.run, self.count = self._turn, [], NO_RUN, 0
        if len(self._filenos) != 1:
            turn.sort(key=_door)
        self._fill(turn)
        self._hand_over(turn)

    def _hand_over(self, turn: list[Run]) -> None:
        """The kernel may take fewer than it is given: go on behind those, and past the one that it refuses."""
        memory, sent, total = self._messages.pointer, 0, len(turn)
        while sent < total:
            door, end = _door(turn[sent]), total
            if _door(turn[-1]) != door:
                end = next(index for index in range(sent, total) if _door(turn[index]) != door)
            fileno = self._filenos.get(door)
            if fileno is None:  # the socket is closed
                for run in turn[sent:end]:
                    self._drop(run.first, run.end)
                sent = end
                continue
            first = memory + sent * kernel.MESSAGE.size
            done = self._call(fileno, first, end - sent, socket.MSG_DONTWAIT)
            if done > 0:
                sent += done
            else:
                self._refused(turn[sent], ctypes.get_errno())
                sent += 1

    def _fill(self, turn: list[Run]) -> None:
        """Write the kernel's list of messages; those of packets are written already."""
        put, step, messages = kernel.MESSAGE.pack_into, kernel.MESSAGE.size, self._messages.bytes
        vectors, vector = self._vectors.pointer, kernel.VECTOR.size
        for index, run in enumerate(turn):
            count, name = run.end - run.first, run.lane.name
            control = self._control(run.size) if count > 1 else (0, 0)
            put(
                messages, step * index, name.pointer, name.size, vectors + vector * run.first, count, *control, 0, 0,
            )  # fmt: skip

    def _control(self, size: int) -> tuple[int, int]:
        memory = self._controls.get(size)
        if memory is None:
            memory = self._controls[size] = kernel.segments(size)
        return memory.pointer, memory.size

    def _refused(self, run: Run, why: int) -> None:
        """The kernel did not take a message. A way that takes no joined packets (EIO, EINVAL, ...) gets single ones."""
        lane = run.lane
        if run.end - run.first == 1 or why in FULL:
            self._drop(run.first, run.end)
            return
        if lane.joins:
            lane.joins = False
            log.info("packets to %s go one by one: %s", lane.address[0], errno.errorcode.get(why, why))
        for slot in range(run.first, run.end):
            try:
                self.write(memoryview(self.bytes[slot])[: self.sizes[2 * slot + 1]], lane.address)
            except OSError:
                self._drop(slot, slot + 1)

    def _drop(self, first: int, end: int) -> None:
        counters = self.counters
        counters.dropped += end - first
        counters.packets_out -= end - first
        counters.bytes_out -= sum(self.sizes[2 * first + 1 : 2 * end : 2])


def _door(run: Run) -> int:
    return run.lane.door
