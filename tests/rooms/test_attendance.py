"""Attendance: who was there when, and what each did, from the timeline alone and naming nobody who is not named."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from rooms import wire
from rooms.attendance import Attendance, attendance, told
from rooms.errors import Refusal
from rooms.polls import BallotCast
from rooms.replay import playing_order, seen_by
from tests.rooms.made_up import CLASSES, PEOPLE, held
from tests.rooms.school import School

MINUTE = 60_000
GOLDEN = Path(__file__).parent.parent / "timelines" / "attendance"


def part(school: School, person: str) -> dict[str, int]:
    """What a person did, live and late, without what they did not."""
    found = attendance(school.entries).parts[person]
    late = {f"late {kind}": count for kind, count in found.late.items()}
    return {kind: count for kind, count in {**found.live, **late}.items() if count}


def stays(school: School, person: str) -> list[tuple[int, int | None]]:
    return [(stay.start, stay.end) for stay in attendance(school.entries).parts[person].stays]


def test_several_stays_are_told_apart_and_the_lobby_is_none(school):
    school.now = 10 * MINUTE
    school.do("sam", "LeaveClass")
    school.now = 12 * MINUTE
    school.do("ines", "SetDoor", door="ask")
    school.do("zoe", "JoinClass")
    school.do("sam", "JoinClass")
    school.now = 20 * MINUTE
    school.do("ines", "Admit", person="zoe")
    assert "zoe" not in attendance(school.entries).parts
    school.do("zoe", "JoinClass")
    assert stays(school, "sam") == [(0, 10 * MINUTE), (12 * MINUTE, None)]
    assert stays(school, "zoe") == [(20 * MINUTE, None)]
    assert attendance(school.entries).parts["sam"].here(20 * MINUTE) == 18 * MINUTE
    school.do("ines", "EndClass")
    assert stays(school, "zoe") == [(20 * MINUTE, 20 * MINUTE)]


def test_whoever_was_lost_and_is_back_while_a_seat_would_be_held_never_left(school):
    school.now = MINUTE
    school.server("LeaveClass", "sam", reason="lost")
    school.server("LeaveClass", "tom", reason="lost")
    school.now = 2 * MINUTE
    school.do("sam", "JoinClass")
    school.now = 3 * MINUTE
    school.do("tom", "JoinClass")
    assert stays(school, "sam") == [(0, None)]
    assert stays(school, "tom") == [(0, MINUTE), (3 * MINUTE, None)]


@pytest.mark.parametrize(("starts", "late"), [(None, True), (0, True), (6 * MINUTE, False)])
def test_who_comes_late_is_late_for_the_hour_that_was_set(starts, late):
    school, opened = School(opened=False), 1_790_000_000_000
    planned = wire.entry_to_json(school.entries[0])
    planned["event"]["starts_at"] = None if starts is None else opened + starts
    school.entries[0] = wire.entry_from_json(planned)
    school.do("ines", "OpenClass", opened_at=opened)
    school.now = 10 * MINUTE
    school.do("sam", "JoinClass")
    assert attendance(school.entries).is_late("sam") == late


def test_talk_time_lasts_until_somebody_else_speaks_mutes_leaves_or_goes_to_a_group(school):
    school.server("PublishTrack", "sam", track="mic", source="microphone")
    school.now = 1_000
    school.server("ReportSpeaker", person="ines")
    school.now = 4_000
    school.server("ReportSpeaker", person="sam")
    school.now = 6_000
    school.do("sam", "MuteTrack", track="mic")
    school.now = 9_000
    school.do("sam", "UnmuteTrack", track="mic")
    school.now = 10_000
    found = attendance(school.entries)
    assert (found.spoke("ines", school.now), found.spoke("sam", school.now)) == (3_000, 3_000)
    school.do("ines", "OpenBreakouts", groups=[{"group": "g1", "name": "One", "people": ["sam"]}])
    school.now = 30_000
    assert attendance(school.entries).spoke("sam", school.now) == 3_000
    line = {"caption": "c", "person": "sam", "start": 12_000, "end": 15_000, "text": "so", "words": []}
    school.server("AddCaption", **line, engine="e")
    assert attendance(school.entries).spoke("sam", school.now) == 3_000  # the main room heard it already
    school.entries[-1] = replace(school.entries[-1], to="group:g1")
    assert attendance(school.entries).spoke("sam", school.now) == 6_000


def test_what_is_done_live_and_later_is_counted_apart(school):
    school.do("sam", "Say", message="m1", text="hello")
    school.do("sam", "Say", message="m2", text="oops")
    school.do("sam", "RedactMessage", message="m2")
    school.do("sam", "React", message="m1", reaction="like")
    school.do("sam", "React", message="m1", reaction="same")
    school.do("sam", "React", message="m1", reaction="same", given=False)
    school.do("sam", "Gesture", sign="clap")
    school.do("sam", "RaiseHand")
    school.do("sam", "LowerHand")
    school.do("sam", "RaiseHand")
    school.do("sam", "AskQuestion", question="q1", text="why?")
    school.do("ines", "OpenPoll", poll="p", question="Which?", options=["a", "b"])
    school.do("sam", "Vote", poll="p", choices=[0])
    school.do("sam", "Vote", poll="p", choices=[1])
    school.now = MINUTE
    school.do("ines", "EndClass")
    school.do("zoe", "Vote", at=0, poll="p", choices=[1])
    school.do("zoe", "AddComment", at=500, comment="n1", text="I see")
    school.do("sam", "Say", at=500, message="m3", text="later")
    assert part(school, "sam") == {
        "messages": 1, "reactions": 2, "hands": 2, "questions": 1, "answers": 1, "late messages": 1,
    }  # fmt: skip
    assert part(school, "zoe") == {"late answers": 1, "late comments": 1}
    assert attendance(school.entries).parts["zoe"].role is None


def test_anonymous_votes_and_questions_and_private_words_count_for_nobody(school):
    school.do("ines", "AllowAnonymity", allowed=True)
    school.do("ines", "OpenPoll", poll="p", question="Which?", options=["a", "b"], anonymous=True)
    before = attendance(school.entries)
    school.do("sam", "Vote", poll="p", choices=[0])
    school.do("sam", "AskQuestion", question="q1", text="why?", anonymous=True)
    school.do("sam", "Say", message="m1", text="psst", to="person:tom")
    school.do("tom", "React", message="m1", reaction="like")
    school.do("sam", "RedactMessage", message="m1")
    assert attendance(school.entries) == before


@settings(max_examples=100, deadline=None)
@given(CLASSES)
def test_attendance_is_the_same_in_the_order_of_writing_and_of_playing(steps):
    school = held(steps)
    for number, person in enumerate(PEOPLE):
        late = {"Say": {"message": f"l{number}", "text": "now"}, "Vote": {"poll": "a", "choices": [0]}}
        school.now += 1
        for name, fields in late.items():
            with_late(school, person, name, fields)
    assert attendance(school.entries) == attendance(playing_order(school.entries))


def with_late(school: School, person: str, name: str, fields: dict[str, object]) -> None:
    """Place something at the beginning of the class, if the class allows it."""
    try:
        school.do(person, name, at=0, **fields)
    except Refusal:
        return


@settings(max_examples=100, deadline=None)
@given(CLASSES)
def test_those_who_lead_learn_nothing_from_it_that_they_cannot_read_and_others_find_their_own_part(steps):
    school = held(steps)
    whole = attendance(school.entries)
    anonymous = {poll for poll, found in school.room.polls.polls.items() if found.anonymous}
    readable = seen_by(school.entries, school.room.reader("ines", "instructor"))
    without = [
        entry for entry in readable
        if not (isinstance(entry.event, BallotCast) and entry.event.poll in anonymous)
    ]  # fmt: skip
    assert attendance(without) == whole
    for person in PEOPLE:
        own = attendance(seen_by(school.entries, school.room.reader(person, "student")))
        assert row(own, person) == row(whole, person)


def row(found: Attendance, person: str) -> object:
    return [one for one in told(found, 10_000) if one["person"] == person]


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.jsonl")), ids=lambda path: path.stem)
def test_golden_classes_are_counted_as_they_always_were(path):
    *lines, expected = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = attendance(wire.entry_from_json(line) for line in lines)
    assert told(found, expected["now"]) == expected["people"]
