"""The lot is fair: nobody twice before everybody was asked."""

import pytest

from tests.rooms.school import School


@pytest.fixture
def full(school: School) -> School:
    """Four students in the room."""
    for person in ("zoe", "max"):
        school.do(person, "JoinClass")
    return school


def drawn(school: School, **fields: object) -> str:
    [picked] = school.do("ines", "PickPerson", **fields)
    return picked.event.person


@pytest.mark.parametrize("chance", [0, 1, 7, 2**32 - 1])
def test_everybody_is_asked_before_anybody_is_asked_again(full, chance):
    for _ in range(3):
        assert {drawn(full, chance=chance) for _ in range(4)} == {"sam", "tom", "zoe", "max"}


def test_a_new_round_does_not_begin_with_whose_turn_it_was(full):
    last = [drawn(full, chance=0) for _ in range(4)][-1]
    for chance in range(8):
        full.do("ines", "PickPerson", anew=True)
        last = [drawn(full, chance=chance) for _ in range(3)][-1]
        assert drawn(full, chance=chance) != last


def test_whoever_comes_later_is_asked_in_the_same_round(school):
    assert {drawn(school), drawn(school)} == {"sam", "tom"}
    school.do("zoe", "JoinClass")
    assert drawn(school) == "zoe"


def test_staff_and_whoever_is_away_are_not_drawn(school, refused):
    school.do("ada", "JoinClass")
    school.do("sam", "GoAway")
    assert [drawn(school), drawn(school)] == ["tom", "tom"]
    school.do("tom", "LeaveClass")
    with refused("nobody_to_pick"):
        drawn(school)


def test_a_pick_is_cleared_once(school, refused):
    drawn(school)
    assert len(school.do("ines", "ClearPick")) == 1
    assert school.do("ines", "ClearPick") == []
    with refused("not_allowed"):
        school.do("sam", "PickPerson")
