"""How often one person may do what."""

from server.live.limits import MOST_BUCKETS, RATES, Limits


def test_a_burst_is_allowed_and_then_a_measured_pace():
    limits = Limits()
    burst, per_second = RATES["Say"]
    assert [limits.allow("ada", "Say", 0.0) for _ in range(int(burst) + 1)] == [True] * int(burst) + [False]
    assert limits.allow("ben", "Say", 0.0), "everybody has a measure of their own"
    assert limits.allow("ada", "Say", 1.0 / per_second)


def test_a_crowd_does_not_give_back_what_somebody_has_used_up():
    limits = Limits()
    for stranger in range(MOST_BUCKETS - 1):
        limits.allow(f"stranger {stranger}", "Say", 0.0)
    while limits.allow("ada", "Say", 0.001):
        pass
    for stranger in range(2 * MOST_BUCKETS):
        now = 0.002 + stranger / 1_000_000
        limits.allow(f"another {stranger}", "Say", now)
        assert stranger % 1000 or not limits.allow("ada", "Say", now), stranger
    assert len(limits.buckets) <= MOST_BUCKETS
