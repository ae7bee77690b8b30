"""Subtitle files say who said what and when, whatever letters names and texts hold."""

import io
import json
import re

import webvtt
from hypothesis import given, settings
from hypothesis import strategies as st

from transcription.engine import Word
from transcription.merge import Line
from transcription.subtitles import to_json, to_srt, to_text, to_vtt

anything = st.text(max_size=60)


def line(start, end, text, person="ada"):
    return Line(f"c{start}", "t", person, start, end, text, (Word(start, end, text),))


@st.composite
def written(draw):
    starts = draw(st.lists(st.integers(0, 360_000_000), max_size=8, unique=True))
    return [line(start, start + draw(st.integers(0, 8_000)), draw(anything) + "x") for start in starts]


@settings(deadline=None, max_examples=60)
@given(written(), anything)
def test_webvtt_has_a_cue_for_each_line_whatever_it_says(lines, name):
    text = to_vtt(lines, {"ada": name})
    blocks = text.rstrip("\n").split("\n\n")
    assert blocks[0].startswith("WEBVTT\n")
    assert len(blocks) == 1 + len(lines)
    for block in blocks[1:]:
        times, cue = block.split("\n")
        assert re.fullmatch(r"\d{2,}:\d\d:\d\d\.\d{3} --> \d{2,}:\d\d:\d\d\.\d{3}", times)
        assert re.fullmatch(r"<v [^<>\n\r]*>[^<>\n\r]*</v>", cue)
    assert len(webvtt.from_buffer(io.StringIO(text)).captions) == len(lines)


@settings(deadline=None, max_examples=60)
@given(written(), anything)
def test_subrip_has_a_numbered_cue_for_each_line_whatever_it_says(lines, name):
    text = to_srt(lines, {"ada": name})
    assert text.count("-->") == len(lines)
    assert len(re.findall(r"(?m)^\d+\n\d{2,}:\d\d:\d\d,\d{3} --> ", text)) == len(lines)


@settings(deadline=None, max_examples=60)
@given(written())
def test_json_gives_back_what_was_said(lines):
    read = json.loads(to_json(lines, {"ada": "Ada"}))["lines"]
    assert [each["text"] for each in read] == [each.text for each in sorted(lines, key=lambda one: one.start)]


def test_webvtt_escapes_and_names_the_speaker():
    text = to_vtt([line(3_661_001, 3_662_500, "a < b && c --> d")], {"ada": "Ada <King> & Co"})
    assert "01:01:01.001 --> 01:01:02.500" in text
    assert "<v Ada &lt;King&gt; &amp; Co>a &lt; b &amp;&amp; c --&gt; d</v>" in text


def test_plain_text_has_a_paragraph_for_each_turn():
    lines = [line(0, 900, "Hello."), line(1_000, 1_900, "Welcome."), line(62_000, 63_000, "Thanks.", "ben")]
    text = to_text(lines, {"ada": "Ada", "ben": "Ben"})
    assert text == "[00:00:00] Ada: Hello. Welcome.\n\n[00:01:02] Ben: Thanks.\n"


def test_what_is_missing_is_said_in_each_form_and_moves_no_line():
    lines = [line(1_500, 1_900, "Hello."), line(4_000, 4_900, "Welcome.")]
    note = "Partial: the rest could\nnot be --> recognised."
    said = "Partial: the rest could not be → recognised."
    assert f"\n\nNOTE {said}\n\n00:00:01.500 -->" in to_vtt(lines, {}, "en", note)
    assert to_text(lines, {}, note).startswith(
        "Partial: the rest could not be --> recognised.\n\n[00:00:01] ada:"
    )
    first, second, third = to_srt(lines, {}, note).split("\n\n")
    assert first == f"1\n00:00:00,000 --> 00:00:01,500\n[{said}]"
    assert second.startswith("2\n00:00:01,500 --> 00:00:01,900\nada: Hello.")
    assert third.startswith("3\n")
    assert to_srt([line(0, 900, "Hello.")], {}, note).startswith("1\n00:00:00,000 --> 00:00:04,000\n")
    assert json.loads(to_json(lines, {}, whole=False))["whole"] is False
    assert json.loads(to_json(lines, {}))["whole"] is True


def test_a_person_whose_name_is_gone_is_shown_by_id():
    assert "<v ada>" in to_vtt([line(0, 1, "Hi")], {})
