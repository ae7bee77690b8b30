"""Missing packets are asked for again, in time, not too often, and given up in the end."""

from __future__ import annotations

import random

from server.media.receive_stream import FIRST_NACK, GIVE_UP, MOST_TRIES, RETRY, ReceiveStream


def test_a_gap_is_asked_for_after_a_moment_and_again_until_it_is_given_up() -> None:
    stream = ReceiveStream(1, 90000)
    for number in (1, 2, 5):
        stream.receive(number, 0, 0.0)
    assert stream.due(FIRST_NACK / 2) == []
    now, asked = FIRST_NACK, 0
    while stream.missing:
        due = stream.due(now)
        assert due in ([], [3, 4])
        asked += due == [3, 4]
        now += RETRY
    assert asked == MOST_TRIES
    assert stream.restarted
    assert stream.abandoned == 2
    assert now < GIVE_UP


def test_late_packets_count_once_and_doubles_not_at_all() -> None:
    stream = ReceiveStream(1, 90000)
    first = stream.receive(65535, 0, 0.0)
    assert first is not None
    assert stream.receive(1, 0, 0.0) == first + 2
    assert stream.receive(0, 0, 0.0) == first + 1
    assert stream.receive(0, 0, 0.0) is None
    assert stream.lost() == 0


def test_a_retransmission_is_taken_only_for_a_missing_packet() -> None:
    stream = ReceiveStream(1, 90000)
    first = stream.receive(10, 0, 0.0)
    stream.receive(12, 0, 0.0)
    assert first is not None
    assert stream.repair(10) is None  # a probe
    assert stream.repair(11) == first + 1
    assert stream.repair(11) is None


def test_a_large_jump_starts_anew_instead_of_asking_for_thousands() -> None:
    stream = ReceiveStream(1, 90000)
    stream.receive(1, 0, 0.0)
    stream.receive(20_000, 0, 0.0)
    assert not stream.missing
    assert stream.restarted


def test_reports_tell_the_share_lost_since_the_last_one() -> None:
    stream = ReceiveStream(1, 90000)
    for number in range(1, 101):
        if number % 4:
            stream.receive(number, number * 3000, number / 30)
    stream.receive(101, 101 * 3000, 101 / 30)
    stream.sender_report(5 << 32, 0, 1.0)
    report = stream.report(2.0)
    assert 60 <= report.fraction <= 66
    assert (report.lost, report.last_report, report.delay) == (25, 5 << 16, 65536)
    assert stream.report(3.0).fraction == 0


def test_with_losses_both_ways_everything_comes_in_the_end() -> None:
    dice, stream, now = random.Random(4), ReceiveStream(1, 90000), 0.0
    got: set[int] = set()
    for number in range(1, 3000):
        now += 0.003
        if dice.random() > 0.03:
            seq = stream.receive(number & 0xFFFF, number * 300, now)
            got.add(-1 if seq is None else seq)
        for missing in stream.due(now):
            if dice.random() > 0.03 and dice.random() > 0.03:
                seq = stream.repair(missing)
                got.add(-1 if seq is None else seq)
    assert -1 not in got
    assert max(got) - min(got) + 1 - len(got) <= 5  # those at the very end are still being asked for


def test_the_rounds_of_the_numbers_told_to_the_sender_count_from_nought() -> None:
    stream = ReceiveStream(1, 90000)
    stream.receive(65534, 0, 0.0)
    report = stream.report(0.0)
    assert (report.highest, report.lost, report.fraction) == (65534, 0, 0)
    for number in (0, 65535, 1):  # out of order around the end of the round
        stream.receive(number, 0, 0.1)
    report = stream.report(0.1)
    assert (report.highest, report.lost, report.fraction) == (0x10001, 0, 0)


def test_what_is_older_than_the_first_packet_changes_no_round() -> None:
    stream = ReceiveStream(1, 90000)
    for number in (0, 65535, 1):  # the first to come is not the first that was sent
        stream.receive(number, 0, 0.0)
    report = stream.report(0.0)
    assert (report.highest, report.lost) == (1, 0)
