"""The chapters of a class's film, and what is spoken in it, both by play time: from the timeline, in no language of ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from recording.cuts import Cuts
from rooms.agenda import AgendaPlanned, Segment, SegmentStarted
from rooms.captions import CaptionSpoken
from rooms.facts import EVERYONE, Entry
from rooms.slides import DeckAdded, PageShown, SlidesHidden

LEAFED = 4_000
"""A page on the stage for less than this was only leafed through; as in playback."""
AT_ONCE = 3
"""Lines that stand over each other where several people speak."""
Line = tuple[int, int, str]


def chapters(entries: Iterable[Entry], cuts: Cuts, title: str) -> list[Line]:
    """Segments of the agenda and pages of slides, each until the next one; the beginning has the class's title."""
    stops = _stops(sorted((one for one in entries if one.to == EVERYONE), key=lambda one: (one.at, one.seq)))
    played: list[tuple[int, str]] = [(0, title)]
    for at, name, weight in stops:
        start = cuts.played(at)
        if start >= cuts.length:
            continue
        if start - played[-1][0] >= LEAFED:
            played.append((start, name))
        elif weight or len(played) == 1:
            played[-1] = (played[-1][0], name)
    merged = [one for number, one in enumerate(played) if number == 0 or one[1] != played[number - 1][1]]
    if len(merged) < 2 and not stops:
        return []
    return [(start, end, name) for (start, name), (end, _) in pairwise([*merged, (cuts.length, "")])]


def _stops(entries: Sequence[Entry]) -> list[tuple[int, str, bool]]:
    """(class ms, title, whether it is a segment) in order; pages that were only leafed through are left out."""
    segments: dict[str, Segment] = {}
    decks: dict[str, DeckAdded] = {}
    stops: list[tuple[int, str, bool]] = []
    pages: list[tuple[int, str]] = []
    for entry in entries:
        match entry.event:
            case AgendaPlanned(planned):
                segments = {one.segment: one for one in planned}
            case SegmentStarted(str(segment)) if segment in segments:
                stops.append((entry.at, segments[segment].title, True))
            case DeckAdded(deck):
                decks[deck] = entry.event
            case PageShown(deck, page) if deck in decks:
                pages.append((entry.at, f"{decks[deck].title} · {page}/{decks[deck].pages}"))
            case SlidesHidden():
                pages.append((entry.at, ""))
    for (at, name), (following, _) in pairwise([*pages, (1 << 62, "")]):
        if name and following - at >= LEAFED:
            stops.append((at, name, False))
    return sorted(stops)


def captions(entries: Iterable[Entry], cuts: Cuts, names: Mapping[str, str]) -> list[Line]:
    """What everybody could hear, with the name of whoever begins to speak; no two lines at the same time."""
    lines: list[tuple[int, int, CaptionSpoken]] = []
    for entry in entries:
        if isinstance(entry.event, CaptionSpoken) and entry.to == EVERYONE:
            start, end = cuts.played(entry.event.start), cuts.played(entry.event.end)
            if end > start:
                lines.append((start, end, entry.event))
    lines.sort(key=lambda line: line[:2])
    before, told = "", []
    for start, end, spoken in lines:
        name = names.get(spoken.person, "")
        told.append(
            (start, end, f"{name}: {spoken.text}" if name and spoken.person != before else spoken.text)
        )
        before = spoken.person
    return _apart(told)


def _apart(lines: Sequence[Line]) -> list[Line]:
    """Where lines overlap they stand over each other, as one."""
    edges = sorted({edge for start, end, _ in lines for edge in (start, end)})
    found: list[Line] = []
    waiting, now = list(reversed(lines)), list[Line]()
    for start, end in pairwise(edges):
        while waiting and waiting[-1][0] <= start:
            now.append(waiting.pop())
        now = [line for line in now if line[1] > start]
        text = "\n".join(line[2] for line in now[-AT_ONCE:])
        if text:
            found.append((start, end, text))
    return found
