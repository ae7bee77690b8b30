"""To whom a class is shown once it has ended."""

import pytest

from rooms.visibility import LEVELS


def test_a_class_is_shown_to_the_class_unless_its_instructor_says_otherwise(school, refused):
    assert school.room.visibility.level == "class"
    with refused("not_allowed"):
        school.do("sam", "SetVisibility", level="public")
    school.do("ada", "JoinClass")
    with refused("not_allowed"):
        school.do("ada", "SetVisibility", level="public")
    [entry] = school.do("ines", "SetVisibility", level="link")
    assert entry.event.level == "link" and entry.to == "everyone"
    assert school.do("ines", "SetVisibility", level="link") == []


@pytest.mark.parametrize("level", LEVELS)
def test_whoever_was_there_may_read_what_is_shown_to_more_than_those_who_lead(school, level):
    school.do("ines", "SetVisibility", level=level)
    assert school.room.may_read("sam", "student"), "the live class is for all who are in it"
    school.do("ines", "EndClass")
    assert school.room.may_read("sam", "student") is (level != "staff")
    assert school.room.may_read("ines", "instructor")


def test_what_is_hidden_takes_no_late_work(school, refused):
    school.do("ines", "EndClass")
    school.do("ines", "SetVisibility", level="staff")
    with refused("not_present"):
        school.do("sam", "Say", message="late", text="I see", to="everyone")
    school.do("ines", "SetVisibility", level="class")
    school.do("sam", "Say", message="late", text="I see", to="everyone")
