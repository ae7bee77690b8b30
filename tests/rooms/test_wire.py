"""The wire is strict: what does not fit is refused with a reason."""

import pytest

from rooms import wire
from rooms.refusals import REFUSALS
from rooms.roles import LATE_ABLE, WHO_MAY


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (None, "malformed"),
        ([], "malformed"),
        ({"do": "RaiseHand"}, "bad_id"),
        ({"id": "", "do": "RaiseHand"}, "bad_id"),
        ({"id": 7, "do": "RaiseHand"}, "bad_id"),
        ({"id": "x" * 65, "do": "RaiseHand"}, "bad_id"),
        ({"id": "1", "do": "Fly"}, "unknown_command"),
        ({"id": "1", "do": ["RaiseHand"]}, "unknown_command"),
        ({"id": "1", "do": "RaiseHand", "extra": 1}, "malformed"),
        ({"id": "1", "do": "Say", "message": "m"}, "malformed"),
        ({"id": "1", "do": "Say", "message": "m", "text": 5}, "malformed"),
        ({"id": "1", "do": "Say", "message": "m", "text": "\ud800"}, "malformed"),
        ({"id": "1", "do": "Say", "message": "m", "text": "a\0b"}, "malformed"),
        ({"id": "1", "do": "Vote", "poll": "p", "choices": [True]}, "malformed"),
        ({"id": "1", "do": "Vote", "poll": "p", "choices": 1}, "malformed"),
        ({"id": "1", "do": "Vote", "poll": "p", "choices": [1], "at": 1.5}, "malformed"),
        ({"id": "1", "do": "Vote", "poll": "p", "choices": [1], "at": 2**60}, "malformed"),
        ({"id": "1", "do": "ChangeRole", "person": "p", "role": "king"}, "malformed"),
        ({"id": "1", "do": "ChangeRole", "person": "p", "role": []}, "malformed"),
        ({"id": "1", "do": "OpenBreakouts", "groups": [{"group": "g"}]}, "malformed"),
    ],
)
def test_what_does_not_fit_is_refused(value, code, refused):
    with refused(code):
        wire.command_from_json(value)


def test_a_command_comes_back_as_it_went():
    sent = {"id": "1", "do": "Say", "message": "m", "text": "hé", "reply_to": None, "to": "staff", "at": 5}
    sent |= {"mentions": ["p"], "files": ["f"], "announcement": True}
    assert wire.command_to_json(wire.command_from_json(sent)) == sent


def test_every_command_has_a_row_in_the_table_of_rights():
    assert set(WHO_MAY) == set(wire.COMMANDS)
    assert set(wire.COMMANDS) >= LATE_ABLE


def test_every_refusal_says_what_to_do():
    assert all(message and then for _, message, then in REFUSALS.values())
