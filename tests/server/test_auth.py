"""Tokens: each opens what it was signed for, until it ends, and nothing else."""

import pytest

from server.auth import Tokens
from server.errors import Problem

CLASS, PERSON = "c1", "sam"
READERS = {
    "sign_in": lambda tokens, token: tokens.read_sign_in(token),
    "session": lambda tokens, token: tokens.read_session(token),
    "ticket": lambda tokens, token: tokens.read_ticket(token),
    "person": lambda tokens, token: tokens.read_person(token),
    "film": lambda tokens, token: tokens.read_film(token, CLASS, "f1"),
    "download": lambda tokens, token: tokens.read_download(token, CLASS),
    "look": lambda tokens, token: tokens.read_look(token),
    "podcast": lambda tokens, token: tokens.read_podcast(token),
    "erasure": lambda tokens, token: tokens.read_erasure(token),
    "calendar": lambda tokens, token: tokens.read_calendar(token),
}


@pytest.fixture
def tokens():
    return Tokens(b"s" * 32)


@pytest.fixture
def signed(tokens):
    return {
        "sign_in": tokens.sign_in(PERSON),
        "session": tokens.session(PERSON),
        "ticket": tokens.ticket(CLASS, "student", 60),
        "person": tokens.person(CLASS, PERSON, "student"),
        "film": tokens.film(CLASS, "f1", PERSON, "student"),
        "download": tokens.download(CLASS, PERSON, "student"),
        "look": tokens.look("l1"),
        "podcast": tokens.podcast("p1"),
        "erasure": tokens.erasure("e1"),
        "calendar": tokens.calendar("a1"),
    }


def opens(tokens, reader, token):
    try:
        READERS[reader](tokens, token)
    except Problem:
        return False
    return True


def test_no_token_stands_in_for_one_of_another_kind(tokens, signed):
    for reader in READERS:
        assert [kind for kind, token in signed.items() if opens(tokens, reader, token)] == [reader]


def test_a_key_to_one_thing_is_none_to_another(tokens, signed):
    for read in (
        lambda: tokens.read_film(signed["film"], CLASS, "f2"),
        lambda: tokens.read_film(signed["film"], "c2", "f1"),
        lambda: tokens.read_download(signed["download"], "c2"),
    ):
        with pytest.raises(Problem, match="bad_ticket"):
            read()


def test_what_has_run_out_another_school_signed_or_nobody_did_opens_nothing(tokens, signed):
    assert not opens(tokens, "ticket", tokens.ticket(CLASS, "student", -1))
    assert not opens(tokens, "sign_in", tokens.sign_in(PERSON, -1))
    for kind, token in signed.items():
        head, body, mark = token.split(".")
        assert not opens(Tokens(b"t" * 32), kind, token)
        assert not opens(tokens, kind, f"{head}.{body}.")
        assert not opens(tokens, kind, f"eyJhbGciOiJub25lIn0.{body}.")
        assert not opens(tokens, kind, f"{head}.{body[:-2]}.{mark}")


def test_nothing_that_was_signed_for_somebody_erased_opens_anything(tokens, signed):
    tokens.is_erased = {PERSON}.__contains__
    theirs = {"sign_in", "session", "person", "film", "download"}
    assert {kind for kind, token in signed.items() if not opens(tokens, kind, token)} == theirs
