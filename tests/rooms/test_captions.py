"""Spoken lines stand at their time and are written once."""

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


def test_a_line_that_ends_before_it_begins_is_refused(school, refused):
    with refused("bad_moment"):
        school.server("AddCaption", **LINE | {"end": 1000})
