"""The agenda: planned before class, followed in it, changed while it runs."""

import pytest

from tests.rooms.school import School

MINUTE = 60_000
HELLO = {"segment": "s1", "title": "Hello", "activity": "talk", "length": 5 * MINUTE}
TIDES = {"segment": "s2", "title": "Tides", "activity": "discussion", "length": 20 * MINUTE}


def kinds(entries):
    return [type(entry.event).__name__ for entry in entries]


def test_an_agenda_is_planned_before_class_and_seen_by_all():
    school = School(opened=False)
    [planned] = school.do("ines", "PlanAgenda", segments=[HELLO, TIDES])
    assert planned.to == "everyone"
    assert [one.title for one in planned.event.segments] == ["Hello", "Tides"]
    assert school.do("ines", "PlanAgenda", segments=[HELLO, TIDES]) == []


def test_segments_begin_one_after_the_other_and_are_given_more_time(school, refused):
    school.do("ines", "PlanAgenda", segments=[HELLO, TIDES])
    with refused("no_segment"):
        school.do("ines", "ExtendSegment")
    assert kinds(school.do("ines", "StartSegment", segment="s1")) == ["SegmentStarted"]
    assert school.do("ada", "StartSegment", segment="s1") == []
    [more] = school.do("ada", "ExtendSegment", more=MINUTE)
    assert more.event.more == MINUTE
    school.do("ines", "StartSegment", segment="s2")
    assert school.room.agenda.running == "s2"
    school.do("ines", "StartSegment")
    assert school.room.agenda.running is None
    with refused("no_such_segment"):
        school.do("ines", "StartSegment", segment="s9")


def test_the_agenda_is_changed_while_a_segment_runs_but_that_one_stays(school, refused):
    school.do("ines", "PlanAgenda", segments=[HELLO, TIDES])
    school.do("ines", "StartSegment", segment="s2")
    school.do("ines", "PlanAgenda", segments=[TIDES | {"title": "Ebb and flood"}])
    assert list(school.room.agenda.segments) == ["s2"]
    with refused("segment_runs"):
        school.do("ines", "PlanAgenda", segments=[HELLO])
    school.do("ines", "EndClass")
    assert school.room.agenda.running is None
    with refused("class_ended"):
        school.do("ines", "PlanAgenda", segments=[])
    with refused("class_ended"):
        school.do("ines", "StartSegment", segment="s2")


def test_only_those_who_lead_plan_and_follow_it(school, refused):
    school.do("ines", "PlanAgenda", segments=[HELLO])
    school.do("sam", "JoinClass")
    for name, fields in (
        ("PlanAgenda", {"segments": []}),
        ("StartSegment", {"segment": "s1"}),
        ("ExtendSegment", {}),
    ):
        with refused("not_allowed"):
            school.do("sam", name, **fields)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": " "}, "empty"),
        ({"title": "x" * 121}, "too_long"),
        ({"length": 9_999}, "malformed"),
        ({"length": 12 * 3_600_000 + 1}, "malformed"),
        ({"activity": "sleep"}, "malformed"),
        ({"segment": "../x"}, "bad_id"),
    ],
)
def test_a_segment_that_cannot_be_is_refused(school, refused, change, code):
    with refused(code):
        school.do("ines", "PlanAgenda", segments=[HELLO | change])


def test_an_agenda_has_fifty_segments_at_most_each_with_a_name_of_its_own(school, refused):
    with refused("duplicate_id"):
        school.do("ines", "PlanAgenda", segments=[HELLO, HELLO])
    with refused("malformed"):
        school.do("ines", "PlanAgenda", segments=[HELLO | {"segment": f"s{n}"} for n in range(51)])
