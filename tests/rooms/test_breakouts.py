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


def test_groups_with_an_end_get_more_time(school, refused):
    school.now = 1000
    school.do("ines", "OpenBreakouts", groups=GROUPS, length=600_000)
    assert school.room.breakouts.ends_at == 601_000
    school.now = 5000
    school.do("ines", "ExtendBreakouts", more=60_000)
    assert school.room.breakouts.ends_at == 661_000
    with refused("malformed"):
        school.do("ines", "ExtendBreakouts", more=1)
    with refused("not_allowed"):
        school.do("sam", "ExtendBreakouts")


def test_everyone_is_called_back_by_a_countdown_that_can_be_put_off(open_groups, refused):
    open_groups.now = 2000
    [called] = open_groups.do("ines", "CloseBreakouts", countdown=60_000)
    assert (type(called.event).__name__, called.to) == ("BreakoutsCalledBack", "everyone")
    assert open_groups.room.breakouts.ends_at == 62_000
    assert open_groups.room.breakouts.place == {"sam": "g1", "tom": "g2"}
    open_groups.do("ines", "ExtendBreakouts", more=300_000)
    assert open_groups.room.breakouts.ends_at == 362_000
    open_groups.server("CloseBreakouts")
    assert not open_groups.room.breakouts.open
    assert open_groups.room.breakouts.ends_at is None
    with refused("malformed"):
        open_groups.do("ines", "OpenBreakouts", groups=GROUPS, length=5)


def test_a_countdown_longer_than_ten_minutes_is_refused(open_groups, refused):
    with refused("malformed"):
        open_groups.do("ines", "CloseBreakouts", countdown=600_001)


def test_students_choose_where_they_may(school, refused):
    empty = [{**group, "people": []} for group in GROUPS]
    school.do("ines", "OpenBreakouts", groups=empty, choose=True)
    [moved] = school.do("sam", "ChooseGroup", group="g2")
    assert (moved.by, moved.event.group) == ("sam", "g2")
    assert school.do("sam", "ChooseGroup", group="g2") == []
    with refused("no_such_group"):
        school.do("sam", "ChooseGroup", group="g7")
    school.do("sam", "ChooseGroup")
    assert school.room.breakouts.place == {}


def test_students_stay_where_the_teacher_put_them(open_groups, refused):
    with refused("no_choice"):
        open_groups.do("sam", "ChooseGroup", group="g2")
    open_groups.do("ines", "ChooseGroup", group="g2")  # whoever leads looks in everywhere
    assert open_groups.room.breakouts.place["ines"] == "g2"


def test_a_group_gets_another_name(open_groups, refused):
    open_groups.do("ines", "RenameGroup", group="g1", name="Keystones")
    assert open_groups.room.breakouts.groups["g1"] == "Keystones"
    assert open_groups.do("ines", "RenameGroup", group="g1", name="Keystones") == []
    with refused("empty"):
        open_groups.do("ines", "RenameGroup", group="g1", name=" ")
    with refused("no_such_group"):
        open_groups.do("ines", "RenameGroup", group="g9", name="Nine")


def test_help_is_asked_for_by_a_hand_in_the_one_queue(open_groups):
    [raised] = open_groups.do("sam", "RaiseHand")
    assert raised.to == "everyone"
    assert open_groups.room.hands.queue == ["sam"]


def test_who_sat_where_is_known_after_everyone_came_back(open_groups):
    open_groups.do("ines", "MovePerson", person="tom", group="g1")
    open_groups.do("ines", "RenameGroup", group="g1", name="Keystones")
    open_groups.do("ines", "CloseBreakouts")
    last = {one.name: one.people for one in open_groups.room.breakouts.last}
    assert last == {"Keystones": ("sam", "tom"), "Two": ()}


def test_whoever_was_absent_joins_one_group_after_the_class_where_that_is_allowed(school, refused):
    for person in ("sam", "tom"):
        school.do(person, "JoinClass")
    groups = [
        {"group": "g1", "name": "One", "people": ["sam"]},
        {"group": "g2", "name": "Two", "people": ["tom"]},
    ]
    school.do("ines", "OpenBreakouts", groups=groups)
    [said] = school.do("sam", "Say", message="m", text="Ours", to="group:g1")
    with refused("class_goes_on"):
        school.do("zoe", "JoinGroup", group="g1")
    school.do("ines", "EndClass")
    with refused("no_choice"):
        school.do("zoe", "JoinGroup", group="g1")
    with refused("not_in_group"):
        school.do("zoe", "Say", message="n", text="Mine too", to="group:g1")
    with refused("not_allowed"):
        school.do("zoe", "SetLateGroups", on=True)
    school.do("ines", "SetLateGroups", on=True)
    with refused("no_such_group"):
        school.do("zoe", "JoinGroup", group="g3")
    with refused("in_another_group"):
        school.do("tom", "JoinGroup", group="g1")
    school.do("zoe", "JoinGroup", group="g1")
    assert not school.do("zoe", "JoinGroup", group="g1")
    assert may_see(said.to, said.by, school.room.reader("zoe", "student"))
    [answer] = school.do("zoe", "Say", message="n", text="Mine too", to="group:g1", reply_to="m", at=said.at)
    assert answer.event.late
    with refused("in_another_group"):
        school.do("zoe", "JoinGroup", group="g2")
