"""What a film of the class shows at each moment: one large thing, one face, and whose names stand with them.

As in playback, a film that was played or the board goes before a screen that was shared earlier, a screen before the
slides, and all of them before a face. Only what everybody could see is shown: nothing of a breakout group.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from recording.index import Fragment, Index, Init
from recording.ports import TrackInfo
from recording.stage import Attention, Item, stage
from rooms.board import (
    BoardHidden,
    BoardShown,
    ItemDrawn,
    ItemRewritten,
    ItemsErased,
    ItemsMoved,
    ItemsRestored,
    SurfaceCleared,
)
from rooms.breakouts import BreakoutsClosed, BreakoutsOpened, PersonMoved
from rooms.consent import RecordingChosen
from rooms.facts import EVERYONE, Entry, Event
from rooms.films import Film, FilmHidden, FilmMoved, FilmShown
from rooms.lesson import ClassEnded
from rooms.people import PersonJoined, PersonLeft, RoleChanged
from rooms.slides import DeckAdded, PageShown, SlidesHidden
from rooms.staging import SpotlightTurned
from rooms.tracks import SpeakerChanged, TrackEnded, TrackMuted, TrackPublished, TrackUnmuted

DRAWN = (ItemDrawn, ItemsMoved, ItemRewritten, ItemsErased, ItemsRestored, SurfaceCleared)
SEEN = (
    *(
        TrackPublished,
        TrackEnded,
        TrackMuted,
        TrackUnmuted,
        SpeakerChanged,
        PersonJoined,
        PersonLeft,
        RoleChanged,
    ),
    *(
        SpotlightTurned,
        RecordingChosen,
        ClassEnded,
        BreakoutsOpened,
        BreakoutsClosed,
        PersonMoved,
        DeckAdded,
        PageShown,
        SlidesHidden,
    ),
    *(BoardShown, BoardHidden, FilmShown, FilmMoved, FilmHidden),
)
Thing = tuple[str | int, ...]
"""What is large, if not a face: `slide` deck page, `sheet` id, `clip` id position since playing rate, `screen` track."""


@dataclass(frozen=True, slots=True)
class Shot:
    """From `start` to `end` (class ms): the large thing, the TRACK id of a face, whose it is, and who speaks besides."""

    start: int
    end: int
    thing: Thing
    face: str | None
    person: str | None
    speaker: str | None

    @property
    def surface(self) -> str | None:
        """What may have been drawn on."""
        match self.thing:
            case ("slide", deck, page):
                return f"deck:{deck}:{page}"
            case ("sheet", sheet):
                return f"sheet:{sheet}"
            case ("screen", _, track):
                return f"screen:{track}"
        return None


@dataclass
class Onlooker:
    """As much of the class as tells what is to be seen: a fold of its entries in playing order."""

    attention: Attention = field(default_factory=Attention)
    published: dict[str, int] = field(default_factory=dict)
    slide: tuple[str, int] | None = None
    sheet: str | None = None
    sheet_at: int = 0
    clip: Film | None = None
    clip_at: int = 0
    moved: tuple[int, int, bool, int] = (0, 0, False, 100)
    speaker: str | None = None
    decks: dict[str, tuple[int, int]] = field(default_factory=dict)
    films: dict[str, Film] = field(default_factory=dict)

    def take(self, entry: Entry) -> None:
        """What an entry changes."""
        event = entry.event
        self.attention.take(event)
        match event:
            case TrackPublished(track, _, "screen"):
                self.published[track] = entry.at
            case SpeakerChanged(person):
                self.speaker = self.attention.heard(person)
            case ClassEnded():
                self.slide = self.sheet = self.clip = self.speaker = None
            case _ if entry.to == EVERYONE:
                self._take_shown(event, entry.at)
            case _:
                pass

    def _take_shown(self, event: Event, at: int) -> None:
        match event:
            case DeckAdded(deck, _, _, width, height):
                self.decks[deck] = (width, height)
            case PageShown(deck, page):
                self.slide = (deck, page)
            case SlidesHidden():
                self.slide = None
            case BoardShown(sheet):
                self.sheet_at = self.sheet_at if self.sheet else at
                self.sheet = sheet
            case BoardHidden():
                self.sheet = None
            case FilmShown(film, position):
                self.clip, self.clip_at, self.moved = film, at, (position, at, False, 100)
                self.films[film.film] = film
            case FilmMoved(position, playing, rate):
                self.moved = (position, at, playing, rate)
            case FilmHidden():
                self.clip = None
            case _:
                pass

    def things(self) -> tuple[Thing, Thing]:
        """(what is large whatever is recorded, what is large where no screen is)."""
        screens = [self.published.get(t.track, 0) for t in self.attention.shown() if t.source == "screen"]
        newest = screens[0] if screens else -1
        if self.clip and self.clip_at > newest:
            return ("clip", self.clip.film, *self.moved), ()
        if self.sheet and self.sheet_at > newest:
            return ("sheet", self.sheet), ()
        return (), ("slide", *self.slide) if self.slide else ()


Scenes = tuple[list[Shot], Onlooker]


def clipped(found: Iterable[Shot], first: int, last: int) -> list[Shot]:
    """The parts of shots within a stretch of class time."""
    return [
        replace(shot, start=max(first, shot.start), end=min(last, shot.end))
        for shot in found
        if shot.start < last and shot.end > first
    ]


def is_seen(entry: Entry) -> bool:
    """Whether an entry may change what is shown, besides drawings: of the others a long class has many more."""
    return isinstance(entry.event, SEEN)


def is_drawn(entry: Entry) -> bool:
    """Whether an entry changes what is drawn for everybody; what was drawn after class is not in the film."""
    late = isinstance(entry.event, ItemDrawn) and entry.event.late
    return isinstance(entry.event, DRAWN) and entry.to == EVERYONE and not late


def indexes(tracks: Iterable[Mapping[str, Any]]) -> list[Index]:
    """The pictures of the main room as a manifest tells of them."""
    found = []
    for track in tracks:
        if track.get("group") is not None or track["source"] not in ("camera", "screen"):
            continue
        info = TrackInfo(
            track["id"], track["track"], track["person"], track["source"], track["codec"], 0, 1, None, track["file"]
        )  # fmt: skip
        index = Index(info)
        for init in track["inits"]:
            index.add(Init(*init.values()) if isinstance(init, dict) else Init(*init))
        for fragment in track["fragments"]:
            index.add(Fragment(*fragment))
        found.append(index)
    return found


def shots(entries: Sequence[Entry], tracks: Sequence[Index], spans: Iterable[tuple[int, int]]) -> Scenes:
    """What is shown in these stretches of class time, and all that was learned on the way.

    `entries`: those that `is_seen`, in any order; `tracks` may lack what ended a minute before the first stretch.
    """
    spans = list(spans)
    until = max((end for _, end in spans), default=0)
    ordered = sorted(
        (entry for entry in entries if entry.at < until), key=lambda entry: (entry.at, entry.seq)
    )
    large = stage(ordered, until, tracks)
    cameras = [index for index in tracks if index.info.source == "camera"]
    faces = stage([entry for entry in ordered if not _is_screen(entry.event)], until, cameras)
    room = Onlooker()
    changes: list[tuple[int, tuple[Thing, Thing], str | None]] = [(0, ((), ()), None)]
    for entry in ordered:
        room.take(entry)
        now = (room.things(), room.speaker)
        if now != changes[-1][1:]:
            changes.append((entry.at, *now))
    known = {index.info.id: index for index in tracks}
    found = [
        _shot(start, end, _at(changes, start)[1:], _item(large, start), _item(faces, start), known)
        for first, last in spans
        for start, end in _between(first, last, changes, large, faces, cameras)
    ]
    return joined(found), room


def _is_screen(event: Event) -> bool:
    return isinstance(event, TrackPublished) and event.source == "screen"


def _between(
    first: int, last: int, changes: Sequence[tuple[Any, ...]], *more: Any
) -> Iterable[tuple[int, int]]:
    """Stretches in which nothing changes."""
    large, faces, cameras = more
    stops = {first, last, *(each[0] for each in (*changes, *large, *faces))}
    stops |= {edge for camera in cameras for span in camera.spans for edge in span}
    inside = sorted(stop for stop in stops if first <= stop <= last)
    return itertools.pairwise(inside)


def _at(changes: Sequence[tuple[Any, ...]], at: int) -> tuple[Any, ...]:
    return changes[bisect_right(changes, at, key=lambda each: each[0]) - 1]


def _item(items: Sequence[Item], at: int) -> str | None:
    return _at(items, at)[2] if items else None


def _shot(
    start: int,
    end: int,
    state: tuple[tuple[Thing, Thing], str | None],
    large: str | None,
    face: str | None,
    known: Mapping[str, Index],
) -> Shot:
    (over, under), speaker = state
    shared = known[large] if large is not None and known[large].info.source == "screen" else None
    screen: Thing = ("screen", shared.info.id, shared.info.track) if shared else ()
    thing = over or screen or under
    if face is None and not thing:
        # Nobody is on stage, but somebody can be seen: better a face than an empty stage.
        face = next((name for name in sorted(known) if _is_there(known[name], start)), None)
    person = known[face].info.person if face else speaker
    return Shot(start, end, thing, face, person, speaker if speaker != person else None)


def _is_there(index: Index, at: int) -> bool:
    return index.info.source == "camera" and any(start <= at < end for start, end in index.spans)


def joined(found: Iterable[Shot]) -> list[Shot]:
    """The same, those that follow each other and look alike as one."""
    out: list[Shot] = []
    for shot in found:
        last = out[-1] if out else None
        if last and last.end == shot.start and _look(last) == _look(shot):
            out[-1] = Shot(last.start, shot.end, *_look(shot))
        else:
            out.append(shot)
    return out


def _look(shot: Shot) -> tuple[Thing, str | None, str | None, str | None]:
    return shot.thing, shot.face, shot.person, shot.speaker
