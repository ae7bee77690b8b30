"""Transcripts to read: chapters, turns with names and times, whatever letters they hold."""

import io
import zipfile
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from transcription.documents import WORD, document, to_docx, to_markdown
from transcription.merge import Line

NAMES = {"ada": "Ada <King>", "ben": "Ben"}


def line(start, text, person="ada"):
    return Line(f"c{start}", "t", person, start, start + 900, text, ())


def paragraphs(data):
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.testzip() is None
        tree = ET.fromstring(packed.read("word/document.xml"))
    return ["".join(run.text or "" for run in one.iter(f"{{{WORD}}}t")) for one in tree.iter(f"{{{WORD}}}p")]


def test_markdown_has_a_paragraph_for_each_turn_under_its_chapter():
    lines = [line(0, "Hello *all*."), line(1_000, "Welcome."), line(62_000, "# Why?", "ben")]
    made = document("Tides_1", "Not reviewed.", lines, NAMES, [(60_000, "Questions")])
    assert to_markdown(made) == (
        "# Tides\\_1\n\n*Not reviewed.*\n\n**Ada \\<King\\>** (00:00:00) Hello \\*all\\*. Welcome.\n\n"
        "## Questions\n\n**Ben** (00:01:02) \\# Why?\n"
    )


def test_a_document_of_word_holds_the_same_and_turns_arabic_around():
    lines = [line(0, "a < b && c"), line(62_000, "مرحبا", "ben")]
    data = to_docx(document("Tides", "", lines, NAMES, [(60_000, "Q & A")]))
    assert paragraphs(data) == ["Tides", "Ada <King> 00:00:00 a < b && c", "Q & A", "Ben 00:01:02 مرحبا"]
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.read("word/document.xml").count(b"<w:bidi/>") == 1


@settings(deadline=None, max_examples=25)
@given(st.lists(st.text(max_size=30), max_size=4), st.text(max_size=20))
def test_whatever_is_said_the_documents_are_well_formed(texts, name):
    lines = [line(n * 1000, f"{text}x") for n, text in enumerate(texts)]
    made = document(name, name, lines, {"ada": name}, [(500, name)])
    assert paragraphs(to_docx(made))
    assert to_markdown(made).startswith("# ")
