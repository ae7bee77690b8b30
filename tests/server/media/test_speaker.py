"""The speaker is who speaks, not who coughs."""

from __future__ import annotations

from server.media.speaker import Speakers


class Class:
    def __init__(self) -> None:
        self.changes: list[str | None] = []
        self.levels: list[dict[str, int]] = []
        self.speakers = Speakers(self.changes.append, self.levels.append)
        self.now = 0.0

    def tenth(self, **levels: int) -> None:
        for peer, level in levels.items():
            for _ in range(5):
                self.speakers.heard(peer, level)
        self.now += 0.1
        self.speakers.tick(self.now)


def test_somebody_who_goes_on_speaking_becomes_the_speaker() -> None:
    room = Class()
    for _ in range(10):
        room.tenth(ann=20, bob=100)
    assert room.changes == ["ann"]


def test_a_single_click_changes_nothing() -> None:
    room = Class()
    room.speakers.heard("ann", 10)
    for _ in range(20):
        room.tenth(bob=110)
    assert room.changes == []


def test_the_next_speaker_follows_soon_and_a_pause_keeps_the_last() -> None:
    room = Class()
    for _ in range(10):
        room.tenth(ann=25, bob=110)
    for _ in range(15):
        room.tenth(ann=110, bob=25)
    assert room.changes == ["ann", "bob"]
    for _ in range(80):
        room.tenth(ann=110, bob=127)
    assert room.changes == ["ann", "bob"]


def test_after_a_long_silence_nobody_speaks_until_somebody_does_again() -> None:
    room = Class()
    for _ in range(10):
        room.tenth(ann=25)
    for _ in range(150):
        room.tenth(ann=110)
    assert room.changes == ["ann", None]
    for _ in range(10):
        room.tenth(ann=25)
    assert room.changes == ["ann", None, "ann"]


def test_two_who_speak_at_once_do_not_flicker() -> None:
    room = Class()
    for index in range(200):
        room.tenth(ann=25 + index % 5, bob=27 - index % 4)
    assert len(room.changes) == 1


def test_when_the_speaker_leaves_nobody_is() -> None:
    room = Class()
    for _ in range(10):
        room.tenth(ann=20)
    room.speakers.left("ann")
    assert room.changes == ["ann", None]


def test_levels_are_peaks_of_those_who_were_heard() -> None:
    room = Class()
    room.tenth(ann=30, bob=127)
    assert room.levels[0] == {"ann": -30, "bob": -127}
    room.tenth()
    room.tenth()
    assert len(room.levels) == 1
