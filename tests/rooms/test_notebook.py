"""The notes written together: who writes where and when, and how much a class keeps of it."""

import pytest

from rooms.notebook import CHANGE_LIMIT, LETTERS_AT_MOST, SHARE_AT_MOST
from tests.rooms.school import School

GROUPS = [
    {"group": "g1", "name": "One", "people": ["sam"]},
    {"group": "g2", "name": "Two", "people": ["tom"]},
]
AUTHORS = [{"client": 7, "person": "sam"}]


@pytest.fixture
def shared(school) -> School:
    """A class in which students write the notes too."""
    school.do("ines", "SetRight", right="write_notes", allowed=True)
    return school


def write(school, who, update="AAAA", at=None, **fields):
    return school.do(who, "WriteNotebook", at=at, update=update, **fields)


def test_those_who_lead_write_and_students_when_they_are_let(school, refused):
    [written] = write(school, "ines")
    assert (written.by, written.to, written.event.late) == ("ines", "everyone", False)
    with refused("may_not_write_notes"):
        write(school, "sam")
    school.do("ines", "SetRight", right="write_notes", allowed=True, person="sam")
    write(school, "sam")
    with refused("may_not_write_notes"):
        write(school, "tom")
    school.do("ines", "SetRight", right="write_notes", allowed=True)
    write(school, "tom")
    school.do("ines", "SetRight", right="write_notes", allowed=None)
    with refused("may_not_write_notes"):
        write(school, "tom")


def test_in_a_group_its_members_write_as_long_as_it_is_open(school, refused):
    school.do("ines", "OpenBreakouts", groups=GROUPS)
    [written] = write(school, "sam", to="group:g1")
    assert written.to == "group:g1"
    write(school, "ines", to="group:g1")
    with refused("not_in_group"):
        write(school, "tom", to="group:g1")
    for nowhere, code in (("group:g9", "no_such_group"), ("staff", "malformed"), ("person:tom", "malformed")):
        with refused(code):
            write(school, "ines", to=nowhere)
    with refused("notes_closed"):
        write(school, "sam", to="group:g1", at=0)
    school.do("ines", "CloseBreakouts")
    with refused("notes_closed"):
        write(school, "sam", to="group:g1")


def test_the_notes_of_a_group_wait_until_they_came_back_for_everybody(school, refused):
    school.do("ines", "OpenBreakouts", groups=GROUPS)
    write(school, "sam", to="group:g1")
    school.do("ines", "CloseBreakouts")
    assert school.room.notebook.waiting == {"g1"}
    back = {"group": "g1", "name": "One", "update": "AAAA", "authors": AUTHORS}
    with refused("not_allowed"):
        school.do("ines", "ReturnNotebook", **back)
    [returned] = school.server("ReturnNotebook", **back)
    assert (returned.to, returned.by, returned.event.authors[0].person) == ("everyone", None, "sam")
    assert school.room.notebook.waiting == set()


def test_whoever_was_absent_writes_later_if_the_class_lets_students_write(shared, refused):
    shared.now = 9000
    shared.do("ines", "EndClass")
    [late] = write(shared, "zoe", at=4000)
    assert (late.at, late.event.late) == (4000, True)
    assert write(shared, "zoe")[0].at == 9000
    with refused("bad_moment"):
        write(shared, "zoe", at=9001)


def test_a_lock_at_the_end_of_class_lets_nobody_write_later(school, refused):
    school.do("ines", "EndClass")
    with refused("may_not_write_notes"):
        write(school, "sam", at=0)
    write(school, "ines", at=0)


def test_nobody_writes_before_the_class_or_from_outside(refused):
    before = School(opened=False)
    with refused("not_open_yet"):
        write(before, "ines")
    inside = School()
    inside.do("ines", "SetRight", right="write_notes", allowed=True)
    with refused("not_present"):
        write(inside, "zoe")


def test_what_is_no_change_or_too_much_at_once_is_refused(shared, refused):
    for update in ("", "AA A", "AAAA\n", "=", "<b>", "é"):
        with refused("bad_notes"):
            write(shared, "sam", update=update)
    write(shared, "sam", update="A" * CHANGE_LIMIT)
    with refused("too_long"):
        write(shared, "sam", update="A" * (CHANGE_LIMIT + 1))


def test_nobody_fills_the_notes_alone_and_all_together_not_without_end(shared, refused):
    shared.room.notebook.letters["sam"] = SHARE_AT_MOST - 4
    write(shared, "sam")
    with refused("notes_full"):
        write(shared, "sam")
    write(shared, "tom")
    shared.room.notebook.letters["ines"] = LETTERS_AT_MOST - SHARE_AT_MOST - 4
    with refused("notes_full"):
        write(shared, "ines")
