"""Strangers and clients may cause only so much work, whatever they send."""

from __future__ import annotations

import itertools

import pylibsrtp
import pytest

from server.media import rtcp
from server.media.allowance import TOGETHER, Allowance, Prepaid
from server.media.outbox import Outbox
from server.media.peer import Peer
from server.media.plane import CHECKS, RECORDS, Plane
from server.media.srtp import MOST_WRITERS, Counters
from tests.server.media.packets import binding_request
from tests.server.media.test_dtls import pair, until

OWNER = ("192.0.2.1", 4000)


class Still:
    """A plane whose clock is set by hand; `answers` counts what it sent."""

    def __init__(self) -> None:
        self.now, self.answers, self.handshakes = 1000.0, 0, 0
        self.plane = Plane(lambda: self.now)
        self.plane.write = self._count  # type: ignore[method-assign]
        self.end = self.plane.add_peer("here", "secret", lambda: None, self._shake)

    def _count(self, *_: object) -> None:
        self.answers += 1

    def _shake(self, _: bytes) -> None:
        self.handshakes += 1


def test_an_allowance_is_spent_at_once_and_comes_back_by_and_by() -> None:
    allowance = Allowance(3, 2)
    assert [allowance.take(100.0) for _ in range(5)] == [True, True, True, False, False]
    assert [allowance.take(101.0) for _ in range(3)] == [True, True, False]
    assert [allowance.take(1e6) for _ in range(4)] == [True, True, True, False]


def test_what_is_allowed_some_at_a_time_is_no_more_in_all() -> None:
    allowed = Prepaid(100, 50)
    done = 0
    for now in (10.0, 10.0, 11.0):
        while allowed.left or allowed.renew(now):
            allowed.left -= 1
            done += 1
    assert 150 - TOGETHER < done <= 150


def test_a_stranger_who_saw_a_name_uses_up_no_check_of_its_owner() -> None:
    here = Still()
    here.plane.datagram(binding_request(), OWNER)
    for port in range(3000):
        here.plane.datagram(binding_request(password="guess"), ("203.0.113.9", port))
    before = here.answers
    for _ in range(50):
        here.plane.datagram(binding_request(), OWNER)
    assert here.answers == before + 50
    # Somebody else's flood keeps an owner from a new address no longer than a moment.
    here.plane.datagram(binding_request(), ("192.0.2.1", 4001))
    assert here.end.peer.address == OWNER
    here.now += 0.1
    here.plane.datagram(binding_request(), ("192.0.2.1", 4001))
    assert here.end.peer.address == ("192.0.2.1", 4001)


def test_checks_and_handshakes_have_a_limit() -> None:
    here = Still()
    for _ in range(3000):
        here.plane.datagram(binding_request(), OWNER)
        here.plane.datagram(b"\x16" + bytes(60), OWNER)
    assert here.answers <= CHECKS[0] + 1
    assert here.handshakes == RECORDS[0]
    assert here.plane.counters.faults == 0


def test_of_one_letter_only_so_many_missing_packets_are_read() -> None:
    numbers = list(itertools.islice(itertools.count(0, 20), 300))
    (read,) = rtcp.parse(rtcp.nack(1, 2, numbers))
    assert isinstance(read, rtcp.Nack)
    assert read.missing == tuple(numbers[: rtcp.MOST_GAPS])


async def test_the_cipher_forgets_those_who_wrote_long_ago() -> None:
    """Else whoever writes in ever new names makes every packet of theirs slower, and the server larger."""
    client, server, _, keys = pair()
    await until(lambda: len(keys) == 2)
    incoming, outgoing = keys["server"]
    counters = Counters()
    peer = Peer(lambda *_: None, counters, Outbox(lambda *_: None, counters))
    peer.keys(incoming, outgoing)
    written = 5 * MOST_WRITERS
    for ssrc in range(1000, 1000 + written):
        peer.media(keys["client"][1].protect_rtcp(rtcp.picture_loss(ssrc, 2)), 1.0)
    for ssrc in range(1000, 1000 + written - MOST_WRITERS):
        with pytest.raises(pylibsrtp.Error):
            incoming.remove_stream(ssrc)
    incoming.remove_stream(1000 + written - 1)  # the last one is still known
    for end in (client, server):
        await end.close()
