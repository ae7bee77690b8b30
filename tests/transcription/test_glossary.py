"""Names and terms of a course: told to the engine, put right in what it heard, and kept with the course."""

import pytest

from transcription.engine import Word
from transcription.glossary import MOST_TOLD, Term, hotwords, mended
from transcription.merge import Line


def line(text, sure=9):
    words = tuple(Word(n * 100, n * 100 + 90, one, sure) for n, one in enumerate(text.split()))
    return Line("c", "t", "ada", 0, 5_000, text, words)


TERMS = [Term("Kelvin wave", "along a coast", ("calving wave",)), Term("Oyelaran", heard=("oil a ran",)), Term("潮汐", heard=("潮夕",))]  # fmt: skip


def test_what_was_misheard_is_put_right_and_other_words_keep_their_times():
    made = mended(line("the calving  Wave of oil a ran, and Calving waves"), TERMS)
    assert made.text == "the Kelvin wave of Oyelaran, and Calving waves"
    assert [(word.text, word.start, word.sure) for word in made.words][:1] == [("the", 0, 9)]
    assert " ".join(word.text for word in made.words) == made.text
    assert all(one.start <= two.start for one, two in zip(made.words, made.words[1:], strict=False))


def test_names_are_written_large_as_they_are_given_and_terms_in_small_letters_stay():
    assert mended(line("a kelvin wave"), TERMS).text == "a Kelvin wave"
    assert mended(line("Ebb and flood"), [Term("ebb")]).text == "Ebb and flood"
    assert mended(line("讲潮夕的成因"), TERMS).text == "讲潮汐的成因"
    same = line("nothing of this")
    assert mended(same, TERMS) is same


@pytest.mark.parametrize("term", ["a\\1b", "(x", "$&"])
def test_a_term_of_signs_is_written_as_it_is(term):
    assert mended(line("say hmm now"), [Term(term, heard=("hmm",))]).text == f"say {term} now"


def test_the_engine_is_told_no_more_than_it_takes():
    told = hotwords([Term(f"term number {number}") for number in range(300)])
    assert told.startswith("term number 0, term number 1")
    assert len(told) <= MOST_TOLD
    assert hotwords([]) == ""
