"""The laws of the timeline, on classes that hypothesis makes up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rooms import wire
from rooms.errors import Refusal
from rooms.facts import Entry, Reader, may_see
from rooms.replay import playing_order, room_at, seen_by
from rooms.room import replay
from tests.rooms.school import School

PEOPLE = ["ines", "ada", "sam", "tom", "zoe"]
GROUPS = [
    {"group": "g1", "name": "One", "people": ["sam"]},
    {"group": "g2", "name": "Two", "people": ["tom"]},
]
SERVER = {
    "AddFile",
    "PublishTrack",
    "AddDeck",
    "ReportSpeaker",
    "AddCaption",
    "ReportTranscript",
    "ReportSegment",
}

few = st.sampled_from(["a", "b", "c"])
people = st.sampled_from(PEOPLE)


def step(name: str, **fields: Any) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    """A command with made-up fields."""
    return st.tuples(st.just(name), st.fixed_dictionaries(fields))


A_FILE = {"name": "a.txt", "kind": "text/plain", "size": 3, "width": 0, "height": 0}
AUDIENCES = ["everyone", "staff", "group:g1", "group:g2", "person:sam"]
STEPS = st.one_of(
    step("JoinClass"),
    step("LeaveClass"),
    step("RaiseHand"),
    step("LowerHand", person=st.none() | people),
    step("Say", message=few, text=st.just("hello"), to=st.sampled_from(AUDIENCES), reply_to=st.none() | few,
         mentions=st.lists(people, max_size=2), files=st.lists(few, max_size=1),
         announcement=st.booleans()),
    step("AddFile", attachment=few.map(lambda file: A_FILE | {"file": file})),
    step("DropFile", file=few),
    step("PinMessage", message=few),
    step("UnpinMessage", message=few),
    step("Acknowledge", message=few),
    step("ReportMessage", message=few, reason=st.just("rude")),
    step("SettleReport", message=few),
    step("SetSlowMode", seconds=st.integers(0, 1)),
    step("EditMessage", message=few, text=st.just("hullo"), mentions=st.lists(people, max_size=1)),
    step("React", message=few, reaction=st.sampled_from(["like", "same"]), given=st.booleans()),
    step("RedactMessage", message=few),
    step("OpenPoll", poll=few, question=st.just("Which?"), options=st.just(["x", "y"]), multiple=st.booleans()),
    step("Vote", poll=few, choices=st.lists(st.integers(0, 1), min_size=1, max_size=2)),
    step("EndPoll", poll=few),
    step("OpenBreakouts", groups=st.just(GROUPS)),
    step("MovePerson", person=people, group=st.sampled_from(["g1", "g2", None])),
    step("CloseBreakouts"),
    step("PublishTrack", track=few, source=st.sampled_from(["camera", "microphone"])),
    step("MuteTrack", track=few),
    step("UnmuteTrack", track=few),
    step("EndTrack", track=few),
    step("AddDeck", deck=few, title=st.just("t"), pages=st.just(3), width=st.just(4), height=st.just(3)),
    step("ShowPage", deck=few, page=st.integers(1, 3)),
    step("HideSlides"),
    step("ReportSpeaker", person=st.none() | people),
    step("ReportSegment", track=few, file=st.just("f"), start=st.integers(0, 50), end=st.just(60)),
    step("AddCaption", caption=few, person=people, start=st.integers(0, 50), end=st.just(60),
         text=st.just("so"), words=st.just([]), engine=st.just("e")),
    step("ReportTranscript", state=st.sampled_from(["working", "done"]), message=st.just("")),
    step("AddComment", comment=few, text=st.just("hm"), to=st.sampled_from(["everyone", "staff"])),
    step("RedactComment", comment=few),
    step("PauseRecording"),
    step("ResumeRecording"),
    step("ChangeRole", person=people, role=st.sampled_from(["student", "assistant"])),
    step("Remove", person=people),
    step("EndClass"),
)  # fmt: skip

CLASSES = st.lists(st.tuples(people, st.integers(0, 100), STEPS), max_size=60)


def held(steps: list[tuple[str, int, tuple[str, dict[str, Any]]]]) -> School:
    """Hold a class of these steps; what is refused leaves no trace."""
    school = School()
    school.do("sam", "JoinClass")
    school.do("tom", "JoinClass")
    for person, wait, (name, fields) in steps:
        school.now += wait
        try:
            school.server(name, person, **fields) if name in SERVER else school.do(person, name, **fields)
        except Refusal:
            continue
    return school


@settings(max_examples=150, deadline=None)
@given(CLASSES)
def test_replay_equals_live(steps):
    school = held(steps)
    assert school.replayed() == school.room


@settings(max_examples=150, deadline=None)
@given(CLASSES, st.integers(0, 3000), st.sampled_from(["Vote", "Say", "React", "AddComment"]))
def test_a_late_entry_commutes_with_all_that_came_after_its_moment(steps, moment, name):
    school = held(steps)
    if school.room.lesson.ended_at is None:
        school.do("ines", "EndClass")
    fields = {
        "Vote": {"poll": "a", "choices": [0]},
        "Say": {"message": "late", "text": "now I see", "files": ["mine"]},
        "React": {"message": "a", "reaction": "like"},
        "AddComment": {"comment": "late", "text": "now I see"},
    }
    school.server("AddFile", "absent", attachment=A_FILE | {"file": "mine"})
    try:
        [late] = school.do("absent", name, at=moment, **fields[name])
    except Refusal:
        return
    before = [entry for entry in school.entries if entry is not late]
    inserted = sorted([*before, late], key=lambda entry: (entry.at, entry.seq))
    # Both orders of the same entries lead to the same room: appended, and inserted at its place.
    assert replay([*playing_order(before), late]) == replay(inserted)
    assert room_at(school.entries, late.at).seq >= late.seq or late.seq == school.room.seq


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
