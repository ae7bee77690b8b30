"""Refusals in other languages: clients have two texts for every code, and are sent what the texts need."""

import json
import re

import pytest

from rooms.errors import Refusal
from rooms.refusals import REFUSALS
from server.errors import Problem, error_json
from server.problems import PROBLEMS
from tests.harness.source import LAYERS, ROOT, python_files

TEXTS = ROOT / "web" / "src" / "texts"
LANGUAGES = sorted(folder.name for folder in TEXTS.iterdir() if folder.is_dir() and folder.name != "en")
TOLD = {code: texts for code, (_, *texts) in REFUSALS.items()} | {
    code: texts for code, (_, _, *texts) in PROBLEMS.items()
}
LIMITED = {"too_long", "too_large", "class_full", "too_many_pages"}


def catalogue(language):
    return json.loads((TEXTS / language / "first" / "refusals.json").read_text())


def with_gap(gap, texts):
    return {key.removesuffix("_next") for key, text in texts.items() if re.search(rf"\{{{gap}\b", text)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_says_in_every_language_what_happened_and_what_to_do(language):
    texts = catalogue(language)
    assert not [key for code in TOLD for key in (code, f"{code}_next") if not texts.get(key)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_leaves_no_gap_that_the_server_does_not_fill(language):
    texts = catalogue(language)
    gaps = {code for code, told in TOLD.items() if "{detail}" in "".join(told)}
    assert with_gap("detail", texts) <= gaps
    assert with_gap("limit", texts) == LIMITED
    assert not set(re.findall(r"\{(\w+)[,}]", "".join(texts.values()))) - {"detail", "limit"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_knows_no_code_that_no_server_tells(language):
    code = "".join(file.read_text() for file in python_files(*LAYERS))
    codes = {key.removesuffix("_next") for key in catalogue(language)}
    assert not [name for name in codes if f'"{name}"' not in code]


def test_english_keeps_the_words_of_the_server():
    assert not (TEXTS / "en" / "first" / "refusals.json").exists()


def test_an_error_carries_what_fills_its_gaps_only_where_there_are_some():
    assert set(error_json(Refusal("poll_ended"))["error"]) == {"code", "fault", "message", "next"}
    assert error_json(Refusal("slow_mode", "30"))["error"]["detail"] == "30"
    assert error_json(Problem("too_large", "at most 5 MB fit here.", 5))["error"]["limit"] == 5
