"""What somebody says just now: a line grows, earlier words are put right by later ones, and it ends with a pause."""

from transcription.engine import Heard, Segment, Word
from transcription.live_captions import LEAST_NEW_OF, LONGEST, LiveSpeech


def said(text, *, start, until, each=400):
    """These words one after the other from `start` on; the last voice ends at `until`."""
    words = tuple(
        Word(start + at * each, start + (at + 1) * each, f" {word}") for at, word in enumerate(text.split())
    )
    return Heard((Segment(start, until, text, words),), until)


def test_a_line_grows_and_puts_its_earlier_words_right_until_its_speaker_pauses():
    speech = LiveSpeech(1_000)
    assert speech.next(1_100) is None, "too little came for a glance"
    assert speech.next(2_000) == (1_000, 2_000)
    [first] = speech.heard(said("the key", start=1_100, until=1_900), 2_000)
    [second] = speech.heard(said("the keystone goes", start=1_100, until=2_600), 2_700)
    assert (first.text, second.text) == ("the key", "the keystone goes")
    assert first.line == second.line
    assert speech.speaking
    [last] = speech.heard(said("The keystone goes last.", start=1_100, until=3_000), 3_700)
    assert (last.text, last.line, last.over) == ("The keystone goes last.", first.line, True)
    assert not speech.speaking
    assert speech.next(4_700) == (3_000, 4_700), "the next line is heard from where the last voice ended"
    [next_line] = speech.heard(said("And then", start=4_000, until=4_650), 4_700)
    assert next_line.line != first.line


def test_how_much_new_sound_is_worth_a_glance_is_for_whoever_asks_to_say():
    speech = LiveSpeech(0)
    speech.heard(said("so", start=0, until=900), 1_000)
    assert speech.next(1_500) == (0, 1_500)
    assert speech.next(1_500, LEAST_NEW_OF["en"]) is None
    assert speech.next(2_000, LEAST_NEW_OF["en"]) == (0, 2_000)
    assert speech.next(1_010, 1) == (0, 1_010)


def test_what_did_not_change_is_not_told_again():
    speech = LiveSpeech(0)
    assert len(speech.heard(said("well", start=0, until=500), 600)) == 1
    assert speech.heard(said("well", start=0, until=500), 900) == []


def test_a_line_without_a_pause_is_ended_at_a_clause_and_goes_on_in_another():
    speech = LiveSpeech(0)
    text = "it was the best of times, it was the worst of times, it was the age of wisdom and the age"
    over, growing = speech.heard(said(text, start=0, until=9_400, each=450), 9_500)
    assert (over.text, over.over) == ("it was the best of times, it was the worst of times,", True)
    assert (growing.text, growing.over) == ("it was the age of wisdom and the age", False)
    start, _ = speech.next(10_000)
    assert start == 12 * 450, "heard again from the first word of the new line"


def test_a_line_is_over_when_nobody_is_heard_any_more():
    speech = LiveSpeech(0)
    speech.heard(said("so", start=0, until=500), 600)
    [left] = speech.heard(Heard((), 600), 1_600)
    assert (left.text, left.over) == ("so", True)
    assert speech.heard(Heard((), 1_600), 2_600) == []


def test_a_voice_that_has_not_said_a_word_yet_is_heard_again_from_its_beginning():
    speech = LiveSpeech(0)
    assert speech.heard(Heard((), 2_000), 2_000) == []
    assert speech.next(2_500) == (0, 2_500)
    [first] = speech.heard(said("so", start=1_900, until=2_400), 2_500)
    assert first.text == "so"


def test_a_glance_that_comes_late_leaves_out_what_can_no_longer_be_heard_in_time():
    speech = LiveSpeech(0)
    assert speech.next(60_000) == (60_000 - LONGEST, 60_000)
