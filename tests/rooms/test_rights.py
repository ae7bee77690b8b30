"""Rights come from roles, are locked for everybody, given to one person and taken again, and media follows them."""

import pytest

from rooms.roles import PERMISSIONS, WHO_MAY
from rooms.wire import COMMANDS
from tests.rooms.school import School


def sends(school: School, person: str, track: str, source: str) -> None:
    school.server("PublishTrack", person, track=track, source=source)


def test_every_command_has_its_right_in_the_table():
    assert set(WHO_MAY) == set(COMMANDS)
    others = {"server", "staff", "present", "member", "chat"}
    assert set(WHO_MAY.values()) <= others | set(PERMISSIONS)


def test_a_lock_stops_what_runs_and_refuses_what_comes_but_not_for_those_who_lead(school, refused):
    sends(school, "sam", "mic", "microphone")
    sends(school, "ines", "own", "microphone")
    entries = school.do("ines", "SetRight", right="unmute", allowed=False)
    assert [type(one.event).__name__ for one in entries] == ["RightSet", "TrackEnded"]
    assert set(school.room.tracks.open) == {"own"}
    with refused("may_not_unmute"):
        sends(school, "sam", "mic2", "microphone")
    school.do("ines", "SetRight", right="unmute", allowed=None)
    sends(school, "sam", "mic3", "microphone")
    assert "mic3" in school.room.tracks.open


def test_a_right_of_one_person_goes_before_the_lock_of_all(school, refused):
    for right in ("chat_all", "camera"):
        school.do("ines", "SetRight", right=right, allowed=False)
        school.do("ines", "SetRight", right=right, allowed=True, person="sam")
    school.do("sam", "Say", message="m", text="I may")
    sends(school, "sam", "cam", "camera")
    with refused("may_not_chat_all"):
        school.do("tom", "Say", message="m2", text="I may not")
    taken = school.do("ines", "SetRight", right="camera", allowed=False, person="sam")
    assert [getattr(one.event, "track", None) for one in taken] == [None, "cam"]


def test_who_may_not_write_to_all_or_to_one_still_writes_to_those_who_lead(school, refused):
    school.do("ines", "SetRight", right="chat_all", allowed=False)
    school.do("ines", "SetRight", right="chat_private", allowed=False)
    with refused("may_not_chat_private"):
        school.do("sam", "Say", message="m", text="psst", to="person:tom")
    school.do("sam", "Say", message="m1", text="help", to="person:ines")
    school.do("sam", "Say", message="m2", text="help", to="staff")
    school.do("ines", "EndClass")  # locks are for the live class
    school.do("sam", "Say", message="m3", text="after class", at=0)


def test_a_right_that_a_role_does_not_have_is_given_to_one_person(school, refused):
    school.server("AddDeck", deck="d", title="Arches", pages=3, width=4, height=3)
    school.do("ines", "ShowPage", deck="d", page=3)
    with refused("not_allowed"):
        school.do("sam", "ShowPage", deck="d", page=1)
    school.do("ines", "SetRight", right="slides", allowed=True, person="sam")
    school.do("sam", "ShowPage", deck="d", page=1)
    school.do("ines", "ChangeRole", person="sam", role="guest")  # begins with its own rights
    with refused("not_allowed"):
        school.do("sam", "ShowPage", deck="d", page=2)


@pytest.mark.parametrize(
    ("by", "fields", "code"),
    [
        ("sam", {"right": "camera", "allowed": False, "person": "tom"}, "not_allowed"),
        ("ada", {"right": "camera", "allowed": False, "person": "ines"}, "not_allowed"),
        ("ada", {"right": "camera", "allowed": False, "person": "ada"}, "not_allowed"),
        ("ines", {"right": "remove", "allowed": True, "person": "sam"}, "leads_only"),
        ("ines", {"right": "remove", "allowed": True}, "not_for_everybody"),
        ("ines", {"right": "camera", "allowed": True, "person": "nobody"}, "no_such_person"),
    ],
)
def test_rights_are_not_given_by_or_to_the_wrong_people(school, refused, by, fields, code):
    school.do("ada", "JoinClass")
    with refused(code):
        school.do(by, "SetRight", **fields)


def test_an_instructor_takes_a_right_from_an_assistant_who_then_cannot_give_it(school, refused):
    school.do("ada", "JoinClass")
    school.do("ines", "SetRight", right="record", allowed=False, person="ada")
    with refused("not_allowed"):
        school.do("ada", "PauseRecording")
    with refused("not_allowed"):
        school.do("ada", "SetRight", right="record", allowed=True, person="sam")


def test_an_assistant_who_becomes_a_student_stops_sending_what_is_locked(school):
    school.do("ada", "JoinClass")
    sends(school, "ada", "cam", "camera")
    school.do("ines", "SetRight", right="camera", allowed=False)
    assert "cam" in school.room.tracks.open
    school.do("ines", "ChangeRole", person="ada", role="student")
    assert "cam" not in school.room.tracks.open


def test_presenting_is_handed_over_given_back_and_ends_with_the_screen_of_the_one_before(school, refused):
    school.server("AddDeck", deck="d", title="Arches", pages=3, width=4, height=3)
    school.do("ines", "ShowPage", deck="d", page=3)
    school.do("ines", "SetRight", right="screen", allowed=False)
    with refused("not_allowed"):
        school.do("sam", "HandOver", person="sam")
    school.do("ines", "HandOver", person="sam")
    sends(school, "sam", "screen", "screen")
    school.do("sam", "ShowPage", deck="d", page=1)
    with refused("not_allowed"):
        school.do("sam", "HandOver", person="tom")
    school.do("ines", "HandOver", person="tom")
    assert not school.room.tracks.open
    with refused("not_allowed"):
        school.do("sam", "ShowPage", deck="d", page=2)
    school.do("tom", "HandOver")
    assert school.room.rights.presenter is None


def test_presenting_ends_when_the_presenter_leaves(school):
    school.do("ines", "HandOver", person="sam")
    school.do("sam", "LeaveClass")
    assert school.room.rights.presenter is None


def test_who_joins_muted_unmutes_by_themselves_and_stays_so_after_a_lost_line(school):
    school.do("ines", "SetJoinMuted", on=True)
    sends(school, "sam", "mic", "microphone")
    sends(school, "ines", "own", "microphone")
    assert school.room.tracks.open["mic"].muted
    assert not school.room.tracks.open["own"].muted
    school.do("sam", "UnmuteTrack", track="mic")
    school.do("sam", "EndTrack", track="mic")
    sends(school, "sam", "mic2", "microphone")  # the same stay
    assert not school.room.tracks.open["mic2"].muted
    school.do("sam", "LeaveClass")
    school.do("sam", "JoinClass")
    sends(school, "sam", "mic3", "microphone")
    assert school.room.tracks.open["mic3"].muted


def test_two_who_lead_lead_at_once_and_the_class_goes_on_without_either(school):
    school.do("ada", "JoinClass")
    school.do("ines", "ChangeRole", person="ada", role="instructor")
    school.do("ada", "SetRight", right="camera", allowed=False)
    school.do("ines", "SetRight", right="camera", allowed=None)
    school.do("ines", "LeaveClass")
    school.do("ada", "PauseRecording")
    assert school.room.lesson.is_live


def test_who_leads_is_for_instructors_to_say(school, refused):
    school.do("ada", "JoinClass")
    with refused("not_allowed"):
        school.do("ada", "ChangeRole", person="sam", role="assistant")
    school.do("ada", "ChangeRole", person="sam", role="guest")
    assert school.room.people.roles["sam"] == "guest"


def test_a_right_to_mute_does_not_end_cameras_nor_the_screens_of_those_who_lead(school, refused):
    school.do("ines", "SetRight", right="mute_others", allowed=True, person="sam")
    for track, source, owner in (("s", "screen", "ines"), ("c", "camera", "tom"), ("t", "screen", "tom")):
        school.server("PublishTrack", owner, track=track, source=source)
    for track in ("s", "c"):
        with refused("not_yours"):
            school.do("sam", "EndTrack", track=track)
    assert school.do("sam", "EndTrack", track="t")


def test_calling_on_somebody_does_not_give_back_what_was_taken_from_them_by_name(school):
    school.do("ines", "SetRight", right="unmute", allowed=False, person="sam")
    written = school.do("ines", "CallOn", person="sam")
    assert "RightSet" not in [type(entry.event).__name__ for entry in written]


def test_a_locked_chat_is_not_written_around_by_comments(school, refused):
    school.do("ines", "SetRight", right="chat_all", allowed=False, person=None)
    with refused("may_not_chat_all"):
        school.do("sam", "AddComment", comment="c", text="hm")
    school.do("sam", "AddComment", comment="c", text="hm", to="staff")


def test_assistants_take_no_rights_from_each_other(school, refused):
    school.roles["eve"] = "assistant"
    for person in ("ada", "eve"):
        school.do(person, "JoinClass")
    with refused("not_allowed"):
        school.do("ada", "SetRight", right="camera", allowed=False, person="eve")


def test_what_all_were_given_stays_after_class_and_locks_do_not(school):
    everyone = [right for right, one in PERMISSIONS.items() if one.reach == "everybody"]
    given = next(right for right in everyone if "student" not in PERMISSIONS[right].roles)
    school.do("ines", "SetRight", right=given, allowed=True)
    school.do("ines", "SetRight", right="chat_all", allowed=False)
    school.do("ines", "EndClass")
    assert school.room.rights.everybody == {given: True}


def test_who_may_not_write_to_all_changes_nothing_that_all_read_either(school, refused):
    school.do("sam", "Say", message="m", text="first")
    school.do("ines", "SetRight", right="chat_all", allowed=False, person="sam")
    with refused("may_not_chat_all"):
        school.do("sam", "EditMessage", message="m", text="second")
