"""How wide a narrow line is, and how long the queue on the way."""

from __future__ import annotations

from server.media.delay import LATELY, SHORT, UNITS, Delay
from server.media.width import CALM, CAUTION, PATIENCE, Width


class Line:
    """A line through which so much comes."""

    def __init__(self) -> None:
        self.width, self.now, self.octets, self.calm_since = Width(), 100.0, 0, 100.0

    def go(self, seconds: float, rate: float, waiting: float = 0.0) -> None:
        for _ in range(round(seconds * 2)):
            self.now += 0.5
            self.octets += round(rate / 16)
            self.width.look(self.octets, 0.0, self.now)
            self.width.widen(waiting, self.now - self.calm_since, self.now)

    def overflow(self, passed: float) -> None:
        self.width.overflowed(passed, self.now)
        self.calm_since = self.now


def narrow() -> Line:
    """A line of 140 kbit/s that was found out."""
    line = Line()
    line.go(3.0, 140_000)
    line.overflow(100_000)
    assert 100_000 <= line.width.bits <= CAUTION * 140_000 + 1
    return line


def test_a_line_that_never_overflowed_has_no_width() -> None:
    line = Line()
    line.go(9.0, 900_000, waiting=1.0)
    line.width.complained(100_000, line.now)
    assert line.width.bits == 0


def test_it_widens_only_when_pictures_wait_and_nothing_complained_for_a_while() -> None:
    line = narrow()
    found = line.width.bits
    line.go(CALM - 1, 110_000, waiting=0.5)
    assert line.width.bits == found
    line.go(6.0, 80_000)
    assert line.width.bits == found
    line.go(3.0, 80_000, waiting=0.5)
    assert line.width.bits > found


def test_beyond_what_overflowed_it_looks_again_later_each_time() -> None:
    line = narrow()
    pauses = []
    for _ in range(3):
        begun = line.now
        while line.width.bits <= 140_000:
            line.go(0.5, 140_000, waiting=0.5)
        pauses.append(line.now - begun)
        line.overflow(100_000)
    assert pauses == sorted(pauses)
    assert pauses[0] > PATIENCE
    assert pauses[2] > 1.5 * pauses[1]


def test_a_complaint_counts_only_while_the_line_is_nearly_full() -> None:
    line = narrow()
    found = line.width.bits
    line.go(3.0, 0.5 * found)
    line.width.complained(40_000, line.now)
    assert line.width.bits == found
    line.go(2.0, found)
    before = line.width.bits
    line.width.complained(40_000, line.now)
    assert line.width.bits < before


def told(delay: Delay, name: int, at: float, took: float, waited: float = 0.3) -> None:
    delay.left(name, at)
    delay.told(name, round(waited * UNITS), at + took + waited)


def test_the_queue_is_what_a_report_took_longer_than_the_quickest() -> None:
    delay = Delay()
    told(delay, 1, 10.0, 0.06)
    assert delay.queue == 0
    assert delay.short(10.5)
    told(delay, 2, 11.0, 0.26)
    assert abs(delay.queue - 0.2) < 0.001
    assert not delay.short(11.5)
    told(delay, 3, 12.0, 0.05 + SHORT / 2)
    assert delay.short(12.5)
    assert not delay.short(12.1 + LATELY)


def test_an_answer_that_names_no_report_of_ours_or_one_that_left_twice_tells_nothing() -> None:
    delay = Delay()
    delay.told(9, 0, 10.0)
    delay.left(1, 10.0)
    delay.left(1, 11.0)
    delay.told(1, 0, 11.1)
    assert delay.at == float("-inf")


def test_a_way_that_became_longer_is_known_after_a_minute() -> None:
    delay = Delay()
    told(delay, 1, 10.0, 0.05)
    for second in range(2, 80):
        told(delay, second, 10.0 + second, 0.25)
    assert delay.queue < 0.01
