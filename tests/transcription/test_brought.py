"""Transcripts and chats that other programs wrote are read as far as they can be true."""

import pytest

from transcription.brought import Remark, Spoken, Written, read_chat, read_words

HOUR = 3_600_000
ZOOM = """WEBVTT

1
00:00:01.000 --> 00:00:03.500
Kim Lee: Good morning.

2
00:00:04.000 --> 00:00:06.000
Note: this is 12:30, and it goes on
over two lines.
"""


def words(text, length=HOUR):
    return read_words(text if isinstance(text, bytes) else text.encode(), length)


def test_names_are_read_as_zoom_and_as_teams_write_them():
    lines, remarks = words(ZOOM)
    assert lines[0] == Spoken("Kim Lee", 1_000, 3_500, "Good morning.")
    assert lines[1].text.endswith("over two lines.")
    assert remarks == []
    teams = "WEBVTT\n\nabc/12-0\n00:00:01.000 --> 00:00:02.000\n<v Kim &amp; Lee>So <i>it</i> is.</v>\n"
    assert words(teams)[0] == [Spoken("Kim & Lee", 1_000, 2_000, "So it is.")]
    srt = "1\r\n00:00:01,000 --> 00:00:02,000\r\nwithout a name\r\n\r\n"
    assert words(srt)[0] == [Spoken("", 1_000, 2_000, "without a name")]


def test_any_usual_encoding_is_read():
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nZoë: déjà vu\n"
    for coded in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert words(text.encode(coded))[0] == [Spoken("Zoë", 1_000, 2_000, "déjà vu")], coded
    lines, _ = words("WEBVTT\n\n00:01.000 --> 00:02.000\n\0a\u202eb\x07\n")
    assert lines[0].text == "a b"


def test_times_that_lie_are_mended_or_left_out_and_said():
    cues = [
        "00:50.000 --> 00:40.000",
        "00:05.000 --> 00:06.000",
        "00:05.500 --> 99:00:00.000",
        "02:00.000 --> 02:01.000",
        "7 o'clock --> 00:08.000",
    ]
    lines, remarks = words("WEBVTT\n\n" + "\n\n".join(f"{cue}\nwords" for cue in cues) + "\n", 60_000)
    assert [line.start for line in lines] == [5_000, 5_500, 50_000]
    assert all(line.start < line.end <= 60_000 for line in lines)
    assert remarks == [Remark("lines_beyond", 1), Remark("lines_mended", 2), Remark("lines_unread", 1)]


def test_what_holds_no_lines_says_so_and_a_long_line_is_several():
    for nothing in (b"", b"WEBVTT\n", b"\xff\xd8\xff\xe0 no words", b"00:00:01.000 -->\nx"):
        assert words(nothing) == ([], [Remark("no_lines", 0)])
    lines, _ = words("WEBVTT\n\n00:00.000 --> 00:20.000\n" + "word " * 300 + "\n")
    assert len(lines) == 3
    assert all(len(line.text) <= 500 for line in lines)
    assert [line.start for line in lines] == sorted(line.start for line in lines)


def test_a_chat_is_read_and_private_messages_never_are():
    chat = """00:01:05\t From  Kim Lee : Can you hear me?
00:01:10\tFrom Sam to Everyone:
\tYes.
And see you.
00:02:00 From Sam to Kim Lee(Direct Message) : for you alone
00:02:30 From Sam to Kim Lee : and this too
00:03:00\tTom:\tHello
"""
    messages, remarks = read_chat(chat.encode(), HOUR)
    assert messages == [
        Written("Kim Lee", 65_000, "Can you hear me?"),
        Written("Sam", 70_000, "Yes.\nAnd see you."),
        Written("Tom", 180_000, "Hello"),
    ]
    assert remarks == [Remark("private_left_out", 2)]


def test_a_chat_with_times_of_the_day_keeps_how_far_apart_they_are():
    messages, remarks = read_chat(
        b"14:00:10 From Kim : a\n14:00:40 From Kim : b\n15:30:00 From Kim : c\n", 60_000
    )
    assert [one.at for one in messages] == [0, 30_000, 60_000]
    assert remarks == [Remark("chat_by_day", 3), Remark("messages_at_end", 1)]
    assert read_chat(b"no chat at all", 60_000) == ([], [Remark("no_messages", 0)])


@pytest.mark.parametrize(
    ("read", "before", "again", "after", "found"),
    [
        (read_words, "WEBVTT\n\n00:01.000 --> 00:02.000\n", "<a", "", 2_000),
        (read_words, "WEBVTT\n\n00:01.000 --> 00:02.000\n<v", "    ", "x", 1),
        (read_words, "WEBVTT\n\n00:01.000 --> 00:02.000\n", "<1", "", 2_000),
        (read_chat, "00:00:01\tFrom a", " to x", "", 0),
        (read_chat, "00:00:01\tFrom a", "     ", "x", 0),
    ],
)
def test_no_line_however_long_and_odd_holds_up_the_school(read, before, again, after, found):
    """Where every place of such a line was tried with every other, it took hours: this test would never end."""
    assert len(read((before + 500_000 * again + after + "\n").encode(), 10_000)[0]) == found


def test_a_message_to_many_by_name_is_private_however_many_they_are():
    to = ", ".join(f"Student Number {number}" for number in range(60))
    assert read_chat(f"00:00:01\tFrom Ada to {to}: the key is 42\n".encode(), 10_000)[0] == []


def test_a_line_that_is_said_to_stand_for_minutes_stands_as_long_as_it_takes_to_say():
    [line] = words("WEBVTT\n\n00:00:01.000 --> 00:09:00.000\nKim: So.\n")[0]
    assert line.end - line.start < 1_000
