"""What people may do now: locks for everybody who does not lead, rights of one person, who presents, who joins muted."""

from __future__ import annotations

from dataclasses import dataclass, field

from rooms.errors import Refusal
from rooms.facts import STAFF_ROLES, Caller, Command, Entry, Event, Fact, Id
from rooms.lesson import ClassEnded, Lesson, must_be_live
from rooms.people import People, PersonLeft, RoleChanged
from rooms.refusals import REFUSALS
from rooms.roles import PERMISSIONS, PRESENTER, Permission


@dataclass(frozen=True, slots=True)
class RightSet(Event):
    """A right was given or taken: from one person, or from all who do not lead; null: as the role has it."""

    right: Permission
    allowed: bool | None
    person: Id | None


@dataclass(frozen=True, slots=True)
class PresenterChanged(Event):
    """Somebody presents now; null: those who lead."""

    person: Id | None


@dataclass(frozen=True, slots=True)
class JoinMutedSet(Event):
    """Whether those who do not lead come in with their microphone muted."""

    on: bool


@dataclass(frozen=True, slots=True)
class SetRight(Command):
    """Give or take a right, of one person or of everybody who does not lead; null: as the role has it."""

    right: Permission
    allowed: bool | None = None
    person: Id | None = None


@dataclass(frozen=True, slots=True)
class HandOver(Command):
    """Let somebody present; null takes or gives it back."""

    person: Id | None = None


@dataclass(frozen=True, slots=True)
class SetJoinMuted(Command):
    """Let those who do not lead come in muted, or not."""

    on: bool


@dataclass(slots=True)
class Rights:
    """What differs from the roles' own rights, for everybody who does not lead and for single persons."""

    everybody: dict[Permission, bool] = field(default_factory=dict)
    persons: dict[Id, dict[Permission, bool]] = field(default_factory=dict)
    presenter: Id | None = None
    join_muted: bool = False

    def may(self, people: People, caller: Caller, right: Permission) -> bool:
        """Whether the caller has a right now: as presenter, by themselves, as one of all, or by their role."""
        if caller.by_server:
            return True
        if caller.person is not None and caller.person == self.presenter and right in PRESENTER:
            return True
        own = self.persons.get(caller.person or "", {})
        if right in own:
            return own[right]
        role = people.role_of(caller)
        if role not in STAFF_ROLES and right in self.everybody:
            return self.everybody[right]
        return role in PERMISSIONS[right].roles

    def must(self, people: People, caller: Caller, right: Permission) -> None:
        """Refuse whoever does not have a right."""
        if not self.may(people, caller, right):
            code = f"may_not_{right}"
            raise Refusal(code if code in REFUSALS else "not_allowed")


def decide(rights: Rights, people: People, lesson: Lesson, command: Command, caller: Caller) -> list[Fact]:
    """Judge giving and taking; that tracks end with the right to send them is judged in `together`."""
    match command:
        case SetRight(right, allowed, None):
            return _set_for_all(rights, lesson, right, allowed)
        case SetRight(right, allowed, str() as person):
            _may_decide_for(rights, people, caller, person, right, allowed)
            same = rights.persons.get(person, {}).get(right) == allowed
            return [] if same else [Fact(RightSet(right, allowed, person))]
        case HandOver(person):
            must_be_live(lesson)
            if not (person is None and caller.person == rights.presenter):
                rights.must(people, caller, "grant")
            if person is not None and person not in people.present:
                raise Refusal("no_such_person")
            return [] if rights.presenter == person else [Fact(PresenterChanged(person))]
        case SetJoinMuted(on):
            _must_not_be_over(lesson)
            return [] if rights.join_muted == on else [Fact(JoinMutedSet(on))]
    return []


def _must_not_be_over(lesson: Lesson) -> None:
    if lesson.ended_at is not None:
        raise Refusal("class_ended")


def _set_for_all(rights: Rights, lesson: Lesson, right: Permission, allowed: bool | None) -> list[Fact]:
    _must_not_be_over(lesson)
    if PERMISSIONS[right].reach != "everybody":
        raise Refusal("not_for_everybody")
    return [] if rights.everybody.get(right) == allowed else [Fact(RightSet(right, allowed, None))]


def _may_decide_for(
    rights: Rights, people: People, caller: Caller, person: Id, right: Permission, allowed: bool | None
) -> None:
    """Nobody gives what they do not have; an assistant's rights are an instructor's business, an instructor's nobody's."""
    role = people.roles.get(person)
    if role is None:
        raise Refusal("no_such_person")
    by_instructor = caller.by_server or people.role_of(caller) == "instructor"
    if person == caller.person or role == "instructor" or (role == "assistant" and not by_instructor):
        raise Refusal("not_allowed")
    rights.must(people, caller, right)
    if allowed and role not in STAFF_ROLES and PERMISSIONS[right].reach == "lead":
        raise Refusal("leads_only")


def apply(rights: Rights, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case RightSet(right, allowed, person):
            held = rights.everybody if person is None else rights.persons.setdefault(person, {})
            if allowed is None:
                held.pop(right, None)
            else:
                held[right] = allowed
        case PresenterChanged(person):
            rights.presenter = person
        case JoinMutedSet(on):
            rights.join_muted = on
        case PersonLeft(person) if person == rights.presenter:
            rights.presenter = None
        case RoleChanged(person):  # another role begins with its own rights
            rights.persons.pop(person, None)
        case ClassEnded():  # locks are for the live class; what all were given, or one person was not, stays so
            rights.everybody = {right: True for right, given in rights.everybody.items() if given}
            rights.presenter = None
