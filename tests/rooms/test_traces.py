"""What is handed out of a person: all of it to themselves, and to others no more than those who lead may see anyway."""

import pytest

from rooms.facts import Reader
from rooms.traces import theirs
from tests.rooms.school import School


@pytest.fixture
def school():
    """Sam writes to everybody, to those who lead, to Tom and to Ada, and votes with and without a name."""
    made = School()
    for name in ("ada", "sam", "tom"):
        made.do(name, "JoinClass")
    for message, to in (
        ("open", "everyone"), ("staff", "staff"), ("friend", "person:tom"), ("teacher", "person:ada"),
    ):  # fmt: skip
        made.do("sam", "Say", message=message, text=f"words for {message}", to=to)
    made.do("tom", "Say", message="back", text="words of Tom", to="person:sam")
    for poll, anonymous in (("named", False), ("secret", True)):
        made.do(
            "ines",
            "OpenPoll",
            poll=poll,
            question="?",
            options=["x", "y"],
            multiple=False,
            anonymous=anonymous,
        )
        made.do("sam", "Vote", poll=poll, choices=[1])
    made.do("ines", "AllowAnonymity", allowed=True)
    made.do("sam", "AskQuestion", question="q", text="words without a name", anonymous=True)
    return made


def told(school, other=None):
    """Which messages and ballots of Sam are handed out, and whether their question is."""
    found = [entry.event for entry in theirs(school.room, school.entries, "sam", other)]
    kinds = {type(one).__name__ for one in found}
    texts = {one.message for one in found if type(one).__name__ == "MessageSaid"}
    polls = {one.poll for one in found if type(one).__name__ == "BallotCast"}
    return texts, polls, "QuestionSigned" in kinds or "QuestionAsked" in kinds


def test_their_own_copy_is_whole_and_holds_nothing_that_others_wrote(school):
    assert told(school) == ({"open", "staff", "friend", "teacher"}, {"named", "secret"}, True)


def test_whoever_administers_gets_nothing_that_those_who_lead_may_not_see(school):
    assert told(school, Reader("ines", "instructor")) == ({"open", "staff"}, {"named"}, True)
    assert told(school, Reader("ada", "instructor"))[0] == {"open", "staff", "teacher"}, "that was for Ada"
