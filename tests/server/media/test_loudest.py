"""Three voices and whoever presents are heard: at once when they begin, steadily while they go on."""

from __future__ import annotations

from server.media.loudest import MOST, RESTING, Loudest

PACKET = 0.02
SPEECH, SOFT, NOISE, HUSH = 25, 55, 58, 127


class Class:
    """Microphones with scripted levels; `cut` is what each person said before it was passed on, in seconds."""

    def __init__(self, *people: str) -> None:
        self.now = 100.0
        self.on: set[str] = set()
        self.turns: list[tuple[str, bool]] = []
        self.loudest = Loudest(self._forward)
        self.passed: dict[str, int] = dict.fromkeys(people, 0)
        for person in people:
            self.loudest.began(person, person, self.now)

    def _forward(self, track: str, on: bool) -> None:
        self.turns.append((track, on))
        (self.on.add if on else self.on.discard)(track)

    def play(self, seconds: float, *, voice: bool = False, **levels: int) -> dict[str, float]:
        """Everybody's packets for a while; how many seconds of each were not passed on."""
        lost = dict.fromkeys(levels, 0.0)
        for number in range(round(seconds / PACKET)):
            for person, level in levels.items():
                self.loudest.heard(person, level, voice, self.now)
                lost[person] += PACKET * (person not in self.on)
            self.now += PACKET
            if number % 5 == 0:
                self.loudest.tick(self.now)
        return lost


def talk(room: Class, seconds: float, speaks: set[str], *, background: int = 75) -> dict[str, float]:
    """Some speak in words of 240 ms with gaps of 80 ms, the others are quiet."""
    lost: dict[str, float] = {}
    for _ in range(round(seconds / 0.32)):
        for length, level in ((0.24, SPEECH), (0.08, background)):
            part = room.play(
                length, **{p: level if p in speaks else background for p in room.passed}, voice=True
            )
            for person, gone in part.items():
                lost[person] = lost.get(person, 0.0) + gone
    return lost


def test_while_few_speak_the_first_packet_of_each_is_passed_on() -> None:
    room = Class("ann", "bob", "cem", "dan")
    assert room.play(1.0, ann=SPEECH, bob=40, cem=SOFT) == {"ann": 0, "bob": 0, "cem": 0}


def test_a_packet_that_is_marked_as_voice_may_be_soft() -> None:
    room = Class("ann", "bob")
    assert room.play(0.1, voice=True, ann=70)["ann"] == 0
    assert room.play(0.1, bob=70)["bob"] > 0


def test_a_microphone_that_nobody_speaks_into_is_not_passed_on() -> None:
    room = Class("ann", "bob")
    room.play(2.0, ann=HUSH, bob=90)
    assert room.turns == []


def test_three_are_passed_on_at_most() -> None:
    people = [f"p{number}" for number in range(30)]
    room = Class(*people)
    for _ in range(10):
        room.play(0.5, **{person: 20 + index for index, person in enumerate(people)})
        assert len(room.on) == MOST


def test_a_fourth_person_is_heard_within_200_ms_of_the_first_word() -> None:
    for background in (HUSH, 75):
        room = Class("ann", "bob", "cem", "dan")
        for person in ("ann", "bob", "cem"):
            talk(room, 1.0, {person}, background=background)
        lost = talk(room, 2.0, {"dan"}, background=background)
        assert lost["dan"] <= 0.2


def test_a_teacher_is_heard_within_200_ms_above_three_noisy_rooms() -> None:
    room = Class("ann", "bob", "cem", "tea")
    room.play(3.0, ann=NOISE, bob=NOISE - 3, cem=NOISE - 6)
    lost = room.play(3.0, ann=NOISE, bob=NOISE - 3, cem=NOISE - 6, tea=SPEECH)
    assert lost["tea"] <= 0.2


def test_noise_does_not_take_the_place_of_those_who_breathe_between_sentences() -> None:
    room = Class("ann", "bob", "cem", "fan")
    room.play(1.0, ann=SPEECH, bob=SPEECH, cem=SPEECH, fan=NOISE)
    for _ in range(10):
        room.play(0.6, ann=HUSH, bob=HUSH, cem=HUSH, fan=NOISE)
        assert (
            sum(
                room.play(1.0, ann=SPEECH, bob=SPEECH, cem=SPEECH, fan=NOISE)[p]
                for p in room.passed
                if p != "fan"
            )
            == 0
        )
    assert room.on == {"ann", "bob", "cem"}


def test_five_who_speak_at_once_do_not_flap() -> None:
    room = Class("ann", "bob", "cem", "dan", "eve")
    talk(room, 1.0, {"ann", "bob", "cem"})
    before = len(room.turns)
    talk(room, 20.0, {"ann", "bob", "cem", "dan", "eve"})
    assert len(room.turns) == before


def test_a_click_takes_nobodys_place() -> None:
    room = Class("ann", "bob", "cem", "dan")
    talk(room, 1.0, {"ann", "bob", "cem"})
    for _ in range(20):
        room.play(PACKET, ann=40, bob=40, cem=40, dan=5)
        room.play(0.5, ann=40, bob=40, cem=40, dan=HUSH)
    assert room.on == {"ann", "bob", "cem"}


def test_a_voice_that_shouts_down_three_others_is_heard_and_stays() -> None:
    room = Class("ann", "bob", "cem", "dan")
    room.play(2.0, ann=40, bob=41, cem=42)
    lost = room.play(5.0, ann=40, bob=41, cem=42, dan=20)
    assert lost["dan"] <= 0.2
    assert room.on == {"ann", "bob", "dan"}
    assert room.turns[-2:] == [("cem", False), ("dan", True)]


def test_after_a_long_silence_the_place_is_free() -> None:
    room = Class("ann", "bob")
    room.play(1.0, ann=SPEECH)
    room.play(RESTING - 0.5, ann=HUSH, bob=HUSH)
    assert room.on == {"ann"}
    room.play(1.0, ann=HUSH, bob=HUSH)
    assert room.on == set()


def test_whoever_presents_is_heard_beside_the_three() -> None:
    room = Class("ann", "bob", "cem", "dan")
    room.play(1.0, ann=SPEECH, bob=SPEECH, cem=SPEECH, dan=HUSH)
    room.loudest.present({"dan"})
    assert room.play(1.0, ann=SPEECH, bob=SPEECH, cem=SPEECH, dan=SOFT)["dan"] == 0
    assert len(room.on) == 4
    room.loudest.present({"ann"})
    assert room.on == {"ann", "bob", "cem", "dan"}  # three beside her
    room.loudest.present(())
    assert len(room.on) == MOST


def test_each_breakout_group_has_its_own_three() -> None:
    people = [f"p{number}" for number in range(8)]
    room = Class(*people)
    talking = dict.fromkeys(people, SPEECH)
    room.play(1.0, **talking)
    assert len(room.on) == 3
    room.loudest.place({person: f"g{index % 2}" for index, person in enumerate(people)})
    assert room.on == set()
    lost = room.play(1.0, **talking)
    assert len(room.on) == 6
    assert all(lost[person] == 0 for person in room.on)
    room.loudest.place({})
    room.play(1.0, **talking)
    assert len(room.on) == 3


def test_a_voice_that_ended_leaves_its_place() -> None:
    room = Class("ann", "bob", "cem", "dan")
    room.play(1.0, ann=SPEECH, bob=SPEECH, cem=SPEECH)
    room.loudest.ended("bob")
    assert room.play(0.1, ann=SPEECH, bob=SPEECH, cem=SPEECH, dan=SOFT)["dan"] == 0
