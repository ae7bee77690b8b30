"""Pins, announcements, reports and slow mode."""

import pytest

from rooms.facts import may_see


def test_staff_pin_messages_and_a_pin_goes_with_its_message(school, refused):
    school.do("sam", "Say", message="m", text="hi")
    with refused("not_allowed"):
        school.do("sam", "PinMessage", message="m")
    assert school.do("ines", "PinMessage", message="m")
    assert school.do("ada", "PinMessage", message="m") == []
    school.do("ines", "UnpinMessage", message="m")
    assert school.do("ines", "UnpinMessage", message="m") == []
    school.do("ines", "PinMessage", message="m")
    school.do("sam", "RedactMessage", message="m")
    assert school.room.notices.pinned == []
    with refused("no_such_message"):
        school.do("ines", "PinMessage", message="m")


def test_what_is_private_is_never_pinned_and_ten_are_the_most(school, refused):
    school.do("ines", "Say", message="p", text="psst", to="person:tom")
    with refused("not_allowed"):
        school.do("ines", "PinMessage", message="p")
    for number in range(10):
        school.do("ines", "Say", message=f"m{number}", text="x")
        school.do("ines", "PinMessage", message=f"m{number}")
    school.do("ines", "Say", message="m10", text="x")
    with refused("too_many_pins"):
        school.do("ines", "PinMessage", message="m10")


def test_an_announcement_is_for_staff_to_make_and_they_alone_see_who_has_read_it(school, refused):
    with refused("not_allowed"):
        school.do("sam", "Say", message="n", text="Hear me", announcement=True)
    with refused("not_allowed"):
        school.do("ines", "Say", message="n", text="psst", to="person:tom", announcement=True)
    school.do("ines", "Say", message="m", text="Exam on Friday", announcement=True)
    [read] = school.do("sam", "Acknowledge", message="m")
    assert school.do("sam", "Acknowledge", message="m") == []
    readers = [school.room.reader(name, role) for name, role in school.roles.items()]
    assert {r.person for r in readers if may_see(read.to, read.by, r)} == {"ines", "ada", "sam"}
    school.do("tom", "Say", message="t", text="no announcement")
    with refused("no_such_message"):
        school.do("sam", "Acknowledge", message="t")


def test_a_report_reaches_staff_and_is_settled_or_ends_with_the_message(school, refused):
    for message in ("a", "b"):
        school.do("sam", "Say", message=message, text="rude")
    with refused("not_allowed"):
        school.do("sam", "ReportMessage", message="a")
    [report] = school.do("tom", "ReportMessage", message="a", reason="rude")
    assert (report.to, report.event.reason) == ("staff", "rude")
    assert school.do("tom", "ReportMessage", message="a") == []
    school.do("tom", "ReportMessage", message="b")
    with refused("too_long"):
        school.do("tom", "ReportMessage", message="b", reason="x" * 501)
    assert school.do("ines", "SettleReport", message="a")
    assert school.do("ines", "SettleReport", message="a") == []
    school.do("ines", "RedactMessage", message="b")
    assert school.room.notices.reports == {}


def test_what_was_not_for_somebody_is_not_reported_by_them(school, refused):
    school.do("sam", "Say", message="m", text="psst", to="person:ines")
    with refused("no_such_message"):
        school.do("tom", "ReportMessage", message="m")


def test_in_slow_mode_students_wait_between_messages_to_many_and_staff_do_not(school, refused):
    school.do("ines", "SetSlowMode", seconds=30)
    assert school.do("ines", "SetSlowMode", seconds=30) == []
    school.do("sam", "Say", message="a", text="one")
    school.now += 29_999
    with refused("slow_mode"):
        school.do("sam", "Say", message="b", text="two")
    assert school.do("sam", "Say", message="c", text="to you", to="staff")
    school.now += 30_000
    assert school.do("sam", "Say", message="b", text="two")
    for message in ("i", "j"):
        assert school.do("ines", "Say", message=message, text="as I like")
    for seconds in (-1, 601):
        with refused("malformed"):
            school.do("ines", "SetSlowMode", seconds=seconds)
    school.do("ines", "SetSlowMode", seconds=0)
    assert school.do("sam", "Say", message="d", text="three")


@pytest.mark.parametrize("to", ["staff", "person:ines"])
def test_a_message_to_few_takes_no_turn_in_slow_mode(school, to):
    school.do("ines", "SetSlowMode", seconds=30)
    school.do("sam", "Say", message="a", text="to you alone", to=to)
    assert school.do("sam", "Say", message="b", text="to all")
