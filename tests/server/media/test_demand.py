"""A layer is stopped some time after the last person looked, and asked for at once when somebody looks again."""

from __future__ import annotations

from server.media.demand import AGAIN, STOP_AFTER, Demand

TICK = 0.1


class Track:
    """Three layers and a clock; `told` is what the sender heard, with the time."""

    def __init__(self) -> None:
        self.now = 50.0
        self.demand = Demand(3, self.now)
        self.told: list[tuple[float, tuple[bool, ...]]] = []

    def watch(self, seconds: float, *wanted: int, silent: bool = False) -> None:
        for _ in range(round(seconds / TICK)):
            layers = self.demand.judge(wanted, self.now, silent=silent)
            if layers is not None:
                self.told.append((round(self.now, 1), layers))
            self.now += TICK


def test_what_is_watched_is_never_stopped() -> None:
    track = Track()
    track.watch(60, 0, 1, 2)
    assert track.told == []


def test_layers_without_a_watcher_stop_after_some_seconds() -> None:
    track = Track()
    track.watch(STOP_AFTER - TICK, 0)
    assert track.told == []
    track.watch(1.0, 0)
    assert track.told == [(50 + STOP_AFTER, (True, False, False))]


def test_a_layer_starts_at_once() -> None:
    track = Track()
    track.watch(STOP_AFTER + 1)
    assert track.demand.layers == (False, False, False)
    before = track.now
    track.watch(TICK, 2)
    assert track.told[-1] == (round(before, 1), (False, False, True))


def test_whoever_looks_away_and_back_changes_nothing() -> None:
    track = Track()
    for _ in range(10):
        track.watch(STOP_AFTER - 1, 0, 1)
        track.watch(STOP_AFTER - 1, 2)
    assert track.told == []


def test_when_nothing_comes_of_what_is_wanted_the_sender_is_told_again() -> None:
    track = Track()
    track.watch(STOP_AFTER + 1)
    track.watch(3 * AGAIN, 1, silent=True)
    assert [layers for _, layers in track.told[1:]] == [(False, True, False)] * 3
    track.watch(10, 1)
    assert len(track.told) == 4


def test_nobody_is_told_again_of_what_nobody_wants() -> None:
    track = Track()
    track.watch(60, silent=True)
    assert len(track.told) == 1
