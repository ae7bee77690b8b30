"""Breakout groups: planned, opened, people moved between them, called back. A group is an audience, not a second class."""

from __future__ import annotations

from dataclasses import dataclass, field

from rooms.errors import Refusal
from rooms.facts import STAFF, Command, Entry, Event, Fact, Id
from rooms.lesson import Lesson, must_be_live
from rooms.people import People, PersonLeft

GROUPS_AT_MOST = 50
NAME_LIMIT = 80


@dataclass(frozen=True, slots=True)
class Group:
    """A breakout group: its id, its name and who is in it."""

    group: Id
    name: str
    people: tuple[Id, ...]


@dataclass(frozen=True, slots=True)
class BreakoutsPlanned(Event):
    """Groups were prepared; only those who lead see the plan."""

    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class BreakoutsOpened(Event):
    """Everyone named went to their group."""

    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class PersonMoved(Event):
    """Someone went to another group, or back to the main room when `group` is null."""

    person: Id
    group: Id | None


@dataclass(frozen=True, slots=True)
class BreakoutsClosed(Event):
    """Everyone came back to the main room."""


@dataclass(frozen=True, slots=True)
class PlanBreakouts(Command):
    """Prepare groups."""

    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class OpenBreakouts(Command):
    """Open the groups given, or the planned ones when `groups` is null."""

    groups: tuple[Group, ...] | None = None


@dataclass(frozen=True, slots=True)
class MovePerson(Command):
    """Send someone to a group, or back to the main room."""

    person: Id
    group: Id | None = None


@dataclass(frozen=True, slots=True)
class CloseBreakouts(Command):
    """Call everyone back."""


@dataclass(slots=True)
class Breakouts:
    """The plan, the open groups, where everyone is, and who was ever a member of which group."""

    planned: tuple[Group, ...] = ()
    open: bool = False
    groups: dict[Id, str] = field(default_factory=dict)
    place: dict[Id, Id] = field(default_factory=dict)
    members: dict[Id, set[Id]] = field(default_factory=dict)

    def groups_of(self, person: Id | None) -> frozenset[Id]:
        """Every group that a person was ever in: what they may read."""
        return frozenset(group for group, members in self.members.items() if person in members)


def decide(breakouts: Breakouts, people: People, lesson: Lesson, command: Command) -> list[Fact]:
    """Judge planning, opening, moving and calling back; all by those who lead."""
    match command:
        case PlanBreakouts(groups):
            _must_be_groups(groups, people)
            return [Fact(BreakoutsPlanned(groups), STAFF)]
        case OpenBreakouts(groups):
            must_be_live(lesson)
            if breakouts.open:
                raise Refusal("breakouts_open")
            chosen = breakouts.planned if groups is None else groups
            _must_be_groups(chosen, people)
            return [Fact(BreakoutsOpened(chosen))]
        case MovePerson(person, group):
            must_be_live(lesson)
            if not breakouts.open:
                raise Refusal("breakouts_closed")
            if person not in people.present:
                raise Refusal("no_such_person")
            if group is not None and group not in breakouts.groups:
                raise Refusal("no_such_group")
            return [] if breakouts.place.get(person) == group else [Fact(PersonMoved(person, group))]
        case CloseBreakouts():
            must_be_live(lesson)
            if not breakouts.open:
                raise Refusal("breakouts_closed")
            return [Fact(BreakoutsClosed())]
    return []


def _must_be_groups(groups: tuple[Group, ...], people: People) -> None:
    if not 1 <= len(groups) <= GROUPS_AT_MOST:
        raise Refusal("malformed", f"there may be 1 to {GROUPS_AT_MOST} groups.")
    if len({group.group for group in groups}) != len(groups):
        raise Refusal("duplicate_id")
    placed = [person for group in groups for person in group.people]
    if len(set(placed)) != len(placed):
        raise Refusal("malformed", "somebody is in two groups.")
    if any(person not in people.roles for person in placed):
        raise Refusal("no_such_person")
    for group in groups:
        if not group.name.strip():
            raise Refusal("empty", "The name of a group")
        if len(group.name) > NAME_LIMIT:
            raise Refusal("too_long", f"the name of a group has at most {NAME_LIMIT} characters.")


def apply(breakouts: Breakouts, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case BreakoutsPlanned(groups):
            breakouts.planned = groups
        case BreakoutsOpened(groups):
            breakouts.open = True
            breakouts.groups = {group.group: group.name for group in groups}
            breakouts.place = {person: group.group for group in groups for person in group.people}
            for group in groups:
                breakouts.members.setdefault(group.group, set()).update(group.people)
        case PersonMoved(person, group):
            if group is None:
                breakouts.place.pop(person, None)
            else:
                breakouts.place[person] = group
                breakouts.members.setdefault(group, set()).add(person)
        case BreakoutsClosed():
            breakouts.open, breakouts.groups, breakouts.place = False, {}, {}
        case PersonLeft(person, "removed"):
            breakouts.place.pop(person, None)
