"""How the class looks: who stands in the spotlight on everybody's stage, and the layout that everybody follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rooms.errors import Refusal
from rooms.facts import Caller, Command, Entry, Event, Fact, Id
from rooms.lesson import ClassEnded, Lesson, must_be_live
from rooms.people import People, PersonLeft, must_be_present

Layout = Literal["filmstrip", "sidebar", "stage", "gallery"]
"""The stage with the cameras above it, with the cameras beside it, the stage alone, or everybody in tiles."""

MOST_SPOTLIT = 9


@dataclass(frozen=True, slots=True)
class SpotlightTurned(Event):
    """These people are on everybody's stage, in this order; nobody: the stage is again for whoever speaks."""

    people: tuple[Id, ...]


@dataclass(frozen=True, slots=True)
class LayoutLaid(Event):
    """Everybody's window is laid out so, as its author's is; null: each as they like."""

    layout: Layout | None


@dataclass(frozen=True, slots=True)
class TurnSpotlight(Command):
    """Put up to 9 people who are present on everybody's stage, in this order; an empty list turns it off."""

    people: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True)
class LayLayout(Command):
    """Lay out everybody's window as one's own; null ends it."""

    layout: Layout | None = None


@dataclass(slots=True)
class Staging:
    """Who is in the spotlight, which layout is followed, and whose."""

    spotlit: tuple[Id, ...] = ()
    layout: Layout | None = None
    led_by: Id | None = None


def decide(staging: Staging, people: People, lesson: Lesson, command: Command, caller: Caller) -> list[Fact]:
    """Judge the spotlight and the layout; both by those with the right to."""
    match command:
        case TurnSpotlight(chosen):
            must_be_live(lesson)
            wanted = tuple(dict.fromkeys(chosen))
            if len(wanted) > MOST_SPOTLIT:
                raise Refusal("spotlight_full")
            if any(person not in people.present for person in wanted):
                raise Refusal("no_such_person")
            return [] if wanted == staging.spotlit else [Fact(SpotlightTurned(wanted))]
        case LayLayout(layout):
            must_be_live(lesson)
            person = must_be_present(people, caller)
            led_by = None if layout is None else person
            same = (layout, led_by) == (staging.layout, staging.led_by)
            return [] if same else [Fact(LayoutLaid(layout))]
    return []


def apply(staging: Staging, entry: Entry) -> None:
    """Take in what happened: whoever leaves leaves the spotlight, and takes along the layout that follows theirs."""
    match entry.event:
        case SpotlightTurned(people):
            staging.spotlit = people
        case LayoutLaid(layout):
            staging.layout = layout
            staging.led_by = None if layout is None else entry.by
        case PersonLeft(person):
            staging.spotlit = tuple(one for one in staging.spotlit if one != person)
            if staging.led_by == person:
                staging.layout = staging.led_by = None
        case ClassEnded():
            staging.spotlit, staging.layout, staging.led_by = (), None, None
