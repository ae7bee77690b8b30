"""A class that was held elsewhere becomes a timeline like any other."""

import pytest

from rooms.contents import contents
from rooms.replay import playing_order, room_at
from tests.rooms.school import OPENED, School

LINES = [
    {"caption": "i1", "person": "g_kim", "start": 1_000, "end": 3_000, "text": "Now the keystone goes in."},
    {"caption": "i0", "person": "ines", "start": 200, "end": 900, "text": "Good morning."},
]
MESSAGES = [{"message": "i0", "person": "g_lee", "at": 2_000, "text": "Why there?"}]


@pytest.fixture
def planned() -> School:
    return School(opened=False, draft=True)


def bring(school: School, **more):
    asked = {
        "opened_at": OPENED,
        "length": 60_000,
        "person": "ines",
        "picture": True,
        "sound": True,
        "guests": ["g_kim", "g_lee"],
        "lines": LINES,
        "messages": MESSAGES,
        "engine": "vtt",
    }
    return school.server("ImportClass", **{**asked, **more})


def test_what_is_brought_stands_at_its_moments_and_has_ended(planned):
    entries = bring(planned)
    assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)
    assert planned.room.lesson.state == "ended"
    assert planned.room.lesson.ended_at == 60_000
    lines = planned.room.captions.lines
    assert {name: line.person for name, line in lines.items()} == {"i0": "ines", "i1": "g_kim"}
    assert [word.text for word in lines["i1"].words] == ["Now", "the", "keystone", "goes", "in."]
    assert (lines["i1"].words[0].start, lines["i1"].words[-1].end) == (1_000, 3_000)
    assert planned.room.chat.messages["i0"].by == "g_lee"
    assert planned.room.captions.state == "done"
    assert not planned.room.tracks.open
    assert planned.replayed() == planned.room
    assert room_at(planned.entries, 500).captions.lines.keys() == {"i0"}


def test_those_who_were_there_belong_to_nobody_and_were_never_in_the_room(planned):
    bring(planned)
    assert planned.room.people.roles == {"g_kim": "guest", "g_lee": "guest"}
    assert not planned.room.people.present
    planned.do("ines", "CorrectCaption", caption="i0", text="Good morning.", person="g_lee")
    assert planned.room.captions.lines["i0"].person == "g_lee"


def test_nothing_is_brought_twice_nor_into_a_class_that_was_held(planned, refused):
    bring(planned)
    before = len(planned.entries)
    with refused("already_open"):
        bring(planned)
    assert len(planned.entries) == before
    with refused("already_open"):
        bring(School())


def test_what_does_not_fit_the_recording_is_refused_whole(planned, refused):
    for more in ({"length": 2_500}, {"lines": [LINES[0] | {"start": 4_000}]}, {"length": 3_000, "messages": [
        MESSAGES[0] | {"at": 3_001}
    ]}):  # fmt: skip
        with refused("bad_moment"):
            bring(planned, **more)
    assert len(planned.entries) == 1


def test_without_words_the_transcript_is_still_to_be_made(planned):
    bring(planned, lines=[])
    assert planned.room.captions.state is None


def test_its_picture_makes_no_chapter(planned):
    bring(planned)
    found = contents(playing_order(planned.entries), 60_000, lambda deck, page: "", {"ines": "Ines"})
    assert found == []
