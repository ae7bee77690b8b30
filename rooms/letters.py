"""How much one person, and all together, may leave in writing in one place of a class: far more than anybody types."""

from __future__ import annotations

from dataclasses import dataclass, field

from rooms.errors import Refusal
from rooms.facts import Caller, Id
from rooms.people import People

EACH = 100
"""Letters that every entry counts as besides its own: a timeline is as long as it has entries, however short they are."""

SHARE_AT_MOST = 1_000_000
"""Of one person who does not lead: two novels, or ten thousand messages of a few words, one every ten seconds of a whole day."""

LETTERS_AT_MOST = 12_000_000
"""Of a whole class: three hundred people who write 40,000 letters each, which is twenty full pages in an hour. More would
have to stay in memory for as long as anybody reads the class, and go to everybody who opens it."""


@dataclass(slots=True)
class Letters:
    """How much was written in one place by whom."""

    of: dict[Id | None, int] = field(default_factory=dict)
    all: int = 0

    def add(self, person: Id | None, text: str) -> None:
        """Somebody wrote."""
        size = len(text) + EACH
        self.of[person] = self.of.get(person, 0) + size
        self.all += size

    def signed(self, person: Id, text: str) -> None:
        """What was written without a name was written by this person."""
        size = len(text) + EACH
        self.of[None] = self.of.get(None, 0) - size
        self.of[person] = self.of.get(person, 0) + size

    def must_have_room(self, people: People, caller: Caller, text: str) -> None:
        """Refuse what would be too much; those who lead can always write."""
        size = len(text) + EACH
        if people.is_staff(caller):
            return
        if self.of.get(caller.person, 0) + size > SHARE_AT_MOST:
            raise Refusal("writing_full", "you have written as much as is kept of one person.")
        if self.all + size > LETTERS_AT_MOST:
            raise Refusal("writing_full", "as much was written as is kept of one class.")
