"""One clock for all tracks: drift, jitter and counters that wrap leave picture and sound together."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from recording.clock import SenderOffset, TrackClock, unwrap


@given(st.integers(0, 1 << 40), st.integers(-(1 << 31) + 1, (1 << 31) - 1))
def test_a_counter_is_unwrapped_to_the_nearest_value(near, step):
    value = near + step
    assert unwrap(value & 0xFFFFFFFF, near) == value


def hour(ppm, seed, ntp_ahead=1e6, seconds=3600):
    """Class time of picture and sound of the same moment, through an hour of a sender whose crystal is off."""
    dice = random.Random(seed)
    offset = SenderOffset()
    clocks = {90000: TrackClock(90000, 1000.0, offset), 48000: TrackClock(48000, 1000.0, offset)}
    starts = {90000: 4_000_000_000, 48000: 77}
    for second in range(seconds):
        captured = second * (1 + ppm / 1e6)
        packets = []
        for rate, clock in clocks.items():
            rtp = (starts[rate] + round(captured * rate)) & 0xFFFFFFFF
            arrival = 1000.0 + second + 0.03 + dice.random() * 0.04 + (0.02 if rate == 90000 else 0)
            if second % 5 == 3:
                clock.report(ntp_ahead + captured, rtp, arrival)
            packets.append((rate, clock, rtp, arrival))
        yield second, {rate: clock.ticks(rtp, arrival) / rate for rate, clock, rtp, arrival in packets}


def test_picture_and_sound_stay_together_for_an_hour_of_a_drifting_sender():
    for ppm in (80, -80):
        apart = [abs(made[90000] - made[48000]) for second, made in hour(ppm, 1) if second > 10]
        assert max(apart) <= 0.005


def test_class_time_follows_the_class_and_not_the_senders_crystal():
    for ppm in (80, -80):
        off = [made[48000] - second for second, made in hour(ppm, 2) if second > 10]
        assert min(off) >= -0.03
        assert max(off) <= 0.08


@settings(max_examples=60)
@given(
    st.integers(0, 1 << 30),
    st.lists(st.tuples(st.integers(60, 9000), st.floats(0, 0.5)), min_size=2, max_size=40),
)
def test_class_time_always_rises(seed, steps):
    dice = random.Random(seed)
    clock = TrackClock(90000, 0.0, SenderOffset())
    rtp, now, before = dice.randrange(1 << 32), 1.0, None
    for step, late in steps:
        rtp, now = rtp + step, now + step / 90000
        if dice.random() < 0.2:
            clock.report(500.0 + now + dice.uniform(-0.3, 0.3), rtp & 0xFFFFFFFF, now + late)
        ticks = clock.ticks(rtp & 0xFFFFFFFF, now + late)
        assert before is None or ticks > before
        before = ticks


def test_a_report_that_cannot_be_true_is_not_believed():
    clock = TrackClock(48000, 0.0, SenderOffset())
    clock.ticks(0, 1.0)
    clock.report(100.0, 48000 * 3600, 1.0)
    assert clock.ticks(960, 1.02) == 48960


def test_a_sender_that_sets_its_clock_is_followed_at_once():
    offset = SenderOffset()
    offset.add(1000.0, 10.0)
    offset.add(500.0, 15.0)
    assert offset.value == 485.0


def test_the_fastest_report_of_the_last_minutes_counts():
    offset = SenderOffset()
    for second, late in ((0, 0.1), (5, 0.02), (10, 0.3), (400, 0.2)):
        offset.add(second + 50.0, second + late)
    assert abs(offset.value - 49.8) < 1e-9
