"""Who is in the recording: what each person was told before they came in, what they chose, and that it can change in class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rooms.errors import Refusal
from rooms.facts import Caller, Command, Entry, Event, Fact, Id
from rooms.lesson import Lesson, ResumeRecording
from rooms.people import JoinClass, People, PersonJoined

NOTICE = 1
"""The number of the notice that pages show now; its words are in docs/protocol.md. 0: nobody was shown one yet."""


@dataclass(frozen=True, slots=True)
class RecordingChosen(Event):
    """Someone's voice, camera and screen are recorded from now on, or are forwarded live only; `notice`: the number of the
    notice that they had read, 0 while they have not been asked."""

    person: Id
    recorded: bool
    notice: int


@dataclass(frozen=True, slots=True)
class ChooseRecording(Command):
    """Be recorded from now on, or take part unrecorded, having read a notice."""

    recorded: bool
    notice: int = NOTICE


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody chose last."""

    recorded: bool
    notice: int


@dataclass(slots=True)
class Consent:
    """Each person's choice. Whoever made none came in without a page of ours, and is recorded with the class."""

    choices: dict[Id, Choice] = field(default_factory=dict)

    def keeps(self, person: Id) -> bool:
        """Whether a person's tracks belong into the recording."""
        return person not in self.choices or self.choices[person].recorded

    def was_asked(self, person: Id) -> bool:
        """Whether a person has chosen by themselves."""
        return person in self.choices and self.choices[person].notice > 0


def decide(consent: Consent, people: People, lesson: Lesson, command: Command, caller: Caller) -> list[Fact]:
    """Judge a choice made in class, and what recording means to those who are there when it is switched on."""
    match command:
        case ChooseRecording(recorded, notice):
            return _chosen(consent, caller.person or "", recorded=recorded, notice=notice)
        case ResumeRecording() if lesson.is_live and not lesson.recorded:
            unasked = sorted(person for person in people.present if not consent.was_asked(person))
            return [
                # Whoever switches it on knows; all others are left out until they have chosen.
                Fact(RecordingChosen(one, one == caller.person, NOTICE if one == caller.person else 0))
                for one in unasked
            ]
    return []


def came(
    consent: Consent, people: People, command: Command, caller: Caller, facts: Sequence[Fact]
) -> list[Fact]:
    """What whoever comes in chose at the door; another window of somebody who is in can only take them out of it."""
    if not isinstance(command, JoinClass) or command.recorded is None or caller.person is None:
        return []
    if command.notice == 0 and consent.was_asked(caller.person):
        return []  # a page that has not asked yet knows less than the class
    comes_in = any(isinstance(fact.event, PersonJoined) for fact in facts)
    if not comes_in and (caller.person not in people.present or command.recorded):
        return []
    return _chosen(consent, caller.person, recorded=command.recorded, notice=command.notice)


def _chosen(consent: Consent, person: Id, *, recorded: bool, notice: int) -> list[Fact]:
    if not 0 <= notice <= NOTICE or (recorded and notice == 0):
        raise Refusal("malformed", f"notice is the number of the notice that was read, 1 to {NOTICE}.")
    same = consent.choices.get(person) == Choice(recorded, notice)
    return [] if same else [Fact(RecordingChosen(person, recorded, notice))]


def apply(consent: Consent, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case RecordingChosen(person, recorded, notice):
            consent.choices[person] = Choice(recorded, notice)
