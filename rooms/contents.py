"""The table of contents of a class: where each chapter begins, found in its timeline, with the words of its slides.

What those who lead set by hand goes before a segment of the agenda, that before a page on the stage, that before a poll,
that before somebody's turn to present. Of what begins within a breath only the weightiest makes a chapter.
The page counts by the same rule (`web/src/core/playback/chapters.ts`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from rooms.agenda import AgendaPlanned, SegmentStarted
from rooms.breakouts import BreakoutsClosed, BreakoutsOpened
from rooms.chapters import Chapters, apply
from rooms.facts import Entry, Id, Milliseconds
from rooms.imports import ClassImported
from rooms.polls import PollOpened, withdrawn
from rooms.rights import PresenterChanged
from rooms.slides import PageShown, SlidesHidden
from rooms.spans import Spans, without
from rooms.tracks import TrackEnded, TrackPublished
from rooms.wording import said

BREATH = 4_000
"""Class ms within which two beginnings are one; a page shown for less was only leafed through."""
TITLE = 60
"""Letters of a page's first line that make a title."""
BY_HAND, SEGMENT, PAGE, POLL, TURN = range(5)

Titles = Callable[[Id, int], str]
"""What a page of a deck is called, empty where it has no words: see `page_title`."""

Kind = Literal["named", "segment", "slide", "page", "no_slides", "poll", "presents", "screen", "beginning"]
"""`named`: by hand; `slide`: a page with words, `page`: one without, by its number; all others by what began."""


class Chapter(NamedTuple):
    """A stretch of the class, in class ms. `title` is `kind` with its `value` (a name, a question, a number) in words."""

    start: Milliseconds
    end: Milliseconds
    title: str
    kind: Kind
    value: str


class Stop(NamedTuple):
    """A moment at which a chapter may begin."""

    at: Milliseconds
    weight: int
    kind: Kind
    value: str = ""


@dataclass
class _Reading:
    """What is remembered while the timeline is read in playing order."""

    titles: Titles
    names: Mapping[Id, str]
    gone: set[Id] = field(default_factory=set)  # polls that were taken back
    segments: dict[Id, str] = field(default_factory=dict)
    pages: list[tuple[Milliseconds, tuple[Id, int] | None]] = field(default_factory=list)
    screens: set[Id] = field(default_factory=set)
    apart: bool = False
    brought: bool = False  # what was held elsewhere has one picture for all that was shown in it
    stops: list[Stop] = field(default_factory=list)

    def take(self, entry: Entry) -> None:
        match entry.event:
            case AgendaPlanned(segments):
                self.segments = {one.segment: one.title for one in segments}
            case SegmentStarted(segment) if segment in self.segments:
                self.stops.append(Stop(entry.at, SEGMENT, "segment", self.segments[segment]))
            case PageShown(deck, page):
                self.pages.append((entry.at, (deck, page)))
            case SlidesHidden():
                self.pages.append((entry.at, None))
            case PollOpened(poll, question) if poll not in self.gone:
                self.stops.append(Stop(entry.at, POLL, "poll", question))
            case _:
                self._turn(entry)

    def _turn(self, entry: Entry) -> None:
        match entry.event:
            case ClassImported():
                self.brought = True
            case BreakoutsOpened():
                self.apart = True
            case BreakoutsClosed():
                self.apart = False
            case PresenterChanged(str() as person):
                self.stops.append(Stop(entry.at, TURN, "presents", self.names.get(person, "?")))
            case TrackPublished(track, person, "screen") if not self.apart and not self.brought:
                self.screens.add(track)
                self.stops.append(Stop(entry.at, TURN, "screen", self.names.get(person, "?")))
            case TrackEnded(track) if track in self.screens:
                self.screens.discard(track)
                if self.pages and self.pages[-1][1] is not None:
                    self.pages.append((entry.at, self.pages[-1][1]))
            case _:
                pass

    def all(self, end: Milliseconds) -> list[Stop]:
        for number, (at, page) in enumerate(self.pages):
            until = self.pages[number + 1][0] if number + 1 < len(self.pages) else end
            if until - at >= BREATH:
                self.stops.append(self._page(at, page))
        return self.stops

    def _page(self, at: Milliseconds, page: tuple[Id, int] | None) -> Stop:
        if page is None:
            return Stop(at, PAGE, "no_slides")
        title = self.titles(*page)
        return Stop(at, PAGE, "slide", title) if title else Stop(at, PAGE, "page", str(page[1]))


def contents(
    entries: Iterable[Entry],
    end: Milliseconds,
    titles: Titles,
    names: Mapping[Id, str],
    language: str = "en",
) -> list[Chapter]:
    """The chapters up to class ms `end`, of entries in playing order; a class without anything to tell has none."""
    entries = list(entries)
    reading, chapters = _Reading(titles, names, gone=withdrawn(entries)), Chapters()
    for entry in entries:
        reading.take(entry)
        apply(chapters, entry)
    by_hand = chapters.by_hand
    stops = [stop for stop in reading.all(end) if stop.at not in by_hand and stop.at < end]
    stops += [
        Stop(at, BY_HAND, "named", title) for at, title in by_hand.items() if title is not None and at < end
    ]
    return _between(_begun(_chosen(stops)), end, language)


def without_cuts(chapters: Iterable[Chapter], gone: Spans) -> list[Chapter]:
    """The chapters of what is left: one of which the beginning is cut out begins behind it, one without anything is none."""
    left = ((one, without(((one.start, one.end),), gone)) for one in chapters)
    return [one._replace(start=parts[0][0], end=parts[-1][1]) for one, parts in left if parts]


def _chosen(stops: list[Stop]) -> list[Stop]:
    """The weightiest of each breath; two that are set by hand both stand."""
    kept: list[Stop] = []
    for stop in sorted(stops, key=lambda stop: (stop.weight, stop.at)):
        near = any(abs(one.at - stop.at) < BREATH for one in kept)
        if stop.weight == BY_HAND or not near:
            kept.append(stop)
    return sorted(kept)


def _begun(stops: list[Stop]) -> list[Stop]:
    return [Stop(0, TURN, "beginning"), *stops] if stops and stops[0].at >= BREATH else stops


def _between(stops: list[Stop], end: Milliseconds, language: str) -> list[Chapter]:
    made: list[Chapter] = []
    for stop in stops:
        title = called(stop.kind, stop.value, language)
        if made and made[-1].title == title and stop.weight != BY_HAND:
            continue
        if made:
            made[-1] = made[-1]._replace(end=stop.at)
        made.append(Chapter(stop.at, end, title, stop.kind, stop.value))
    return made


def called(kind: Kind, value: str, language: str) -> str:
    """What a chapter is called in this language: what people wrote stands as it is."""
    match kind:
        case "named" | "segment" | "slide":
            return value
        case _:
            return said(language, kind, value)


def page_title(words: str) -> str:
    """What a page is called by the words on it: its first line with two letters or figures; empty when there is none."""
    for line in words.splitlines():
        title = " ".join(line.split())
        if sum(letter.isalnum() for letter in title) >= 2:
            return title if len(title) <= TITLE else title[: TITLE - 1].rstrip() + "…"
    return ""
