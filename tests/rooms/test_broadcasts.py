"""Text and voice to all groups at once."""

import pytest

from tests.rooms.school import School

GROUPS = [
    {"group": "g1", "name": "One", "people": ["sam"]},
    {"group": "g2", "name": "Two", "people": ["tom"]},
]


@pytest.fixture
def open_groups(school: School) -> School:
    school.do("ines", "OpenBreakouts", groups=GROUPS)
    return school


def test_a_line_is_told_to_all_groups(open_groups, refused):
    [told] = open_groups.do("ines", "TellGroups", text="Five minutes left")
    assert (told.to, told.event.text) == ("everyone", "Five minutes left")
    with refused("empty"):
        open_groups.do("ines", "TellGroups", text=" ")
    with refused("too_long"):
        open_groups.do("ines", "TellGroups", text="x" * 501)
    with refused("not_allowed"):
        open_groups.do("sam", "TellGroups", text="hello")


def test_a_voice_is_spread_and_withdrawn(open_groups, refused):
    open_groups.do("ines", "SpreadVoice")
    assert open_groups.do("ines", "SpreadVoice") == []
    assert open_groups.room.broadcasts.voices == {"ines"}
    open_groups.do("ines", "SpreadVoice", on=False)
    assert open_groups.room.broadcasts.voices == set()
    with refused("not_allowed"):
        open_groups.do("sam", "SpreadVoice")
    with refused("not_present"):
        open_groups.do("ada", "SpreadVoice")


def test_with_the_groups_every_voice_is_withdrawn(open_groups, refused):
    open_groups.do("ines", "SpreadVoice")
    open_groups.do("ines", "CloseBreakouts", countdown=10_000)
    assert open_groups.room.broadcasts.voices == {"ines"}
    written = open_groups.server("CloseBreakouts")
    assert "VoiceWithdrawn" in [type(entry.event).__name__ for entry in written]
    assert open_groups.room.broadcasts.voices == set()
    with refused("breakouts_closed"):
        open_groups.do("ines", "SpreadVoice")


@pytest.mark.parametrize("change", ["role", "leave", "end"])
def test_whoever_leads_no_longer_is_not_heard_everywhere(open_groups, change):
    open_groups.do("ada", "JoinClass")
    open_groups.do("ada", "SpreadVoice")
    if change == "role":
        open_groups.do("ines", "ChangeRole", person="ada", role="student")
    elif change == "leave":
        open_groups.do("ada", "LeaveClass")
    else:
        open_groups.do("ines", "EndClass")
    assert open_groups.room.broadcasts.voices == set()
