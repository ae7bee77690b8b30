"""Who may look at a class that has ended: those who lead, the class, its course, whoever has a link to look, or everybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rooms.errors import Refusal
from rooms.facts import STAFF_ROLES, Caller, Command, Entry, Event, Fact, Role
from rooms.people import People

Level = Literal["staff", "class", "course", "link", "public"]
"""Each holds all before it. `course`: whoever belongs to another class of the course; `link`: whoever has a link that
those who lead made to be looked at; `public`: whoever knows the address. All but the class itself look and do not write."""

LEVELS: tuple[Level, ...] = ("staff", "class", "course", "link", "public")


@dataclass(frozen=True, slots=True)
class VisibilitySet(Event):
    """From now on, and once it has ended, the class is shown to these."""

    level: Level


@dataclass(frozen=True, slots=True)
class SetVisibility(Command):
    """Show the class to these once it has ended."""

    level: Level


@dataclass(slots=True)
class Visibility:
    """To whom a class is shown once it has ended."""

    level: Level = "class"

    def shows(self, least: Level) -> bool:
        """Whether it is shown as widely as this, or more widely."""
        return LEVELS.index(self.level) >= LEVELS.index(least)

    def hides_from(self, role: Role) -> bool:
        """Whether somebody of the class may not look at it any more."""
        return self.level == "staff" and role not in STAFF_ROLES


def decide(visibility: Visibility, people: People, command: Command, caller: Caller) -> list[Fact]:
    """Judge it: how widely a class is shown is for its instructors to say."""
    match command:
        case SetVisibility(level):
            if not caller.by_server and people.role_of(caller) != "instructor":
                raise Refusal("not_allowed")
            return [] if visibility.level == level else [Fact(VisibilitySet(level))]
    return []


def apply(visibility: Visibility, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case VisibilitySet(level):
            visibility.level = level
