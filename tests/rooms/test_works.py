"""What of tasks waits: works that nobody has looked at, and what was said to somebody's work, until they have read it."""

from __future__ import annotations

from typing import Any

from rooms.tasks import FeedbackRead
from rooms.works import said_to, unanswered
from tests.rooms.school import School


def given(school: School, task: str = "t", **fields: Any) -> None:
    school.do("ines", "GiveTask", task=task, what={"title": "Sketch the tides", **fields})


def test_a_work_waits_until_somebody_who_leads_says_something_and_again_once_it_is_changed(school):
    given(school)
    school.do("sam", "HandIn", task="t", text="ebb")
    task = school.room.tasks.tasks["t"]
    assert unanswered(task) == {"sam": school.room.seq}
    school.do("ada", "GiveFeedback", task="t", person="sam", text="and flow?", verdict="again")
    assert unanswered(task) == {}
    school.do("sam", "HandIn", task="t", text="ebb and flow")
    assert list(unanswered(task)) == ["sam"]
    school.do("sam", "TakeBackWork", task="t")
    assert unanswered(task) == {}


def test_feedback_is_new_until_it_is_read_and_what_was_sent_back_waits_until_it_is_done(school):
    given(school)
    school.do("sam", "HandIn", task="t", text="ebb")
    assert said_to(school.room.tasks, "sam") == {"again": 0, "feedback": 0}
    school.do("ines", "GiveFeedback", task="t", person="sam", verdict="again")
    assert said_to(school.room.tasks, "sam") == {"again": 1, "feedback": 1}
    assert said_to(school.room.tasks, "tom") == {"again": 0, "feedback": 0}
    [read] = school.do("sam", "ReadFeedback", up_to=school.room.seq)
    assert (read.event, read.to) == (FeedbackRead(school.room.seq - 1), "person:sam")
    assert said_to(school.room.tasks, "sam") == {"again": 1, "feedback": 0}
    school.do("sam", "HandIn", task="t", text="ebb and flow")
    assert said_to(school.room.tasks, "sam") == {"again": 0, "feedback": 0}
    school.do("ines", "DropTask", task="t")
    assert said_to(school.room.tasks, "sam") == {"again": 0, "feedback": 0}


def test_that_one_has_read_is_written_down_only_when_there_was_something_to_read(school):
    given(school)
    school.do("sam", "HandIn", task="t", text="ebb")
    assert school.do("sam", "ReadFeedback", up_to=school.room.seq) == []
    school.do("ines", "GiveFeedback", task="t", person="sam", text="well", verdict="done")
    assert school.do("tom", "ReadFeedback", up_to=school.room.seq) == []
    assert len(school.do("sam", "ReadFeedback", up_to=school.room.seq)) == 1
    assert school.do("sam", "ReadFeedback", up_to=school.room.seq) == []


def test_what_was_said_is_read_also_after_class(school):
    given(school)
    school.do("sam", "HandIn", task="t", text="ebb")
    school.do("ines", "EndClass")
    school.do("ines", "GiveFeedback", task="t", person="sam", text="well", verdict="done")
    assert len(school.do("sam", "ReadFeedback", up_to=school.room.seq)) == 1
    assert said_to(school.room.tasks, "sam") == {"again": 0, "feedback": 0}
