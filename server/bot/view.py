"""What a participant knows of the class from its timeline: who sends what, and who is in which breakout group."""

from __future__ import annotations

from dataclasses import dataclass, field

from rooms import breakouts, broadcasts, lesson, people
from rooms.facts import Entry, Id
from rooms.tracks import TrackEnded, TrackPublished


@dataclass(slots=True)
class View:
    """Entries so far, in the order of writing, and the little that follows from them."""

    entries: list[Entry] = field(default_factory=list)
    last: int = 0
    live: bool = False
    ended: bool = False
    present: set[Id] = field(default_factory=set)
    tracks: dict[Id, TrackPublished] = field(default_factory=dict)
    place: dict[Id, Id] = field(default_factory=dict)
    spread: set[Id] = field(default_factory=set)

    def take(self, entry: Entry) -> None:
        """Take in an entry; one that came before changes nothing."""
        if entry.seq <= self.last:
            return
        self.last = entry.seq
        self.entries.append(entry)
        match entry.event:
            case lesson.ClassOpened():
                self.live = True
            case lesson.ClassEnded():
                self.live, self.ended = False, True
            case people.PersonJoined(person):
                self.present.add(person)
            case people.PersonLeft(person):
                self.present.discard(person)
            case TrackPublished(track) as published:
                self.tracks[track] = published
            case TrackEnded(track):
                self.tracks.pop(track, None)
            case _:
                self._move(entry)

    def _move(self, entry: Entry) -> None:
        match entry.event:
            case breakouts.BreakoutsOpened(groups):
                self.place = {person: group.group for group in groups for person in group.people}
            case breakouts.PersonMoved(person, None):
                self.place.pop(person, None)
            case breakouts.PersonMoved(person, str() as group):
                self.place[person] = group
            case breakouts.BreakoutsClosed():
                self.place = {}
            case broadcasts.VoiceSpread(person):
                self.spread.add(person)
            case broadcasts.VoiceWithdrawn(person):
                self.spread.discard(person)

    def meant_for(self, person: Id) -> dict[Id, TrackPublished]:
        """The open tracks of all others in the same room as `person`, and voices that are heard in every room."""
        here = self.place.get(person)
        return {
            name: track
            for name, track in self.tracks.items()
            if track.person != person and (self.place.get(track.person) == here or self._everywhere(track))
        }

    def _everywhere(self, track: TrackPublished) -> bool:
        return track.source == "microphone" and track.person in self.spread
