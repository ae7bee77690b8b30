"""Films: video files played for everybody in step; where a film stands follows from class time alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from rooms.errors import Refusal
from rooms.facts import STAFF, Caller, Command, Entry, Event, Fact, Id, Milliseconds
from rooms.lesson import Lesson, must_be_live
from rooms.people import People

SLOWEST, FASTEST = 25, 400


@dataclass(frozen=True, slots=True)
class Film:
    """A video file: `kind` is what its content is, as a media type; `length` in milliseconds, `size` in bytes."""

    film: Id
    name: str
    kind: Literal["video/mp4", "video/webm"]
    size: int
    length: Milliseconds
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class FilmAdded(Event):
    """A film is ready to be shown; those who lead know of it, and whoever brought it."""

    film: Film


@dataclass(frozen=True, slots=True)
class FilmShown(Event):
    """The film is on the stage, standing still at `position`."""

    film: Film
    position: Milliseconds


@dataclass(frozen=True, slots=True)
class FilmMoved(Event):
    """From this moment the film stands at `position`, and plays on from there or stands still; `rate` in per cent."""

    position: Milliseconds
    playing: bool
    rate: int


@dataclass(frozen=True, slots=True)
class FilmHidden(Event):
    """The film left the stage; shown again, it goes on from where it stood."""


@dataclass(frozen=True, slots=True)
class FilmDropped(Event):
    """A film was thrown away: whoever plays the class sees its name instead."""

    film: Id


@dataclass(frozen=True, slots=True)
class AddFilm(Command):
    """Add a film that the server has looked at (given by the server for whoever brought it)."""

    film: Film


@dataclass(frozen=True, slots=True)
class ShowFilm(Command):
    """Put a film on the stage."""

    film: Id


@dataclass(frozen=True, slots=True)
class MoveFilm(Command):
    """Play it from a position on, or let it stand there; `rate` 25 to 400 per cent."""

    position: Milliseconds
    playing: bool
    rate: int = 100


@dataclass(frozen=True, slots=True)
class HideFilm(Command):
    """Take the film off the stage."""


@dataclass(frozen=True, slots=True)
class DropFilm(Command):
    """Throw a film away, which is not on the stage: one's own, or any for those who lead."""

    film: Id


@dataclass(slots=True)
class Films:
    """All films by id, who brought each, which everybody may see, and how the one on the stage moves."""

    kept: dict[Id, Film] = field(default_factory=dict)
    owners: dict[Id, Id | None] = field(default_factory=dict)
    seen: set[Id] = field(default_factory=set)
    places: dict[Id, Milliseconds] = field(default_factory=dict)
    shown: Id | None = None
    position: Milliseconds = 0
    since: Milliseconds = 0
    playing: bool = False
    rate: int = 100

    @property
    def stored(self) -> int:
        """Bytes of all films that are still there."""
        return sum(one.size for one in self.kept.values())

    def stored_by(self, person: Id | None) -> int:
        """Bytes of the films that one person brought and that are still there."""
        return sum(one.size for film, one in self.kept.items() if self.owners[film] == person)

    def stands_at(self, now: Milliseconds) -> Milliseconds:
        """Where the film on the stage stands at a class time."""
        if self.shown is None:
            return 0
        gone = max(0, now - self.since) * self.rate // 100 if self.playing else 0
        return min(self.position + gone, self.kept[self.shown].length)


def decide(films: Films, people: People, lesson: Lesson, command: Command, caller: Caller) -> list[Fact]:
    """Judge adding, showing, moving, hiding and throwing away."""
    match command:
        case AddFilm(film):
            if film.film in films.owners:
                raise Refusal("duplicate_id")
            if caller.person is None:
                raise Refusal("needs_person")
            return [Fact(FilmAdded(film), STAFF)]
        case ShowFilm(film):
            must_be_live(lesson)
            found = _find(films, people, caller, film)
            return [] if films.shown == film else [Fact(FilmShown(found, films.places.get(film, 0)))]
        case MoveFilm():
            must_be_live(lesson)
            return _move(films, command)
        case HideFilm():
            must_be_live(lesson)
            return hidden(films)
        case DropFilm(film):
            found = _find(films, people, caller, film)
            if film == films.shown:
                raise Refusal("film_shown")
            return [Fact(FilmDropped(found.film))]
    return []


def hidden(films: Films) -> list[Fact]:
    """The fact that the film leaves the stage, if one is there."""
    return [] if films.shown is None else [Fact(FilmHidden())]


def _find(films: Films, people: People, caller: Caller, film: Id) -> Film:
    """A film that the caller knows of: one's own, what everybody saw, any for those who lead."""
    found = films.kept.get(film)
    known = people.is_staff(caller) or film in films.seen or films.owners.get(film) == caller.person
    if found is None or not known:
        raise Refusal("no_such_film")
    return found


def _move(films: Films, command: MoveFilm) -> list[Fact]:
    if films.shown is None:
        raise Refusal("no_film_shown")
    if not 0 <= command.position <= films.kept[films.shown].length:
        raise Refusal("malformed", "a film stands between its beginning and its end.")
    if not SLOWEST <= command.rate <= FASTEST:
        raise Refusal("malformed", f"a film plays at {SLOWEST} to {FASTEST} per cent.")
    return [Fact(FilmMoved(command.position, command.playing, command.rate))]


def apply(films: Films, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case FilmAdded(film):
            films.kept[film.film] = film
            films.owners[film.film] = entry.by
        case FilmShown(film, position):
            _put_away(films, entry)
            films.shown, films.position, films.since = film.film, position, entry.at
            films.playing, films.rate = False, 100
            films.seen.add(film.film)
        case FilmMoved(position, playing, rate):
            films.position, films.since, films.playing, films.rate = position, entry.at, playing, rate
        case FilmHidden():
            _put_away(films, entry)
        case FilmDropped(film):
            films.kept.pop(film, None)
            films.places.pop(film, None)


def _put_away(films: Films, entry: Entry) -> None:
    """Its place is kept; what has ended begins anew next time."""
    if films.shown is not None:
        place = films.stands_at(entry.at)
        films.places[films.shown] = 0 if place >= films.kept[films.shown].length else place
    films.shown, films.playing = None, False
