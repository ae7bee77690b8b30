"""Tasks: prepared, given, handed in, sent back; seen by whom they are for, and gone when they are taken back."""

from __future__ import annotations

from typing import Any

import pytest

from rooms.completion import Record
from rooms.facts import STAFF, Entry
from rooms.handing import COPIES_AT_MOST
from rooms.lesson import Terms
from rooms.replay import room_at, seen_by, take_in
from rooms.room import Room
from rooms.tasks import Assignment, FeedbackGiven, TaskGiven, WorkHandedIn, WorkTakenBack
from rooms.withheld import is_withheld
from rooms.works import given_before
from tests.rooms.school import OPENED, School

FILE = {"name": "a.txt", "kind": "text/plain", "size": 3, "width": 0, "height": 0}


def what(**fields: Any) -> dict[str, Any]:
    return {"title": "Sketch the tides", **fields}


def give(school: School, task: str = "t", **fields: Any) -> None:
    school.do("ines", "GiveTask", task=task, what=what(**fields))


def bring(school: School, person: str, file: str) -> None:
    school.server("AddFile", person, attachment=FILE | {"file": file})


def works_seen(school: School, person: str) -> list[str]:
    """The texts of all that was handed in, as far as somebody gets them."""
    reader = school.room.reader(person, school.roles.get(person, "student"))
    return [one.event.text for one in seen_by(school.entries, reader) if isinstance(one.event, WorkHandedIn)]


def stored(school: School) -> list[Any]:
    """The events of the class as a store keeps them, with what was taken back blanked."""
    room, entries = Room(), []
    for entry in school.entries:
        take_in(entries, room, entry)
    return [entry.event for entry in entries]


def test_a_task_stands_ready_for_those_who_lead_until_it_is_given(refused):
    school = School(opened=False)
    [ready] = school.do("ada", "PrepareTask", task="t", what=what(text="**All** of them"))
    assert ready.to == STAFF
    assert school.do("ines", "PrepareTask", task="t", what=what(text="**All** of them")) == []
    with refused("not_allowed"):
        school.do("sam", "PrepareTask", task="u", what=what())
    school.do("ines", "OpenClass", opened_at=OPENED)
    [given] = school.do("ines", "GiveTask", task="t", what=what())
    assert (given.to, given.event.late, given.event.early) == ("everyone", False, False)
    assert not school.room.tasks.prepared
    with refused("duplicate_id"):
        school.do("ines", "PrepareTask", task="t", what=what())


def test_a_prepared_task_that_was_thrown_away_is_told_to_nobody_else(school):
    school.do("ines", "PrepareTask", task="t", what=what(text="hm"))
    [gone] = school.do("ines", "DropTask", task="t")
    assert gone.to == STAFF
    assert [getattr(one, "what", None) and one.what.title for one in stored(school)][-2] == ""


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": " "}, "empty"),
        ({"title": "t" * 201}, "too_long"),
        ({"text": "t" * 10_001}, "too_long"),
        ({"length": 59_000}, "malformed"),
        ({"kind": "dance"}, "malformed"),
    ],
)
def test_a_task_that_nobody_could_do_is_refused(school, refused, fields, code):
    with refused(code):
        give(school, **fields)


def test_what_is_handed_in_is_seen_by_its_author_and_those_who_lead_alone(school, refused):
    give(school)
    [work] = school.do("sam", "HandIn", task="t", text="ebb")
    assert (work.to, work.event.late) == (STAFF, False)
    assert works_seen(school, "sam") == works_seen(school, "ada") == ["ebb"]
    assert works_seen(school, "tom") == []
    with refused("staff_do_not_hand_in"):
        school.do("ines", "HandIn", task="t", text="ebb")
    with refused("no_such_task"):
        school.do("sam", "HandIn", task="u", text="ebb")
    with refused("needs_person"):
        school.do(None, "HandIn", task="t", text="ebb")


def test_the_kind_says_what_must_be_there(school, refused):
    give(school)
    give(school, "f", kind="file")
    with refused("empty"):
        school.do("sam", "HandIn", task="t", text=" ")
    with refused("too_long"):
        school.do("sam", "HandIn", task="t", text="t" * 10_001)
    with refused("empty"):
        school.do("sam", "HandIn", task="f", text="mine")
    with refused("malformed"):
        school.do("sam", "HandIn", task="t", text="ebb", item="i")


def test_only_files_of_ones_own_are_handed_in_and_no_older_copy_stays(school, refused):
    give(school, kind="file")
    bring(school, "tom", "of-tom")
    bring(school, "sam", "one")
    bring(school, "sam", "two")
    with refused("no_such_attachment"):
        school.do("sam", "HandIn", task="t", files=["of-tom"])
    school.do("sam", "HandIn", task="t", text="first", files=["one"])
    with refused("no_such_attachment"):
        school.do("sam", "DropFile", file="one")
    with refused("no_such_attachment"):
        school.do("sam", "Say", message="m", text="hm", files=["one"])
    school.do("sam", "HandIn", task="t", text="second", files=["one", "two"])
    assert school.room.files.dropped == set()
    school.do("sam", "HandIn", task="t", text="third", files=["two"])
    assert school.room.files.dropped == {"one"}
    works = [one for one in stored(school) if isinstance(one, WorkHandedIn)]
    assert [(one.text, len(one.files)) for one in works] == [("", 0), ("", 0), ("third", 1)]


def test_what_is_taken_back_is_gone_with_its_files(school, refused):
    give(school)
    bring(school, "sam", "one")
    school.do("sam", "HandIn", task="t", text="oops", files=["one"])
    school.do("sam", "TakeBackWork", task="t")
    assert school.room.files.dropped == {"one"}
    assert school.room.tasks.tasks["t"].handed("sam") is None
    assert [one.text for one in stored(school) if isinstance(one, WorkHandedIn)] == [""]
    with refused("nothing_handed_in"):
        school.do("sam", "TakeBackWork", task="t")
    with refused("nothing_handed_in"):
        school.do("tom", "TakeBackWork", task="t")
    assert school.do("sam", "HandIn", task="t", text="better")


def test_a_task_that_is_taken_back_takes_all_work_along(school, refused):
    give(school, text="by heart")
    bring(school, "sam", "one")
    school.do("sam", "HandIn", task="t", text="oops", files=["one"])
    school.do("ines", "GiveFeedback", task="t", person="sam", text="hm")
    school.do("ines", "DropTask", task="t")
    texts = [
        getattr(one, "text", "") for one in stored(school) if isinstance(one, WorkHandedIn | FeedbackGiven)
    ]
    given = [one.what.text for one in stored(school) if isinstance(one, TaskGiven)]
    assert (texts, given, school.room.files.dropped) == (["", "", ""], [""], {"one"})
    with refused("no_such_task"):
        school.do("sam", "HandIn", task="t", text="still")
    with refused("duplicate_id"):
        give(school)


def test_each_copy_is_blanked_once_however_often_somebody_hands_in():
    room, entries, blanks = Room(), [], []
    given = TaskGiven("t", Assignment("Sketch"), late=False)
    events = [
        (given, "ines"),
        *((WorkHandedIn("t", f"copy {n}", (), None, False), "sam") for n in range(2_000)),
    ]
    for seq, (event, by) in enumerate([*events, (WorkTakenBack("t"), "sam")], 1):
        blanks += take_in(entries, room, Entry(seq, seq, seq, by, STAFF, event))
    assert blanks == list(range(2, 2_002))
    assert not any(one.event.text for one in entries if isinstance(one.event, WorkHandedIn))


def test_the_same_work_is_not_written_twice_unless_it_was_sent_back(school):
    give(school)
    bring(school, "sam", "one")
    for text, files in (("ebb", []), ("ebb", ["one"]), ("flow", ["one"])):
        assert school.do("sam", "HandIn", task="t", text=text, files=files)
        assert school.do("sam", "HandIn", task="t", text=text, files=files) == []
    school.do("ines", "GiveFeedback", task="t", person="sam", text="sure?", verdict="again")
    assert school.do("sam", "HandIn", task="t", text="flow", files=["one"])
    assert school.do("sam", "HandIn", task="t", text="flow", files=["one"]) == []
    assert school.room.tasks.tasks["t"].met("sam") == "live"
    school.do("sam", "TakeBackWork", task="t")
    assert school.do("sam", "HandIn", task="t", text="flow")


def test_nobody_hands_in_for_a_task_for_ever(school, refused):
    give(school)
    for number in range(COPIES_AT_MOST):
        school.do("sam", "HandIn", task="t", text=f"copy {number}")
    with refused("too_many_copies"):
        school.do("sam", "HandIn", task="t", text="one more")
    assert school.do("sam", "HandIn", task="t", text=f"copy {number}") == []
    assert school.do("tom", "HandIn", task="t", text="one more")
    assert school.do("sam", "TakeBackWork", task="t")
    with refused("too_many_copies"):
        school.do("sam", "HandIn", task="t", text="one more")


def test_feedback_reaches_whose_work_it_is_and_says_whether_it_counts(school, refused):
    give(school)
    with refused("nothing_handed_in"):
        school.do("ines", "GiveFeedback", task="t", person="sam", text="hm")
    school.do("sam", "HandIn", task="t", text="ebb")
    with refused("not_allowed"):
        school.do("tom", "GiveFeedback", task="t", person="sam", text="hm", verdict="again")
    with refused("no_such_person"):
        school.do("ines", "GiveFeedback", task="t", person="ada", verdict="done")
    task = school.room.tasks.tasks["t"]
    assert task.met("sam") == "live"
    facts = school.do("ines", "GiveFeedback", task="t", person="sam", text="why?", verdict="again")
    assert [one.to for one in facts] == ["person:sam", STAFF]
    assert task.met("sam") is None
    told = school.room.reader("tom", "student")
    assert not [one for one in seen_by(school.entries, told) if isinstance(one.event, FeedbackGiven)]
    school.do("sam", "HandIn", task="t", text="ebb, as the moon pulls")
    assert task.met("sam") == "live"
    school.do("ines", "GiveFeedback", task="t", person="tom", verdict="done")
    assert task.met("tom") == "live"  # shown on paper


def test_a_given_task_is_mended_and_never_opened_behind_the_back_of_whoever_handed_in(school, refused):
    school.now = 5_000
    give(school)
    school.now = 9_000
    [changed] = school.do("ines", "GiveTask", task="t", what=what(text="all of them"))
    assert changed.at == 5_000
    school.do("sam", "HandIn", task="t", text="ebb")
    with refused("work_is_there"):
        give(school, shared=True)
    with refused("work_is_there"):
        give(school, kind="file")
    give(school, text="all of them, in colour")
    assert school.room.tasks.tasks["t"].handed("sam")


def test_a_note_of_ones_own_on_the_board_of_the_class_is_handed_in(school, refused):
    give(school, kind="board")
    school.do("ines", "SetRight", right="draw", allowed=True)
    school.do("ines", "ShowBoard", sheet="s")
    note = {"surface": "sheet:s", "colour": "blue", "width": 200, "points": "AA", "text": "the moon"}
    school.do("sam", "DrawItem", item="n", kind="note", **note)
    with refused("no_such_item"):
        school.do("tom", "HandIn", task="t", item="n")
    with refused("malformed"):
        school.do("sam", "HandIn", task="t", text="the moon")
    assert school.do("sam", "HandIn", task="t", item="n")
    school.do("sam", "EraseItems", surface="sheet:s", items=["n"])
    with refused("no_such_item"):
        school.do("sam", "HandIn", task="t", item="n")


def test_after_class_work_is_taken_until_the_window_closes_and_a_change_of_what_was_done_there_is_not_late(
    school, refused
):
    school.now = 20_000
    give(school)
    school.do("sam", "HandIn", task="t", text="ebb")
    rule = Terms(window=10_000, promise=None, share=80, polls=True, posts=0)
    school.do("ines", "SetTerms", terms={name: getattr(rule, name) for name in rule.__slots__})
    school.now = 60_000
    school.do("ines", "EndClass")
    [changed] = school.do("sam", "HandIn", at=1_000, task="t", text="ebb and flow")
    [late] = school.do("zoe", "HandIn", at=1_000, task="t", text="flow")
    assert (changed.event.late, changed.at) == (False, 20_000)
    assert (late.event.late, late.at) == (True, 20_000)
    assert "t" not in room_at(school.entries, 19_999).tasks.tasks
    assert school.room.tasks.done_by("zoe") == (0, 1)
    school.now = 80_000
    for name, fields in (("HandIn", {"text": "more"}), ("TakeBackWork", {})):
        with refused("window_closed"):
            school.do("zoe", name, task="t", **fields)
    assert school.do("ines", "GiveFeedback", task="t", person="zoe", text="well")


def test_after_class_a_task_is_given_at_a_moment_of_the_recording(school, refused):
    with refused("not_late"):
        school.do("ines", "GiveTask", at=0, task="t", what=what())
    school.now = 60_000
    school.do("ines", "EndClass")
    [given] = school.do("ines", "GiveTask", at=30_000, task="t", what=what())
    assert (given.at, given.event.late) == (30_000, True)


def test_a_task_is_given_and_done_before_class_and_counts_as_it_does_later():
    early = School(opened=False)
    [given] = early.do("ines", "GiveTask", task="t", what=what(before=True))
    assert (given.at, given.to, given.event.early, given.event.late) == (0, "everyone", True, False)
    [work] = early.do("sam", "HandIn", task="t", text="ebb")
    assert (work.event.early, work.event.late, work.to) == (True, False, STAFF)
    assert works_seen(early, "sam") == works_seen(early, "ada") == ["ebb"] and works_seen(early, "tom") == []
    assert given_before(early.room.tasks) == [(True, ["sam"])]
    early.do("ines", "GiveFeedback", task="t", person="sam", text="why?", verdict="again")
    assert given_before(early.room.tasks) == [(True, [])]
    early.do("sam", "ReadFeedback", up_to=early.room.seq)
    early.do("sam", "HandIn", task="t", text="ebb and flow")
    early.do("ines", "OpenClass", opened_at=OPENED)
    for person in ("sam", "tom"):
        early.do(person, "JoinClass")
    early.now = 5_000
    [changed] = early.do("sam", "HandIn", task="t", text="ebb, flow, ebb")
    [live] = early.do("tom", "HandIn", task="t", text="flow")
    assert [(one.event.early, one.event.late) for one in (changed, live)] == [(True, False), (False, False)]
    early.now = 60_000
    early.do("ines", "EndClass")
    [late] = early.do("zoe", "HandIn", at=30_000, task="t", text="neither")
    assert (late.event.early, late.event.late, late.at) == (False, True, 30_000)
    assert [early.room.tasks.done_by(one) for one in ("sam", "tom", "zoe")] == [(1, 0), (1, 0), (0, 1)]
    early.do("sam", "TakeBackWork", task="t")
    [again] = early.do("sam", "HandIn", at=0, task="t", text="after all")
    assert (again.event.early, again.event.late) == (False, True)


def test_nobody_hands_in_before_class_who_may_not_read_it_nor_a_note_on_a_board_that_is_not_there(refused):
    asks, draft = School(opened=False, lobby=True), School(opened=False, draft=True)
    for school in (asks, draft):
        give(school)
        with refused("not_present"):
            school.do("sam", "HandIn", task="t", text="ebb")
    with refused("not_allowed"):
        asks.do("sam", "GiveTask", task="u", what=what())
    with refused("not_open_yet"):
        give(asks, "b", kind="board")
    with refused("not_open_yet"):
        give(asks, kind="board")
    with refused("bad_moment"):
        asks.do("sam", "HandIn", at=0, task="t", text="ebb")


def test_a_cut_of_the_beginning_takes_nothing_from_what_was_given_before_class():
    school = School(opened=False)
    give(school)
    school.do("ines", "OpenClass", opened_at=OPENED)
    give(school, "in-class")
    school.now = 60_000
    school.do("ines", "EndClass")
    school.do("ines", "CutPassage", cut="c", start=0, end=10_000)
    record = Record()
    record.take_in(school.entries)
    assert set(record.tasks) == {"t"}


def test_a_class_has_room_for_fifty_tasks(school, refused):
    for number in range(50):
        school.do("ines", "PrepareTask", task=f"t{number}", what=what())
    with refused("too_many_tasks"):
        give(school)
    school.do("ines", "DropTask", task="t0")
    give(school)


def test_work_of_somebody_hidden_and_what_was_said_to_it_is_told_to_nobody_else(school):
    give(school)
    for person in ("sam", "tom"):
        school.do(person, "HandIn", task="t", text=f"by {person}")
        school.do("ines", "GiveFeedback", task="t", person=person, text="hm")
    school.do("ines", "EndClass")
    school.do("ines", "HidePerson", person="sam")
    leads, own = school.room.reader("ada", "assistant"), school.room.reader("sam", "student")

    def told(reader):
        seen = [one for one in seen_by(school.entries, reader) if not is_withheld(school.room, one, reader)]
        return [one.event.text for one in seen if isinstance(one.event, WorkHandedIn | FeedbackGiven)]

    assert told(leads) == ["by tom", "hm"]
    assert told(own) == ["by sam", "hm"]
