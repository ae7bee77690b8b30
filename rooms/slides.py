"""Slides: decks of pages added to the class, the page shown to everyone, and what others may do with a deck."""

from __future__ import annotations

from dataclasses import dataclass, field

from rooms.errors import Refusal
from rooms.facts import EVERYONE, STAFF, Audience, Caller, Command, Entry, Event, Fact, Id
from rooms.lesson import Lesson, must_be_live
from rooms.people import People

DECKS_AT_MOST = 100


@dataclass(frozen=True, slots=True)
class DeckAdded(Event):
    """A deck is ready; `width` and `height` in pixels of its pages. Those who lead know at once, others when it is shown."""

    deck: Id
    title: str
    pages: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class DeckOffered(Event):
    """What everybody may do with a deck that was shown: leaf through all of it by themselves, download the file."""

    deck: Id
    leafing: bool
    download: bool


@dataclass(frozen=True, slots=True)
class DeckNoted(Event):
    """Which pages of a deck have speaker notes, and whether everybody may read those of the pages that they may see."""

    deck: Id
    pages: tuple[int, ...]
    shared: bool


@dataclass(frozen=True, slots=True)
class DeckRemoved(Event):
    """A deck is shown no more; where it was shown, playback still shows it."""

    deck: Id


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
    """Add a deck whose pages the server has made; `noted`: those that have speaker notes."""

    deck: Id
    title: str
    pages: int
    width: int
    height: int
    noted: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class OfferDeck(Command):
    """Say what everybody may do with a deck: one's own, or any for those who lead."""

    deck: Id
    leafing: bool
    download: bool


@dataclass(frozen=True, slots=True)
class ShareSpeakerNotes(Command):
    """Let everybody read the speaker notes of a deck, or no longer; also after class."""

    deck: Id
    shared: bool


@dataclass(frozen=True, slots=True)
class RemoveDeck(Command):
    """Remove a deck: one's own, or any for those who lead."""

    deck: Id


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
    """The pages of each deck and who added it, what everybody knows of, what is shown, and what was shown so far."""

    decks: dict[Id, int] = field(default_factory=dict)
    added: dict[Id, DeckAdded] = field(default_factory=dict)
    owners: dict[Id, Id | None] = field(default_factory=dict)
    known: set[Id] = field(default_factory=set)
    shown: tuple[Id, int] | None = None
    seen: dict[Id, set[int]] = field(default_factory=dict)
    closed: set[Id] = field(default_factory=set)
    downloads: set[Id] = field(default_factory=set)
    removed: set[Id] = field(default_factory=set)
    noted: dict[Id, DeckNoted] = field(default_factory=dict)

    def owns(self, deck: Id, person: Id | None, *, leads: bool) -> bool:
        """Whether a deck is somebody's to see whole and to change: their own, or any for those who lead."""
        return leads or (person is not None and self.owners.get(deck) == person)

    def may_read(self, deck: Id, page: int, person: Id | None, *, leads: bool) -> bool:
        """Whether somebody may see a page: its owner all, others what was shown, and the rest if they may leaf."""
        shown = page in self.seen.get(deck, ()) or (deck in self.seen and deck not in self.closed)
        return shown or self.owns(deck, person, leads=leads)

    def may_read_notes(self, deck: Id, page: int, person: Id | None, *, leads: bool) -> bool:
        """Whether somebody may read the speaker notes of a page: its owner, and others once they are shared."""
        noted = self.noted.get(deck)
        if noted is None or page not in noted.pages:
            return False
        open_to = noted.shared or self.owns(deck, person, leads=leads)
        return open_to and self.may_read(deck, page, person, leads=leads)

    def keeps_notes_from(self, deck: Id, person: Id | None, *, leads: bool) -> bool:
        """Whether a deck has speaker notes that somebody may not read: they get no file with them in it."""
        noted = self.noted.get(deck)
        return noted is not None and not noted.shared and not self.owns(deck, person, leads=leads)

    def may_download(self, deck: Id, person: Id | None, *, leads: bool) -> bool:
        """Whether somebody may have the file from which a deck was made."""
        return (deck in self.seen and deck in self.downloads) or self.owns(deck, person, leads=leads)


def decide(slides: Slides, people: People, lesson: Lesson, command: Command, caller: Caller) -> list[Fact]:
    """Judge adding, offering, removing, showing and hiding."""
    match command:
        case AddDeck(deck, title, pages, width, height, noted):
            if deck in slides.decks:
                raise Refusal("duplicate_id")
            must_have_room(slides)
            notes = [Fact(DeckNoted(deck, noted, shared=False), STAFF)] if noted else []
            return [Fact(DeckAdded(deck, title, pages, width, height), STAFF), *notes]
        case OfferDeck(deck, leafing, download):
            _must_go_on(lesson)
            to = _must_own(slides, people, deck, caller)
            offered = (deck not in slides.closed, deck in slides.downloads)
            return [] if offered == (leafing, download) else [Fact(DeckOffered(deck, leafing, download), to)]
        case ShareSpeakerNotes(deck, shared):
            return _share(slides, people, deck, caller, shared=shared)
        case RemoveDeck(deck):
            _must_go_on(lesson)
            to = _must_own(slides, people, deck, caller)
            on_stage = slides.shown is not None and slides.shown[0] == deck
            return [*([Fact(SlidesHidden())] if on_stage else []), Fact(DeckRemoved(deck), to)]
        case ShowPage(deck, page):
            must_be_live(lesson)
            return _show(slides, people, deck, page, caller)
        case HideSlides():
            must_be_live(lesson)
            return [] if slides.shown is None else [Fact(SlidesHidden())]
    return []


def _show(slides: Slides, people: People, deck: Id, page: int, caller: Caller) -> list[Fact]:
    known = deck in slides.known or slides.owns(deck, caller.person, leads=people.is_staff(caller))
    if deck in slides.removed or not known or not 1 <= page <= slides.decks.get(deck, 0):
        raise Refusal("no_such_page")
    if slides.shown == (deck, page):
        return []
    told = []
    if deck not in slides.known:  # from now on it is everybody's to know, with what they may do with it
        told.append(Fact(slides.added[deck]))
        leafing, download = deck not in slides.closed, deck in slides.downloads
        if not leafing or download:
            told.append(Fact(DeckOffered(deck, leafing, download)))
        if (noted := slides.noted.get(deck)) is not None and noted.shared:
            told.append(Fact(noted))
    return [*told, Fact(PageShown(deck, page))]


def _share(slides: Slides, people: People, deck: Id, caller: Caller, *, shared: bool) -> list[Fact]:
    """Playback shows a deck that was removed where it was shown, and its notes with it: who reads them is said still."""
    to = _must_own(slides, people, deck, caller, removed=deck in slides.seen)
    noted = slides.noted.get(deck)
    if noted is None:
        raise Refusal("no_speaker_notes")
    return [] if noted.shared == shared else [Fact(DeckNoted(deck, noted.pages, shared), to)]


def must_have_room(slides: Slides) -> None:
    """Refuse one deck more than a class takes."""
    if len(slides.decks) >= DECKS_AT_MOST:
        raise Refusal("too_many_decks", str(DECKS_AT_MOST))


def _must_go_on(lesson: Lesson) -> None:
    if lesson.ended_at is not None:
        raise Refusal("class_ended")


def _must_own(slides: Slides, people: People, deck: Id, caller: Caller, *, removed: bool = False) -> Audience:
    """Who is told of a change; refuses it to others, and of a deck that is `removed` unless that may be so."""
    owns = slides.owns(deck, caller.person, leads=people.is_staff(caller))
    gone = deck in slides.removed and not removed
    if deck not in slides.decks or gone or not (owns or deck in slides.known):
        raise Refusal("no_such_deck")
    if not owns:
        raise Refusal("not_yours")
    return EVERYONE if deck in slides.known else STAFF


def apply(slides: Slides, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case DeckAdded(deck, _, pages):
            slides.decks[deck] = pages
            slides.added[deck] = entry.event
            slides.owners.setdefault(deck, entry.by)
            if entry.to == EVERYONE:
                slides.known.add(deck)
        case DeckOffered(deck, leafing, download):
            (slides.closed.discard if leafing else slides.closed.add)(deck)
            (slides.downloads.add if download else slides.downloads.discard)(deck)
        case DeckNoted(deck):
            slides.noted[deck] = entry.event
        case DeckRemoved(deck):
            slides.removed.add(deck)
        case PageShown(deck, page):
            slides.shown = (deck, page)
            slides.seen.setdefault(deck, set()).add(page)
        case SlidesHidden():
            slides.shown = None
