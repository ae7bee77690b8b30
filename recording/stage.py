"""The virtual stage: which recorded track the class was looking at, from the timeline alone; no media is made.

A shared screen goes before the cameras in the spotlight, of these that of whoever spoke last first; those before the
camera of whoever spoke last, that before the instructor's own. People in a breakout group are not on the stage of the
main room, and whoever takes part unrecorded is on none.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from recording.index import Index
from rooms.breakouts import BreakoutsClosed, BreakoutsOpened, PersonMoved
from rooms.consent import RecordingChosen
from rooms.facts import Entry, Event
from rooms.lesson import ClassEnded
from rooms.people import PersonJoined, PersonLeft, RoleChanged
from rooms.staging import SpotlightTurned
from rooms.tracks import SpeakerChanged, TrackEnded, TrackMuted, TrackPublished, TrackUnmuted

RUN_ON = 2500
"""Class ms for which the source before stays on stage until the new one has a picture that stands on its own."""
STARTS = 20
"""Class ms by which that picture may be late."""


class Wish(NamedTuple):
    """From class ms `at` on, the tracks that should be on stage, the best first."""

    at: int
    tracks: tuple[str, ...]


class Item(NamedTuple):
    """One stretch of the stage in class ms; `track` is a TRACK id of the manifest, None for a "camera off" card."""

    start: int
    end: int
    track: str | None


@dataclass
class Attention:
    """As much of the class as tells where it is looking: a fold of its events in playing order."""

    tracks: dict[str, TrackPublished] = field(default_factory=dict)
    muted: set[str] = field(default_factory=set)
    roles: dict[str, str] = field(default_factory=dict)
    away: set[str] = field(default_factory=set)
    unrecorded: set[str] = field(default_factory=set)
    spotlit: tuple[str, ...] = ()
    speaker: str | None = None
    ended: bool = False

    def take(self, event: Event) -> None:
        """What an event changes."""
        match event:
            case TrackPublished():
                self.tracks.pop(event.track, None)
                self.tracks[event.track] = event
                self.muted.discard(event.track)
            case TrackEnded():
                self.tracks.pop(event.track, None)
            case TrackMuted():
                self.muted.add(event.track)
            case TrackUnmuted():
                self.muted.discard(event.track)
            case SpeakerChanged():
                self.speaker = self.heard(event.person) or self.speaker
            case PersonJoined() | RoleChanged():
                self.roles[event.person] = event.role
            case PersonLeft():
                self._leave(event.person)
            case SpotlightTurned():
                self.spotlit = event.people
            case RecordingChosen():
                (self.unrecorded.discard if event.recorded else self.unrecorded.add)(event.person)
            case ClassEnded():
                self.ended = True
            case _:
                self._move(event)

    def heard(self, person: str | None) -> str | None:
        """Whoever speaks, as far as the recording has their voice."""
        return None if person in self.unrecorded else person

    def _leave(self, person: str) -> None:
        self.away.discard(person)
        self.roles.pop(person, None)
        self.spotlit = tuple(one for one in self.spotlit if one != person)
        for track in [track for track, event in self.tracks.items() if event.person == person]:
            del self.tracks[track]

    def _move(self, event: Event) -> None:
        match event:
            case BreakoutsOpened():
                self.away = {person for group in event.groups for person in group.people}
            case PersonMoved(group=None):
                self.away.discard(event.person)
            case PersonMoved():
                self.away.add(event.person)
            case BreakoutsClosed():
                self.away.clear()
            case _:
                pass

    def choice(self) -> tuple[str, ...]:
        """The tracks to show, the best first."""
        if self.ended:
            return ()
        shown = self.shown()
        screens = [t.track for t in shown if t.source == "screen"]
        cameras = [t for t in shown if t.source == "camera"]
        speaking = [t.track for t in cameras if t.person == self.speaker]
        spotlit = self._spotlit(cameras)
        teaching = [t.track for t in cameras if self.roles.get(t.person) == "instructor"]
        return tuple(dict.fromkeys(screens + spotlit + speaking + teaching))

    def shown(self) -> list[TrackPublished]:
        """What sends in the main room, the newest first."""
        newest = reversed(self.tracks.values())
        hidden = self.away | self.unrecorded
        return [t for t in newest if t.track not in self.muted and t.person not in hidden]

    def _spotlit(self, cameras: list[TrackPublished]) -> list[str]:
        """The cameras in the spotlight: whoever speaks of them first, the others as they were put there."""
        order = sorted(self.spotlit, key=lambda person: person != self.speaker)
        return [t.track for person in order for t in cameras if t.person == person]

    def large(self) -> frozenset[str]:
        """The pictures that whoever plays the class sees large: screens, what is on stage and in the spotlight."""
        screens = (t.track for t in self.tracks.values() if t.source == "screen")
        cameras = [t for t in self.shown() if t.source == "camera"]
        return frozenset((*self.choice()[:1], *screens, *self._spotlit(cameras)))


STAGED = (
    TrackPublished, TrackEnded, TrackMuted, TrackUnmuted, SpeakerChanged, PersonJoined, RoleChanged, PersonLeft,
    SpotlightTurned, RecordingChosen, BreakoutsOpened, BreakoutsClosed, PersonMoved, ClassEnded,
)  # fmt: skip
"""What `Attention` heeds; none of it is ever written late."""


@dataclass
class Wishes:
    """What should be on stage, as far as the timeline was taken in, in playing order."""

    found: list[Wish] = field(default_factory=lambda: [Wish(0, ())])
    room: Attention = field(default_factory=Attention)

    def take(self, entry: Entry) -> None:
        """The next entry in playing order."""
        if not isinstance(entry.event, STAGED):
            return
        self.room.take(entry.event)
        tracks = self.room.choice()
        if tracks != self.found[-1].tracks:
            if self.found[-1].at == entry.at:
                self.found.pop()
            self.found.append(Wish(entry.at, tracks))


def wishes(entries: Iterable[Entry]) -> list[Wish]:
    """What should be on stage, from a timeline in any order."""
    taken = Wishes()
    for entry in sorted(entries, key=lambda entry: (entry.at, entry.seq)):
        taken.take(entry)
    return taken.found


def stage(entries: Iterable[Entry], until: int, recorded: Sequence[Index]) -> list[Item]:
    """What is on stage up to class ms `until`, given what was really recorded: each stretch can be played as it is.

    A track comes in at its first keyframe after it was wished for; until then the one before runs on. Where a
    track has a hole the next best takes over.
    """
    parts = parts_of(recorded)
    items: list[Item] = []
    current: Index | None = None
    wished = [wish for wish in wishes(entries) if wish.at < until]
    for number, wish in enumerate(wished):
        end = wished[number + 1].at if number + 1 < len(wished) else until
        current = fill(items, wish, end, parts, current)
    return items


def parts_of(recorded: Sequence[Index]) -> dict[str, list[Index]]:
    """The files of each track, without those of breakout groups."""
    parts: dict[str, list[Index]] = {}
    for index in recorded:
        if index.info.group is None:
            parts.setdefault(index.info.track, []).append(index)
    return parts


def told(items: Iterable[Item]) -> list[dict[str, Any]]:
    """The stage as players are told of it."""
    return [{"from": item.start, "to": item.end, "track": item.track} for item in items]


def fill(
    items: list[Item], wish: Wish, end: int, parts: Mapping[str, list[Index]], current: Index | None
) -> Index | None:
    """Add the stretches up to class ms `end` in which this is wished for; the file that is shown at their end."""
    at = wish.at
    ranked = [part for track in wish.tracks for part in parts.get(track, ())]
    while at < end:
        pick, coming = None, end
        for part in ranked:
            if (part is current and _covered_until(part, at) > at) or _enters(part, at) <= at + STARTS:
                pick = part
                break
            coming = min(coming, _enters(part, at))
        if (
            pick is None
            and current
            and coming < end
            and coming - at <= RUN_ON
            and _covered_until(current, at) > at
        ):
            pick = current
        stop = coming if pick is None else min(coming, _covered_until(pick, at + STARTS))
        stop = max(at + 1, min(stop, end))
        _append(items, Item(at, stop, pick.info.id if pick else None))
        at, current = stop, pick
    return current


def _append(items: list[Item], item: Item) -> None:
    if items and items[-1].track == item.track and items[-1].end == item.start:
        items[-1] = items[-1]._replace(end=item.end)
    else:
        items.append(item)


def _enters(part: Index, at: int) -> int:
    """The first moment from class ms `at` at which a player can come in."""
    place = bisect_left(part.keys, at)
    return part.keys[place] if place < len(part.keys) else 1 << 62


def _covered_until(part: Index, at: int) -> int:
    """The end of the span that holds `at`; `at` itself outside of all."""
    place = bisect_right(part.spans, (at, 1 << 62)) - 1
    return max(at, part.spans[place][1]) if place >= 0 else at
