"""Translations of the transcript: wanted after class, line by line at its place, for those who may read the line."""

import pytest

from rooms import captions
from rooms.facts import Reader
from rooms.replay import blanked, playing_order, seen_by, taken_back
from rooms.room import replay
from rooms.translations import read
from rooms.withheld import is_left_out

GROUP = {"group": "g1", "name": "One", "people": ["tom"]}


@pytest.fixture
def ended(school):
    school.do("sam", "JoinClass")
    school.do("tom", "JoinClass")
    school.now = 100_000
    spoken("a", "ines", 1_000, "The tide rises.", school)
    spoken("b", "sam", 5_000, "Why?", school)
    school.do("ines", "EndClass")
    return school


def spoken(caption, person, start, text, school):
    line = {"caption": caption, "person": person, "start": start, "end": start + 900, "text": text}
    return school.server("AddCaption", **line, words=[], engine="e")


def put(school, caption, source, text, language="fr"):
    lines = [{"caption": caption, "source": source, "text": text}]
    return school.server("TranslateLines", language=language, model="m", lines=lines)


@pytest.fixture
def wanted(ended):
    ended.server("ReportTranscript", state="done", message="")
    ended.do("ines", "WantTranslation", language="fr")
    return ended


def test_a_translation_is_wanted_by_those_who_lead_once_the_transcript_is_written(school, ended, refused):
    with refused("nothing_to_translate"):
        ended.do("ines", "WantTranslation", language="fr")
    ended.server("ReportTranscript", state="done", message="")
    with refused("no_such_language"):
        ended.do("ines", "WantTranslation", language="tlh")
    with refused("not_allowed"):
        ended.do("sam", "WantTranslation", language="fr")
    [fact] = ended.do("ada", "WantTranslation", language="fr")
    assert fact.to == "staff"
    assert ended.do("ines", "WantTranslation", language="fr") == []
    for language in ("ar", "bg", "bn", "ca", "cs", "da", "de", "el", "es", "et", "fa"):
        ended.do("ines", "WantTranslation", language=language)
    with refused("too_many_languages"):
        ended.do("ines", "WantTranslation", language="fi")


def test_a_line_is_placed_at_what_it_translates_and_written_once(wanted):
    [written] = put(wanted, "a", "The tide rises.", " La mer\n monte. ")
    assert (written.at, written.to, written.by, written.event.text) == (
        1_000, "everyone", None, "La mer monte.",
    )  # fmt: skip
    assert put(wanted, "a", "The tide rises.", "La mer monte encore.") == []
    assert put(wanted, "b", "What?", "Quoi ?") == []  # it reads differently by now
    assert put(wanted, "z", "", "Rien") == []
    assert put(wanted, "b", "Why?", "Warum?", "de") == []  # nobody wants it
    assert wanted.room.translations.lacks(wanted.room.captions, "fr") == ["b"]
    [done] = wanted.server("FinishTranslation", language="fr", left=1)
    assert done.to == "staff"
    assert put(wanted, "b", "Why?", "Pourquoi ?") == []
    assert wanted.server("FinishTranslation", language="fr", left=1) == []


def test_a_corrected_line_is_out_of_date_and_translated_anew(wanted):
    put(wanted, "a", "The tide rises.", "La mer monte.")
    wanted.do("ines", "CorrectCaption", caption="a", text="The tide falls.")
    assert wanted.room.translations.lacks(wanted.room.captions, "fr") == ["a", "b"]
    put(wanted, "a", "The tide falls.", "La mer descend.")
    wanted.do("ines", "CorrectCaption", caption="a", text="The tide falls.", person="sam")
    assert wanted.room.translations.lacks(wanted.room.captions, "fr") == ["b"]
    lines = read(wanted.entries, "fr").of(captions.read(wanted.entries))
    assert [(line.person, line.text) for line in lines] == [("sam", "La mer descend."), ("sam", "Why?")]
    assert replay(playing_order(wanted.entries)).translations.sources == wanted.room.translations.sources


def test_a_translation_is_taken_back_with_all_its_lines_and_can_be_wanted_again(wanted, refused):
    [first] = put(wanted, "a", "The tide rises.", "La mer monte.")
    with refused("not_allowed"):
        wanted.do("sam", "WithdrawTranslation", language="fr")
    with refused("no_such_translation"):
        wanted.do("ines", "WithdrawTranslation", language="de")
    stopped, gone = wanted.do("ines", "WithdrawTranslation", language="fr")
    assert (stopped.to, gone.to) == ("staff", "everyone")
    assert taken_back(wanted.room, gone) == (first.seq,)
    assert blanked(first).event.text == ""
    assert read(wanted.entries, "fr") is None
    wanted.do("ines", "WantTranslation", language="fr")
    put(wanted, "a", "The tide rises.", "La marée monte.")
    assert read(wanted.entries, "fr").texts == {"a": "La marée monte."}
    # The new line is placed before the entry that took the old one back.
    assert replay(playing_order(wanted.entries)).translations.sources == wanted.room.translations.sources


def test_a_translation_is_stopped_and_what_is_there_stays(wanted):
    put(wanted, "a", "The tide rises.", "La mer monte.")
    [stopped] = wanted.do("ada", "StopTranslation", language="fr")
    assert stopped.to == "staff"
    assert wanted.do("ada", "StopTranslation", language="fr") == []
    assert wanted.server("FailTranslation", language="fr", reason="no_answer") == []
    assert "fr" in wanted.room.translations.sources


def test_who_may_not_read_a_line_gets_no_translation_of_it(school):
    for person in ("sam", "tom"):
        school.do(person, "JoinClass")
    school.do("ines", "OpenBreakouts", groups=[GROUP])
    spoken("a", "ines", 1_000, "The tide rises.", school)
    [line] = spoken("g", "tom", 2_000, "Secretly.", school)
    school.room.captions.lines["g"] = type(school.room.captions.lines["g"])(
        "tom", 2_000, 2_900, "Secretly.", (), "group:g1"
    )
    school.now = 100_000
    school.do("ines", "EndClass")
    school.server("ReportTranscript", state="done", message="")
    school.do("ines", "WantTranslation", language="fr")
    lines = [{"caption": "a", "source": "The tide rises.", "text": "La mer monte."}]
    lines += [{"caption": "g", "source": "Secretly.", "text": "En secret."}]
    everyone, group = school.server("TranslateLines", language="fr", model="m", lines=lines)
    assert (everyone.to, group.to, group.at) == ("everyone", "group:g1", line.at)
    sam = Reader("sam", "student")
    assert [one.event.text for one in seen_by([everyone, group], sam)] == ["La mer monte."]
    school.do("ines", "HidePerson", person="tom")
    assert [is_left_out(school.room, one) for one in (everyone, group)] == [False, True]
    school.do("ines", "CutPassage", cut="c", start=500, end=1_500)
    assert [is_left_out(school.room, one) for one in (everyone, group)] == [True, True]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([{"caption": "a", "source": "The tide rises.", "text": " "}], "empty"),
        ([{"caption": "a", "source": "The tide rises.", "text": "x" * 2_001}], "too_long"),
        ([{"caption": "a", "source": "x", "text": "x"}] * 101, "malformed"),
    ],
)
def test_what_is_no_line_is_refused(wanted, refused, lines, code):
    with refused(code):
        wanted.server("TranslateLines", language="fr", model="m", lines=lines)
