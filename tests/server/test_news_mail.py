"""What a mail of news tells, and when it goes: only of what was not seen, and once."""

from rooms.terms import DAY, answer_by
from server.news import news_by_all
from server.news_mail import HOUR, News, is_due
from server.store.courses import SchoolClass
from server.store.mailboxes import Mailbox
from server.unseen import LEADS, unseen_by_all
from tests.rooms.school import OPENED, School


def moments(school: School) -> dict[str, dict[str, list[int]]]:
    return news_by_all(school.room, school.entries, unseen_by_all(school.room))


def test_what_came_after_class_is_kept_for_whom_it_is_new_with_its_moment():
    school = School()
    for person in ("sam", "tom"):
        school.do(person, "JoinClass")
    school.do("sam", "AskQuestion", question="early", text="Why?")
    school.do("sam", "AskQuestion", question="q", text="Why twice?")
    school.do("sam", "Say", message="m", text="Hm")
    school.do("ines", "AnswerQuestion", question="early", text="So.")
    school.do("ines", "SetCommentRules", hold=True, anonymous=False, required=0)
    school.now = 60_000
    school.do("ines", "EndClass")
    assert moments(school) == {}, "what was answered in class is no news"
    school.now = 120_000
    school.do("ines", "AnswerQuestion", question="q", text="Two bulges.")
    school.do("tom", "Say", message="n", text="I know", reply_to="m")
    school.do("tom", "AddComment", comment="c", text="Aha", at=0)
    at = OPENED + 120_000
    assert moments(school) == {"sam": {"answers": [at], "replies": [at]}, LEADS: {"held": [at]}}
    school.do("sam", "ReadAnswers", up_to=school.room.seq)
    school.do("sam", "ReadReplies", up_to=school.room.seq)
    school.do("ines", "ApproveComment", comment="c")
    assert moments(school) == {}


def mailbox(asked: int = 0, told_at: int = 0) -> Mailbox:
    return Mailbox("sam", "sam@school.org", "en", "UTC", confirmed=True, asked=asked, told_at=told_at)


def one(*found: int) -> list[News]:
    return [
        News(
            SchoolClass(
                "c", "k", "Tides", lobby=False, recorded=True, starts_at=None, opened_at=0, ended_at=1
            ),
            "",
            {"answers": len(found)},
            list(found),
        )
    ]


def test_a_mail_goes_once_a_day_and_only_with_something_that_none_has_told():
    now = 30 * DAY
    assert is_due(mailbox(), one(now - HOUR), now)
    assert not is_due(mailbox(asked=now - 1), one(now - HOUR), now), "it was there before mail was asked for"
    assert not is_due(mailbox(told_at=now - DAY + 1), one(now - HOUR), now), "one went today"
    assert not is_due(mailbox(told_at=now - 2 * DAY), one(now - 3 * DAY), now), "that one has told it"
    assert is_due(mailbox(told_at=now - 2 * DAY), one(now - 3 * DAY, now - DAY), now)
    assert not is_due(mailbox(), [], now)


def test_an_answer_is_promised_in_working_days_as_on_the_screen():
    monday = 1_795_392_000_000  # Monday, 2026-11-23, 00:00 UTC
    ten = 10 * HOUR
    assert answer_by(monday + ten, 2) == monday + 2 * DAY + ten
    assert answer_by(monday + 3 * DAY + ten, 2) == monday + 7 * DAY + ten, "not on a weekend"
    assert answer_by(monday + 5 * DAY + ten, 1) == monday + 8 * DAY, "from the Monday on"
