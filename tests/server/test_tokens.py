"""What is looked up is found in every script, and marked where it stands."""

import pytest

from server.store.tokens import MOST_GROUPS, marked, tokens, wanted
from tests.harness.counting import lines_run


@pytest.mark.parametrize(
    ("text", "question", "found"),
    [
        ("Spring tides are high", "tide", ["Spring ", "tides", " are high"]),
        ("Le café est là", "cafe", ["Le ", "café", " est là"]),
        ("今天我们讲潮汐的原理", "潮汐", ["今天我们讲", "潮汐", "的原理"]),
        ("نتحدث عن المدّ والجزر", "مد", ["نتحدث عن ", "المدّ", " والجزر"]),
        ("The cat, the CAT", "cat", ["The ", "cat", ", the ", "CAT", ""]),
        ("nothing here", "tide", ["nothing here"]),
    ],
)
def test_words_are_found_without_accents_cases_and_articles(text, question, found):
    assert marked(text, wanted(question)) == found


def test_letters_of_scripts_without_spaces_must_follow_each_other():
    assert wanted("潮汐 moon") == [("潮", "汐"), ("moon",)]
    assert marked("潮水和汐", wanted("潮汐")) == ["潮水和汐"]


def test_a_long_text_is_cut_around_what_was_found():
    [before, found, after] = marked("a " * 200 + "tide" + " b" * 200, wanted("tide"))
    assert (found, before[0], after[-1]) == ("tide", "…", "…")
    assert len(before) < 80


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("a1 " * 3000, [(f"a{number}",) for number in range(1, MOST_GROUPS)] + [("a1",)]),
        ("潮" * 9000, [("潮",) * (number + 4) for number in range(MOST_GROUPS)]),
        ("潮" * 9000 + "汐", [(*("潮",) * (number + 4), "汐") for number in range(MOST_GROUPS)]),
    ],
)
def test_marking_reads_a_long_text_once_however_much_of_it_is_looked_for(text, groups):
    reading = lines_run(lambda: tokens(text))
    assert lines_run(lambda: marked(text, groups)) < reading + 20_000


def test_signs_alone_ask_for_nothing():
    assert wanted(" \"'*()-:^ ") == []
    assert [token.word for token in tokens("don't_do ½ ﬁne")] == ["don", "t", "do", "12", "fine"]
