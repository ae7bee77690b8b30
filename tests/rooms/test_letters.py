"""How much one person and all together may write: nobody who types ever meets it, and a program does."""

import pytest

from rooms.asking import QUESTION_LIMIT
from rooms.chat import MESSAGE_LIMIT
from rooms.letters import EACH, LETTERS_AT_MOST, SHARE_AT_MOST


def write(school, kind, by, number, length):
    match kind:
        case "chat":
            school.do(by, "Say", message=f"{by}{number}", text="x" * length)
        case "comments":
            school.do(by, "AddComment", comment=f"{by}{number}", text="x" * length, anonymous=by == "tom")
        case "questions":
            school.do(by, "AskQuestion", question=f"{by}{number}", text="x" * length, anonymous=by == "tom")


def letters(school, kind):
    return {"chat": school.room.chat, "comments": school.room.notes, "questions": school.room.questions}[
        kind
    ].letters


@pytest.mark.parametrize("kind", ["chat", "comments", "questions"])
@pytest.mark.parametrize("by", ["sam", "tom"])
def test_one_person_writes_a_great_deal_and_not_for_ever(school, refused, kind, by):
    school.do(by, "JoinClass")
    school.do("ines", "AllowAnonymity", allowed=True)
    school.do("ines", "SetCommentRules", hold=False, anonymous=True, required=0)
    length = QUESTION_LIMIT if kind == "questions" else MESSAGE_LIMIT
    for number in range(SHARE_AT_MOST // (length + EACH)):
        write(school, kind, by, number, length)
    assert SHARE_AT_MOST - length - EACH < letters(school, kind).of[by] <= SHARE_AT_MOST
    with refused("writing_full"):
        write(school, kind, by, "more", length)
    write(school, kind, "kim", 1, length)
    write(school, kind, "ines", 1, length)
    assert (
        letters(school, kind)
        == {
            "chat": school.replayed().chat,
            "comments": school.replayed().notes,
            "questions": school.replayed().questions,
        }[kind].letters
    )


def test_changing_the_same_words_again_and_again_is_writing_too(school, refused):
    school.do("sam", "Say", message="m", text="x")
    school.do("sam", "AddComment", comment="c", text="x")
    for _ in range(SHARE_AT_MOST // (MESSAGE_LIMIT + EACH) - 1):
        school.do("sam", "EditMessage", message="m", text="y" * MESSAGE_LIMIT)
        school.do("sam", "EditComment", comment="c", text="y" * MESSAGE_LIMIT)
    with refused("writing_full"):
        school.do("sam", "EditMessage", message="m", text="y" * MESSAGE_LIMIT)
    with refused("writing_full"):
        school.do("sam", "EditComment", comment="c", text="y" * MESSAGE_LIMIT)


def test_many_who_come_under_new_names_write_no_more_than_a_class_keeps_and_those_who_lead_go_on(
    school, refused
):
    school.room.chat.letters.all = LETTERS_AT_MOST - 200
    school.do("kim", "Say", message="a", text="x")
    with refused("writing_full"):
        school.do("lea", "Say", message="b", text="x")
    school.do("ada", "Say", message="c", text="Please stop.", announcement=True)
