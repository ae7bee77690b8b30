"""The terms of late work: its window, exceptions, and what may be agreed."""

from rooms.facts import Reader
from rooms.replay import seen_by
from rooms.terms import BEFORE, DAY
from tests.rooms.school import OPENED, School

WEEKLY = {"window": 7 * DAY, "promise": 2, "share": 80, "polls": True, "posts": 0}


def ended(**terms):
    """A class that Sam and Tom were in for a minute, with a poll, and these terms."""
    school = School()
    school.do("sam", "JoinClass")
    school.do("tom", "JoinClass")
    school.do("ines", "SetTerms", terms=WEEKLY | terms)
    school.do("ines", "OpenPoll", poll="p", question="Which?", options=["x", "y"])
    school.now = 60_000
    school.do("ines", "EndClass")
    return school


def test_late_work_is_taken_within_its_window_and_refused_after_it(refused):
    school = ended()
    assert school.room.terms.closes_at(school.room.lesson) == OPENED + 60_000 + 7 * DAY
    school.now = 60_000 + 7 * DAY
    school.do("sam", "Vote", at=5, poll="p", choices=[0])
    school.do("kim", "AddComment", at=5, comment="c", text="so that is why")
    school.now += 1
    for name, fields in (
        ("Vote", {"poll": "p", "choices": [1]}),
        ("AskQuestion", {"question": "q", "text": "why?"}),
        ("Say", {"message": "m", "text": "hello"}),
        ("AddComment", {"comment": "d", "text": "and that"}),
    ):
        with refused("window_closed"):
            school.do("tom", name, at=5, **fields)


def test_those_who_lead_answer_and_take_away_after_the_window_and_nobody_changes_words(refused):
    school = ended()
    school.do("sam", "AddComment", at=5, comment="c", text="so that is why")
    school.do("sam", "AskQuestion", at=5, question="q", text="why?")
    school.do("sam", "Say", at=5, message="m", text="hello")
    school.now += 8 * DAY
    school.do("ines", "AnswerQuestion", question="q", text="so")
    school.do("ada", "AddComment", at=5, comment="d", text="well seen")
    with refused("comment_too_late"):
        school.do("sam", "RedactComment", comment="c")
    school.do("ines", "RedactComment", comment="c")
    with refused("window_closed"):
        school.do("sam", "EditMessage", message="m", text="hullo")


def test_a_comment_that_waits_for_approval_is_finished_within_the_window_too(refused):
    school = ended()
    school.do("ines", "SetCommentRules", hold=True, anonymous=False, required=0)
    school.do("sam", "AddComment", at=5, comment="c", text="to come")
    school.now += 6 * DAY
    school.do("sam", "EditComment", comment="c", text="what I thought of in time")
    school.now += 2 * DAY
    with refused("window_closed"):
        school.do("sam", "EditComment", comment="c", text="what I thought of later")
    school.do("ines", "GiveExtension", person="sam", until=OPENED + school.now + DAY, reason="was ill")
    school.do("sam", "EditComment", comment="c", text="what I thought of in my own time")


def test_one_person_has_longer_and_only_those_who_lead_read_why(refused):
    school = ended()
    until = OPENED + 60_000 + 9 * DAY
    school.do("ines", "GiveExtension", person="tom", until=until, reason=" was ill ")
    assert school.do("ada", "GiveExtension", person="tom", until=until, reason="again") == []
    school.now = 60_000 + 8 * DAY
    school.do("tom", "Vote", at=5, poll="p", choices=[0])
    with refused("window_closed"):
        school.do("sam", "Vote", at=5, poll="p", choices=[0])
    told = {
        person: [
            e.event for e in seen_by(school.entries, Reader(person, "student")) if "Extension" in repr(e)
        ]
        for person in ("sam", "tom")
    }
    assert told["sam"] == []
    assert [(one.until, hasattr(one, "reason")) for one in told["tom"]] == [(until, False)]
    school.do("ines", "GiveExtension", person="tom")
    with refused("window_closed"):
        school.do("tom", "AddComment", at=5, comment="c", text="hm")


def test_an_extension_is_later_than_the_window_and_has_a_reason(refused):
    school = ended()
    closes = OPENED + 60_000 + 7 * DAY
    with refused("not_longer"):
        school.do("ines", "GiveExtension", person="tom", until=closes, reason="ill")
    with refused("empty"):
        school.do("ines", "GiveExtension", person="tom", until=closes + 1, reason=" ")
    with refused("bad_id"):
        school.do("ines", "GiveExtension", person="to m", until=closes + 1, reason="ill")
    with refused("not_allowed"):
        school.do("tom", "GiveExtension", person="tom", until=closes + 1, reason="ill")


def test_terms_are_those_of_the_plan_until_they_are_changed_also_after_class(refused):
    school = School(opened=False)
    assert school.room.terms.terms == BEFORE
    planned = School(opened=False)
    planned.entries.clear()
    planned.server("ScheduleClass", title="Arches", terms=WEEKLY)
    assert planned.room.terms.terms.window == 7 * DAY
    late = ended()
    late.now += 8 * DAY
    late.do("ada", "SetTerms", terms=WEEKLY | {"window": 14 * DAY})
    assert late.do("ada", "SetTerms", terms=WEEKLY | {"window": 14 * DAY}) == []
    late.do("tom", "Vote", at=5, poll="p", choices=[0])
    late.do("ada", "SetTerms", terms=WEEKLY | {"window": None})
    late.now += 10_000 * DAY
    late.do("sam", "Vote", at=5, poll="p", choices=[0])


def test_terms_that_nobody_could_keep_are_refused(school, refused):
    for wrong in ({"window": -1}, {"window": 1001 * DAY}, {"promise": 0}, {"share": 101}, {"posts": 21}):
        with refused("bad_terms"):
            school.do("ines", "SetTerms", terms=WEEKLY | wrong)
    with refused("not_allowed"):
        school.do("sam", "SetTerms", terms=WEEKLY)


def test_a_class_without_terms_takes_late_work_for_ever():
    school = School()
    school.do("ines", "EndClass")
    school.now += 10_000 * DAY
    school.do("kim", "AddComment", at=0, comment="c", text="years later")


def test_an_extension_takes_nothing_away_when_everybodys_window_grows_beyond_it():
    school = ended()
    school.do("ines", "GiveExtension", person="tom", until=OPENED + 60_000 + 8 * DAY, reason="was ill")
    school.do("ines", "SetTerms", terms=WEEKLY | {"window": 30 * DAY})
    assert school.room.terms.closes_at(school.room.lesson, "tom") == OPENED + 60_000 + 30 * DAY
