"""Caption lines keep every word, stay short enough to read, and have the same ids each time."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from transcription.engine import Segment, Word
from transcription.merge import MOST_CHARS, MOST_MS, caption_id, lines_of, merged

TEXTS = [" a", " word", " end.", " so,", " why?", "語", "。", " é" * 20, " " + "b" * 230, " ", " Dr.", " 1–2"]
words_said = st.tuples(st.sampled_from(TEXTS), st.integers(0, 2_500), st.integers(0, 9_000))


@st.composite
def segments(draw):
    made = []
    at = draw(st.integers(0, 10_000))
    for several in draw(st.lists(st.lists(words_said, max_size=20), max_size=3)):
        words = []
        for text, pause, length in several:
            start, at = at + pause, at + pause + length
            words.append(Word(start, at, text))
        if words:
            whole = "".join(word.text for word in words).strip()
            made.append(Segment(words[0].start, words[-1].end, whole, tuple(words)))
    return made


def letters(text):
    return re.sub(r"\s", "", text)


@settings(deadline=None, max_examples=60)
@given(segments())
def test_lines_are_short_in_order_and_lose_no_letter(spoken):
    lines = lines_of("t1", "ada", spoken)
    assert letters("".join(line.text for line in lines)) == letters("".join(each.text for each in spoken))
    for line in lines:
        assert 0 < line.end - line.start <= MOST_MS
        assert 0 < len(line.text) <= MOST_CHARS
        assert line.text == " ".join(line.text.split())
        assert letters("".join(word.text for word in line.words)) == letters(line.text)
        assert all(line.start <= word.start <= word.end <= line.end for word in line.words)
    starts = [line.start for line in lines]
    assert starts == sorted(set(starts))


@settings(deadline=None, max_examples=60)
@given(segments())
def test_the_same_speech_gives_the_same_ids_and_merging_twice_adds_nothing(spoken):
    ada, ben = lines_of("t1", "ada", spoken), lines_of("t2", "ben", spoken)
    assert ada == lines_of("t1", "ada", spoken)
    once = merged([ada, ben])
    assert merged([once, ada, ben]) == once
    assert len({line.caption for line in once}) == len(ada) + len(ben)
    assert all(line.caption == caption_id(line.track, line.start) for line in once)
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{1,40}", line.caption) for line in once)


def said(text, start=0, each=400):
    words = tuple(
        Word(start + at * each, start + (at + 1) * each, " " + word) for at, word in enumerate(text.split())
    )
    return Segment(start, words[-1].end, text, words)


def test_a_line_holds_two_sentences_at_most():
    lines = lines_of("t", "ada", [said("One two. Three four! Five six? Seven.", each=200)])
    assert [line.text for line in lines] == ["One two. Three four!", "Five six? Seven."]


def test_a_line_that_is_too_long_ends_at_a_comma_rather_than_in_the_middle_of_a_thought():
    text = "when the light falls on the leaf in the morning sun, water is split and oxygen leaves the plant"
    first, second = lines_of("t", "ada", [said(text, each=500)])
    assert first.text.endswith("sun,")
    assert second.text.startswith("water")


def test_a_title_does_not_end_a_sentence():
    lines = lines_of("t", "ada", [said("Ask Dr. Hopper. Then Mr. Turing. Then rest.", each=200)])
    assert [line.text for line in lines] == ["Ask Dr. Hopper. Then Mr. Turing.", "Then rest."]


def test_a_long_silence_parts_two_lines():
    words = (Word(0, 300, " Wait"), Word(5_000, 5_300, " here"))
    lines = lines_of("t", "ada", [Segment(0, 5_300, "Wait here", words)])
    assert [(line.start, line.text) for line in lines] == [(0, "Wait"), (5_000, "here")]


def test_speech_without_word_times_still_becomes_lines_in_its_time():
    lines = lines_of("t", "ada", [Segment(1_000, 21_000, "word " * 50)])
    assert lines[0].start == 1_000
    assert lines[-1].end <= 21_000
    assert all(not line.words for line in lines)


def test_a_line_knows_the_command_that_puts_it_on_the_timeline():
    line = lines_of("t", "ada", [said("Good morning.", start=700)])[0]
    command = line.command("an engine")
    assert (command.person, command.start, command.text) == ("ada", 700, "Good morning.")
    assert [word.text for word in command.words] == ["Good", "morning."]
