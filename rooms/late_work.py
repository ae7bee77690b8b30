"""Up to where each who leads has looked at the late votes, messages and drawings, which they are told of until they have."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from rooms.facts import Caller, Command, Entry, Event, Fact, Id, to_person


@dataclass(frozen=True, slots=True)
class LateWorkRead(Event):
    """Its author, who leads, has looked at what was done late up to this seq; only they read it."""

    up_to: int


@dataclass(frozen=True, slots=True)
class ReadLateWork(Command):
    """Say that one has looked at the late votes, messages and drawings up to this seq."""

    up_to: int


@dataclass(slots=True)
class LateWork:
    """The seqs of late ballots by poll, of late messages and of late drawings, and up to which each has looked.

    Not whose a ballot is: of anonymous polls nobody is to know.
    """

    ballots: dict[Id, set[int]] = field(default_factory=dict)
    messages: dict[Id, int] = field(default_factory=dict)
    drawn: dict[Id, int] = field(default_factory=dict)
    read: dict[Id, int] = field(default_factory=dict)
    presses: Counter[Id | None] = field(default_factory=Counter)
    """How often each reacted, voted or showed a sign, in class too: see `presses`."""


def decide(command: ReadLateWork, caller: Caller, first: int | None) -> list[Fact]:
    """Written down only when there was something to look at; `first` is the seq of the first that is new to the caller."""
    looked = first is not None and first <= command.up_to
    return [Fact(LateWorkRead(command.up_to), to_person(caller.person or ""))] if looked else []


def apply(work: LateWork, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case LateWorkRead(up_to):
            work.read[entry.by or ""] = max(up_to, work.read.get(entry.by or "", 0))
