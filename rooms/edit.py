"""A class that has ended, edited without being rewritten: passages cut out, marks at which its player stops, people hidden."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from rooms.errors import Refusal, must_be_text
from rooms.facts import STAFF, Command, Entry, Event, Fact, Id, Milliseconds
from rooms.lesson import Lesson
from rooms.spans import Span, Spans, length, union

CUTS_AT_MOST = 200
STOPS_AT_MOST = 100
WORDS_LIMIT = 300
SHORTEST: Milliseconds = 500
"""A shorter cut is heard as a crack."""
LEFT_AT_LEAST: Milliseconds = 1_000
HIDDEN = "hidden-"
"""What the names begin with that stand for hidden people; no person's id does."""


@dataclass(frozen=True, slots=True)
class PassageCut(Event):
    """From class ms `start` to `end` the class is not played any more; what was recorded stays as it is."""

    cut: Id
    start: Milliseconds
    end: Milliseconds


@dataclass(frozen=True, slots=True)
class PassageRestored(Event):
    """What was cut out is played again."""

    cut: Id


@dataclass(frozen=True, slots=True)
class StopMarked(Event):
    """At class ms `moment` the player stops and says `words`; of several with one name the last counts."""

    mark: Id
    moment: Milliseconds
    words: str


@dataclass(frozen=True, slots=True)
class StopDropped(Event):
    """The player does not stop there any more."""

    mark: Id


@dataclass(frozen=True, slots=True)
class PersonHidden(Event):
    """Face, voice, name and messages of a person are in nothing any more that others see of the class; for those who lead."""

    person: Id


@dataclass(frozen=True, slots=True)
class PersonRevealed(Event):
    """They are again; for those who lead."""

    person: Id


@dataclass(frozen=True, slots=True)
class ClassEdited(Event):
    """What is told of the class, or how it sounds, has changed: it is to be read anew."""


@dataclass(frozen=True, slots=True)
class CutPassage(Command):
    """Cut out half a second or more of a class that has ended; from 0 trims its beginning, up to its length its end."""

    cut: Id
    start: Milliseconds
    end: Milliseconds


@dataclass(frozen=True, slots=True)
class RestorePassage(Command):
    """Undo a cut."""

    cut: Id


@dataclass(frozen=True, slots=True)
class MarkStop(Command):
    """Let the player stop at class ms `moment` of a class that has ended, with words to think about in at most 300
    characters; under a name that is known the mark is moved, or says something else."""

    mark: Id
    moment: Milliseconds
    words: str


@dataclass(frozen=True, slots=True)
class DropStop(Command):
    """Take a mark away."""

    mark: Id


@dataclass(frozen=True, slots=True)
class HidePerson(Command):
    """Take the face, voice, name and messages of somebody, who was there or wrote later, out of a class that has ended."""

    person: Id


@dataclass(frozen=True, slots=True)
class RevealPerson(Command):
    """Undo that."""

    person: Id


@dataclass(frozen=True, slots=True)
class TellEdited(Command):
    """Tell that the sound of the class was made anew (the server)."""


@dataclass(slots=True)
class Edit:
    """What is cut out, where the player stops, and who is hidden, each under a name that says nothing."""

    cuts: dict[Id, Span] = field(default_factory=dict)
    stops: dict[Id, tuple[Milliseconds, str]] = field(default_factory=dict)
    hidden: dict[Id, Id] = field(default_factory=dict)
    many_hidden: int = 0
    changed: int = 0
    """The entry by which something was left out last; 0: nothing ever was."""

    @property
    def is_none(self) -> bool:
        """Whether the class is told as it was."""
        return not self.cuts and not self.hidden

    @property
    def gone(self) -> Spans:
        """All that is cut out, in order and apart."""
        return union(self.cuts.values())

    def hides(self, at: Milliseconds) -> bool:
        """Whether a moment is cut out."""
        return any(start <= at < end for start, end in self.cuts.values())

    @property
    def key(self) -> str:
        """A short name for exactly what is left out; empty while nothing is."""
        return _key([self.gone, sorted(self.hidden)]) if self.cuts or self.hidden else ""

    @property
    def voices(self) -> str:
        """A short name for exactly those who are not to be heard; empty while everybody is."""
        return _key(sorted(self.hidden)) if self.hidden else ""


def _key(told: object) -> str:
    return hashlib.sha256(repr(told).encode()).hexdigest()[:12]


def decide(edit: Edit, lesson: Lesson, command: Command) -> list[Fact]:
    """Judge an edit by those who lead."""
    match command:
        case CutPassage():
            return _cut(edit, _must_have_ended(lesson), command)
        case RestorePassage(cut):
            if cut not in edit.cuts:
                raise Refusal("no_such_cut")
            return [Fact(PassageRestored(cut))]
        case MarkStop(mark, moment, words):
            if not 0 <= moment <= _must_have_ended(lesson):
                raise Refusal("bad_moment")
            must_be_text(words, WORDS_LIMIT, "What to think about")
            if mark not in edit.stops and len(edit.stops) >= STOPS_AT_MOST:
                raise Refusal("bad_cut", f"a class has at most {STOPS_AT_MOST} marks.")
            told = words.strip()
            return [] if edit.stops.get(mark) == (moment, told) else [Fact(StopMarked(mark, moment, told))]
        case DropStop(mark):
            return [Fact(StopDropped(mark))] if mark in edit.stops else []
    return _hide(edit, lesson, command)


def _hide(edit: Edit, lesson: Lesson, command: Command) -> list[Fact]:
    """Whom it concerns is for those who lead alone; all others learn that something has changed."""
    match command:
        case HidePerson(person):
            _must_have_ended(lesson)
            return [] if person in edit.hidden else [Fact(PersonHidden(person), STAFF), Fact(ClassEdited())]
        case RevealPerson(person):
            told = [Fact(PersonRevealed(person), STAFF), Fact(ClassEdited())]
            return told if person in edit.hidden else []
        case TellEdited():
            return [Fact(ClassEdited())]
    return []


def _must_have_ended(lesson: Lesson) -> Milliseconds:
    if lesson.ended_at is None:
        raise Refusal("not_ended_yet")
    return lesson.ended_at


def _cut(edit: Edit, ended: Milliseconds, command: CutPassage) -> list[Fact]:
    cut, start, end = command.cut, command.start, command.end
    if edit.cuts.get(cut) == (start, end):
        return []
    if cut in edit.cuts:
        raise Refusal("duplicate_id")
    if not 0 <= start < end <= ended:
        raise Refusal("bad_moment")
    if end - start < SHORTEST:
        raise Refusal("bad_cut", "a cut has at least half a second.")
    if len(edit.cuts) >= CUTS_AT_MOST:
        raise Refusal("bad_cut", f"a class has at most {CUTS_AT_MOST} cuts.")
    if ended - length(union([*edit.gone, (start, end)])) < LEFT_AT_LEAST:
        raise Refusal("bad_cut", "nothing of the class would be left.")
    return [Fact(PassageCut(cut, start, end))]


def apply(edit: Edit, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case PassageCut(cut, start, end):
            edit.cuts[cut], edit.changed = (start, end), entry.seq
        case PassageRestored(cut):
            edit.cuts.pop(cut, None)
        case StopMarked(mark, moment, words):
            edit.stops[mark] = (moment, words)
        case StopDropped(mark):
            edit.stops.pop(mark, None)
        case PersonHidden(person):
            edit.many_hidden += 1
            edit.hidden[person], edit.changed = f"{HIDDEN}{edit.many_hidden}", entry.seq
        case PersonRevealed(person):
            edit.hidden.pop(person, None)
