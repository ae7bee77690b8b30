"""Groups open, people move, everyone comes back."""

import pytest

from rooms.facts import may_see
from tests.rooms.school import School

GROUPS = [
    {"group": "g1", "name": "One", "people": ["sam"]},
    {"group": "g2", "name": "Two", "people": ["tom"]},
]


@pytest.fixture
def open_groups(school: School) -> School:
    school.do("ines", "OpenBreakouts", groups=GROUPS)
    return school


def test_a_plan_is_for_staff_and_opens_as_planned(school):
    [planned] = school.do("ines", "PlanBreakouts", groups=GROUPS)
    assert planned.to == "staff"
    school.do("ines", "OpenBreakouts")
    assert school.room.breakouts.place == {"sam": "g1", "tom": "g2"}


def test_people_move_and_come_back(open_groups, refused):
    open_groups.do("ines", "MovePerson", person="sam", group="g2")
    assert open_groups.room.breakouts.place["sam"] == "g2"
    with refused("no_such_group"):
        open_groups.do("ines", "MovePerson", person="sam", group="g9")
    open_groups.do("ines", "CloseBreakouts")
    assert open_groups.room.breakouts.place == {}
    with refused("breakouts_closed"):
        open_groups.do("ines", "CloseBreakouts")


def test_groups_open_once(open_groups, refused):
    with refused("breakouts_open"):
        open_groups.do("ines", "OpenBreakouts", groups=GROUPS)


def test_words_in_a_group_stay_in_it(open_groups, refused):
    [said] = open_groups.do("sam", "Say", message="m", text="our answer", to="group:g1")
    room = open_groups.room
    assert may_see(said.to, said.by, room.reader("ines", "instructor"))
    assert not may_see(said.to, said.by, room.reader("tom", "student"))
    with refused("not_in_group"):
        open_groups.do("tom", "Say", message="m2", text="hello", to="group:g1")
    open_groups.do("ines", "MovePerson", person="tom", group="g1")
    assert may_see(said.to, said.by, room.reader("tom", "student"))


def test_a_bad_plan_is_refused(school, refused):
    with refused("malformed"):
        school.do("ines", "PlanBreakouts", groups=[])
    with refused("malformed"):
        twice = [{"group": name, "name": name, "people": ["sam"]} for name in ("a", "b")]
        school.do("ines", "PlanBreakouts", groups=twice)
    with refused("duplicate_id"):
        same = [{"group": "a", "name": name, "people": []} for name in ("a", "b")]
        school.do("ines", "PlanBreakouts", groups=same)
    with refused("no_such_person"):
        school.do("ines", "PlanBreakouts", groups=[{"group": "a", "name": "A", "people": ["ghost"]}])
    with refused("bad_id"):
        school.do("ines", "PlanBreakouts", groups=[{"group": "a b", "name": "A", "people": []}])
