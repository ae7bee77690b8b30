"""Spoken lines stand at their time and are written once; people correct them, and propose corrections."""

from dataclasses import replace

import pytest

from rooms import captions
from rooms.replay import room_at
from rooms.words import Word, timed
from tests.harness.counting import lines_run

LINE = {
    "caption": "k1", "person": "ines", "start": 2000, "end": 4000, "text": "So the push",
    "words": [{"start": 2000, "end": 2300, "text": "So"}], "engine": "tiny.en",
}  # fmt: skip


def test_a_line_stands_where_it_was_spoken_and_is_not_written_twice(school):
    school.now = 50_000
    school.do("ines", "EndClass")
    [line] = school.server("AddCaption", **LINE)
    assert line.at == 2000
    assert school.server("AddCaption", **LINE) == []


def test_people_do_not_write_captions(school, refused):
    with refused("not_allowed"):
        school.do("ines", "AddCaption", **LINE)


def test_the_state_of_the_transcript_is_told_once(school, refused):
    assert len(school.server("ReportTranscript", state="working", message="Listening again")) == 1
    assert school.server("ReportTranscript", state="working", message="Listening again") == []
    with refused("malformed"):
        school.server("ReportTranscript", state="dreaming", message="")


def test_those_who_lead_have_a_failed_transcript_listened_to_again(school, refused):
    school.do("sam", "JoinClass")
    with refused("nothing_lost"):
        school.do("ines", "HearAgain")
    school.server("ReportTranscript", state="failed", message="Part of the sound could not be understood.")
    with refused("not_allowed"):
        school.do("sam", "HearAgain")
    [entry] = school.do("ines", "HearAgain")
    assert (entry.event, entry.by) == (captions.TranscriptChanged("working", ""), "ines")
    assert school.do("ada", "HearAgain") == []
    school.server("ReportTranscript", state="done", message="")
    with refused("nothing_lost"):
        school.do("ines", "HearAgain")


def test_a_line_that_ends_before_it_begins_is_refused(school, refused):
    with refused("bad_moment"):
        school.server("AddCaption", **LINE | {"end": 1000})


@pytest.fixture
def spoken(school):
    """A class with a line of Ines, which has ended."""
    school.do("sam", "JoinClass")
    school.server("AddCaption", **LINE, sure="4")
    school.now = 50_000
    school.do("ines", "EndClass")
    school.server("ReportTranscript", state="done", message="")
    return school


def now(school):
    [line] = captions.read(school.entries)
    return line.person, line.text


def test_a_correction_counts_from_the_moment_of_its_line_and_the_history_is_kept(spoken):
    [entry] = spoken.do("ada", "CorrectCaption", caption="k1", text=" So the  thrust ", person="sam")
    assert (entry.at, entry.by) == (2000, "ada")
    assert now(spoken) == ("sam", "So the thrust")
    assert room_at(spoken.entries, 2000).captions.lines["k1"].text == "So the thrust"
    spoken.do("ines", "CorrectCaption", caption="k1", text="So the push", person="ines")
    assert now(spoken) == ("ines", "So the push")
    events = [type(entry.event).__name__ for entry in spoken.entries]
    assert events.count("CaptionCorrected") == 2
    assert spoken.do("ada", "CorrectCaption", caption="k1", text="So the push") == []


def test_only_those_who_lead_correct(spoken, refused):
    for name, fields in (
        ("CorrectCaption", {"caption": "k1", "text": "x"}),
        ("SettleCorrection", {"proposal": "p1", "approved": True}),
        ("ReviewTranscript", {}),
    ):
        with refused("not_allowed"):
            spoken.do("sam", name, **fields)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"caption": "k9", "text": "x"}, "no_such_caption"),
        ({"caption": "k1", "text": " "}, "empty"),
        ({"caption": "k1", "text": "x" * 501}, "too_long"),
        ({"caption": "k1", "text": "x", "person": "nobody"}, "no_such_person"),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(spoken, refused, fields, code):
    with refused(code):
        spoken.do("ines", "CorrectCaption", **fields)
    with refused(code):
        spoken.do("sam", "ProposeCorrection", proposal="p1", **fields)


def test_a_proposed_correction_waits_for_those_who_lead(spoken, refused):
    [asked] = spoken.do("sam", "ProposeCorrection", proposal="p1", caption="k1", text="So the thrust")
    assert (asked.at, asked.to, now(spoken)) == (2000, "staff", ("ines", "So the push"))
    with refused("duplicate_id"):
        spoken.do("sam", "ProposeCorrection", proposal="p1", caption="k1", text="So the trust")
    settled, corrected = spoken.do("ada", "SettleCorrection", proposal="p1", approved=True)
    assert (settled.to, corrected.by, corrected.event.proposer) == ("everyone", "ada", "sam")
    assert now(spoken) == ("ines", "So the thrust")
    with refused("no_such_proposal"):
        spoken.do("ada", "SettleCorrection", proposal="p1", approved=False)


def test_a_refused_proposal_changes_nothing(spoken):
    spoken.do("sam", "ProposeCorrection", proposal="p1", caption="k1", text="So the thrust")
    assert len(spoken.do("ines", "SettleCorrection", proposal="p1", approved=False)) == 1
    assert now(spoken) == ("ines", "So the push")


def test_one_person_has_at_most_thirty_proposals_waiting(spoken, refused):
    for number in range(30):
        spoken.do("sam", "ProposeCorrection", proposal=f"p{number}", caption="k1", text=f"{number}")
    with refused("too_many_proposals"):
        spoken.do("sam", "ProposeCorrection", proposal="p30", caption="k1", text="so")
    spoken.do("ines", "SettleCorrection", proposal="p0", approved=False)
    assert spoken.do("sam", "ProposeCorrection", proposal="p30", caption="k1", text="so")


def test_a_line_of_a_group_is_corrected_by_those_who_can_read_it_and_for_them(school, refused):
    for person in ("sam", "tom"):
        school.do(person, "JoinClass")
    groups = [{"group": "g1", "name": "One", "people": ["sam"]}]
    school.do("ines", "OpenBreakouts", groups=groups)
    [entry] = school.server("AddCaption", **LINE)
    spoken_in_group(school, entry)
    with refused("no_such_caption"):
        school.do("tom", "ProposeCorrection", proposal="p1", caption="k1", text="x")
    assert school.do("sam", "ProposeCorrection", proposal="p1", caption="k1", text="x")
    [corrected] = school.do("ines", "CorrectCaption", caption="k1", text="y")
    assert corrected.to == "group:g1"


def spoken_in_group(school, entry):
    """Place a line in a group, as the server does when it writes it."""
    school.room.captions.lines["k1"] = replace(school.room.captions.lines["k1"], to="group:g1")


def test_a_transcript_is_reviewed_when_it_is_written(school, refused):
    school.server("AddCaption", **LINE)
    school.server("ReportTranscript", state="working", message="")
    with refused("not_written_yet"):
        school.do("ines", "ReviewTranscript")
    school.server("ReportTranscript", state="done", message="")
    assert school.do("ada", "ReviewTranscript")
    assert school.do("ada", "ReviewTranscript") == []
    assert school.do("ada", "ReviewTranscript", reviewed=False)


def test_words_that_stay_keep_their_times_and_new_ones_share_that_of_the_old():
    words = [Word(0, 100, "So"), Word(100, 200, "the"), Word(200, 400, "push"), Word(400, 500, "is")]
    assert timed(words, "So the thrust line is") == (
        *words[:2], Word(200, 300, "thrust"), Word(300, 400, "line"), words[3],
    )  # fmt: skip
    assert timed(words, "is") == (words[3],)
    assert [word.text for word in timed([Word(0, 100, "潮"), Word(100, 200, "水")], "潮汐")] == ["潮", "汐"]
    assert timed([], "anything") == ()


def test_a_correction_is_little_work_however_its_letters_repeat_and_a_long_line_keeps_its_times():
    def line(text):
        return [Word(100 * at, 100 * at + 100, letter) for at, letter in enumerate(text)]

    alike = line("潮" * 250)
    for text in ("潮汐" * 250, "汐潮" * 250, "汐" + "潮" * 249, "潮汐潮" * 160, "潮汐水月" * 120):
        assert lines_run(lambda text=text: timed(alike, text)) < 60_000
        assert "".join(word.text for word in timed(alike, text)) == text
    said = "".join(chr(0x4E00 + at * 37 % 900) for at in range(250))
    read = timed(line(said), said[:20] + "潮" + said[21:200] + "汐水" + said[201:])
    assert [word.start for word in read[:200]] == [100 * at for at in range(200)]
    assert (read[-1].start, len(read)) == (24_900, 251)
