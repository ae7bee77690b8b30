"""Feedback on arrival times says exactly what came and when."""

from __future__ import annotations

import random

from server.media.arrivals import Arrivals


def read(body: bytes) -> dict[int, float]:
    """Sequence number -> seconds, decoded by the draft's section 3.1."""
    base, count = int.from_bytes(body[:2], "big"), int.from_bytes(body[2:4], "big")
    time = int.from_bytes(body[4:7], "big") * 0.064
    at, statuses = 8, []
    while len(statuses) < count:
        chunk = int.from_bytes(body[at : at + 2], "big")
        at += 2
        if not chunk >> 15:
            statuses += [chunk >> 13] * (chunk & 0x1FFF)
        else:
            assert chunk >> 14 == 3
            statuses += [chunk >> shift & 3 for shift in range(12, -1, -2)]
    came = {}
    for index, status in enumerate(statuses[:count]):
        if status == 0:
            continue
        size = 1 if status == 1 else 2
        time += int.from_bytes(body[at : at + size], "big", signed=size == 2) * 0.00025
        at += size
        came[(base + index) & 0xFFFF] = time
    assert 0 <= len(body) - at < 4
    return came


def test_lost_late_and_wrapped_numbers_are_told() -> None:
    dice, arrivals, told, truth = random.Random(9), Arrivals(), {}, {}
    now, seq = 1000.0, 65400
    for _ in range(40):
        batch = []
        for _ in range(dice.randrange(1, 60)):
            now += dice.choice((0.0001, 0.002, 0.03, 0.1))
            seq = (seq + 1) & 0xFFFF
            if dice.random() > 0.1:
                batch.append((seq, now))
        for number, at in batch:
            arrivals.arrived(number, at)
            truth[number] = at
        body = arrivals.feedback()
        told.update(read(body) if body else {})
    assert told.keys() == truth.keys()
    assert max(abs(told[number] - truth[number]) for number in truth) < 0.001


def test_nothing_came_nothing_is_said() -> None:
    arrivals = Arrivals()
    assert arrivals.feedback() is None
    arrivals.arrived(5, 1.0)
    assert arrivals.feedback() is not None
    assert arrivals.feedback() is None


def test_packets_lost_between_two_letters_are_in_the_second() -> None:
    arrivals = Arrivals()
    arrivals.arrived(10, 1.0)
    arrivals.feedback()
    arrivals.arrived(14, 1.1)
    body = arrivals.feedback()
    assert body is not None
    assert (int.from_bytes(body[:2], "big"), int.from_bytes(body[2:4], "big")) == (11, 4)


def test_a_hostile_jump_stays_small() -> None:
    arrivals = Arrivals()
    for number in (0, 30000, 60000, 100):
        arrivals.arrived(number, 1.0)
    body = arrivals.feedback()
    assert body is not None
    assert len(body) < 1200
