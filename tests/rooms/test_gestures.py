"""Signs without words, and being away for a moment."""

import pytest


def test_a_sign_is_seen_by_everyone_in_the_room(school):
    [made] = school.do("sam", "Gesture", sign="clap")
    assert (made.to, made.by, made.event.sign, made.event.late) == ("everyone", "sam", "clap", False)


def test_a_sign_in_a_group_is_for_that_group(school):
    school.do("ines", "OpenBreakouts", groups=[{"group": "g1", "name": "One", "people": ["sam"]}])
    [made] = school.do("sam", "Gesture", sign="heart")
    assert made.to == "group:g1"


def test_an_absent_student_makes_a_sign_at_its_moment(school, refused):
    school.now = 5000
    school.do("ines", "EndClass")
    [made] = school.do("zoe", "Gesture", at=1200, sign="laugh")
    assert (made.at, made.event.late, made.to) == (1200, True, "everyone")
    with refused("bad_moment"):
        school.do("zoe", "Gesture", at=6000, sign="laugh")


def test_nobody_makes_a_sign_from_outside_of_a_class_that_goes_on(school, refused):
    with refused("not_present"):
        school.do("zoe", "Gesture", sign="thumb")
    with refused("malformed"):
        school.do("sam", "Gesture", sign="shrug")


def test_somebody_is_away_until_they_come_back(school):
    [went] = school.do("sam", "GoAway")
    assert (went.event.person, went.to) == ("sam", "everyone")
    assert school.do("sam", "GoAway") == []
    assert school.room.gestures.away == {"sam"}
    school.do("sam", "ComeBack")
    assert school.do("sam", "ComeBack") == []
    assert school.room.gestures.away == set()


def test_whoever_does_something_is_back(school):
    school.do("sam", "GoAway")
    school.do("sam", "JoinClass")  # a line that was mended says it again
    assert school.room.gestures.away == {"sam"}
    back, raised = school.do("sam", "RaiseHand")
    assert [type(back.event).__name__, type(raised.event).__name__] == ["PersonCameBack", "HandRaised"]


def test_what_is_refused_wakes_nobody(school, refused):
    school.do("sam", "GoAway")
    with refused("not_allowed"):
        school.do("sam", "StartTimer")
    assert school.room.gestures.away == {"sam"}


@pytest.mark.parametrize("leave", [("LeaveClass", "sam"), ("Remove", "ines")])
def test_whoever_leaves_is_not_away_any_longer(school, leave):
    school.do("sam", "GoAway")
    command, by = leave
    school.do(by, command, **({"person": "sam"} if command == "Remove" else {}))
    assert school.room.gestures.away == set()


def test_coming_back_does_not_tell_who_asked_or_voted_without_a_name(school):
    school.do("ines", "AllowAnonymity", allowed=True)
    school.do("ines", "OpenPoll", poll="p", question="Which?", options=["a", "b"], anonymous=True)
    school.do("sam", "GoAway")
    for name, fields in (
        ("AskQuestion", {"question": "q", "text": "Why?", "anonymous": True}),
        ("Vote", {"poll": "p", "choices": [0]}),
        ("RedactQuestion", {"question": "q"}),
    ):
        written = school.do("sam", name, **fields)
        assert "PersonCameBack" not in [type(entry.event).__name__ for entry in written]
    assert "sam" in school.room.gestures.away
