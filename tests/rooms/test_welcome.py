"""What whoever comes in is told."""

from tests.rooms.school import School


def test_a_welcome_is_set_before_class_changed_in_it_and_taken_back():
    school = School(opened=False)
    [first] = school.do("ines", "SetWelcome", text=" Bring your book: https://example.org/book ")
    assert (first.to, first.event.text) == ("everyone", "Bring your book: https://example.org/book")
    assert school.do("ada", "SetWelcome", text="Bring your book: https://example.org/book") == []
    school.do("ines", "OpenClass")
    school.do("ines", "SetWelcome", text="")
    assert school.room.welcome.text == ""


def test_a_welcome_is_for_those_who_lead_and_of_bounded_length(school, refused):
    school.do("sam", "JoinClass")
    with refused("not_allowed"):
        school.do("sam", "SetWelcome", text="mine")
    with refused("too_long"):
        school.do("ines", "SetWelcome", text="x" * 2001)
    school.do("ines", "EndClass")
    with refused("class_ended"):
        school.do("ines", "SetWelcome", text="too late")
