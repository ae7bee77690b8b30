"""Who is in the recording: what was read at the door, what was chosen, and that it can change."""

import pytest

from rooms.lesson import RecordingResumed
from rooms.people import PersonJoined
from tests.rooms.school import School


@pytest.fixture
def school():
    return School()  # nobody but Ines is in it


def chosen(entries):
    return [(e.event.person, e.event.recorded, e.event.notice) for e in entries if hasattr(e.event, "notice")]


def test_what_somebody_agreed_to_at_the_door_stands_on_the_timeline_before_they_come_in(school):
    first, second = school.do("sam", "JoinClass", recorded=True, notice=1)
    assert chosen([first]) == [("sam", True, 1)] and first.to == "everyone"
    assert second.event == PersonJoined("sam", "student")
    assert school.room.consent.keeps("sam") and school.room.consent.was_asked("sam")


def test_somebody_takes_part_unrecorded_and_changes_that_in_class(school):
    school.do("sam", "JoinClass", recorded=False, notice=1)
    assert not school.room.consent.keeps("sam")
    [entry] = school.do("sam", "ChooseRecording", recorded=True)
    assert chosen([entry]) == [("sam", True, 1)]
    assert school.do("sam", "ChooseRecording", recorded=True) == []


def test_another_window_takes_somebody_out_of_the_recording_but_never_into_it(school):
    school.do("sam", "JoinClass", recorded=True, notice=1)
    school.do("sam", "ChooseRecording", recorded=False)
    assert school.do("sam", "JoinClass", recorded=True, notice=1) == []
    school.do("sam", "ChooseRecording", recorded=True)
    assert chosen(school.do("sam", "JoinClass", recorded=False, notice=1)) == [("sam", False, 1)]


def test_whoever_waits_at_the_door_has_chosen_nothing_that_others_could_see():
    school = School(lobby=True)
    assert chosen(school.do("sam", "JoinClass", recorded=False, notice=1)) == []
    school.do("ines", "Admit", person="sam")
    assert chosen(school.do("sam", "JoinClass", recorded=False, notice=1)) == [("sam", False, 1)]


def test_when_recording_is_switched_on_those_who_are_there_are_left_out_until_they_choose():
    school = School(opened=False)
    school.do("ines", "OpenClass", recorded=False)
    for person in ("ines", "sam", "tom"):
        school.do(person, "JoinClass")
    school.do("tom", "ChooseRecording", recorded=True)
    written = school.do("ines", "ResumeRecording")
    assert chosen(written) == [("ines", True, 1), ("sam", False, 0)]
    assert written[-1].event == RecordingResumed() and school.room.lesson.recorded
    assert school.room.consent.keeps("tom") and not school.room.consent.was_asked("sam")
    school.do("sam", "ChooseRecording", recorded=False)
    assert school.room.consent.was_asked("sam") and not school.room.consent.keeps("sam")
    school.do("ines", "PauseRecording")
    assert chosen(school.do("ines", "ResumeRecording")) == []


def test_what_cannot_be_a_choice_is_refused(school, refused):
    with refused("not_present"):
        school.do("sam", "ChooseRecording", recorded=False)
    school.do("sam", "JoinClass")
    assert school.room.consent.keeps("sam"), "a program that says nothing comes in as before"
    with refused("malformed"):
        school.do("sam", "ChooseRecording", recorded=True, notice=0)
    with refused("malformed"):
        school.do("sam", "ChooseRecording", recorded=False, notice=99)


@pytest.mark.parametrize("recorded", [True, False])
def test_a_choice_before_the_end_is_the_last_one(school, refused, recorded):
    school.do("sam", "JoinClass", recorded=recorded, notice=1)
    school.do("ines", "EndClass")
    with refused("class_ended"):
        school.do("sam", "ChooseRecording", recorded=not recorded)


def test_a_page_that_has_not_asked_yet_takes_nobody_out_who_has_chosen():
    school = School()
    school.do("sam", "JoinClass", recorded=True, notice=1)
    school.do("sam", "LeaveClass")
    assert chosen(school.do("sam", "JoinClass", recorded=False, notice=0)) == []
    assert school.room.consent.keeps("sam")
