"""What a receiver's letters tell of its link, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from server.media.downlink import EVERY_PICTURE, Downlink
from server.media.letters import DEAF
from server.media.rtcp import ReportBlock
from server.media.steps import FIRST_HOLD, LONGEST_HOLD, START


@dataclass
class Stream:
    """What a route counts."""

    ssrc: int = 5
    packets: int = 0
    octets: int = 0
    resent: int = 0


class Link:
    """A downlink, the stream sent on it, and the letters of its receiver, a fifth of a second at a time."""

    def __init__(self) -> None:
        self.downlink, self.stream = Downlink(), Stream()
        self.now = 100.0
        self.lost = 0
        self.wanted: float | None = None
        self.falls = 0

    def go(
        self, seconds: float, rate: float, *, remb: float | None = None, loss: float = 0.0, deaf: bool = False
    ) -> None:
        """Send so much for a while; `remb` is told, and a report written, each second."""
        for step in range(round(seconds * 5)):
            self.now += 0.2
            self.stream.packets += 20
            self.stream.octets += round(rate / 8 / 5) - 20 * 36
            self.lost += round(20 * loss)
            self.downlink.measure([self.stream], self.now)
            if step % 5 == 4 and not deaf:
                self.letter(remb)
            self.falls += self.downlink.judge(rate, self.wanted, self.now)

    def letter(self, remb: float | None) -> None:
        self.downlink.heard(self.now)
        self.downlink.reported(ReportBlock(5, 0, self.lost, self.stream.packets, 0, 0, 0), self.now)
        if remb is not None:
            self.downlink.believes(remb, (5,), self.now)


def test_before_anything_is_known_a_link_is_tried_carefully_and_doubled_each_second() -> None:
    link = Link()
    assert link.downlink.budget == START
    link.wanted = 5_000_000
    link.go(0.8, 300_000)
    assert link.downlink.budget == START
    link.go(1.2, 300_000)
    assert START < link.downlink.budget <= 2 * START
    link.go(4.0, 300_000)
    assert link.downlink.budget >= 4_000_000


def test_who_says_nothing_at_all_is_given_more_after_a_while() -> None:
    link = Link()
    link.wanted = 5_000_000
    link.go(2.0, 300_000, deaf=True)
    assert link.downlink.budget == START
    link.go(4.0, 300_000, deaf=True)
    assert link.downlink.budget > 2 * START


def test_a_fallen_estimate_below_what_is_sent_is_congestion() -> None:
    link = Link()
    link.go(4.0, 1_000_000, remb=1_200_000)
    assert link.falls == 0
    link.go(1.0, 1_000_000, remb=340_000)
    assert link.falls == 1
    assert 300_000 < link.downlink.budget < 340_000
    assert link.downlink.kept == 1


def test_a_low_estimate_that_does_not_fall_is_none() -> None:
    link = Link()
    link.go(3.0, 150_000, remb=200_000)
    for step in range(8):  # after a step up it grows by 8 % a second
        link.go(1.0, 1_000_000, remb=200_000 * 1.08**step)
    assert link.falls == 0


def test_a_fallen_estimate_above_what_is_sent_is_none() -> None:
    link = Link()
    link.go(3.0, 500_000, remb=900_000)
    link.go(1.0, 500_000, remb=600_000)
    assert link.falls == 0


def test_an_estimate_that_stands_still_long_after_a_step_up_is_congestion() -> None:
    link = Link()
    link.go(4.0, 500_000, remb=500_000)
    link.go(4.2, 1_500_000, remb=500_000)
    assert link.falls == 1
    assert link.downlink.kept == 1


def test_heavy_loss_is_congestion_but_may_be_chance_so_every_picture_is_kept() -> None:
    link = Link()
    link.go(4.0, 600_000, remb=800_000)
    link.go(2.0, 600_000, remb=800_000, loss=0.2)
    assert link.falls == 1
    assert link.downlink.kept == EVERY_PICTURE
    assert link.downlink.budget < 600_000


def test_a_little_loss_is_none() -> None:
    link = Link()
    link.go(20.0, 600_000, remb=800_000, loss=0.05)
    assert link.falls == 0


def test_only_loss_and_a_fallen_estimate_together_stop_the_last_picture() -> None:
    link = Link()
    link.go(4.0, 300_000, remb=400_000)
    link.go(3.0, 300_000, remb=120_000, loss=0.5)
    link.go(1.0, 300_000, remb=100_000, loss=0.5)
    assert link.downlink.kept == 0
    assert link.downlink.budget < 150_000


def test_jitter_makes_estimates_fall_again_and_again_and_never_stops_the_last_picture() -> None:
    link = Link()
    link.go(4.0, 300_000, remb=400_000)
    for step in range(30):
        link.go(1.0, 300_000, remb=(150_000, 130_000, 200_000)[step % 3])
        assert link.downlink.kept == 1


def test_a_receiver_without_estimates_is_believed_when_most_is_lost() -> None:
    link = Link()
    link.go(4.0, 300_000)
    link.go(2.0, 300_000, loss=0.15)
    assert link.downlink.kept == EVERY_PICTURE
    link.go(4.0, 300_000, loss=0.5)
    assert link.downlink.kept == 0


def test_late_packets_that_a_report_counts_as_lost_and_the_next_as_found_are_none() -> None:
    link = Link()
    link.go(4.0, 300_000, remb=400_000)
    for _ in range(20):
        link.lost += 9
        link.go(1.0, 300_000, remb=400_000)
        link.lost -= 9
        link.go(1.0, 300_000, remb=400_000)
    assert link.falls == 0


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


def test_letters_just_after_a_step_down_tell_of_the_time_before() -> None:
    link = Link()
    link.go(4.0, 1_000_000, remb=1_200_000)
    link.go(1.0, 1_000_000, remb=600_000)
    budget = link.downlink.budget
    link.go(1.0, 1_000_000, remb=500_000, loss=0.3)
    assert (link.falls, link.downlink.budget) == (1, budget)


def test_after_an_outage_its_losses_are_no_congestion() -> None:
    link = Link()
    link.go(4.0, 300_000, remb=400_000)
    link.go(8.0, 300_000, loss=1.0, deaf=True)
    link.go(10.0, 300_000, remb=300_000)
    assert link.falls == 0
    assert link.downlink.letters.loss == 0.0


def test_while_nothing_is_heard_nothing_more_is_tried() -> None:
    link = Link()
    link.go(2.0, 300_000, remb=400_000)
    budget = link.downlink.budget
    link.wanted = 3_000_000
    link.go(3.0, 300_000, deaf=True)
    heard_last = link.downlink.budget
    link.go(8.0, 300_000, deaf=True)
    assert budget <= link.downlink.budget == heard_last
    assert DEAF > 0


def test_estimates_of_single_streams_add_up_and_a_newer_one_takes_the_place_of_the_older() -> None:
    downlink = Downlink()
    downlink.measure([Stream(1), Stream(2)], 1.0)
    downlink.believes(100_000, (1,), 1.0)
    downlink.believes(300_000, (2, 12), 1.1)
    assert downlink.bandwidth == 400_000
    downlink.believes(200_000, (1, 11), 1.2)
    assert downlink.bandwidth == 500_000
    downlink.believes(250_000, (1, 2), 1.3)
    assert downlink.bandwidth == 250_000
    downlink.measure([Stream(3)], 1.4)
    assert downlink.bandwidth == 0


def test_a_stream_that_its_own_estimate_calls_too_fast_takes_only_its_share() -> None:
    downlink, one, other = Downlink(), Stream(1), Stream(2)
    for step in range(20):
        one.octets, other.octets = step * 12_500, step * 6_250  # 500 and 250 kbit/s
        downlink.measure([one, other], step * 0.2)
    downlink.believes(900_000, (1,), 4.0)
    downlink.believes(300_000, (1,), 4.1)
    assert downlink.judge(0.0, None, 4.2)
    assert 450_000 < downlink.budget < 750_000 - 190_000


@given(
    st.lists(
        st.tuples(st.floats(0, 5e6), st.floats(1e4, 5e6), st.floats(0, 1), st.booleans(), st.floats(0, 6e6)),
        max_size=20,
    )
)
@settings(max_examples=40)
def test_whatever_a_receiver_says_the_budget_stays_between_nothing_and_what_flows_or_is_wanted(
    seconds: list[tuple[float, float, float, bool, float]],
) -> None:
    link = Link()
    most = 2_500_000.0
    for remb, rate, loss, deaf, wanted in seconds:
        link.wanted = wanted
        before = link.falls, link.downlink.budget
        link.go(1.0, rate, remb=remb, loss=loss, deaf=deaf)
        most = max(most, 2 * rate, wanted)
        assert 0 <= link.downlink.budget <= most
        if link.falls == before[0] + 1 and not deaf:
            assert link.downlink.steps.hold_until <= link.now + LONGEST_HOLD


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


def test_packets_that_were_never_sent_are_no_loss() -> None:
    link = Link()
    link.go(4.0, 1_000_000)
    link.downlink.letters.withheld(5, 60)
    link.lost += 60
    link.go(2.0, 1_000_000)
    assert link.falls == 0
    link.lost += 60
    link.go(1.0, 1_000_000)
    assert link.falls == 1


def test_a_report_of_long_ago_says_nothing_of_a_step_made_meanwhile_but_stands_for_itself_later() -> None:
    link = Link()
    link.go(4.0, 1_000_000)
    for falls in (1, 1, 2):  # the second reaches back to before the first step down
        link.lost += 60
        for _ in range(4):
            link.go(1.0, 1_000_000, deaf=True)
            link.downlink.heard(link.now)
        link.letter(None)
        link.go(0.2, 1_000_000, deaf=True)
        assert link.falls == falls


def test_on_a_line_known_to_be_narrow_what_passes_for_long_allows_no_leap() -> None:
    link = narrow()
    link.wanted = 750_000
    link.go(14.0, 700_000, remb=900_000)
    link.go(4.0, 700_000, remb=900_000)
    assert link.downlink.budget <= 750_000


def test_a_step_down_that_was_too_small_is_followed_by_another() -> None:
    link = Link()
    link.go(4.0, 1_000_000, remb=1_200_000)
    link.go(1.0, 1_000_000, remb=800_000)
    assert link.falls == 1
    link.go(1.0, 760_000, remb=300_000)
    link.go(1.4, 760_000, remb=300_000)
    assert link.falls == 2
    assert link.downlink.budget <= 300_000
