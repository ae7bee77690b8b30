"""Media over TCP: frames are cut right whatever comes, strangers are kept few, and a way that breaks is left."""

from __future__ import annotations

import asyncio
import random
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from aioice import stun as other
from hypothesis import given
from hypothesis import strategies as st

from server.media import Router, tcp
from server.media.plane import End
from server.media.tcp import LARGEST, Frames
from tests.harness.waiting import eventually
from tests.server.media.test_hostile import request


def framed(data: bytes) -> bytes:
    return struct.pack(">H", len(data)) + data


@given(st.lists(st.binary(min_size=1, max_size=300), max_size=12), st.lists(st.integers(1, 90), max_size=40))
def test_frames_are_the_same_however_the_bytes_arrive(datagrams: list[bytes], cuts: list[int]) -> None:
    stream = b"".join(map(framed, datagrams))
    frames, got, at = Frames(), [], 0
    for cut in [*cuts, len(stream)]:
        got += list(frames.feed(stream[at : at + cut]))
        at += cut
    assert got == datagrams


@given(st.lists(st.binary(max_size=5000), max_size=6))
def test_whatever_arrives_is_cut_into_small_frames_or_refused(pieces: list[bytes]) -> None:
    frames = Frames()
    with suppress(ValueError):
        for piece in pieces:
            for frame in frames.feed(piece):
                assert 0 < len(frame) <= LARGEST


def test_frames_of_no_bytes_are_left_out_and_too_large_ones_refused() -> None:
    frames = Frames()
    assert list(frames.feed(b"\0\0" + framed(b"one") + b"\0\0")) == [b"one"]
    assert list(frames.feed(framed(bytes(LARGEST)))) == [bytes(LARGEST)]
    with pytest.raises(ValueError, match="too large"):
        list(frames.feed(struct.pack(">H", LARGEST + 1)))


class Client:
    """A stranger or a person at the TCP door."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self.port: int = writer.get_extra_info("sockname")[1]

    def say(self, data: bytes) -> None:
        self._writer.write(framed(data))

    def throw(self, raw: bytes) -> None:
        self._writer.write(raw)

    async def hears(self) -> bytes:
        async with asyncio.timeout(10):
            size = await self._reader.readexactly(2)
            return await self._reader.readexactly(int.from_bytes(size, "big"))

    async def is_cut_off(self) -> None:
        async with asyncio.timeout(10):
            with suppress(ConnectionError):
                while await self._reader.read(4096):
                    pass

    def close(self) -> None:
        self._writer.close()


class House:
    """A router that takes TCP and expects one person."""

    def __init__(self, router: Router) -> None:
        self.router = router
        self.handshakes: list[bytes] = []
        self.end: End = router.plane.add_peer("here", "secret", lambda: None, self.handshakes.append)
        self._clients: list[Client] = []

    async def come(self, host: str = "127.0.0.1") -> Client:
        client = Client(*await asyncio.open_connection(host, self.router.plane.tcp_port))
        self._clients.append(client)
        return client

    def figure(self, name: str) -> int:
        return int(self.router.stats()[name])

    def close(self) -> None:
        for client in self._clients:
            client.close()


@pytest.fixture
async def house() -> AsyncIterator[House]:
    router = Router(host="127.0.0.1", tcp_port=0)
    await router.start()
    house = House(router)
    yield house
    house.close()
    await router.close()


async def test_who_knows_the_password_is_answered_and_heard_over_tcp(house: House) -> None:
    client = await house.come()
    client.say(request())
    answer = other.parse_message(await client.hears())
    assert answer.attributes["XOR-MAPPED-ADDRESS"] == ("127.0.0.1", client.port)
    client.say(b"\x16hello")
    await eventually(lambda: house.handshakes == [b"\x16hello"], "the handshake is handed on")
    house.end.peer.send_plain(b"\x16and back")
    assert await client.hears() == b"\x16and back"
    assert (house.figure("tcp_connections"), house.figure("tcp_strangers")) == (1, 0)


async def test_a_wrong_password_binds_nothing_and_only_few_guesses_are_taken(house: House) -> None:
    client = await house.come()
    for _ in range(tcp.MOST_GUESSES + 1):
        client.say(request(password="guess"))
    await client.is_cut_off()
    assert house.end.peer.address is None
    await eventually(lambda: house.figure("tcp_connections") == 0, "the connection is gone")


@pytest.mark.parametrize(
    "raw",
    [b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"\x16\x03\x01\x02\x00\x01", framed(b"\x80" * 40), framed(b"\x16" * 40)],
    ids=["http", "tls", "media", "handshake"],
)  # fmt: skip
async def test_who_speaks_anything_else_before_being_known_is_cut_off(house: House, raw: bytes) -> None:
    client = await house.come()
    client.throw(raw)
    await client.is_cut_off()
    assert house.end.peer.address is None


async def test_a_stranger_who_says_nothing_is_cut_off(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tcp, "PROVE_WITHIN", 0.05)
    client = await house.come()
    await client.is_cut_off()
    assert house.figure("faults") == 0


async def test_a_person_who_was_known_may_be_silent(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tcp, "PROVE_WITHIN", 0.05)
    person, stranger = await house.come(), await house.come()
    person.say(request())
    await person.hears()
    await stranger.is_cut_off()
    house.end.peer.send_plain(b"\x16still here")
    assert await person.hears() == b"\x16still here"


async def test_strangers_are_kept_few_and_people_come_in_beside_them(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tcp, "MOST_UNPROVEN_OF_ONE", 3)
    first = await house.come()
    first.say(request())
    await first.hears()
    for _ in range(3):
        await house.come()
    await eventually(lambda: house.figure("tcp_strangers") == 3, "three strangers wait")
    await (await house.come()).is_cut_off()
    assert house.figure("tcp_connections") == 4
    first.say(request())
    await first.hears()


async def test_mutated_streams_are_junk_and_never_errors(house: House) -> None:
    dice, good = random.Random(5), request()
    for _ in range(120):
        client = await house.come()
        data = bytearray(framed(good) * 3 if dice.random() < 0.7 else dice.randbytes(300))
        for _ in range(dice.randrange(1, 8)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        client.throw(bytes(data))
        client.close()
    await eventually(lambda: house.figure("tcp_connections") == 0, "all are gone")
    assert house.figure("faults") == 0
    person = await house.come()
    person.say(request())
    await person.hears()


async def test_a_client_that_does_not_read_loses_packets_and_holds_up_nobody(house: House) -> None:
    loop = asyncio.get_running_loop()
    with socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.setblocking(False)
        await loop.sock_connect(slow, ("127.0.0.1", house.router.plane.tcp_port))
        await loop.sock_sendall(slow, framed(request()))
        peer = house.end.peer
        await eventually(lambda: peer.address is not None, "it is known")
        for _ in range(20_000):
            peer.send_plain(bytes(1200))
        assert house.figure("dropped") > 10_000
        connection = next(iter(house.router.plane._socket._tcp.connections.values()))  # type: ignore[union-attr]
        assert connection._transport.get_write_buffer_size() <= tcp.MOST_QUEUED + 1300


async def test_when_a_connection_breaks_media_goes_on_by_the_other_way(house: House) -> None:
    first, second = await house.come(), await house.come()
    for client in (first, second):
        client.say(request())
        await client.hears()
    peer = house.end.peer
    assert peer.address is not None
    assert peer.address[1] == second.port, "nominated last"
    second.close()
    await eventually(lambda: peer.address and peer.address[1] == first.port, "the first way is used again")
    first.close()
    await eventually(lambda: peer.address is None, "no way is left")
    third = await house.come()
    third.say(request())
    await third.hears()
    house.end.peer.send_plain(b"\x16back")
    assert await third.hears() == b"\x16back"


async def test_who_left_is_cut_off(house: House) -> None:
    client = await house.come()
    client.say(request())
    await client.hears()
    house.router.plane.remove_peer(house.end)
    await client.is_cut_off()
