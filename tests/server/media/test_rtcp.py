"""Letters about the media are understood by another implementation, and its letters by us."""

from __future__ import annotations

import random

from aiortc import rtp as other
from hypothesis import given
from hypothesis import strategies as st

from server.media import rtcp


@given(st.sets(st.integers(0, 3000), min_size=1, max_size=60), st.integers(0, 0xFFFF))
def test_a_nack_names_exactly_the_missing_packets(offsets: set[int], start: int) -> None:
    missing = [(start + offset) & 0xFFFF for offset in sorted(offsets)]
    data = rtcp.nack(1, 2, missing)
    (letter,) = rtcp.parse(data)
    assert isinstance(letter, rtcp.Nack)
    assert letter.ssrc == 2
    assert set(letter.missing) == set(missing)
    (theirs,) = other.RtcpPacket.parse(data)
    assert isinstance(theirs, other.RtcpRtpfbPacket)
    assert {number & 0xFFFF for number in theirs.lost} == set(missing)  # aiortc counts on over the end


def test_a_sender_report_carries_the_clock_and_the_name() -> None:
    data = rtcp.sender_report(rtcp.SenderReport(7, 5 << 32, 90000, 10, 1000), "teacher-person")
    report, names = other.RtcpPacket.parse(data)
    assert isinstance(report, other.RtcpSrPacket)
    assert (report.ssrc, report.sender_info.ntp_timestamp, report.sender_info.rtp_timestamp) == (
        7,
        5 << 32,
        90000,
    )
    assert isinstance(names, other.RtcpSdesPacket)
    assert names.chunks[0].items == [(1, b"teacher-person")]
    assert next(iter(rtcp.parse(data))) == rtcp.SenderReport(7, 5 << 32, 90000, 10, 1000)


def test_a_receiver_report_keeps_negative_losses() -> None:
    block = rtcp.ReportBlock(9, 12, -3, 70000, 5, 6, 7)
    (letter,) = rtcp.parse(rtcp.receiver_report(1, [block]))
    assert letter == rtcp.ReceiverReport(1, (block,))


def test_keyframe_requests_and_bandwidth_are_understood() -> None:
    (asked,) = rtcp.parse(rtcp.picture_loss(1, 99))
    assert asked == rtcp.KeyframeRequest(99)
    full = bytes(other.RtcpPsfbPacket(fmt=4, ssrc=1, media_ssrc=0, fci=b"\x00\x00\x00\x63\x01\x00\x00\x00"))
    assert list(rtcp.parse(full)) == [rtcp.KeyframeRequest(99)]
    remb = bytes(other.RtcpPsfbPacket(fmt=15, ssrc=1, media_ssrc=0, fci=other.pack_remb_fci(1_000_000, [99])))
    (word,) = rtcp.parse(remb)
    assert isinstance(word, rtcp.Bandwidth)
    assert abs(word.bits_per_second - 1_000_000) < 10
    assert word.ssrcs == (99,)


def test_one_broken_part_does_not_spoil_the_others() -> None:
    broken = b"\x81\xc9\x00\x01\x00\x00\x00\x01"  # a report that says it has a block, and has none
    assert list(rtcp.parse(broken + rtcp.picture_loss(1, 2)))[-1] == rtcp.KeyframeRequest(2)


def test_transport_feedback_is_not_taken_for_missing_packets() -> None:
    assert list(rtcp.parse(rtcp.transport_feedback(1, 2, b"\x00\x01\x00\x01\x00\x00\x00\x00"))) == []


def test_junk_is_never_an_error() -> None:
    dice = random.Random(3)
    good = rtcp.sender_report(rtcp.SenderReport(7, 1, 2, 3, 4), "x") + rtcp.nack(1, 2, [1, 5, 9])
    for _ in range(3000):
        data = bytearray(good)
        for _ in range(dice.randrange(1, 6)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        list(rtcp.parse(bytes(data[: dice.randrange(len(data) + 1)])))
