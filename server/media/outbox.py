"""Encrypted packets of one turn of the loop, waiting to be handed to the kernel together."""

from __future__ import annotations

import ctypes
import errno
import logging
import socket
from collections.abc import Callable, Iterator
from typing import Any

from pylibsrtp._binding import ffi  # type: ignore[import-not-found]

from server.media import kernel
from server.media.srtp import LARGEST, TRAILER, Counters
from server.media.stun import Address

FULL = (errno.EAGAIN, errno.ENOBUFS)  # the socket's, the network card's queue

log = logging.getLogger(__name__)

Write = Callable[[memoryview, Address], object]


class Lane:
    """What waits for one address; `slots` are in the order of sending, `door` is the number of its socket."""

    __slots__ = ("address", "door", "joins", "name", "slots")

    def __init__(self, address: Address, name: kernel.Memory, door: int) -> None:
        self.address, self.name, self.door = address, name, door
        self.slots: list[int] = []
        self.joins = True  # several packets become one message, until the way there refuses it


class Outbox:
    """Numbered slots of memory in which packets are put together and encrypted, and their way out.

    Between `hold` and `flush` packets wait; outside of it each leaves at once. `write` sends one datagram: what is not
    for a UDP socket of `open`, and everything where the kernel has no better way or `together` is False.
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
        self.sizes = [0] * slots
        self.count = 0
        self.holding = False
        self.afterwards: list[Callable[[], None]] = []  # what was put off until the end of the turn
        self.turn: list[Lane] = []
        self._pointers = [int(ffi.cast("uintptr_t", one)) for one in memory]
        self._vectors = kernel.Memory(slots * kernel.VECTOR.size)
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
            return Lane(address, kernel.name(address), door)
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

    def send_waiting(self) -> None:
        """Send what waits, also in the middle of a turn. What the kernel refuses is dropped and counted."""
        if not self.count:
            return
        self.counters.packets_out += self.count
        self.counters.bytes_out += sum(self.sizes[: self.count])
        try:
            if len(self._filenos) != 1:
                self.turn.sort(key=_door)
            self._hand_over(self._fill())
        finally:
            for lane in self.turn:
                lane.slots.clear()
            self.turn.clear()
            self.count = 0

    def _hand_over(self, messages: list[tuple[Lane, list[int]]]) -> None:
        """The kernel may take fewer than it is given: go on behind those, and past the one that it refuses."""
        memory, sent, total = self._messages.pointer, 0, len(messages)
        while sent < total:
            door, end = messages[sent][0].door, total
            if messages[-1][0].door != door:
                end = next(index for index in range(sent, total) if messages[index][0].door != door)
            fileno = self._filenos.get(door)
            if fileno is None:  # the socket is closed
                for _, run in messages[sent:end]:
                    self._drop(run)
                sent = end
                continue
            first = memory + sent * kernel.MESSAGE.size
            done = self._call(fileno, first, end - sent, socket.MSG_DONTWAIT)
            if done > 0:
                sent += done
            else:
                self._refused(*messages[sent], ctypes.get_errno())
                sent += 1

    def _fill(self) -> list[tuple[Lane, list[int]]]:
        """Write the kernel's lists: one message for each run of packets."""
        messages: list[tuple[Lane, list[int]]] = []
        vectors, vector, pointers, sizes = self._vectors, 0, self._pointers, self.sizes
        put, step = kernel.VECTOR.pack_into, kernel.VECTOR.size
        for lane in self.turn:
            for run in self._runs(lane):
                first = vector
                for slot in run:
                    put(vectors.bytes, step * vector, pointers[slot], sizes[slot])
                    vector += 1
                control = self._control(sizes[run[0]]) if len(run) > 1 else (0, 0)
                kernel.MESSAGE.pack_into(
                    self._messages.bytes, kernel.MESSAGE.size * len(messages), lane.name.pointer, lane.name.size,
                    vectors.pointer + step * first, len(run), *control, 0, 0,
                )  # fmt: skip
                messages.append((lane, run))
        return messages

    def _control(self, size: int) -> tuple[int, int]:
        memory = self._controls.get(size)
        if memory is None:
            memory = self._controls[size] = kernel.segments(size)
        return memory.pointer, memory.size

    def _runs(self, lane: Lane) -> Iterator[list[int]]:
        """Packets that fit into one message: of equal size, only the last may be shorter (udp(7), UDP_SEGMENT)."""
        slots, sizes = lane.slots, self.sizes
        if len(slots) == 1:
            yield slots
            return
        if not (self._joined and lane.joins):
            yield from ([slot] for slot in slots)
            return
        run: list[int] = []
        size = most = 0
        for slot in slots:
            if run and (len(run) == most or sizes[slot] > size or sizes[run[-1]] < size):
                yield run
                run = []
            if not run:
                size = sizes[slot]
                most = min(kernel.MOST_SEGMENTS, kernel.LARGEST_MESSAGE // size)
            run.append(slot)
        yield run

    def _refused(self, lane: Lane, run: list[int], why: int) -> None:
        """The kernel did not take a message. A way that takes no joined packets (EIO, EINVAL, ...) gets single ones."""
        if len(run) == 1 or why in FULL:
            self._drop(run)
            return
        if lane.joins:
            lane.joins = False
            log.info("packets to %s go one by one: %s", lane.address[0], errno.errorcode.get(why, why))
        for slot in run:
            try:
                self.write(memoryview(self.bytes[slot])[: self.sizes[slot]], lane.address)
            except OSError:
                self._drop([slot])

    def _drop(self, run: list[int]) -> None:
        counters = self.counters
        counters.dropped += len(run)
        counters.packets_out -= len(run)
        counters.bytes_out -= sum(self.sizes[slot] for slot in run)


def _door(lane: Lane) -> int:
    return lane.door
