"""What one turn of the read loop brings may leave together where it is what it mostly is: in order, whole, of a size."""

from __future__ import annotations

from server.media import kernel, rtp
from server.media.turn import LARGEST, Turn, runs, shifted


def packet(seq: int, size: int = 100, *, late: bool = False) -> rtp.Packet:
    made = rtp.Packet(9, 96, 0, seq, 3000 * seq, bytes(size))
    made.tail = rtp.video_tail(made.payload, 0.0) if size else b""
    made.late = late
    return made


def test_packets_of_one_size_may_join_and_a_shorter_one_ends_the_message() -> None:
    assert runs([1000]) == [1]
    assert runs([1000, 1000, 1000, 300, 1000]) == [4, 1]
    assert runs([300, 1000, 1000, 200, 200]) == [1, 3, 1]


def test_a_message_is_no_longer_than_the_kernel_takes() -> None:
    assert runs([20] * 70) == [kernel.MOST_SEGMENTS, 10]
    assert all(count * (1400 + 40) < kernel.LARGEST_MESSAGE for count in runs([1400] * 64))
    assert sum(runs([1400] * 64)) == 64


def test_what_must_be_judged_packet_by_packet_is_told() -> None:
    usual = Turn([packet(1), packet(2)])
    assert (usual.plain, usual.octets, len(usual.tails)) == (True, 200, 2)
    assert not Turn([packet(2), packet(1, late=True)]).plain
    assert not Turn([packet(1), packet(2, size=0)]).plain
    assert not Turn([packet(1, size=LARGEST)]).plain


def test_other_picture_numbers_make_no_packet_longer() -> None:
    for descriptor in (b"\x90\xe0\x80\x05\x07\x20", b"\x90\xe0\x7f\xff\x20\x00", b"\x10\x00"):
        made = rtp.Packet(9, 96, 0, 1, 0, descriptor + bytes(20))
        made.tail = rtp.video_tail(made.payload, 0.0)
        tail = shifted(made, 300, 40)
        assert len(tail) == len(made.tail)
        assert shifted(made, 300, 40) is tail
