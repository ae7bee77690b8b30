"""Told names are found where they were misheard, and said nowhere else."""

from transcription import worker
from transcription.engine import Segment, Word
from transcription.second_hearing import with_names

NAMES = ["Sverdrup", "Kelvin wave", "Munk", "Szymborska"]


def heard(*words, start=0):
    """A segment of (text, how sure) words, 300 ms each."""
    made = tuple(
        Word(start + 300 * n, start + 300 * (n + 1), f" {text}", sure) for n, (text, sure) in enumerate(words)
    )
    return Segment(start, start + 300 * len(words), "".join(word.text for word in made).strip(), made)


def texts(segments):
    return [segment.text for segment in segments]


def test_a_name_takes_the_place_of_what_it_was_misheard_as_with_its_times():
    plain = heard(("what", 9), ("spurred", 3), ("up,", 5), ("computed", 9))
    told = heard(("what", 9), ("Sverdrup", 8), ("computed", 9))
    [made] = with_names([plain], [told], NAMES)
    assert made.text == "what Sverdrup, computed"
    assert [(word.start, word.end) for word in made.words] == [(0, 300), (300, 900), (900, 1200)]
    assert "".join(word.text for word in made.words).strip() == made.text


def test_a_name_of_two_words_shares_the_time_of_what_was_misheard():
    [made] = with_names(
        [heard(("a", 9), ("kelvin", 6), ("wain.", 2))], [heard(("a", 9), ("Kelvin", 8), ("wave", 8))], NAMES
    )
    assert made.text == "a Kelvin wave."
    assert [word.sure for word in made.words] == [9, 6, 6]


def test_what_the_engine_was_sure_of_stays():
    plain = [heard(("the", 9), ("monk", 9), ("prayed", 9))]
    assert with_names(plain, [heard(("the", 9), ("Munk", 9), ("prayed", 9))], NAMES) == plain


def test_a_name_that_is_said_where_nobody_did_or_that_sounds_otherwise_is_not_believed():
    plain = [heard(("modern.", 4), ("the", 3), ("end", 3))]
    repeated = [heard(("modern.", 4), ("Szymborska,", 5), ("Szymborska,", 5), ("Sverdrup", 5))]
    assert with_names(plain, repeated, NAMES) == plain
    later = [heard(("well", 2), ("Munk", 9), start=20_000)]
    assert with_names([heard(("well", 2), ("monk", 3))], later, NAMES) == [heard(("well", 2), ("monk", 3))]


def test_nothing_else_of_the_second_hearing_is_taken():
    plain = [heard(("as", 9), ("monk", 3), ("explained", 6))]
    told = [heard(("is", 9), ("Munk", 8), ("expand", 6), ("Pins", 2))]
    assert texts(with_names(plain, told, NAMES)) == ["as Munk explained"]
    assert with_names([], told, NAMES) == []
    assert with_names(plain, [], NAMES) == plain


class Engine:
    """Says what it is given, and remembers how it was asked."""

    name = "a test"

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []

    def transcribe(self, pcm, language, hotwords="", *, quick=False):
        self.asked.append((hotwords, quick))
        return [self.answers.pop(0)]


def test_a_window_is_heard_twice_only_where_there_are_names_and_something_was_unsure():
    pcm = [0.0] * 16_000

    def voiced(pcm, pause):
        return [(0, 900)]

    def listened(engine, hotwords):
        return texts(worker.listen(engine, voiced, pcm, 0, 1_000, False, "en", hotwords).segments)

    sure, unsure = heard(("the", 9), ("monk", 9)), heard(("the", 9), ("monk", 3))
    told = heard(("the", 9), ("Munk", 9))
    for first, names, asked in ((sure, "Munk", 1), (unsure, "", 1), (unsure, "Munk", 2)):
        engine = Engine(first, told)
        text = listened(engine, names)
        assert len(engine.asked) == asked
        assert text == (["the Munk"] if asked == 2 else ["the monk"])
        assert engine.asked[0] == ("", False), "first it is told nothing"
