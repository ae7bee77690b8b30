"""Pictures leave evenly on a narrow link, and in their order."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from server.media import rtp
from server.media.pacer import Pacer
from server.media.rate import PACKET

RATE = 160_000.0  # 400 octets each 20 ms


class Line:
    """What a pacer let out, with the moments."""

    def __init__(self, rate: float = RATE) -> None:
        self.now = 100.0
        self.left: list[tuple[float, bytes, bytes]] = []
        self.pacer = Pacer(lambda header, tail: self.left.append((self.now, header, tail)))
        self.pacer.rate = rate
        self.wait(0.02)

    def put(self, number: int, size: int = 1000, ssrc: int = 5) -> None:
        tail = rtp.video_tail(bytes(size), self.now)
        self.pacer.put(rtp.HEADER.pack(rtp.EXTENDED, 96, number, 0, ssrc), tail)

    def wait(self, seconds: float) -> None:
        for _ in range(round(seconds / 0.02)):
            self.now += 0.02
            self.pacer.tick(self.now)

    def numbers(self) -> list[int]:
        return [int.from_bytes(header[2:4], "big") for _, header, _ in self.left]


def test_a_large_picture_leaves_as_fast_as_the_link_carries_it() -> None:
    line = Line()
    for number in range(20):
        line.put(number)
    assert len(line.left) == 1
    assert 0.9 < line.pacer.waiting < 1.1
    line.wait(0.5)
    assert 8 <= len(line.left) <= 12
    line.wait(0.7)
    assert line.numbers() == list(range(20))
    assert line.pacer.waiting == 0


def test_what_waited_tells_the_moment_at_which_it_left() -> None:
    line = Line()
    line.put(1)
    line.put(2)
    line.wait(0.2)
    at, _, tail = line.left[1]
    assert tail == rtp.video_tail(bytes(1000), at)
    assert at > line.left[0][0]


def test_padding_without_a_moment_is_left_as_it_is() -> None:
    line = Line()
    line.put(1)
    line.pacer.put(rtp.HEADER.pack(rtp.PADDED, 96, 2, 0, 5), b"\x01")
    line.wait(0.2)
    assert line.left[1][2] == b"\x01"


def test_nothing_waits_while_the_link_is_not_known_to_be_narrow() -> None:
    line = Line(rate=0.0)
    for number in range(50):
        line.put(number)
    assert len(line.left) == 50


def test_a_link_that_is_wide_again_gets_all_that_waits() -> None:
    line = Line()
    for number in range(9):
        line.put(number)
    line.pacer.finish()
    assert line.numbers() == list(range(9))


def test_what_nobody_needs_is_dropped_with_its_repairs_and_counted() -> None:
    line = Line()
    line.pacer.way(6)
    line.put(0)
    for number, ssrc in enumerate((5, 6, 7, 5), 1):
        line.put(number, ssrc=ssrc)
    assert line.pacer.drop(5, 6) == 2
    line.wait(1.0)
    assert line.numbers() == [0, 3]


def test_after_congestion_the_way_is_given_time_to_empty() -> None:
    line = Line()
    line.pacer.rest(0.4)
    line.put(1, size=100)
    line.wait(0.3)
    assert not line.left
    line.wait(0.3)
    assert line.numbers() == [1]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 1300), st.integers(0, 5)), min_size=1, max_size=60))
def test_whatever_comes_leaves_once_in_order_and_never_faster_than_the_link(
    pictures: list[tuple[int, int]],
) -> None:
    line = Line()
    begun = line.now
    for number, (size, ticks) in enumerate(pictures):
        line.put(number, size)
        line.wait(0.02 * ticks)
    line.wait(30.0)
    assert line.numbers() == list(range(len(pictures)))
    octets = 0
    for at, _, tail in line.left:
        assert octets * 8 <= (at - begun + 0.04) * RATE + 1e-6
        octets += PACKET + len(tail)


def test_sound_goes_at_once_and_pictures_give_way_to_it() -> None:
    line = Line()
    for number in range(20):
        line.put(number)
    for number in range(10):
        line.pacer.sound(rtp.HEADER.pack(rtp.EXTENDED, 111, 100 + number, 0, 9), bytes(164))
    assert line.numbers()[-10:] == list(range(100, 110))
    line.wait(0.1)
    assert len(line.left) == 11
    line.wait(2.0)
    assert line.pacer.waiting == 0
    assert line.pacer.left == sum(PACKET + len(tail) for _, _, tail in line.left)


def test_what_waits_of_each_stream_is_known() -> None:
    line = Line()
    line.put(0)
    line.put(1, 500, ssrc=6)
    line.put(2, 300, ssrc=6)
    tails = [len(rtp.video_tail(bytes(size), 0.0)) for size in (500, 300)]
    assert line.pacer.waiting_of() == {6: sum(tails) + 2 * PACKET}


def test_a_repair_leaves_before_the_pictures_that_wait() -> None:
    line = Line()
    line.pacer.way(6)
    for number in range(4):
        line.put(number)
    line.put(9, ssrc=6)
    line.wait(1.0)
    assert line.numbers() == [0, 9, 1, 2, 3]


def test_more_repairs_than_a_line_carries_make_it_busy() -> None:
    line = Line()
    line.pacer.way(6)
    for number in range(12):
        line.put(number)
    assert not line.pacer.busy
    for number in range(12):
        line.put(number, ssrc=6)
    assert line.pacer.busy
