"""Decrypting what comes, and encrypting what is sent in the memory from which the kernel takes it."""

from __future__ import annotations

from collections.abc import Callable, Container
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import pylibsrtp
from pylibsrtp._binding import lib  # type: ignore[import-not-found]

from server.media import kernel, rtp
from server.media.stun import Address, Datagram
from server.media.turn import LARGEST, Turn, shifted

if TYPE_CHECKING:
    from server.media.outbox import Lane, Outbox

MOST_WRITERS = 64  # SSRCs from which one person may write RTCP, besides those of their tracks

protect, unprotect = lib.srtp_protect, lib.srtp_unprotect
put, pack = rtp.HEADER.pack_into, rtp.HEADER.pack
MESSAGE, VECTOR, message = kernel.MESSAGE.size, kernel.VECTOR.size, kernel.NAMED_MESSAGE.pack_into

Send = Callable[[bytes, bytes], None]
# Whose keys, the SSRC and payload type, and what is added to numbers, timestamps, VP8 picture numbers and TL0PICIDX.
Follower = tuple["Sealer", int, int, int, int, int, int]
SendTurn = Callable[[Turn, list[bytes], int, int, int, int], None]


class Receiver(Protocol):
    """Whoever is sent to; `address` is where they are now, None while that is not known."""

    address: Address | None


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


class Opener:
    """Reads packets of one session. `Session.unprotect` costs 1.5 us more: it makes a new integer and calls four times."""

    def __init__(self, session: pylibsrtp.Session, outbox: Outbox) -> None:
        self.session = session
        self._context: Any = session._srtp[0]
        self._memory, self._room, self._length = outbox.scratch, outbox.scratch_view, outbox.length
        self._writers: dict[int, None] = {}

    def open(self, data: Datagram) -> memoryview | None:
        """The RTP packet in a datagram, until the next is opened; None when it is not genuine, or came before."""
        size, length = len(data), self._length
        if size > LARGEST:
            return None
        self._room[0:size], length[0] = data, size
        if unprotect(self._context, self._memory, length):
            return None
        return self._room[0 : length[0]]

    def open_control(self, data: Datagram) -> bytes | None:
        """The RTCP packets in a datagram; None as above."""
        try:
            return self.session.unprotect_rtcp(bytes(data))
        except (pylibsrtp.Error, ValueError):
            return None

    def wrote(self, ssrc: int, known: Container[int]) -> None:
        """RTCP of this SSRC was read, for which the cipher keeps a state too: old ones go, but for `known` streams."""
        if ssrc in self._writers or ssrc in known:
            return
        self._writers[ssrc] = None
        if len(self._writers) > MOST_WRITERS:
            oldest = next(iter(self._writers))
            del self._writers[oldest]
            if oldest not in known:
                self.forget(oldest)

    def forget(self, ssrc: int) -> None:
        """A stream ended; libsrtp searches its streams one by one, so old ones must go."""
        with suppress(pylibsrtp.Error):  # no packet of it was ever accepted
            self.session.remove_stream(ssrc)


class Sealer:
    """Protects packets of one session. `Session.protect` costs 1.5 us more: it makes a new integer and two copies."""

    def __init__(self, session: pylibsrtp.Session, outbox: Outbox) -> None:
        self._session = session
        self.context: Any = session._srtp[0]
        self.outbox = outbox
        self.send: Send  # what `sender` made
        self.send_turn: SendTurn | None = None  # the same for many at once
        self.lane: Lane | None = None  # the way to `address`
        self.address: Address | None = None
        self.receiver: Receiver
        self.counters: Counters

    def sender(
        self, write: Callable[[memoryview, Address], object], receiver: Receiver, counters: Counters
    ) -> Send:
        """A function that encrypts an RTP packet given in two parts (header of 12 bytes, the rest) and sends it.

        It leaves with the others of its turn, or by `write` where the address has no lane. What cannot be sent is
        dropped and counted: a full socket, a repetition that libsrtp finds too old.
        """
        context, outbox, self.receiver, self.counters = self.context, self.outbox, receiver, counters
        memories, rooms, length = outbox.cdata, outbox.bytes, outbox.length
        sizes, last = outbox.sizes, outbox.last
        known: Address | None = None
        lane: Lane | None = None

        def send(header: bytes, tail: bytes) -> None:
            nonlocal known, lane
            size = 12 + len(tail)
            address = receiver.address
            if size > LARGEST or address is None:
                counters.dropped += 1
                return
            slot = outbox.count
            room = rooms[slot]
            room[0:12], room[12:size], length[0] = header, tail, size
            if protect(context, memories[slot], length):
                counters.dropped += 1
                return
            if address is not known:  # the same object almost always: cheaper than comparing
                lane = lane if address == known else outbox.lane(address)
                known = address
            size = length[0]
            if lane is None:
                _write_one(write, room, size, address, counters)
                return
            sizes[2 * slot + 1] = size
            if lane is outbox.latest and size <= outbox.room and slot < outbox.limit:
                outbox.join(size)
            else:
                outbox.begin(lane, size)
            outbox.count = slot + 1
            if slot == last or not outbox.holding:
                outbox.send_waiting()

        self.send, self.send_turn = send, self._turn_sender(send, receiver, counters)
        return send

    def _turn_sender(self, send: Send, receiver: Receiver, counters: Counters) -> SendTurn:
        """A function that does the same with all packets of a turn: a call for each costs more than the encrypting.

        It is given their tails, the SSRC and payload type of the stream, and what is added to numbers and timestamps.
        """
        context, outbox = self.context, self.outbox
        memories, rooms, length, sizes = outbox.cdata, outbox.bytes, outbox.length, outbox.sizes
        known: Address | None = None
        lane: Lane | None = None

        def send_turn(
            turn: Turn, tails: list[bytes], ssrc: int, payload_type: int, ahead: int, later: int
        ) -> None:
            nonlocal known, lane
            address, packets = receiver.address, turn.packets
            if address is not known:  # the same object almost always: cheaper than comparing
                lane = lane if address == known or address is None else outbox.lane(address)
                known = address
            if lane is None or address is None or not outbox.fits(len(packets)):
                for packet, tail in zip(packets, tails, strict=True):
                    number, time = packet.seq + ahead & 0xFFFF, packet.timestamp + later & 0xFFFFFFFF
                    send(pack(rtp.EXTENDED, packet.marker | payload_type, number, time, ssrc), tail)
                return
            slot = first = outbox.count
            for packet, tail in zip(packets, tails, strict=True):
                size, room = 12 + len(tail), rooms[slot]
                put(
                    room, 0, 0x90, packet.marker | payload_type, packet.seq + ahead & 0xFFFF,
                    packet.timestamp + later & 0xFFFFFFFF, ssrc,
                )  # fmt: skip
                room[12:size], length[0] = tail, size
                if protect(context, memories[slot], length):
                    counters.dropped += 1
                    continue
                sizes[2 * slot + 1] = length[0]
                slot += 1
            count = slot - first
            outbox.add(lane, turn.runs if count == len(packets) else [1] * count)

        return send_turn

    def look(self, address: Address | None) -> None:
        """The receiver is elsewhere now."""
        if address != self.address:
            self.lane = None if address is None else self.outbox.lane(address)
        self.address = address

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


def _write_one(
    write: Callable[[memoryview, Address], object], room: Any, size: int, address: Address, counters: Counters
) -> None:
    try:
        write(memoryview(room)[:size], address)
    except OSError:
        counters.dropped += 1
        return
    counters.packets_out += 1
    counters.bytes_out += size


def send_each(packet: rtp.Packet, followers: list[Follower]) -> None:
    """Encrypt one packet for each of several receivers, in one loop: a call for each costs more than the encrypting."""
    outbox, counters = followers[0][0].outbox, followers[0][0].counters
    memories, rooms, length, sizes = outbox.cdata, outbox.bytes, outbox.length, outbox.sizes
    outbox.latest = None  # what follows joins no message
    seq, timestamp, marker, end = packet.seq, packet.timestamp, packet.marker, 12 + len(packet.tail)
    for sealer, ssrc, payload_type, ahead, later, numbers, bases in followers:
        address = sealer.receiver.address
        if address is not sealer.address:  # the same object almost always: cheaper than comparing
            sealer.look(address)
        tail = shifted(packet, numbers, bases) if numbers or bases else packet.tail
        number, time = seq + ahead & 0xFFFF, timestamp + later & 0xFFFFFFFF
        if (lane := sealer.lane) is None:
            sealer.send(pack(rtp.EXTENDED, marker | payload_type, number, time, ssrc), tail)
            continue
        slot = outbox.count
        room = rooms[slot]
        put(room, 0, rtp.EXTENDED, marker | payload_type, number, time, ssrc)
        room[12:end], length[0] = tail, end
        if protect(sealer.context, memories[slot], length):
            counters.dropped += 1
            continue
        sizes[2 * slot + 1] = length[0]
        way, outbox.count = lane.way, slot + 1
        if not (index := way.count):
            outbox.busy.append(way)
        way.count, way.lanes[index], way.firsts[index] = index + 1, lane, slot
        message(way.memory.bytes, MESSAGE * index, lane.name, outbox.vectors + VECTOR * slot, 1, 0, 0, 0, 0)
        if slot == outbox.last:
            outbox.send_waiting()
    outbox.latest = None
    if not outbox.holding:
        outbox.send_waiting()
