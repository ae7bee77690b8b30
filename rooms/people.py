"""Who is in class: asking to come in, being let in, joining, leaving, being sent out or banned, changing role."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from rooms.errors import Refusal
from rooms.facts import STAFF, STAFF_ROLES, Caller, Command, Entry, Event, Fact, Id, Role
from rooms.lesson import Lesson, must_be_live

LeaveReason = Literal["left", "lost", "removed", "sent_out", "ended"]
"""`removed`: banned from this class; `sent_out`: may come back."""

Door = Literal["open", "ask", "signed_in", "closed"]
"""Who may come in of those who do not lead: all, whoever is let in, those with an account, nobody else."""


@dataclass(frozen=True, slots=True)
class AdmissionAsked(Event):
    """Someone waits in the lobby."""

    person: Id
    role: Role


@dataclass(frozen=True, slots=True)
class PersonAdmitted(Event):
    """Someone who waited may come in."""

    person: Id


@dataclass(frozen=True, slots=True)
class AdmissionDeclined(Event):
    """Someone who waited may not come in."""

    person: Id


@dataclass(frozen=True, slots=True)
class AdmissionWithdrawn(Event):
    """Someone no longer waits."""

    person: Id


@dataclass(frozen=True, slots=True)
class BanLifted(Event):
    """Someone who was sent out, or not let in, may come in again."""

    person: Id


@dataclass(frozen=True, slots=True)
class PersonJoined(Event):
    """Someone came in."""

    person: Id
    role: Role


@dataclass(frozen=True, slots=True)
class PersonLeft(Event):
    """Someone went out: by themselves, by a lost connection, sent out with or without a way back, or as the class ended."""

    person: Id
    reason: LeaveReason


@dataclass(frozen=True, slots=True)
class RoleChanged(Event):
    """Someone has another role from now on."""

    person: Id
    role: Role


@dataclass(frozen=True, slots=True)
class JoinClass(Command):
    """Come in; with a lobby, ask to. `recorded`: whether the voice, camera and screen of whoever comes in belong into the
    recording, as they chose having read the `notice`; null: nothing is said of it."""

    recorded: bool | None = None
    notice: int = 0


@dataclass(frozen=True, slots=True)
class LeaveClass(Command):
    """Go out; `reason` "lost" is for the server, when a connection does not come back."""

    reason: LeaveReason = "left"


@dataclass(frozen=True, slots=True)
class Admit(Command):
    """Let someone in from the lobby."""

    person: Id


@dataclass(frozen=True, slots=True)
class Decline(Command):
    """Do not let someone in from the lobby."""

    person: Id


@dataclass(frozen=True, slots=True)
class StopWaiting(Command):
    """Wait no longer (the server, when somebody in the lobby is gone)."""


@dataclass(frozen=True, slots=True)
class Remove(Command):
    """Send someone out; with `ban` for the rest of the class, without it they may come back."""

    person: Id
    ban: bool = True


@dataclass(frozen=True, slots=True)
class LiftBan(Command):
    """Let someone come in again who was banned or not let in."""

    person: Id


@dataclass(frozen=True, slots=True)
class ChangeRole(Command):
    """Give someone another role in this class."""

    person: Id
    role: Role


@dataclass(slots=True)
class People:
    """Who is here, who waits, who was let in once, who was sent out, and each one's role."""

    roles: dict[Id, Role] = field(default_factory=dict)
    present: set[Id] = field(default_factory=set)
    waiting: set[Id] = field(default_factory=set)
    admitted: set[Id] = field(default_factory=set)
    declined: set[Id] = field(default_factory=set)
    removed: set[Id] = field(default_factory=set)

    @property
    def barred(self) -> set[Id]:
        """Who was banned, or asked to come in and was not let in; whoever leads passes every door."""
        refused = self.declined - self.admitted
        return self.removed | {one for one in refused if self.roles.get(one) not in STAFF_ROLES}

    def role_of(self, caller: Caller) -> Role:
        """The role that counts now: the one given in class, else the one the caller came with."""
        return self.roles.get(caller.person or "", caller.role)

    def is_staff(self, caller: Caller) -> bool:
        """Whether the caller leads this class now."""
        return caller.by_server or self.role_of(caller) in STAFF_ROLES


def must_be_present(people: People, caller: Caller) -> Id:
    """The caller's id, refusing those who are not in the room."""
    if caller.person is None:
        raise Refusal("needs_person")
    if caller.person not in people.present:
        raise Refusal("removed" if caller.person in people.removed else "not_present")
    return caller.person


def decide(people: People, lesson: Lesson, door: Door, command: Command, caller: Caller) -> list[Fact]:
    """Judge who may come in and with which role; leaving and removing are judged in `room`."""
    match command:
        case JoinClass():
            return _join(people, lesson, door, caller)
        case Admit(person) | Decline(person):
            must_be_live(lesson)
            if person not in people.waiting:
                raise Refusal("no_such_person")
            return [Fact(PersonAdmitted(person) if isinstance(command, Admit) else AdmissionDeclined(person))]
        case StopWaiting():
            waits = caller.person in people.waiting
            return [Fact(AdmissionWithdrawn(caller.person or ""), STAFF)] if waits else []
        case LiftBan(person):
            if person not in people.removed | people.declined:
                raise Refusal("no_such_person")
            return [Fact(BanLifted(person), STAFF)]
        case ChangeRole(person, role):
            must_be_live(lesson)
            if person not in people.roles:
                raise Refusal("no_such_person")
            # Who leads is for instructors to say: a new role takes back what was taken from somebody.
            by_instructor = caller.by_server or people.role_of(caller) == "instructor"
            leads = {role, people.roles[person]} & STAFF_ROLES
            if person == caller.person or (leads and not by_instructor):
                raise Refusal("not_allowed")
            return [] if people.roles[person] == role else [Fact(RoleChanged(person, role))]
    return []


def _join(people: People, lesson: Lesson, door: Door, caller: Caller) -> list[Fact]:
    must_be_live(lesson)
    person = caller.person
    if person is None:
        raise Refusal("needs_person")
    if person in people.removed:
        raise Refusal("removed")
    if person in people.present:
        return []
    role = people.role_of(caller)
    if role in STAFF_ROLES or person in people.admitted:
        return [Fact(PersonJoined(person, role))]
    if person in people.declined:
        raise Refusal("declined")
    if lesson.draft:
        raise Refusal("door_closed")
    if door == "closed" or (door == "signed_in" and not caller.signed_in):
        raise Refusal("door_closed" if door == "closed" else "account_needed")
    if door == "ask":
        return [] if person in people.waiting else [Fact(AdmissionAsked(person, role), STAFF)]
    return [Fact(PersonJoined(person, role))]


def apply(people: People, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case AdmissionAsked(person, role):
            people.waiting.add(person)
            people.roles.setdefault(person, role)
        case PersonAdmitted(person):
            people.waiting.discard(person)
            people.admitted.add(person)
        case AdmissionDeclined(person):
            people.waiting.discard(person)
            people.declined.add(person)
        case AdmissionWithdrawn(person):
            people.waiting.discard(person)
        case BanLifted(person):
            people.removed.discard(person)
            people.declined.discard(person)
        case PersonJoined(person, role):
            people.present.add(person)
            people.waiting.discard(person)
            people.admitted.add(person)  # whoever was in comes back, whoever else may come in by then
            people.roles[person] = role
        case PersonLeft(person, reason):
            people.present.discard(person)
            if reason in ("removed", "sent_out"):
                people.admitted.discard(person)
            if reason == "removed":
                people.removed.add(person)
                people.waiting.discard(person)
        case RoleChanged(person, role):
            people.roles[person] = role
