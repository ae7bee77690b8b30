"""Breakout groups: planned, opened, people moved or choosing, called back. A group is an audience, not a second class."""

from __future__ import annotations

from dataclasses import dataclass, field

from rooms.errors import Refusal
from rooms.facts import STAFF, Caller, Command, Entry, Event, Fact, Id, Milliseconds
from rooms.lesson import Lesson, must_be_live
from rooms.people import People, PersonLeft, must_be_present

GROUPS_AT_MOST, NAME_LIMIT = 50, 80
SHORTEST, LONGEST, COUNTDOWN_AT_MOST = 10_000, 12 * 3_600_000, 600_000


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
    """Everyone named went to their group; with `length` they come back by themselves, with `choose` each may pick a group."""

    groups: tuple[Group, ...]
    length: Milliseconds | None = None
    choose: bool = False


@dataclass(frozen=True, slots=True)
class PersonMoved(Event):
    """Someone went to another group, or back to the main room when `group` is null."""

    person: Id
    group: Id | None


@dataclass(frozen=True, slots=True)
class GroupRenamed(Event):
    """A group has another name from now on."""

    group: Id
    name: str


@dataclass(frozen=True, slots=True)
class BreakoutsExtended(Event):
    """The groups got more time; without an end until now, they have so much from now on."""

    more: Milliseconds


@dataclass(frozen=True, slots=True)
class BreakoutsCalledBack(Event):
    """Everyone comes back when the countdown is over."""

    countdown: Milliseconds


@dataclass(frozen=True, slots=True)
class BreakoutsClosed(Event):
    """Everyone came back to the main room."""


@dataclass(frozen=True, slots=True)
class LateGroupsSet(Event):
    """Whether whoever was in no group may join one after the class; so it is where students chose their groups."""

    on: bool


@dataclass(frozen=True, slots=True)
class GroupJoined(Event):
    """Somebody who was in no group joined one after the class, and reads and writes there as its members do."""

    person: Id
    group: Id


@dataclass(frozen=True, slots=True)
class PlanBreakouts(Command):
    """Prepare groups."""

    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class OpenBreakouts(Command):
    """Open the groups given, or the planned ones when `groups` is null, for 10 seconds to 12 hours or without an end."""

    groups: tuple[Group, ...] | None = None
    length: Milliseconds | None = None
    choose: bool = False


@dataclass(frozen=True, slots=True)
class MovePerson(Command):
    """Send someone to a group, or back to the main room."""

    person: Id
    group: Id | None = None


@dataclass(frozen=True, slots=True)
class ChooseGroup(Command):
    """Go to a group of one's own choice, or back to the main room; where students may choose."""

    group: Id | None = None


@dataclass(frozen=True, slots=True)
class RenameGroup(Command):
    """Give an open group another name."""

    group: Id
    name: str


@dataclass(frozen=True, slots=True)
class ExtendBreakouts(Command):
    """Give the groups more time; whoever was called back stays on."""

    more: Milliseconds = 300_000


@dataclass(frozen=True, slots=True)
class CloseBreakouts(Command):
    """Call everyone back, at once or after a countdown of at most 10 minutes."""

    countdown: Milliseconds = 0


@dataclass(frozen=True, slots=True)
class SetLateGroups(Command):
    """Let whoever was in no group join one after the class, or not."""

    on: bool


@dataclass(frozen=True, slots=True)
class JoinGroup(Command):
    """Take part in a group after the class, having been in none."""

    group: Id


@dataclass(slots=True)
class Breakouts:
    """The plan, the open groups, where everyone is, who was ever a member of which group, and the groups before."""

    planned: tuple[Group, ...] = ()
    open: bool = False
    choose: bool = False
    ends_at: Milliseconds | None = None
    groups: dict[Id, str] = field(default_factory=dict)
    place: dict[Id, Id] = field(default_factory=dict)
    members: dict[Id, set[Id]] = field(default_factory=dict)
    last: tuple[Group, ...] = ()
    late: bool = False

    def groups_of(self, person: Id | None) -> frozenset[Id]:
        """Every group that a person was ever in: what they may read."""
        return frozenset(group for group, members in self.members.items() if person in members)

    def seated(self) -> tuple[Group, ...]:
        """The open groups, with who is in each now."""
        return tuple(
            Group(group, name, tuple(person for person, where in self.place.items() if where == group))
            for group, name in self.groups.items()
        )


def decide(
    breakouts: Breakouts, people: People, lesson: Lesson, command: Command, caller: Caller
) -> list[Fact]:
    """Judge planning, opening, moving and calling back by those who lead, and choosing by the others."""
    match command:
        case PlanBreakouts(groups):
            _must_be_groups(groups, people)
            return [Fact(BreakoutsPlanned(groups), STAFF)]
        case OpenBreakouts(groups, length, choose):
            must_be_live(lesson)
            if breakouts.open:
                raise Refusal("breakouts_open")
            chosen = breakouts.planned if groups is None else groups
            _must_be_groups(chosen, people)
            if length is not None and not SHORTEST <= length <= LONGEST:
                raise Refusal("malformed", "groups are open for 10 seconds to 12 hours.")
            return [Fact(BreakoutsOpened(chosen, length, choose))]
        case MovePerson(person, group):
            _must_be_open(breakouts, lesson)
            if person not in people.present:
                raise Refusal("no_such_person")
            return _move(breakouts, person, group)
        case ChooseGroup(group):
            _must_be_open(breakouts, lesson)
            if not breakouts.choose and not people.is_staff(caller):
                raise Refusal("no_choice")
            return _move(breakouts, must_be_present(people, caller), group)
        case RenameGroup() | ExtendBreakouts() | CloseBreakouts():
            _must_be_open(breakouts, lesson)
            return _change(breakouts, command)
    return []


def _must_be_open(breakouts: Breakouts, lesson: Lesson) -> None:
    must_be_live(lesson)
    if not breakouts.open:
        raise Refusal("breakouts_closed")


def _move(breakouts: Breakouts, person: Id, group: Id | None) -> list[Fact]:
    if group is not None and group not in breakouts.groups:
        raise Refusal("no_such_group")
    return [] if breakouts.place.get(person) == group else [Fact(PersonMoved(person, group))]


def _change(breakouts: Breakouts, command: RenameGroup | ExtendBreakouts | CloseBreakouts) -> list[Fact]:
    match command:
        case RenameGroup(group, name):
            if group not in breakouts.groups:
                raise Refusal("no_such_group")
            _must_be_name(name)
            return [] if breakouts.groups[group] == name else [Fact(GroupRenamed(group, name))]
        case ExtendBreakouts(more):
            if not SHORTEST <= more <= LONGEST:
                raise Refusal("malformed", "groups get 10 seconds more at least.")
            return [Fact(BreakoutsExtended(more))]
        case CloseBreakouts(countdown):
            if not 0 <= countdown <= COUNTDOWN_AT_MOST:
                raise Refusal("malformed", "a countdown has at most 10 minutes.")
            return [Fact(BreakoutsCalledBack(countdown) if countdown else BreakoutsClosed())]


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
        _must_be_name(group.name)


def _must_be_name(name: str) -> None:
    if not name.strip():
        raise Refusal("empty", "The name of a group")
    if len(name) > NAME_LIMIT:
        raise Refusal("too_long", f"the name of a group has at most {NAME_LIMIT} characters.", NAME_LIMIT)


def apply(breakouts: Breakouts, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case BreakoutsPlanned(groups):
            breakouts.planned = groups
        case BreakoutsOpened(groups, length, choose):
            breakouts.open, breakouts.choose = True, choose
            breakouts.ends_at = None if length is None else entry.at + length
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
        case GroupRenamed(group, name):
            breakouts.groups[group] = name
        case LateGroupsSet(on):
            breakouts.late = on
        case GroupJoined(person, group):
            breakouts.members[group].add(person)
        case BreakoutsExtended(more):
            breakouts.ends_at = (entry.at if breakouts.ends_at is None else breakouts.ends_at) + more
        case BreakoutsCalledBack(countdown):
            breakouts.ends_at = entry.at + countdown
        case BreakoutsClosed():
            breakouts.last = breakouts.seated()
            breakouts.open, breakouts.choose, breakouts.ends_at = False, False, None
            breakouts.groups, breakouts.place = {}, {}
        case PersonLeft(person, "removed"):
            breakouts.place.pop(person, None)
