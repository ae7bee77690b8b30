"""A machine's summary: wanted by those who lead, written or failed, taken back with its sentences."""

import pytest

from rooms.replay import blanked, taken_back

POINT = {"at": 5, "text": "Two bulges."}


@pytest.fixture
def ended(school):
    school.now = 100_000
    school.do("ines", "EndClass")
    return school


def test_a_summary_is_wanted_after_class_by_those_who_lead_and_once(school, refused):
    with refused("summary_after_class"):
        school.do("ines", "WantSummary")
    school.now = 100_000
    school.do("ines", "EndClass")
    with refused("not_allowed"):
        school.do("sam", "WantSummary")
    [wanted] = school.do("ada", "WantSummary")
    assert wanted.to == "staff"
    assert school.do("ines", "WantSummary") == []


def test_what_a_machine_wrote_is_for_everybody_and_can_be_taken_back(ended, refused):
    ended.do("ines", "WantSummary")
    [written] = ended.server("WriteSummary", summary="y", model="m", points=[POINT])
    assert (written.to, written.event.model, written.by) == ("everyone", "m", None)
    assert ended.server("WriteSummary", summary="y", model="m", points=[POINT]) == []
    with refused("not_allowed"):
        ended.do("sam", "WithdrawSummary", summary="y")
    with refused("no_such_summary"):
        ended.do("ines", "WithdrawSummary", summary="z")
    [gone] = ended.do("ines", "WithdrawSummary", summary="y")
    assert taken_back(ended.room, gone) == (written.seq,)
    assert blanked(written).event.points == ()
    assert ended.do("ines", "WithdrawSummary", summary="y") == []
    assert ended.do("ines", "WantSummary") != []


def test_a_failure_is_told_to_those_who_lead_and_it_may_be_wanted_again(ended):
    ended.do("ines", "WantSummary")
    [failed] = ended.server("FailSummary", reason="no_answer")
    assert failed.to == "staff"
    assert ended.server("FailSummary", reason="no_answer") == []
    assert ended.do("ines", "WantSummary") != []


@pytest.mark.parametrize(
    ("points", "code"),
    [
        ([], "malformed"),
        ([POINT] * 41, "malformed"),
        ([{"at": 100_001, "text": "x"}], "bad_moment"),
        ([{"at": 0, "text": " "}], "empty"),
        ([{"at": 0, "text": "x" * 601}], "too_long"),
    ],
)
def test_what_is_no_summary_is_refused(ended, refused, points, code):
    with refused(code):
        ended.server("WriteSummary", summary="y", model="m", points=points)
