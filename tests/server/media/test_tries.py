"""What failed on a link is tried again, each time later, and the first sign of trouble ends the try."""

from __future__ import annotations

from server.media.steps import FIRST_HOLD, LONGEST_HOLD, Stance
from tests.server.media.links import Link


def test_what_failed_is_held_off_each_time_longer_and_at_most_a_minute() -> None:
    link = Link()
    link.go(4.0, 1_000_000, remb=1_200_000)
    link.wanted = 1_000_000
    link.go(1.0, 1_000_000, remb=800_000)
    holds = []
    for _ in range(6):
        holds.append(link.downlink.steps.hold_until - link.downlink.steps.failed_at)
        while link.downlink.budget < link.wanted:
            link.go(1.0, 700_000, remb=900_000)
        link.go(2.0, 1_000_000, remb=950_000)
        link.go(2.0, 1_000_000, remb=750_000)
    assert holds[0] >= FIRST_HOLD
    assert holds == sorted(holds)
    assert holds[1] > 1.5 * holds[0]
    assert holds[-1] == LONGEST_HOLD


def test_the_further_something_is_from_what_passed_the_longer_it_is_held_off() -> None:
    holds = []
    for passed in (850_000, 200_000):
        link = Link()
        link.go(4.0, 1_000_000, remb=1_200_000)
        link.go(1.0, 1_000_000, remb=passed)
        holds.append(link.downlink.steps.hold_until - link.now)
    assert holds[1] > 3 * holds[0]


def test_a_step_that_surely_fits_is_not_held_off() -> None:
    link = Link()
    link.go(4.0, 1_500_000, remb=1_600_000)
    link.go(1.0, 1_500_000, remb=400_000)
    link.wanted = 420_000
    link.go(3.0, 300_000, remb=400_000)
    assert link.downlink.budget == 420_000
    link.wanted = 900_000
    link.go(2.0, 420_000, remb=450_000)
    assert link.downlink.budget < 900_000


def test_a_second_try_that_lasts_makes_the_failure_forgotten() -> None:
    link = Link()
    link.go(4.0, 1_000_000, remb=1_200_000)
    link.go(1.0, 1_000_000, remb=800_000)
    link.wanted = 1_000_000
    while link.downlink.budget < link.wanted:
        link.go(1.0, 700_000, remb=1_500_000)
    link.wanted = None
    link.go(12.0, 1_000_000, remb=1_500_000)
    assert link.downlink.failed is None
    assert link.falls == 1


def narrow() -> Link:
    """A link of 400 kbit/s that was found out, and on which something larger is tried just now."""
    link = Link()
    link.go(4.0, 1_000_000, remb=1_200_000)
    link.go(1.0, 1_000_000, remb=400_000)
    link.go(16.0, 300_000, remb=420_000)
    link.wanted = 700_000
    while link.downlink.budget < link.wanted:
        link.go(0.2, 300_000, remb=420_000)
    return link


def test_while_something_is_tried_the_first_fallen_estimate_ends_it() -> None:
    link = narrow()
    falls = link.falls
    link.letter(320_000)  # what is measured is still of the time before
    link.go(0.2, 700_000, deaf=True)
    assert link.falls == falls + 1
    assert link.downlink.failed == 700_000
    assert 280_000 <= link.downlink.budget <= 310_000  # what flowed before is not taken away


def test_while_something_is_tried_a_few_lost_packets_end_it() -> None:
    link = narrow()
    falls = link.falls
    link.letter(420_000)
    link.lost += 5
    link.go(0.2, 700_000, deaf=True)
    link.letter(420_000)
    link.go(0.2, 700_000, deaf=True)
    assert link.falls == falls + 1


def test_on_a_line_known_to_be_narrow_what_passes_for_long_allows_no_leap() -> None:
    link = narrow()
    link.wanted = 750_000
    link.go(14.0, 700_000, remb=900_000)
    link.go(4.0, 700_000, remb=900_000)
    assert link.downlink.budget <= 750_000


def test_how_a_link_is_dealt_with_has_a_name_at_every_moment() -> None:
    link = Link()
    steps = link.downlink.steps
    link.go(4.0, 1_000_000, remb=1_200_000)
    assert steps.stance(link.now) is Stance.OPEN
    link.go(1.0, 1_000_000, remb=400_000)
    assert steps.stance(link.now) is Stance.SETTLING
    link.go(2.0, 300_000, remb=420_000)
    assert steps.stance(link.now) is Stance.HOLDING
    link.go(14.0, 300_000, remb=420_000)
    assert steps.stance(link.now) is Stance.READY
    link.wanted = 700_000
    link.go(0.4, 300_000, remb=420_000)
    assert steps.stance(link.now) is Stance.TRYING
