"""Media reaches us at every address of this machine, and the answer leaves from the address that was asked."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest

from server.addresses import own_addresses
from server.media import MediaRefusal, Router, doors, probe
from server.media.peer import QUIET, QUIET_ELSEWHERE
from server.media.udp import UdpSocket
from tests.harness.waiting import eventually
from tests.server.media.test_hostile import ADDRESS, Expecting, request

OTHER = ("192.0.2.1", 4001)


SECOND = "127.0.0.2"  # the loopback has more than one address, as an interface may have


@pytest.fixture
async def router(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Router]:
    monkeypatch.setattr(doors, "own_addresses", lambda: [*own_addresses(), SECOND])
    router = Router(announce=own_addresses(), host="", tcp_port=0)
    await router.start()
    router.plane.add_peer("here", "secret", lambda: None, lambda _: None)
    yield router
    await router.close()


def asked(host: str, port: int, source: str = "") -> socket.socket:
    """A UDP socket that sent one check to the router, connected: it takes answers only from there."""
    opened = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_DGRAM)
    opened.setblocking(False)
    opened.bind((source, 0))
    opened.connect((host, port))
    opened.send(request())
    return opened


def heard(opened: socket.socket) -> bytes:
    try:
        return opened.recv(2048)
    except BlockingIOError:
        return b""


async def test_every_own_address_answers_from_itself(router: Router) -> None:
    for host in ("127.0.0.1", SECOND, *own_addresses()):
        with asked(host, router.port) as opened:
            assert await eventually(lambda opened=opened: heard(opened), f"an answer from {host}", 5)
    assert router.stats()["faults"] == 0


async def test_who_comes_to_the_loopback_from_an_outer_address_is_answered_from_it(router: Router) -> None:
    for source in [ip for ip in own_addresses() if ":" not in ip]:
        with asked("127.0.0.1", router.port, source) as opened:
            assert await eventually(lambda opened=opened: heard(opened), f"an answer to {source}", 5)


async def test_one_client_at_two_addresses_is_answered_by_the_one_that_it_chose(router: Router) -> None:
    hosts = [host for host in ("127.0.0.1", SECOND, *own_addresses()) if ":" not in host]
    answers: dict[str, int] = {}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.bind(("0.0.0.0", 0))
        client.setblocking(False)

        def listen() -> None:
            with suppress(BlockingIOError):
                answers[client.recvfrom(2048)[1][0]] = 1

        for host in hosts:
            client.sendto(request(), (host, router.port))
            await eventually(lambda host=host: listen() or host in answers, f"an answer from {host}", 5)


async def test_a_second_server_at_the_same_port_is_told_so(router: Router) -> None:
    for host in ("", "0.0.0.0", "127.0.0.1", *own_addresses()):
        for shared in (False, True):
            with pytest.raises(OSError, match="in use") as caught:
                UdpSocket(
                    host or "::",
                    router.port,
                    lambda *_: None,
                    router.plane.outbox,
                    lambda: None,
                    shared=shared,
                )
            assert caught.value.filename == f"{router.port}/udp"
    other = Router(host="127.0.0.1", tcp_port=router.plane.tcp_port)
    with pytest.raises(OSError, match="in use") as caught:
        await other.start()
    assert caught.value.filename == f"{router.plane.tcp_port}/tcp"
    await other.close()


async def test_clients_are_told_every_address_by_udp_first_and_then_by_tcp(router: Router) -> None:
    told = router.room("c1").create_transport("ann", "send").describe()["iceCandidates"]
    assert [one["protocol"] for one in sorted(told, key=lambda one: -one["priority"])] == sorted(
        [one["protocol"] for one in told], reverse=True
    )
    assert {one["ip"] for one in told} == set(own_addresses())
    assert {(one["protocol"], one["port"], one.get("tcpType")) for one in told} == {
        ("udp", router.port, None),
        ("tcp", router.plane.tcp_port, "passive"),
    }
    assert len({one["priority"] for one in told}) == len(told) == len({one["foundation"] for one in told})


async def test_a_probe_is_answered_for_a_while_and_then_forgotten() -> None:
    now = [0.0]
    router = Router(announce=["127.0.0.1"], host="127.0.0.1", clock=lambda: now[0])
    await router.start()
    told = router.probe()
    ice = told["iceParameters"]
    check = request(ice["usernameFragment"], ice["password"])
    router.plane.datagram(check, ("127.0.0.1", 9))
    assert router.stats()["junk"] == 0
    now[0] = 60.0
    router.tick(now[0])
    router.plane.datagram(check, ("127.0.0.1", 9))
    assert router.stats()["junk"] == 1
    await router.close()


def test_a_handshake_is_answered_where_it_came_from() -> None:
    here = Expecting()
    for address in (ADDRESS, OTHER):
        here.plane.datagram(request(), address)
    here.plane.datagram(b"\x16" + bytes(60), ADDRESS)
    assert here.end.peer.address == ADDRESS, "though the other was checked last"


def test_a_way_that_falls_silent_is_left_for_one_that_is_checked() -> None:
    here = Expecting()
    peer = here.end.peer
    peer.proven(ADDRESS, True, 1.0)
    peer.proven(OTHER, False, 2.0)
    assert peer.address == ADDRESS
    peer.proven(OTHER, False, 1.0 + QUIET)
    assert peer.address == ADDRESS
    peer.proven(OTHER, False, 1.1 + QUIET)
    assert peer.address == OTHER
    peer.proven(ADDRESS, True, 2.0 + QUIET)
    assert peer.address == ADDRESS


def test_a_way_that_nobody_came_by_before_is_taken_as_soon_as_the_old_one_has_missed_a_check() -> None:
    """Behind a NAT that changed; Firefox nominates a way once, and only checks it from then on."""
    peer = Expecting().end.peer
    peer.proven(ADDRESS, True, 1.0)
    peer.proven(OTHER, False, 0.9 + QUIET_ELSEWHERE)
    assert peer.address == ADDRESS
    peer = Expecting().end.peer
    peer.proven(ADDRESS, True, 1.0)
    peer.proven(OTHER, False, 1.1 + QUIET_ELSEWHERE)
    assert peer.address == OTHER


async def test_only_so_many_networks_are_tried_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe, "MOST", 2)
    now = [0.0]
    router = Router(announce=["127.0.0.1"], host="127.0.0.1", clock=lambda: now[0])
    await router.start()
    router.probe()
    router.probe()
    with pytest.raises(MediaRefusal, match="busy"):
        router.probe()
    now[0] = probe.OPEN_FOR
    router.tick(now[0])
    assert router.probe()["iceCandidates"]
    await router.close()


async def test_whoever_tries_again_and_again_takes_only_a_part_of_the_places() -> None:
    now = [0.0]
    router = Router(announce=["127.0.0.1"], host="127.0.0.1", clock=lambda: now[0])
    await router.start()
    for number in range(3 * probe.MOST_OF_ONE):
        asker = f"198.51.100.{1 + number // probe.MOST_OF_ONE}"
        assert router.probe(asker)["iceCandidates"]
    with pytest.raises(MediaRefusal, match="busy"):
        router.probe("198.51.100.1")
    assert router.probe("203.0.113.7")["iceCandidates"], "others are not kept waiting"
    now[0] = probe.OPEN_FOR
    router.tick(now[0])
    assert len(router._probes._open) == 3 * probe.MOST_OF_ONE + 1 - probe.FORGOTTEN_AT_ONCE
    for _ in range(3 * probe.MOST_OF_ONE // probe.FORGOTTEN_AT_ONCE):
        router.tick(now[0])
    assert not router._probes._open
    assert not router._probes._by_address
    await router.close()
