"""What a line lets through in a minute, without waiting for it: sound comes first, whatever the line is."""

from __future__ import annotations

import pytest

from server.media import Router
from tests.server.media.minutes import Lesson
from tests.server.media.offers import Clock
from tests.server.media.shaper import Line


@pytest.mark.parametrize("seed", [1, 2])
async def test_a_line_that_hardly_carries_the_smallest_picture_keeps_the_sound(
    router: Router, clock: Clock, seed: int
) -> None:
    lost, frozen, rate = Lesson(router, clock, Line(rate=150_000, delay=0.02), seed).minute()
    assert (lost <= 0.01, frozen <= 10, rate >= 5) == (True, True, True), (lost, frozen, rate)


async def test_a_line_for_small_pictures_keeps_sound_whole_and_pictures_moving(
    router: Router, clock: Clock
) -> None:
    lost, frozen, rate = Lesson(router, clock, Line(rate=400_000, delay=0.02)).minute()
    assert (lost <= 0.004, frozen <= 4, rate >= 8) == (True, True, True), (lost, frozen, rate)


@pytest.mark.parametrize("seed", [1, 4])
async def test_a_narrow_line_that_loses_packets_too_is_repaired_before_its_pictures_go_on(
    router: Router, clock: Clock, seed: int
) -> None:
    _, frozen, rate = Lesson(router, clock, Line(rate=400_000, delay=0.02, loss=0.05), seed).minute()
    assert (frozen <= 4, rate >= 10) == (True, True), (frozen, rate)


async def test_jitter_is_no_narrow_line(router: Router, clock: Clock) -> None:
    lesson = Lesson(router, clock, Line(jitter=0.3))
    lost, frozen, _ = lesson.minute()
    assert (lost, frozen <= 1) == (0, True), (lost, frozen)
    assert lesson.peer.downlink.width.bits == 0


@pytest.mark.parametrize("share", [0.03, 0.1])
async def test_what_is_lost_by_chance_is_repaired_and_costs_no_picture(
    router: Router, clock: Clock, share: float
) -> None:
    lesson = Lesson(router, clock, Line(loss=share, delay=0.02))
    _, frozen, rate = lesson.minute()
    assert (frozen <= 1, rate >= 12) == (True, True), (frozen, rate)
    assert lesson.peer.downlink.width.bits == 0


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3, 9))
@pytest.mark.parametrize(
    ("bits", "most"), [(150_000, 0.015), (250_000, 0.006), (400_000, 0.004), (1_000_000, 0.002)]
)
async def test_whatever_the_chance_sound_is_kept(
    router: Router, clock: Clock, seed: int, bits: int, most: float
) -> None:
    lost, frozen, _ = Lesson(router, clock, Line(rate=bits, delay=0.02), seed).minute()
    assert (lost <= most, frozen <= 15) == (True, True), (lost, frozen)
