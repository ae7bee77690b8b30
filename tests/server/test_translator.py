"""What is sent to a translating machine, and that nothing but exactly the lines asked for is believed of its answer."""

import json

import pytest

from server.translator import LINES_AT_ONCE, Wanted, answered, batches, question
from transcription.glossary import Term


def line(number, text="The tide rises.", person="ada", to="everyone"):
    return Wanted(f"c{number}", person, to, text)


def told(*texts):
    return json.dumps({"lines": [{"id": number, "text": text} for number, text in enumerate(texts, 1)]})


def test_a_request_holds_the_words_of_one_speaker_for_one_audience():
    lines = [line(n, person="ada" if n % 3 else "sam") for n in range(45)]
    lines += [line(50, to="group:g"), line(51, text="x" * 3_999), line(52, text="y" * 500)]
    made = batches(lines)
    assert sorted(one.caption for part in made for one in part) == sorted(one.caption for one in lines)
    for part in made:
        assert len({(one.person, one.to) for one in part}) == 1
        assert len(part) <= LINES_AT_ONCE
    assert ["c50"] in [[one.caption for one in part] for part in made]


def test_words_go_out_under_numbers_with_the_terms_that_come_up():
    sent = json.loads(
        question([line(1, "A Kelvin wave.")], "ar", [Term("Kelvin wave", "along a coast"), Term("Seiche")])
    )
    assert sent == {
        "into": "Arabic (ar)",
        "terms": ["Kelvin wave: along a coast"],
        "lines": [{"id": 1, "text": "A Kelvin wave."}],
    }


def test_an_answer_is_believed_when_it_holds_each_line_once():
    batch = [line(1), line(2, "Why?")]
    for answer in (
        told("La mer\n monte.", "Pourquoi ?"),
        f"<think>hm</think>\n```json\n{told('La mer monte.', 'Pourquoi ?')}\n```",
        '{"lines": [{"id": 2, "text": "Pourquoi ?"}, {"text": "La mer monte.", "id": 1}]}',
    ):
        found = answered(batch, answer)
        assert {(one.caption, one.source, one.text) for one in found} == {
            ("c1", "The tide rises.", "La mer monte."),
            ("c2", "Why?", "Pourquoi ?"),
        }


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "La mer monte.",
        "[]",
        "null",
        "[" * 100_000,
        told("La mer monte."),
        told("a", "b", "c"),
        '{"lines": [{"id": 1, "text": "a"}, {"id": 1, "text": "b"}]}',
        '{"lines": [{"id": 1, "text": "a"}, {"id": 3, "text": "b"}]}',
        '{"lines": [{"id": true, "text": "a"}, {"id": 2, "text": "b"}]}',
        '{"lines": [{"id": 1, "text": "a"}, {"id": "2", "text": "b"}]}',
        '{"lines": [{"id": 1, "text": "a"}, {"id": 2, "text": "b", "to": "everyone"}]}',
        '{"lines": [{"id": 1, "text": "a"}, {"id": 2, "text": ["b"]}]}',
        '{"lines": [{"id": 1, "text": "a"}, {"id": 2}], "more": 1}',
        told("a", " "),
        told("a", "b" * 200),  # nothing that means "Why?" is so long
        told("a", "b\0"),
        told("a", "\u202eb"),
        told("a", "\ue000"),
        '{"lines": [{"id": 1, "text": "a"}, {"id": 2, "text": "\\ud800"}]}',
    ],
)
def test_an_answer_that_is_anything_else_is_not_believed(answer):
    assert answered([line(1), line(2, "Why?")], answer) is None
