"""The table of contents of a class: where each chapter begins, found in its timeline, with the words of its slides.

What those who lead set by hand goes before a segment of the agenda, that before a page on the stage, that before a poll,
that before somebody's turn to present. Of what begins within a breath only the weightiest makes a chapter.
The page counts by the same rule (`web/src/core/playback/chapters.ts`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from rooms.agenda import AgendaPlanned, SegmentStarted
from rooms.breakouts import BreakoutsClosed, BreakoutsOpened
from rooms.chapters import Chapters, apply
from rooms.facts import Entry, Id, Milliseconds
from rooms.imports import ClassImported
from rooms.polls import PollOpened
from rooms.rights import PresenterChanged
from rooms.slides import PageShown, SlidesHidden
from rooms.tracks import TrackEnded, TrackPublished

BREATH = 4_000
"""Class ms within which two beginnings are one; a page shown for less was only leafed through."""
TITLE = 60
"""Letters of a page's first line that make a title."""
BY_HAND, SEGMENT, PAGE, POLL, TURN = range(5)

Titles = Callable[[Id, int], str]
"""What a page of a deck is called: see `page_title`."""


class Chapter(NamedTuple):
    """A stretch of the class, in class ms."""

    start: Milliseconds
    end: Milliseconds
    title: str


class Stop(NamedTuple):
    """A moment at which a chapter may begin."""

    at: Milliseconds
    weight: int
    title: str


@dataclass
class _Reading:
    """What is remembered while the timeline is read in playing order."""

    titles: Titles
    names: Mapping[Id, str]
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
                self.stops.append(Stop(entry.at, SEGMENT, self.segments[segment]))
            case PageShown(deck, page):
                self.pages.append((entry.at, (deck, page)))
            case SlidesHidden():
                self.pages.append((entry.at, None))
            case PollOpened(question=question):
                self.stops.append(Stop(entry.at, POLL, f"Poll: {question}"))
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
                self.stops.append(Stop(entry.at, TURN, f"{self.names.get(person, '?')} presents"))
            case TrackPublished(track, person, "screen") if not self.apart and not self.brought:
                self.screens.add(track)
                self.stops.append(Stop(entry.at, TURN, f"{self.names.get(person, '?')} shares a screen"))
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
                self.stops.append(Stop(at, PAGE, self.titles(*page) if page else "Without slides"))
        return self.stops


def contents(
    entries: Iterable[Entry], end: Milliseconds, titles: Titles, names: Mapping[Id, str]
) -> list[Chapter]:
    """The chapters up to class ms `end`, of entries in playing order; a class without anything to tell has none."""
    reading, chapters = _Reading(titles, names), Chapters()
    for entry in entries:
        reading.take(entry)
        apply(chapters, entry)
    by_hand = chapters.by_hand
    stops = [stop for stop in reading.all(end) if stop.at not in by_hand and stop.at < end]
    stops += [Stop(at, BY_HAND, title) for at, title in by_hand.items() if title is not None and at < end]
    return _between(_begun(_chosen(stops)), end)


def _chosen(stops: list[Stop]) -> list[Stop]:
    """The weightiest of each breath; two that are set by hand both stand."""
    kept: list[Stop] = []
    for stop in sorted(stops, key=lambda stop: (stop.weight, stop.at)):
        near = any(abs(one.at - stop.at) < BREATH for one in kept)
        if stop.weight == BY_HAND or not near:
            kept.append(stop)
    return sorted(kept)


def _begun(stops: list[Stop]) -> list[Stop]:
    return [Stop(0, TURN, "Beginning"), *stops] if stops and stops[0].at >= BREATH else stops


def _between(stops: list[Stop], end: Milliseconds) -> list[Chapter]:
    made: list[Chapter] = []
    for stop in stops:
        if made and made[-1].title == stop.title and stop.weight != BY_HAND:
            continue
        if made:
            made[-1] = made[-1]._replace(end=stop.at)
        made.append(Chapter(stop.at, end, stop.title))
    return made


def page_title(words: str) -> str:
    """What a page is called by the words on it: its first line with two letters or figures; empty when there is none."""
    for line in words.splitlines():
        title = " ".join(line.split())
        if sum(letter.isalnum() for letter in title) >= 2:
            return title if len(title) <= TITLE else title[: TITLE - 1].rstrip() + "…"
    return ""
