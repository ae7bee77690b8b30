"""Key terms: in six languages what a class is about, and no halves of words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rooms.keywords import MOST, Source, keywords

SPOKEN = {
    "en": (
        (
            "Today we look at tides. OK so, the tide is the rise of the sea. We get a spring tide at full moon. "
            "Let me show you. A spring tide is a high tide. Spring tides come twice. It is, you know, the bulges. "
            "Two bulges. Look at the bulges again."
        ),
        {"spring tide", "bulges"},
    ),
    "fr": (
        (
            "Aujourd’hui nous parlons de l’attraction. L’attraction est plus forte ici. C’est l’attraction de la Lune, donc. "
            "Alors voilà la force centrifuge. La force centrifuge est petite, et cette force centrifuge compte."
        ),
        {"attraction", "force centrifuge"},
    ),
    "de": (
        (
            "Heute schauen wir die Ableitung an. Die Ableitung ist also eine Steigung. Zwei Ableitungen gibt es hier. "
            "Das ist einfach so. Die Kettenregel, genau. Mit der Kettenregel geht es, und die Kettenregel ist schön."
        ),
        {"Ableitung", "Kettenregel"},
    ),
    "es": (
        (
            "Hoy vemos la fotosíntesis. La fotosíntesis, pues, es un proceso. La luz solar entra. Con luz solar y agua. "
            "Entonces la fotosíntesis usa luz solar."
        ),
        {"fotosíntesis", "luz solar"},
    ),
    "ar": (
        "اليوم نتحدث عن الجاذبية. قوة الجاذبية كبيرة. وبالجاذبية يتحرك القمر. القمر بعيد. القمرُ يدور. للقمر جاذبية.",
        {"الجاذبية", "القمر"},
    ),
    "zh": (
        (
            "今天我们讲梯度下降。梯度下降是一种算法。首先看梯度，梯度是方向。学习率太大，梯度下降就发散。"
            "学习率太小，收敛很慢。学习率要选好。"
        ),
        {"梯度", "梯度下降", "学习率"},
    ),
}


def found(text, given=None):
    parts = [one for one in text.replace("。", "。.").split(".") if one.strip()]
    return keywords([Source(n * 60_000, one) for n, one in enumerate(parts)], given)


def terms(text, given=None):
    return [one.term for one in found(text, given).terms()]


@pytest.mark.parametrize("language", SPOKEN)
def test_the_terms_of_a_class_are_found_in_its_language(language):
    text, wanted = SPOKEN[language]
    assert wanted <= set(terms(text)) <= wanted | {"tide"}


def test_no_half_of_a_chinese_word_is_a_term():
    made = terms(SPOKEN["zh"][0])
    assert not {"度下", "度下降", "下降", "习率", "学习"} & set(made)


def test_one_and_many_are_one_term_and_a_word_that_only_ends_so_is_not_cut():
    made = found("The wave. Two waves. One wave. The lens. A lens. Lens.").terms()
    assert {(one.term, one.times) for one in made} == {("wave", 3), ("lens", 3)}


def test_a_word_on_a_slide_weighs_more_than_a_word_that_was_said():
    sources = [
        Source(0, "Entropy", 3),
        Source(5_000, "entropy"),
        Source(6_000, "kettle"),
        Source(7_000, "kettle"),
    ]
    assert [one.term for one in keywords(sources).terms()] == ["Entropy"]


def test_what_the_course_has_given_comes_first_with_what_it_means():
    text = "The tide. A tide. One tide. Then the amphidromic point, once."
    [first, *others] = found(text, {"Amphidromic point": "no tide here", "neap tide": "unsaid"}).terms()
    assert (first.term, first.meaning, first.times) == ("Amphidromic point", "no tide here", 1)
    assert [one.term for one in others] == ["tide"]


def test_a_given_term_takes_the_place_of_its_parts():
    made = terms("A spring tide. The spring tide. One spring tide.", {"Spring tide": ""})
    assert made == ["Spring tide"]


def test_moments_of_a_term_lie_apart_and_stretches_have_terms_of_their_own():
    sources = [
        Source(at, text, 2)
        for at, text in ((0, "tide"), (1_000, "tide"), (90_000, "tide"), (90_000, "bulge"))
    ]
    made = keywords([*sources, Source(95_000, "bulge", 2)])
    assert made.terms()[0].moments == (0, 90_000)
    assert made.of_stretches([(0, 60_000), (60_000, 120_000)])[1][0] == "bulge"


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=6))
def test_whatever_is_written_terms_can_be_looked_for(texts):
    made = keywords([Source(n, text, 3) for n, text in enumerate(texts)], {"x": "", "梯": ""})
    assert len(made.terms()) <= MOST + 2
    assert len(made.of_stretches([(0, 3), (3, 9)])) == 2
