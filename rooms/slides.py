"""Slides: decks of pages added to the class, and the page shown to everyone."""

from __future__ import annotations

from dataclasses import dataclass, field

from rooms.errors import Refusal
from rooms.facts import Command, Entry, Event, Fact, Id
from rooms.lesson import Lesson, must_be_live


@dataclass(frozen=True, slots=True)
class DeckAdded(Event):
    """A deck is ready; `width` and `height` in pixels of its first page."""

    deck: Id
    title: str
    pages: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PageShown(Event):
    """Everyone sees this page of this deck; pages count from 1."""

    deck: Id
    page: int


@dataclass(frozen=True, slots=True)
class SlidesHidden(Event):
    """The slides left the stage."""


@dataclass(frozen=True, slots=True)
class AddDeck(Command):
    """Add a deck whose pages the server has made."""

    deck: Id
    title: str
    pages: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ShowPage(Command):
    """Show a page to everyone."""

    deck: Id
    page: int


@dataclass(frozen=True, slots=True)
class HideSlides(Command):
    """Take the slides off the stage."""


@dataclass(slots=True)
class Slides:
    """The pages of each deck, and what is shown."""

    decks: dict[Id, int] = field(default_factory=dict)
    shown: tuple[Id, int] | None = None


def decide(slides: Slides, lesson: Lesson, command: Command) -> list[Fact]:
    """Judge adding, showing and hiding."""
    match command:
        case AddDeck(deck, title, pages, width, height):
            if deck in slides.decks:
                raise Refusal("duplicate_id")
            return [Fact(DeckAdded(deck, title, pages, width, height))]
        case ShowPage(deck, page):
            must_be_live(lesson)
            if not 1 <= page <= slides.decks.get(deck, 0):
                raise Refusal("no_such_page")
            return [] if slides.shown == (deck, page) else [Fact(PageShown(deck, page))]
        case HideSlides():
            must_be_live(lesson)
            return [] if slides.shown is None else [Fact(SlidesHidden())]
    return []


def apply(slides: Slides, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case DeckAdded(deck, _, pages):
            slides.decks[deck] = pages
        case PageShown(deck, page):
            slides.shown = (deck, page)
        case SlidesHidden():
            slides.shown = None
