"""Questions are asked, seconded, answered, and wait for an answer after the class too."""

from rooms.facts import Reader, may_see
from rooms.replay import blanked, taken_back
from tests.rooms.school import School


def asked(school: School, person: str = "sam", **fields: object) -> list:
    return school.do(person, "AskQuestion", **{"question": "q", "text": "Why twice a day?", **fields})


def test_a_question_waits_until_it_is_answered_and_again_when_it_is_reopened(school):
    asked(school)
    assert school.room.questions.waiting == 1
    school.do("ines", "AnswerQuestion", question="q")
    assert school.room.questions.waiting == 0
    assert school.do("ines", "AnswerQuestion", question="q") == []
    school.do("ines", "AnswerQuestion", question="q", text="Because the earth turns under two bulges.")
    school.do("ines", "ReopenQuestion", question="q")
    assert school.room.questions.waiting == 1


def test_an_upvote_counts_once_and_can_be_taken_back(school, refused):
    asked(school)
    question = school.room.questions.questions["q"]
    school.do("tom", "UpvoteQuestion", question="q")
    assert school.do("tom", "UpvoteQuestion", question="q") == []
    assert question.has_vote_of("tom")
    school.do("tom", "WithdrawUpvote", question="q")
    assert not question.has_vote_of("tom")
    with refused("own_question"):
        school.do("sam", "UpvoteQuestion", question="q")
    with refused("no_such_question"):
        school.do("tom", "UpvoteQuestion", question="other")


def test_who_asked_anonymously_is_known_to_staff_and_to_themselves_alone(school, refused):
    with refused("names_only"):
        asked(school, anonymous=True)
    school.do("ines", "AllowAnonymity", allowed=True)
    entries = asked(school, anonymous=True)
    school.do("tom", "UpvoteQuestion", question="q")
    entries += school.do("sam", "RedactQuestion", question="q")
    for person, role, knows in (
        ("tom", "student", False),
        ("sam", "student", True),
        ("ines", "instructor", True),
    ):
        seen = [one for one in entries if may_see(one.to, one.by, Reader(person, role))]
        assert any("sam" in (one.by, getattr(one.event, "person", None)) for one in seen) == knows
    assert [one.by for one in entries] == [None, "sam", None]


def test_a_question_is_taken_back_by_its_author_or_by_staff_and_its_text_is_blank(school, refused):
    [entry] = asked(school)
    with refused("not_yours"):
        school.do("tom", "RedactQuestion", question="q")
    [redacted] = school.do("ines", "RedactQuestion", question="q")
    assert taken_back(school.room, redacted) == (entry.seq,)
    assert blanked(entry).event.text == ""
    assert school.room.questions.waiting == 0
    with refused("no_such_question"):
        school.do("ines", "AnswerQuestion", question="q")


def test_students_neither_answer_nor_assign_and_only_those_who_lead_own_a_question(school, refused):
    asked(school)
    for name, fields in (("AnswerQuestion", {"text": "so"}), ("AssignQuestion", {}), ("ReopenQuestion", {})):
        with refused("not_allowed"):
            school.do("tom", name, question="q", **fields)
    with refused("owner_must_lead"):
        school.do("ines", "AssignQuestion", question="q", owner="tom")
    school.do("ada", "JoinClass")
    school.do("ines", "AssignQuestion", question="q", owner="ada")
    assert school.room.questions.questions["q"].owner == "ada"


def test_an_absent_student_asks_and_seconds_later_and_is_answered_after_class(school):
    school.now = 1000
    asked(school)
    school.now = 5000
    school.do("ines", "EndClass")
    assert school.room.questions.waiting == 1
    [late] = school.do("zoe", "AskQuestion", at=2000, question="q2", text="And why here?")
    assert (late.at, late.event.late) == (2000, True)
    [early] = school.do("zoe", "UpvoteQuestion", at=10, question="q")
    assert early.at == 1000  # not before the question itself
    [answer] = school.do("ines", "AnswerQuestion", question="q2", text="The coast is shaped so.")
    assert answer.at == 5000
    assert school.room.questions.waiting == 1


def test_an_upvote_that_comes_back_later_counts_although_it_was_withdrawn_in_class(school):
    asked(school)
    school.now = 100
    school.do("tom", "UpvoteQuestion", question="q")
    school.now = 200
    school.do("tom", "WithdrawUpvote", question="q")
    school.do("ines", "EndClass")
    [again] = school.do("tom", "UpvoteQuestion", at=50, question="q")
    assert again.at == 200
    assert school.room.questions.questions["q"].has_vote_of("tom")


def test_nobody_asks_from_the_lobby_or_before_the_class(refused):
    school = School(lobby=True)
    school.do("sam", "JoinClass")
    with refused("not_present"):
        asked(school)
    before = School(opened=False)
    with refused("not_open_yet"):
        asked(before)


def test_whoever_asked_is_told_of_an_answer_until_they_have_read_it(school, refused):
    questions = school.room.questions
    asked(school)
    school.do("ines", "AnswerQuestion", question="q")
    assert not questions.answers_for("sam"), "who was there heard it"
    [answer] = school.do("ines", "AnswerQuestion", question="q", text="There are two bulges.")
    assert (questions.answers_for("sam"), questions.answers_for("tom")) == ([answer.seq], [])
    assert not school.do("sam", "ReadAnswers", up_to=answer.seq - 1), "that was before the answer"
    assert not school.do("tom", "ReadAnswers", up_to=answer.seq), "nothing was told to them"
    [read] = school.do("sam", "ReadAnswers", up_to=answer.seq)
    assert (read.to, questions.answers_for("sam")) == ("person:sam", [])
    assert not school.do("sam", "ReadAnswers", up_to=answer.seq)
    school.do("ines", "AnswerQuestion", question="q", text="Two bulges, and the earth turns under them.")
    assert questions.answers_for("sam"), "an answer that was changed is new"
    school.do("ines", "ReopenQuestion", question="q")
    assert not questions.answers_for("sam")


def test_a_question_asked_later_is_told_of_however_it_was_answered(school):
    school.do("ines", "EndClass")
    school.do("sam", "AskQuestion", at=0, question="late", text="And why so high?", anonymous=False)
    school.do("ines", "AnswerQuestion", question="late")
    assert len(school.room.questions.answers_for("sam")) == 1
    school.do("sam", "RedactQuestion", question="late")
    assert not school.room.questions.answers_for("sam")
