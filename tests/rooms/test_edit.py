"""A class edited after its end: what is cut out is said to nobody who does not lead, and every edit can be undone."""

import pytest

from rooms import completion, edit
from rooms.contents import Chapter, without_cuts
from rooms.errors import Refusal
from rooms.lesson import Terms
from rooms.withheld import is_left_out, is_withheld, masked, masks
from tests.rooms.school import School

TERMS = Terms(window=None, promise=None, share=80, polls=True, posts=0)


@pytest.fixture
def ended():
    """Sam says something at 5 s, 15 s and 25 s; a poll opens at 12 s, another at 22 s; the end is at 30 s."""
    school = School()
    school.do("sam", "JoinClass")
    for second, poll in ((5, None), (12, "early"), (15, None), (22, "late"), (25, None)):
        school.now = second * 1000
        if poll is None:
            school.do("sam", "Say", message=f"m{second}", text="so", to="everyone")
        else:
            school.do("ines", "OpenPoll", poll=poll, question="Which?", options=["x", "y"], multiple=False)
    school.now = 30_000
    school.do("ines", "EndClass")
    return school


def cut(school, name, start, end, by="ines"):
    return school.do(by, "CutPassage", cut=name, start=start, end=end)


def withheld(school, person):
    reader = school.room.reader(person, school.roles.get(person, "student"))
    return [one.event for one in school.entries if is_withheld(school.room, one, reader)]


def test_what_is_cut_out_is_a_union_and_each_cut_can_be_undone(ended):
    cut(ended, "a", 0, 4_000)
    cut(ended, "b", 10_000, 20_000)
    cut(ended, "c", 18_000, 21_000)
    assert ended.room.edit.gone == ((0, 4_000), (10_000, 21_000))
    key = ended.room.edit.key
    ended.do("ada", "RestorePassage", cut="b")
    assert ended.room.edit.gone == ((0, 4_000), (18_000, 21_000))
    assert cut(ended, "b", 10_000, 20_000)
    assert (ended.room.edit.key, cut(ended, "b", 10_000, 20_000)) == (key, [])
    assert ended.replayed() == ended.room


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [(5, 5, "bad_moment"), (-1, 900, "bad_moment"), (0, 30_001, "bad_moment"), (0, 499, "bad_cut"),
     (0, 29_500, "bad_cut")],
)  # fmt: skip
def test_a_cut_lies_in_the_class_and_leaves_something_of_it(ended, start, end, code):
    with pytest.raises(Refusal, match=code):
        cut(ended, "a", start, end)


def test_a_name_stands_for_one_cut(ended):
    cut(ended, "a", 0, 4_000)
    with pytest.raises(Refusal, match="duplicate_id"):
        cut(ended, "a", 0, 5_000)
    with pytest.raises(Refusal, match="no_such_cut"):
        ended.do("ines", "RestorePassage", cut="b")


def test_only_those_who_lead_edit_and_only_what_has_ended(ended):
    with pytest.raises(Refusal, match="not_allowed"):
        cut(ended, "a", 0, 4_000, by="sam")
    with pytest.raises(Refusal, match="not_ended_yet"):
        cut(School(), "a", 0, 1_000)


def test_what_was_said_in_a_cut_is_withheld_with_all_that_was_done_with_it_later(ended):
    ended.do("tom", "React", at=29_000, message="m15", reaction="like")
    ended.do("sam", "EditMessage", message="m15", text="so there")
    ended.server(
        "AddCaption", caption="l", person="sam", start=11_000, end=12_000, text="so", words=[], engine="e"
    )
    ended.do("ines", "CorrectCaption", caption="l", text="so so")
    cut(ended, "a", 10_000, 20_000)
    names = [type(one).__name__ for one in withheld(ended, "tom")]
    assert names == ["MessageSaid", "MessageEdited", "CaptionSpoken", "CaptionCorrected"]
    # What somebody wrote themselves is always theirs.
    assert [type(one).__name__ for one in withheld(ended, "sam")] == [
        "MessageReacted", "CaptionSpoken", "CaptionCorrected",
    ]  # fmt: skip
    ended.do("ines", "RestorePassage", cut="a")
    assert withheld(ended, "tom") == []


def test_polls_are_told_wherever_they_were_opened(ended):
    cut(ended, "a", 10_000, 24_000)
    told = {type(one.event).__name__ for one in ended.entries if not is_left_out(ended.room, one)}
    assert {"PollOpened", "PollEnded", "PersonJoined", "ClassEnded"} <= told


def test_nobody_must_watch_what_is_cut_out_or_answer_what_was_asked_there(ended):
    record = completion.Record()
    record.take_in(ended.entries)
    assert completion.done(record, TERMS, "tom", ((0, 30_000),), 0).polls == ("early", "late")
    cut(ended, "a", 10_000, 20_000)
    record.take_in(ended.entries)
    done = completion.done(record, TERMS, "tom", ((0, 10_000), (20_000, 30_000)), 0)
    assert (done.seen, done.whole, done.polls) == (20_000, 20_000, ("late",))
    ended.do("ines", "RestorePassage", cut="a")
    record.take_in(ended.entries)
    assert completion.done(record, TERMS, "tom", ((0, 10_000),), 0).whole == 30_000


def test_chapters_begin_behind_a_cut_and_vanish_in_one():
    edges = ((0, 5_000), (5_000, 9_000), (9_000, 20_000))
    found = [Chapter(start, end, str(start), "segment", str(start)) for start, end in edges]
    left = without_cuts(found, ((3_000, 10_000),))
    assert [(one.start, one.end, one.title) for one in left] == [(0, 3_000, "0"), (10_000, 20_000, "9000")]


def test_the_player_stops_where_those_who_lead_say_so_until_they_take_it_back(ended):
    ended.do("ines", "MarkStop", mark="s", moment=8_000, words=" Why does the tide rise twice? ")
    assert ended.room.edit.stops == {"s": (8_000, "Why does the tide rise twice?")}
    assert ended.do("ines", "MarkStop", mark="s", moment=8_000, words="Why does the tide rise twice?") == []
    ended.do("ines", "MarkStop", mark="s", moment=9_000, words="Why?")
    ended.do("ines", "DropStop", mark="s")
    assert ended.do("ines", "DropStop", mark="s") == []
    for fields, code in (
        ({"moment": 31_000, "words": "x"}, "bad_moment"),
        ({"moment": 1, "words": " "}, "empty"),
    ):
        with pytest.raises(Refusal, match=code):
            ended.do("ines", "MarkStop", mark="t", **fields)


def test_a_class_has_only_so_many_cuts_and_marks(ended, monkeypatch):
    monkeypatch.setattr(edit, "CUTS_AT_MOST", 1)
    monkeypatch.setattr(edit, "STOPS_AT_MOST", 1)
    cut(ended, "a", 0, 1_000)
    ended.do("ines", "MarkStop", mark="a", moment=0, words="x")
    with pytest.raises(Refusal, match="bad_cut"):
        cut(ended, "b", 2_000, 3_000)
    with pytest.raises(Refusal, match="bad_cut"):
        ended.do("ines", "MarkStop", mark="b", moment=0, words="x")


def hide(school, person, by="ines"):
    return school.do(by, "HidePerson", person=person)


def test_somebody_hidden_is_told_of_to_nobody_else_and_keeps_their_own_words(ended):
    ended.do("tom", "AddComment", at=1_000, comment="c", text="hm", to="everyone")
    ended.do("ines", "Say", message="to-sam", text="well done", to="everyone", mentions=["sam"])
    [hidden, edited] = hide(ended, "sam")
    assert (hidden.to, edited.to) == ("staff", "everyone")
    assert hide(ended, "sam") == []
    assert {type(one).__name__ for one in withheld(ended, "tom")} == {"MessageSaid"}
    assert withheld(ended, "sam") == []
    mask = ended.room.edit.hidden["sam"]
    told = [masked(one, masks(ended.room, ended.room.reader("tom", "student"))) for one in ended.entries]
    others = [one for one in told if type(one.event).__name__ != "PersonHidden"]
    assert not [one for one in others if "'sam'" in repr(one) and not is_left_out(ended.room, one)]
    assert [one.event.mentions for one in told if getattr(one.event, "message", "") == "to-sam"] == [(mask,)]
    assert masks(ended.room, ended.room.reader("sam", "student")) == {}
    ended.do("ada", "RevealPerson", person="sam")
    assert (withheld(ended, "tom"), masks(ended.room)) == ([], {})


def test_what_was_done_with_the_words_of_somebody_hidden_goes_with_them(ended):
    ended.server(
        "AddCaption", caption="l", person="sam", start=1_000, end=2_000, text="so", words=[], engine="e"
    )
    ended.do("tom", "React", at=29_000, message="m5", reaction="like")
    hide(ended, "sam")
    names = [type(one).__name__ for one in withheld(ended, "ines")]
    assert names == ["MessageSaid"] * 3 + ["CaptionSpoken", "MessageReacted"]
    assert "CaptionSpoken" not in [type(one).__name__ for one in withheld(ended, "sam")]


def test_only_a_person_can_be_hidden_and_nobody_while_the_class_goes_on(ended):
    with pytest.raises(Refusal, match="bad_id"):
        hide(ended, "some body")
    with pytest.raises(Refusal, match="not_ended_yet"):
        hide(School(), "ines")
    assert ended.do("ines", "RevealPerson", person="sam") == []


def test_an_edit_has_a_name_for_exactly_what_is_left_out_and_one_for_who_is_not_heard(ended):
    assert (ended.room.edit.key, ended.room.edit.voices) == ("", "")
    cut(ended, "a", 0, 1_000)
    first = ended.room.edit.key
    hide(ended, "sam")
    hide(ended, "tom")
    both = ended.room.edit.voices
    assert len({"", first, ended.room.edit.key, both}) == 4
    for person in ("sam", "tom"):
        ended.do("ines", "RevealPerson", person=person)
    assert (ended.room.edit.key, ended.room.edit.voices) == (first, "")


def test_a_sign_and_what_a_machine_wrote_of_a_passage_go_with_it(ended):
    [sign] = ended.do("sam", "Gesture", at=15_000, sign="clap")
    ended.do("ines", "WantSummary")
    [told] = ended.server("WriteSummary", summary="y", model="m", points=[{"at": 15_000, "text": "So."}])
    assert not is_left_out(ended.room, sign)
    assert not is_left_out(ended.room, told)
    cut(ended, "a", 10_000, 20_000)
    assert is_left_out(ended.room, sign)
    assert is_left_out(ended.room, told)
    ended.do("ines", "WithdrawSummary", summary="y")
    ended.do("ines", "WantSummary")
    [again] = ended.server("WriteSummary", summary="z", model="m", points=[{"at": 5_000, "text": "So."}])
    assert not is_left_out(ended.room, again)


def test_no_two_people_ever_had_the_same_mask_and_it_stands_in_the_audience_too(ended):
    [private] = ended.do("ines", "Say", message="p", text="well done", to="person:sam")
    ended.do("ines", "HidePerson", person="sam")
    ended.do("ines", "HidePerson", person="tom")
    first = dict(ended.room.edit.hidden)
    ended.do("ines", "RevealPerson", person="sam")
    ended.do("ines", "HidePerson", person="sam")
    assert len({*first.values(), *ended.room.edit.hidden.values()}) == 3
    names = masks(ended.room, ended.room.reader("ines", "instructor"))
    assert masked(private, names).to == f"person:{ended.room.edit.hidden['sam']}"
