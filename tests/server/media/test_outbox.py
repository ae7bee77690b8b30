"""What is encrypted in one turn leaves together, in order, and nothing is lost in silence."""

from __future__ import annotations

import asyncio
import errno
import os
import socket
from collections.abc import Iterator
from typing import Any

import pylibsrtp
import pytest

from server.media import kernel, rtp
from server.media.outbox import Outbox
from server.media.plane import Plane
from server.media.srtp import Counters, Sealer, Send
from server.media.stun import Address
from server.media.turn import Turn
from server.media.udp import UdpSocket

KEY = bytes(44)
PROFILE = pylibsrtp.Policy.SRTP_PROFILE_AEAD_AES_256_GCM


def session(direction: int) -> pylibsrtp.Session:
    return pylibsrtp.Session(pylibsrtp.Policy(key=KEY, srtp_profile=PROFILE, ssrc_type=direction))


def opened(host: str = "127.0.0.1") -> socket.socket:
    made = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_DGRAM)
    made.setblocking(False)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 21)
    made.bind((host, 0))
    return made


class At:
    """Somebody who is at an address."""

    def __init__(self, address: Address) -> None:
        self.address: Address | None = address


class Office:
    """An outbox with a socket, and people who receive."""

    def __init__(
        self, *, together: bool = True, joined: bool = True, slots: int = 128, host: str = "127.0.0.1"
    ) -> None:
        self.host, self.socket, self.counters = host, opened(host), Counters()
        self.written = 0
        self.outbox = Outbox(self.write, self.counters, together=together, joined=joined, slots=slots)
        self.outbox.open(self.socket)
        self.people: list[tuple[socket.socket, pylibsrtp.Session, Send]] = []
        self._sealers: list[Sealer] = []  # their sessions live as long as they do
        self._receivers: list[At] = []

    def write(self, data: bytes | memoryview, address: Address) -> object:
        self.written += 1
        return self.socket.sendto(data, address)

    def person(self, address: Address | None = None) -> int:
        mine = opened(self.host)
        where = address or mine.getsockname()[:2]
        sealer = Sealer(session(pylibsrtp.Policy.SSRC_ANY_OUTBOUND), self.outbox)
        self._sealers.append(sealer)
        self._receivers.append(At(where))
        send = sealer.sender(self.write, self._receivers[-1], self.counters)
        self.people.append((mine, session(pylibsrtp.Policy.SSRC_ANY_INBOUND), send))
        return len(self.people) - 1

    def send(self, person: int, number: int, size: int = 1000) -> None:
        header = b"\x80\x60" + number.to_bytes(2, "big") + bytes(4) + (7).to_bytes(4, "big")
        self.people[person][2](header, bytes((number & 0xFF,)) * size)

    def got(self, person: int) -> list[tuple[int, int]]:
        """Numbers and sizes of what came, as sent."""
        mine, incoming, _ = self.people[person]
        found = []
        while True:
            try:
                plain = incoming.unprotect(mine.recv(2048))
            except BlockingIOError:
                return found
            number = int.from_bytes(plain[2:4], "big")
            assert plain[12:] == bytes((number & 0xFF,)) * (len(plain) - 12)
            found.append((number, len(plain) - 12))

    def close(self) -> None:
        self.outbox.close()
        for mine, _, _ in self.people:
            mine.close()
        self.socket.close()


WAYS = {"joined": (True, True), "together": (True, False), "one by one": (False, False)}


@pytest.fixture(params=sorted(WAYS))
def office(request: pytest.FixtureRequest) -> Iterator[Office]:
    together, joined = WAYS[request.param]
    made = Office(together=together, joined=joined)
    yield made
    made.close()


def test_everybody_gets_everything_in_order_by_whichever_way(office: Office) -> None:
    for _ in range(3):
        office.person()
    sizes = [1000, 1000, 1000, 400, 400, 1200, 1200, 30]
    office.outbox.hold()
    for number, size in enumerate(sizes):
        for person in range(3):
            office.send(person, number, size)
    office.outbox.flush()
    for person in range(3):
        assert office.got(person) == list(enumerate(sizes))
    assert (office.counters.packets_out, office.counters.dropped) == (24, 0)
    assert office.counters.bytes_out == 3 * sum(size + 12 + 16 for size in sizes)


def turn(first: int, sizes: list[int]) -> Turn:
    """A turn of packets as `Office.send` sends them."""
    packets = [rtp.Packet(9, 96, 0, first + at, 0, bytes(size)) for at, size in enumerate(sizes)]
    for at, one in enumerate(packets):
        one.tail = b"\xbe\xde\x00\x00" + bytes((first + at & 0xFF,)) * (sizes[at] - 4)
    return Turn(packets)


@pytest.mark.parametrize("slots", [128, 9, 4])
def test_the_packets_of_a_turn_leave_as_they_would_one_by_one(slots: int) -> None:
    office = Office(slots=slots)
    for _ in range(2):
        office.person()
    alone, together = office.people[0][2], office._sealers[1].send_turn
    assert together is not None
    for first, sizes in ((7, [1000, 1000, 400]), (65533, [200] * 8), (65541, [60])):
        given = turn(first, sizes)
        office.outbox.hold()
        for packet in given.packets:
            alone(rtp.HEADER.pack(0x90, 0x65, packet.seq - 5 & 0xFFFF, 90 & 0xFFFFFFFF, 7), packet.tail)
        together(given, given.tails, 7, 0x65, -5, 90)
        office.outbox.flush()
        came = []
        for mine, incoming, _ in office.people:
            came.append([incoming.unprotect(mine.recv(2048)) for _ in sizes])
        assert came[0] == came[1]
        assert len(came[0]) == len(sizes)
    assert (office.outbox.count, office.counters.packets_out, office.counters.dropped) == (0, 24, 0)
    office.close()


def test_a_turn_for_somebody_without_an_address_is_dropped_and_counted() -> None:
    office = Office()
    office.person()
    office._receivers[0].address = None
    given, send = turn(1, [100, 100]), office._sealers[0].send_turn
    assert send is not None
    send(given, given.tails, 7, 0x65, 0, 0)
    assert (office.counters.packets_out, office.counters.dropped) == (0, 2)
    office.close()


def test_outside_of_a_turn_a_packet_leaves_at_once(office: Office) -> None:
    office.send(office.person(), 1)
    assert office.got(0) == [(1, 1000)]


def test_more_than_there_is_room_for_leaves_in_between() -> None:
    office = Office(slots=4)
    office.person()
    office.outbox.hold()
    for number in range(10):
        office.send(0, number)
    assert [number for number, _ in office.got(0)] == list(range(8))
    office.outbox.flush()
    assert [number for number, _ in office.got(0)] == [8, 9]
    office.close()


def test_one_whom_nothing_reaches_costs_the_others_nothing() -> None:
    office = Office()
    office.person()
    office.person(("127.0.0.1", 0))  # the kernel refuses the port
    office.person()
    office.outbox.hold()
    for number in range(3):
        for person in range(3):
            office.send(person, number)
    office.outbox.flush()
    assert [len(office.got(person)) for person in range(3)] == [3, 0, 3]
    assert (office.counters.packets_out, office.counters.dropped) == (6, 3)
    assert office.counters.bytes_out == 6 * 1028
    office.close()


class Kernel:
    """The real call behind a script of refusals: each is (messages let through before, errno)."""

    def __init__(self, office: Office, *script: tuple[int, int]) -> None:
        self._real, self._script = kernel.find(), list(script)
        office.outbox._call = self
        self.calls: list[int] = []

    def __call__(self, fileno: int, messages: int, count: int, flags: int) -> int:
        self.calls.append(count)
        if not self._script:
            return int(self._real(fileno, messages, count, flags))
        through, why = self._script.pop(0)
        if through:
            return int(self._real(fileno, messages, through, flags))
        kernel.ctypes.set_errno(why)
        return -1


def test_a_full_socket_drops_one_message_is_counted_and_the_rest_goes_on() -> None:
    office = Office(joined=False)
    office.person()
    asked = Kernel(office, (2, 0), (0, errno.EAGAIN))
    office.outbox.hold()
    for number in range(5):
        office.send(0, number)
    office.outbox.flush()
    assert asked.calls == [5, 3, 2]
    assert [number for number, _ in office.got(0)] == [0, 1, 3, 4]
    assert (office.counters.packets_out, office.counters.dropped) == (4, 1)
    office.close()


@pytest.mark.parametrize("why", [errno.EIO, errno.EINVAL, errno.EMSGSIZE])
def test_a_way_that_takes_no_joined_packets_gets_single_ones_from_then_on(why: int) -> None:
    office = Office()
    office.person()
    asked = Kernel(office, (0, why))
    for turn in range(2):
        office.outbox.hold()
        for number in range(3):
            office.send(0, 3 * turn + number)
        office.outbox.flush()
    assert (asked.calls, office.written) == ([1, 3], 3)
    assert [number for number, _ in office.got(0)] == list(range(6))
    assert (office.counters.packets_out, office.counters.dropped) == (6, 0)
    office.close()


def test_where_the_system_has_no_such_call_it_says_so_and_sends_one_by_one(
    caplog: pytest.LogCaptureFixture,
) -> None:
    office = Office(together=False)
    office.person()
    office.outbox.hold()
    office.send(0, 1)
    assert (office.written, office.got(0)) == (1, [(1, 1000)])
    assert "one at a time" in caplog.text
    office.close()


def test_equal_packets_of_one_person_become_one_message() -> None:
    office = Office()
    if not kernel.cuts_segments(office.socket):
        pytest.skip("this kernel does not cut segments")
    office.person()
    office.person()
    asked = Kernel(office)
    office.outbox.hold()
    for person, sizes in enumerate(([1100, 1000, 1000, 1000, 300, 1000], [100] * 6)):
        for number, size in enumerate(sizes):
            office.send(person, number, size)
    office.outbox.flush()
    assert asked.calls == [4]  # 1100; 1000 1000 1000 300; 1000; and six of 100
    assert [len(office.got(person)) for person in range(2)] == [6, 6]
    office.close()


def test_ipv6_addresses_are_reached() -> None:
    try:
        office = Office(host="::1")
    except OSError:
        pytest.skip("this machine has no IPv6")
    office.person()
    office.outbox.hold()
    for number in range(3):
        office.send(0, number)
    office.outbox.flush()
    assert len(office.got(0)) == 3
    assert office.written == 0
    office.close()


def test_each_door_has_its_own_socket_and_order_is_kept() -> None:
    office, other = Office(), opened()
    office.outbox.open(other, door=-1)
    for _ in range(2):
        office.person()
    ways: list[Any] = [office.people[0][0].getsockname(), (*office.people[1][0].getsockname(), -1)]
    sends = []
    for index, way in enumerate(ways):
        sealer = Sealer(session(pylibsrtp.Policy.SSRC_ANY_OUTBOUND), office.outbox)
        office._sealers.append(sealer)
        sends.append(sealer.sender(office.write, At(way), office.counters))
        office.people[index] = (*office.people[index][:2], sends[index])
    office.outbox.hold()
    for number in range(4):
        for person in (0, 1):
            office.send(person, number, 1000 if number % 2 else 900)
    office.outbox.flush()
    for person in (0, 1):
        mine = office.people[person][0]
        mine_from = mine.recvfrom(2048, socket.MSG_PEEK)[1]
        assert mine_from == (other if person else office.socket).getsockname()
        assert [number for number, _ in office.got(person)] == list(range(4))
    office.outbox.close(-1)
    office.send(1, 5)
    assert office.counters.dropped == 1
    other.close()
    office.close()


def test_what_is_sent_after_the_end_is_counted_as_dropped() -> None:
    office = Office()
    office.person()
    office.send(0, 1)
    office.outbox.close()
    office.send(0, 2)
    assert (office.counters.packets_out, office.counters.dropped) == (1, 1)
    office.close()


def test_what_fails_at_the_end_of_a_turn_is_counted_and_stops_nobody() -> None:
    office = Office()
    office.person()
    office.outbox.hold()
    office.outbox.afterwards += [lambda: os.stat("/nowhere") and None, lambda: office.send(0, 5)]
    office.outbox.flush()
    assert (office.counters.faults, office.got(0)) == (1, [(5, 1000)])
    office.close()


async def test_a_turn_of_the_read_loop_is_one_turn_of_the_outbox() -> None:
    counters = Counters()
    outbox = Outbox(lambda *_: None, counters)
    mine, stranger = opened(), opened()
    sealer = Sealer(session(pylibsrtp.Policy.SSRC_ANY_OUTBOUND), outbox)
    send = sealer.sender(lambda *_: None, At(mine.getsockname()), counters)
    waited: list[int] = []
    done = asyncio.Event()

    def came(data: bytes, _: Address) -> None:
        send(b"\x80\x60\x00" + data + bytes(4) + (7).to_bytes(4, "big"), b"sound")
        waited.append(outbox.count)
        if data == b"\x03":
            done.set()

    udp = UdpSocket("127.0.0.1", 0, came, outbox, lambda: None)
    for number in range(4):
        stranger.sendto(bytes((number,)), ("127.0.0.1", udp.port))
    await asyncio.wait_for(done.wait(), 10)
    assert waited == [1, 2, 3, 4]
    assert (outbox.count, counters.packets_out) == (0, 4)
    udp.close()
    for one in (mine, stranger):
        one.close()


def test_letters_do_not_overtake_the_media_before_them() -> None:
    plane = Plane()
    mine, own = opened(), opened()
    plane.outbox.open(own)
    plane.outbox.write = own.sendto
    plane._write_now = own.sendto  # type: ignore[method-assign]
    sealer = Sealer(session(pylibsrtp.Policy.SSRC_ANY_OUTBOUND), plane.outbox)
    send = sealer.sender(plane.write, At(mine.getsockname()), plane.counters)
    plane.outbox.hold()
    send(b"\x80\x60\x00\x01" + bytes(4) + (7).to_bytes(4, "big"), b"sound")
    plane.write(b"\x80\xc8letter", mine.getsockname())
    assert [mine.recv(2048)[1] for _ in range(2)] == [0x60, 0xC8]
    plane.outbox.close()
    for one in (mine, own):
        one.close()
