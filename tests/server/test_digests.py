"""The key terms of a class are kept for whoever asks next: of what that one may read, and of nothing else."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from rooms.chat import MessageSaid
from rooms.facts import Entry
from server.digests import _terms


def said(seq: int, by: str, text: str) -> Entry:
    return Entry(seq, seq, 0, by, "everyone", MessageSaid(f"m{seq}", text, None, late=False))


def test_words_that_are_cut_out_make_no_terms_for_another_who_is_left_their_own():
    school: Any = SimpleNamespace(keywords={}, deck_folder=lambda *_: Path("nowhere"))
    bens = said(1, "ben", "My colonoscopy is on Tuesday, a colonoscopy takes long")
    toms = said(2, "tom", "The Antikythera mechanism, an Antikythera wheel")
    both = said(3, "ada", "Welcome back to everybody")
    assert "colonoscopy" in str(_terms(school, "c", [bens, both], {}).terms()).casefold()
    told = str(_terms(school, "c", [toms, both], {}).terms()).casefold()
    assert "colonoscopy" not in told
    assert "antikythera" in told
