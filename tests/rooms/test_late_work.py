"""What was done late is told to those who lead until they have looked at it: counted, without names."""

from __future__ import annotations

import pytest

from rooms.late_work import LateWorkRead
from rooms.later import new_to
from tests.rooms.school import School

NOTE = {"surface": "sheet:s", "kind": "note", "colour": "red", "width": 20, "points": "AA", "text": "Ebb"}


@pytest.fixture
def over():
    """A class with a poll, an anonymous one and a board, that Sam and Tom missed."""
    school = School()
    school.do("ines", "SetRight", right="draw", allowed=True)
    for poll, hidden in (("p", False), ("q", True)):
        school.do("ines", "OpenPoll", poll=poll, question="High?", options=["6", "12"], anonymous=hidden)
    school.do("ines", "ShowBoard", sheet="s")
    school.now = 60_000
    school.do("ines", "EndClass")
    return school


def figures(school: School, person: str) -> dict[str, int]:
    return new_to(school.room, person).figures()


def test_late_votes_messages_and_drawings_are_counted_until_each_who_leads_has_looked(over):
    for person in ("sam", "tom"):
        over.do(person, "Vote", poll="p", choices=[0], at=10)
    over.do("sam", "Vote", poll="q", choices=[1], at=10)
    over.do("sam", "Say", message="m", text="Why twice?", at=20)
    over.do("tom", "DrawItem", item="i", at=30, **NOTE)
    assert figures(over, "ines") == {"votes": 3, "messages": 1, "drawings": 1}
    assert new_to(over.room, "ines").votes == {"p": 2, "q": 1}
    seq = over.room.seq
    assert not over.do("ines", "ReadLateWork", up_to=1), "that was before all of it"
    [read] = over.do("ines", "ReadLateWork", up_to=seq)
    assert (read.event, read.to) == (LateWorkRead(seq), "person:ines")
    assert not over.do("ines", "ReadLateWork", up_to=seq)
    assert figures(over, "ines") == {"votes": 0, "messages": 0, "drawings": 0}
    assert figures(over, "ada") == {"votes": 3, "messages": 1, "drawings": 1}
    over.do("tom", "Vote", poll="q", choices=[1], at=10)
    assert new_to(over.room, "ines").votes == {"q": 1}


def test_what_was_there_is_taken_back_or_is_told_as_an_answer_is_no_late_work(over):
    over.do("sam", "Say", message="m", text="Why twice?", at=20)
    over.do("sam", "Say", message="o", text="@ines?", mentions=["ines"], at=20)
    over.do("ines", "Say", message="a", text="Two bulges.", at=20)
    over.do("sam", "DrawItem", item="i", at=30, **NOTE)
    assert figures(over, "ines") == {"votes": 0, "messages": 1, "drawings": 1}
    assert figures(over, "ada") == {"votes": 0, "messages": 2, "drawings": 1}
    over.do("sam", "RedactMessage", message="m")
    over.do("sam", "EraseItems", surface="sheet:s", items=["i"])
    assert figures(over, "ines") == {"votes": 0, "messages": 0, "drawings": 0}


def test_what_stands_in_a_cut_is_not_counted(over):
    over.do("sam", "Say", message="m", text="Why twice?", at=20_000)
    over.do("ines", "CutPassage", cut="c", start=10_000, end=30_000)
    assert figures(over, "ines")["messages"] == 0


def test_only_those_who_lead_look_at_it(over, refused):
    with refused("not_allowed"):
        over.do("sam", "ReadLateWork", up_to=1)
