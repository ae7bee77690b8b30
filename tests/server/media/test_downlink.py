"""What a receiver's letters tell of its link, and what follows from it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from server.media.downlink import EVERY_PICTURE, Downlink
from server.media.letters import DEAF
from server.media.steps import FIRST_HOLD, LONGEST_HOLD, START
from tests.server.media.links import Link, Stream


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


def test_who_gets_nothing_and_writes_nothing_is_tried_again_after_the_hold() -> None:
    """Firefox writes no letters while no packets come: the last picture, stopped for congestion, came back never."""
    link = Link()
    link.go(4.0, 300_000, remb=400_000)
    link.go(4.0, 300_000, remb=100_000, loss=0.3)
    assert link.downlink.kept == 0
    budget = link.wanted = max(250_000.0, link.downlink.budget + 1)
    for _ in range(round(5 * (FIRST_HOLD + LONGEST_HOLD))):
        link.now += 0.2
        link.downlink.measure([link.stream], link.now)
        link.downlink.judge(0.0, link.wanted, link.now)
    assert link.downlink.budget == budget


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


def test_a_step_down_that_was_too_small_is_followed_by_another() -> None:
    link = Link()
    link.go(4.0, 1_000_000, remb=1_200_000)
    link.go(1.0, 1_000_000, remb=800_000)
    assert link.falls == 1
    link.go(1.0, 760_000, remb=300_000)
    link.go(1.4, 760_000, remb=300_000)
    assert link.falls == 2
    assert link.downlink.budget <= 300_000


def test_packets_that_were_never_sent_may_show_as_lost_later_than_in_the_next_report() -> None:
    link = Link()
    link.go(4.0, 1_000_000)
    link.downlink.letters.withheld(5, 60)
    link.go(1.0, 1_000_000)
    link.lost += 60
    link.go(2.0, 1_000_000)
    assert link.falls == 0


def overflown() -> Link:
    """A link of 400 kbit/s that lost much of what was sent while its receiver believed in little."""
    link = Link()
    link.go(4.0, 1_000_000, remb=1_200_000)
    link.go(2.0, 1_000_000, remb=400_000, loss=0.6)
    assert 0 < link.downlink.width.bits < 450_000
    link.wanted = 600_000
    return link


def test_neither_chance_loss_nor_jitter_alone_makes_a_line_narrow() -> None:
    chance, jitter = Link(), Link()
    chance.go(4.0, 600_000, remb=900_000)
    chance.go(20.0, 600_000, remb=900_000, loss=0.15)
    jitter.go(4.0, 300_000, remb=400_000)
    for step in range(20):
        jitter.go(1.0, 300_000, remb=(150_000, 130_000, 200_000)[step % 3])
    assert (chance.falls > 0, jitter.falls > 0) == (True, True)
    assert (chance.downlink.width.bits, jitter.downlink.width.bits) == (0, 0)


def answered(link: Link, seconds: float, rate: float, queue: float, loss: float) -> None:
    """The receiver answers our reports: so late, as long as the queue is."""
    for _ in range(round(seconds)):
        name = round(10 * link.now)
        link.downlink.delay.left(name, link.now - 0.5)
        link.downlink.delay.told(name, 0, link.now - 0.46 + queue)
        link.go(1.0, rate, remb=900_000, loss=loss)


def test_loss_that_goes_on_after_a_step_down_without_a_queue_is_chance_and_costs_no_further_step() -> None:
    chance, full = Link(), Link()
    for link, queue in ((chance, 0.0), (full, 0.2)):
        answered(link, 4.0, 600_000, 0.0, 0.0)
        answered(link, 30.0, 600_000, queue, 0.15)
    assert chance.falls == 1
    assert full.falls > 2


def test_a_quarter_of_all_lost_is_never_chance() -> None:
    link = Link()
    answered(link, 4.0, 600_000, 0.0, 0.0)
    answered(link, 20.0, 600_000, 0.0, 0.4)
    assert link.falls > 2


def test_a_queue_that_stands_on_the_way_to_a_narrow_line_is_congestion_before_anything_is_lost() -> None:
    link = overflown()
    link.go(10.0, 300_000, remb=400_000)
    falls = link.falls
    for number, late in ((1, 0.0), (2, 0.2)):
        link.downlink.delay.left(number, link.now)
        link.downlink.delay.told(number, 0, link.now + 0.03 + late)
        link.go(0.2, 300_000, deaf=True)
    assert link.falls == falls + 1


def test_pictures_that_wait_too_long_for_a_narrow_line_end_the_try_and_leave_the_line_as_wide_as_it_was() -> (
    None
):
    link = overflown()
    link.go(20.0, 300_000, remb=500_000)
    assert link.downlink.budget == link.wanted
    falls, width = link.falls, link.downlink.width.bits
    link.downlink.waiting = 2.0
    link.go(0.2, 300_000, deaf=True)
    assert link.falls == falls + 1
    assert link.downlink.width.bits == width
    assert link.downlink.budget < width


def test_the_first_step_down_never_stops_the_last_picture() -> None:
    link = Link()
    link.go(4.0, 1_000_000, remb=1_200_000)
    link.go(1.0, 1_000_000, remb=300_000, loss=0.6)
    assert (link.falls, link.downlink.kept) == (1, 1)


def test_a_picture_that_flows_for_a_while_without_trouble_is_kept_again() -> None:
    link = Link()
    link.go(4.0, 300_000, remb=400_000)
    link.go(4.0, 300_000, remb=120_000, loss=0.5)
    link.go(1.0, 300_000, remb=100_000, loss=0.5)
    assert link.downlink.kept == 0
    link.go(9.0, 80_000, remb=100_000)
    link.downlink.picture_passes(link.now)
    assert link.downlink.kept == 1
