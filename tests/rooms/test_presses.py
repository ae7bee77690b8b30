"""Reactions, votes and signs: as often as anybody likes, and no program goes on for a week."""

import pytest

from rooms.presses import PRESSES_AT_MOST


@pytest.mark.parametrize("late", [False, True])
def test_whoever_presses_without_end_is_told_so_and_nobody_else(school, refused, late):
    for person in ("sam", "kim"):
        school.do(person, "JoinClass")
    school.do("ines", "Say", message="m", text="Good morning")
    if late:
        school.do("ines", "EndClass")
    for number in range(PRESSES_AT_MOST // 2):
        school.do("sam", "React", message="m", reaction="like", given=number % 2 == 0)
        school.do("sam", "Gesture", sign="yes")
    with refused("writing_full"):
        school.do("sam", "Gesture", sign="yes")
    with refused("writing_full"):
        school.do("sam", "React", message="m", reaction="like", given=True)
    school.do("sam", "Say", message="n", text="I cannot react any more")
    school.do("kim", "React", message="m", reaction="like", given=True)
    school.do("ines", "React", message="m", reaction="like", given=True)
