"""Cameras, microphones and screens: facts about media, never the media itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from rooms.errors import Refusal
from rooms.facts import STAFF_ROLES, Caller, Command, Entry, Event, Fact, Id, Milliseconds
from rooms.lesson import Lesson, must_be_live
from rooms.people import People, PersonLeft, must_be_present

Source = Literal["microphone", "camera", "screen", "screen_audio"]


@dataclass(frozen=True, slots=True)
class TrackPublished(Event):
    """Someone's camera, microphone or screen is on; `muted`: it sends nothing until its owner unmutes it."""

    track: Id
    person: Id
    source: Source
    muted: bool = False


@dataclass(frozen=True, slots=True)
class TrackMuted(Event):
    """A track sends nothing for now; `Entry.by` says whether its owner or someone who leads did it."""

    track: Id


@dataclass(frozen=True, slots=True)
class TrackUnmuted(Event):
    """A track sends again."""

    track: Id


@dataclass(frozen=True, slots=True)
class TrackEnded(Event):
    """A track is over."""

    track: Id


@dataclass(frozen=True, slots=True)
class SpeakerChanged(Event):
    """Who speaks loudest now; null when nobody has spoken for a while."""

    person: Id | None


@dataclass(frozen=True, slots=True)
class SegmentRecorded(Event):
    """A stretch of a track is on disk: file name, from and to in class milliseconds."""

    track: Id
    file: str
    start: Milliseconds
    end: Milliseconds


@dataclass(frozen=True, slots=True)
class PublishTrack(Command):
    """A track's first packets are expected (given by the server once media is agreed)."""

    track: Id
    source: Source
    muted: bool = False


@dataclass(frozen=True, slots=True)
class MuteTrack(Command):
    """Silence a track: one's own, or anybody's for those who lead."""

    track: Id


@dataclass(frozen=True, slots=True)
class MuteAll(Command):
    """Silence every microphone of those who do not lead; with `but_presenter`, not of whoever presents or shares."""

    but_presenter: bool = False


@dataclass(frozen=True, slots=True)
class UnmuteTrack(Command):
    """Send again; only the owner may, since nobody opens another's microphone."""

    track: Id


@dataclass(frozen=True, slots=True)
class EndTrack(Command):
    """Stop a track: one's own, or a screen by those who lead."""

    track: Id


@dataclass(frozen=True, slots=True)
class ReportSpeaker(Command):
    """Tell who speaks now (the server)."""

    person: Id | None


@dataclass(frozen=True, slots=True)
class ReportSegment(Command):
    """Tell what was recorded (the server)."""

    track: Id
    file: str
    start: Milliseconds
    end: Milliseconds


@dataclass(slots=True)
class Track:
    """One open track."""

    person: Id
    source: Source
    muted: bool = False


@dataclass(slots=True)
class Tracks:
    """The open tracks, every id ever used, who had a microphone in this stay, and who speaks."""

    open: dict[Id, Track] = field(default_factory=dict)
    used: set[Id] = field(default_factory=set)
    heard: set[Id] = field(default_factory=set)
    speaker: Id | None = None

    def of(self, person: Id) -> list[Id]:
        """The open tracks of a person."""
        return [track for track, found in self.open.items() if found.person == person]

    def find(self, track: Id) -> Track:
        """The open track, or a refusal."""
        if track not in self.open:
            raise Refusal("no_such_track")
        return self.open[track]


def decide(
    tracks: Tracks,
    people: People,
    lesson: Lesson,
    command: Command,
    caller: Caller,
    *,
    leads: bool,
    presenter: Id | None,
) -> list[Fact]:
    """Judge publishing, muting and ending; `leads` also of others' tracks."""
    match command:
        case PublishTrack(track, source, muted):
            must_be_live(lesson)
            person = must_be_present(people, caller)
            if track in tracks.used:
                raise Refusal("duplicate_id")
            if any(tracks.open[mine].source == source for mine in tracks.of(person)):
                raise Refusal("already_sharing")
            return [Fact(TrackPublished(track, person, source, muted))]
        case MuteTrack(track):
            found = _own_or_led(tracks, caller, track, leads=leads)
            return [] if found.muted else [Fact(TrackMuted(track))]
        case MuteAll(but_presenter):
            return _mute_all(tracks, people, presenter, but_presenter=but_presenter)
        case UnmuteTrack(track):
            found = tracks.find(track)
            if found.person != caller.person:
                raise Refusal("not_yours")
            return [Fact(TrackUnmuted(track))] if found.muted else []
        case EndTrack(track):
            _may_end(people, caller, _own_or_led(tracks, caller, track, leads=leads))
            return [Fact(TrackEnded(track))]
        case ReportSpeaker(person):
            must_be_live(lesson)
            return [] if person == tracks.speaker else [Fact(SpeakerChanged(person))]
        case ReportSegment(track, file, start, end):
            return [Fact(SegmentRecorded(track, file, start, end), at=start)]
    return []


def _own_or_led(tracks: Tracks, caller: Caller, track: Id, *, leads: bool) -> Track:
    found = tracks.find(track)
    if found.person != caller.person and not leads:
        raise Refusal("not_yours")
    return found


def _may_end(people: People, caller: Caller, found: Track) -> None:
    """Of others only screens are ended, and those of people who lead only by people who lead."""
    if found.person == caller.person or caller.by_server:
        return
    over_lead = people.roles.get(found.person) in STAFF_ROLES and not people.is_staff(caller)
    if over_lead or not found.source.startswith("screen"):
        raise Refusal("not_yours")


def _mute_all(tracks: Tracks, people: People, presenter: Id | None, *, but_presenter: bool) -> list[Fact]:
    """Two who lead do not silence each other by accident: their microphones are muted one by one."""
    shares = {found.person for found in tracks.open.values() if found.source == "screen"}
    kept = {presenter, *shares} if but_presenter else set()
    return [
        Fact(TrackMuted(track))
        for track, found in tracks.open.items()
        if found.source == "microphone"
        and not found.muted
        and found.person not in kept
        and people.roles.get(found.person) not in STAFF_ROLES
    ]


def apply(tracks: Tracks, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case TrackPublished(track, person, source, muted):
            tracks.open[track] = Track(person, source, muted)
            tracks.used.add(track)
            if source == "microphone":
                tracks.heard.add(person)
        case PersonLeft(person):
            tracks.heard.discard(person)
        case TrackMuted(track):
            tracks.open[track].muted = True
        case TrackUnmuted(track):
            tracks.open[track].muted = False
        case TrackEnded(track):
            tracks.open.pop(track)
        case SpeakerChanged(person):
            tracks.speaker = person
