"""Chapters: found in the class itself, named by those who lead, and alike on the server and on the page."""

import json
from pathlib import Path

import pytest

from rooms import wire
from rooms.contents import contents, page_title
from rooms.replay import playing_order
from rooms.wording import ENGLISH, WORDS, said
from tests.rooms.school import School

GOLDEN = Path(__file__).parent.parent / "timelines" / "chapters" / "lesson.jsonl"


def titles(deck, page):
    return f"{deck} {page}"


def made(school, end=100_000):
    found = contents(playing_order(school.entries), end, titles, {"sam": "Sam", "ines": "Ines"})
    return [(one.start, one.end, one.title) for one in found]


def at(school, now, by, name, **fields):
    school.now = now
    return school.do(by, name, **fields)


@pytest.fixture
def shown(school):
    school.server("AddDeck", "ines", deck="d", title="Tides", pages=9, width=4, height=3)
    at(school, 10_000, "ines", "ShowPage", deck="d", page=1)
    at(school, 30_000, "ines", "ShowPage", deck="d", page=2)
    return school


def test_a_class_in_which_nothing_can_be_told_apart_has_none(school):
    school.do("ines", "Say", message="m", text="hello", to="everyone")
    assert made(school) == []


def test_pages_make_chapters_and_those_leafed_through_do_not(shown):
    at(shown, 31_000, "ines", "ShowPage", deck="d", page=3)
    at(shown, 60_000, "ines", "HideSlides")
    assert made(shown) == [
        (0, 10_000, "Beginning"),
        (10_000, 31_000, "d 1"),
        (31_000, 60_000, "d 3"),
        (60_000, 100_000, "Without slides"),
    ]


def test_files_name_chapters_in_the_language_of_the_class_and_pages_by_what_they_are(shown):
    at(shown, 60_000, "ines", "OpenPoll", poll="p", question="Quoi ?", options=["x", "y"], multiple=False)
    entries = playing_order(shown.entries)
    found = contents(entries, 100_000, lambda deck, page: "Eau" if page == 1 else "", {}, "fr-CA")
    assert [(one.title, one.kind, one.value) for one in found] == [
        ("Début", "beginning", ""),
        ("Eau", "slide", "Eau"),
        ("Diapositive 2", "page", "2"),
        ("Sondage\N{NO-BREAK SPACE}: Quoi ?", "poll", "Quoi ?"),
    ]


def test_every_language_has_words_for_all_that_files_say():
    for language, words in WORDS.items():
        assert words.keys() == ENGLISH.keys(), language
        for phrase, text in words.items():
            assert text.count("{}") == ENGLISH[phrase].count("{}"), (language, phrase)
    assert said("auto", "poll", "{}?") == "Poll: {}?"


def test_segments_polls_and_turns_begin_chapters_and_the_weightiest_of_a_breath_stands(shown):
    segment = {"segment": "s", "title": "In pairs", "activity": "groups", "length": 60_000}
    shown.do("ines", "PlanAgenda", segments=[segment])
    at(shown, 31_000, "ines", "StartSegment", segment="s")
    at(shown, 33_000, "ines", "OpenPoll", poll="p", question="Which?", options=["x", "y"], multiple=False)
    at(shown, 50_000, "ines", "OpenPoll", poll="q", question="Why?", options=["x", "y"], multiple=False)
    at(shown, 60_000, "sam", "JoinClass")
    at(shown, 60_000, "ines", "HandOver", person="sam")
    shown.now = 70_000
    shown.server("PublishTrack", "sam", track="t", source="screen")
    at(shown, 80_000, "sam", "EndTrack", track="t")
    assert made(shown)[2:] == [
        (31_000, 50_000, "In pairs"),
        (50_000, 60_000, "Poll: Why?"),
        (60_000, 70_000, "Sam presents"),
        (70_000, 80_000, "Sam shares a screen"),
        (80_000, 100_000, "d 2"),
    ]


def test_those_who_lead_name_add_drop_and_restore_chapters_also_when_the_class_is_over(shown, refused):
    at(shown, 100_000, "ines", "EndClass")
    [named] = shown.do("ada", "NameChapter", start=10_000, title="Why it rises")
    assert (named.at, named.to) == (100_000, "everyone")
    assert shown.do("ada", "NameChapter", start=10_000, title="Why it rises") == []
    shown.do("ines", "NameChapter", start=12_000, title="An aside")
    shown.do("ines", "DropChapter", start=30_000)
    assert shown.do("ines", "DropChapter", start=30_000) == []
    assert [title for _, _, title in made(shown)] == ["Beginning", "Why it rises", "An aside"]
    for start in (10_000, 12_000, 30_000):
        shown.do("ines", "RestoreChapter", start=start)
    assert shown.do("ines", "RestoreChapter", start=30_000) == []
    assert [title for _, _, title in made(shown)] == ["Beginning", "d 1", "d 2"]
    for name, fields in (("NameChapter", {"title": "x"}), ("DropChapter", {}), ("RestoreChapter", {})):
        with refused("not_allowed"):
            shown.do("sam", name, start=10_000, **fields)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"start": -1, "title": "x"}, "bad_moment"),
        ({"start": 100_001, "title": "x"}, "bad_moment"),
        ({"start": 5, "title": " "}, "empty"),
        ({"start": 5, "title": "x" * 121}, "too_long"),
    ],
)
def test_a_chapter_that_cannot_be_is_refused(school, refused, fields, code):
    at(school, 100_000, "ines", "EndClass")
    with refused(code):
        school.do("ines", "NameChapter", **fields)


def test_there_are_no_chapters_before_the_class_and_no_more_than_two_hundred_by_hand(refused):
    school = School(opened=False)
    with refused("not_open_yet"):
        school.do("ines", "NameChapter", start=0, title="x")
    school.do("ines", "OpenClass", opened_at=1)
    for start in range(200):
        school.do("ines", "NameChapter", start=start, title="x")
    with refused("malformed"):
        school.do("ines", "DropChapter", start=500)
    school.do("ines", "NameChapter", start=7, title="another")


def test_a_page_is_called_by_its_first_line_that_says_something():
    assert page_title("\n 3 \n –\n  Where does   the push go?\nTrace it") == "Where does the push go?"
    assert page_title("a" * 100) == "a" * 59 + "…"
    assert page_title("1\n\n?") == ""


def test_the_golden_class_has_the_chapters_that_the_page_finds_in_it():
    *lines, told = [json.loads(line) for line in GOLDEN.read_text().splitlines()]
    entries = playing_order(wire.entry_from_json(line) for line in lines)
    pages = told["pages"]
    found = contents(entries, told["end"], lambda deck, page: pages[f"{deck}:{page}"], told["names"])
    assert [[one.start, one.end, one.title] for one in found] == told["chapters"]
