"""The laws of the timeline, on classes that hypothesis makes up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rooms import polls, tasks, wire
from rooms.errors import Refusal
from rooms.facts import Entry, Reader, may_see
from rooms.replay import playing_order, room_at, seen_by
from rooms.roles import LATE_ABLE, SENDING
from rooms.room import replay
from tests.rooms.made_up import A_FILE, CLASSES, PEOPLE, TRIED, held
from tests.rooms.school import School


def test_the_laws_are_tried_with_every_command():
    assert TRIED | {"ScheduleClass", "OpenClass"} == set(wire.COMMANDS)


@settings(max_examples=150, deadline=None)
@given(CLASSES)
def test_replay_equals_live(steps):
    school = held(steps)
    assert school.replayed() == school.room


@settings(max_examples=150, deadline=None)
@given(CLASSES, st.integers(0, 3000), st.sampled_from(sorted(LATE_ABLE)))
def test_a_late_entry_commutes_with_all_that_came_after_its_moment(steps, moment, name):
    school = held(steps)
    if school.room.lesson.ended_at is None:
        school.do("ines", "EndClass")
    fields = {
        "Vote": {"poll": "a", "choices": [0]},
        "OpenPoll": {"poll": "late", "question": "Which?", "options": ["x", "y"], "right": [1]},
        "GiveTask": {"task": "late", "what": {"title": "Ebb"}},
        "HandIn": {"task": "a", "text": "now I see", "files": ["mine"]},
        "Say": {"message": "late", "text": "now I see", "files": ["mine"]},
        "React": {"message": "a", "reaction": "like"},
        "AddComment": {
            "comment": "late",
            "text": "now I see",
            "reply_to": "a" if "a" in school.room.notes.comments else None,
            "anonymous": school.room.notes.rules.anonymous,
        },
        "ReactToComment": {"comment": "a", "reaction": "like"},
        "Gesture": {"sign": "clap"},
        "AskQuestion": {"question": "late", "text": "why?", "anonymous": school.room.questions.anonymity},
        "UpvoteQuestion": {"question": "a"},
        "WithdrawUpvote": {"question": "a"},
        "WriteNotebook": {"update": "AAAA"},
        "DrawItem": {
            "surface": "sheet:a",
            "item": "late",
            "kind": "pen",
            "colour": "red",
            "width": 20,
            "points": "AA",
        },
    }
    school.server("AddFile", "absent", attachment=A_FILE | {"file": "mine"})
    for person in ("ines",) if name in ("OpenPoll", "GiveTask") else ("absent", "sam"):
        try:
            late = school.do(person, name, at=moment, **fields[name])
        except Refusal:
            continue
        before = [entry for entry in school.entries if entry not in late]
        inserted = playing_order([*before, *late])
        # Both orders of the same entries lead to the same room: appended, and inserted at its place.
        assert replay([*playing_order(before), *late]) == replay(inserted)
        for entry in late:
            assert room_at(school.entries, entry.at).seq >= entry.seq or entry.seq <= school.room.seq


@settings(max_examples=100, deadline=None)
@given(CLASSES)
def test_nobody_sends_what_they_have_no_right_to_send(steps):
    room = held(steps).room
    for track in room.tracks.open.values():
        assert room.may(track.person, "student", SENDING[track.source])


@settings(max_examples=100, deadline=None)
@given(CLASSES)
def test_no_reader_gets_an_entry_outside_its_audience(steps):
    school = held(steps)
    for person in PEOPLE:
        role = school.roles.get(person, "student")
        reader = school.room.reader(person, role)
        for entry in seen_by(school.entries, reader):
            assert allowed(entry, reader, school), (entry, reader)


def allowed(entry: Entry, reader: Reader, school: School) -> bool:
    """The rule said once more in other words, from the class itself rather than from the audience's text."""
    if entry.by == reader.person or entry.to == "everyone":
        return True
    leads = reader.role in ("instructor", "assistant")
    if entry.to == "staff":
        return leads
    if entry.to.startswith("person:"):
        return entry.to == f"person:{reader.person}"
    return leads or reader.person in school.room.breakouts.members[entry.to.removeprefix("group:")]


@settings(max_examples=100, deadline=None)
@given(CLASSES)
def test_an_anonymous_ballot_reaches_its_author_alone_and_a_key_nobody_who_does_not_lead_before_the_end(
    steps,
):
    school = held(steps)
    anonymous = {poll for poll, found in school.room.polls.polls.items() if found.anonymous}
    for person in PEOPLE:
        role = school.roles.get(person, "student")
        ended: set[str] = set()
        for entry in seen_by(school.entries, school.room.reader(person, role)):
            match entry.event:
                case polls.BallotCast(poll) if poll in anonymous:
                    assert entry.by == person
                case polls.KeyKept():
                    assert entry.by == person or school.room.people.roles.get(person, role) != "student"
                case polls.PollEnded(poll):
                    ended.add(poll)
                case polls.KeyRevealed(poll):
                    assert poll in ended


@settings(max_examples=100, deadline=None)
@given(CLASSES)
def test_what_is_handed_in_and_said_to_it_reaches_its_author_and_those_who_lead_alone(steps):
    school = held(steps)
    for person in PEOPLE:
        role = school.roles.get(person, "student")
        leads = school.room.people.roles.get(person, role) in ("instructor", "assistant")
        for entry in seen_by(school.entries, school.room.reader(person, role)):
            match entry.event:
                case tasks.WorkHandedIn() | tasks.WorkTakenBack() | tasks.TaskPrepared():
                    assert leads or entry.by == person
                case tasks.FeedbackGiven(_, whose):
                    assert leads or person in (whose, entry.by)


def test_an_audience_nobody_knows_is_seen_by_nobody():
    assert not may_see("nonsense", None, Reader("ines", "instructor"))


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parent.parent / "timelines" / "v1").glob("*.jsonl")), ids=str
)
def test_old_classes_still_play(path):
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    expected = lines.pop()
    entries = [wire.entry_from_json(line) for line in lines]
    room = replay(entries)
    assert {
        "seq": room.seq,
        "state": room.lesson.state,
        "messages": sorted(room.chat.messages),
        "tallies": {poll: list(room.polls.tally(poll).counts) for poll in room.polls.polls},
        "late": {poll: list(room.polls.tally(poll).late_counts) for poll in room.polls.polls},
        "comments": sorted(room.notes.comments),
        "captions": sorted(room.captions.lines),
    } == expected
    assert playing_order(entries)[-1].at <= (room.lesson.ended_at or 0)
