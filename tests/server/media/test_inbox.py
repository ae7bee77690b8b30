"""What came in one turn is read in one call, by whichever way the system has, with the address of each datagram."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from server.media import inbox, kernel
from server.media.inbox import BATCH, LARGEST, Inbox
from tests.server.media.test_outbox import opened

WAYS = {"together": True, "one by one": False}


@pytest.fixture(params=sorted(WAYS))
def together(request: pytest.FixtureRequest) -> bool:
    return WAYS[request.param]


@pytest.fixture(params=["127.0.0.1", "::1"])
def sockets(request: pytest.FixtureRequest) -> Iterator[tuple[socket.socket, socket.socket]]:
    """Ours, and a stranger's that sends to it."""
    try:
        ours, stranger = opened(request.param), opened(request.param)
    except OSError:
        pytest.skip("this machine has no IPv6")
    stranger.connect(ours.getsockname()[:2])
    yield ours, stranger
    for one in (ours, stranger):
        one.close()


def read(box: Inbox) -> list[tuple[bytes, object]]:
    return [(bytes(data), address) for data, address in box.read()]


def test_all_that_came_is_read_in_order_with_its_sender(sockets, together) -> None:
    ours, stranger = sockets
    box = Inbox(ours, together=together)
    assert read(box) == []
    for turn in range(3):
        sent = [bytes((turn,)) * size for size in (900, 0, 1, 1472)]
        for data in sent:
            stranger.send(data)
        assert read(box) == [(data, stranger.getsockname()[:2]) for data in sent]
    assert read(box) == []


def test_a_full_socket_is_read_in_several_turns(sockets, together) -> None:
    ours, stranger = sockets
    box = Inbox(ours, together=together)
    for number in range(BATCH + 5):
        stranger.send(bytes((number,)))
    assert [data[0] for data, _ in read(box)] == list(range(BATCH))
    assert [data[0] for data, _ in read(box)] == list(range(BATCH, BATCH + 5))


def test_what_is_too_long_is_cut_and_harms_nobody(sockets, together) -> None:
    ours, stranger = sockets
    box = Inbox(ours, together=together)
    stranger.send(bytes(5000))
    stranger.send(b"short")
    assert [len(data) for data, _ in read(box)] == [LARGEST, 5]


def test_who_comes_through_another_door_is_named_by_it(sockets, together) -> None:
    ours, stranger = sockets
    stranger.send(b"hello")
    assert read(Inbox(ours, -3, together=together)) == [(b"hello", (*stranger.getsockname()[:2], -3))]


def test_an_error_of_an_earlier_sending_hides_nothing_that_came(together) -> None:
    ours, stranger, gone = opened(), opened(), opened()
    nowhere = gone.getsockname()
    gone.close()
    ours.connect(nowhere)  # only a connected socket is told that nobody is there
    ours.send(b"into the void")
    box = Inbox(ours, together=together)
    assert read(box) == []
    ours.connect(stranger.getsockname())
    stranger.sendto(b"hello", ours.getsockname())
    assert [data for data, _ in read(box)] == [b"hello"]
    for one in (ours, stranger):
        one.close()


def test_many_senders_are_told_apart_and_do_not_fill_the_memory(monkeypatch) -> None:
    monkeypatch.setattr(inbox, "MOST_NAMES", 3)
    ours, strangers = opened(), [opened() for _ in range(8)]
    box = Inbox(ours)
    for _ in range(2):
        for stranger in strangers:
            stranger.sendto(b"hello", ours.getsockname())
        assert [address for _, address in read(box)] == [stranger.getsockname() for stranger in strangers]
        assert len(box._names) <= 3
    for one in (ours, *strangers):
        one.close()


def test_a_system_without_that_call_reads_one_by_one(sockets, monkeypatch) -> None:
    monkeypatch.setattr(kernel, "find_receive", lambda: None)
    ours, stranger = sockets
    stranger.send(b"hello")
    assert read(Inbox(ours)) == [(b"hello", stranger.getsockname()[:2])]


@pytest.mark.parametrize(("host", "port"), [("192.0.2.7", 1), ("2001:db8::5", 65535)])
def test_the_kernels_name_of_an_address_is_read_as_it_was_written(host, port) -> None:
    assert kernel.read_name(bytes(kernel.name((host, port)).bytes)) == (host, port)
