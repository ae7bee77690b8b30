"""What was spoken, as lines with a speaker and word times, corrected by people, and how far the transcript is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal

from rooms.errors import Refusal, must_be_text
from rooms.facts import STAFF, Audience, Caller, Command, Entry, Event, Fact, Id, Milliseconds
from rooms.people import People
from rooms.words import Word, timed

TranscriptState = Literal["working", "done", "failed", "off", "no_model"]
LINE_LIMIT = 500
WAITING_AT_MOST = 30
"""So many corrections of one person wait for those who lead."""


@dataclass(frozen=True, slots=True)
class CaptionSpoken(Event):
    """A line that someone spoke, recognised by `engine`; times in class milliseconds. `sure` has a digit for each
    word: how sure the engine was of it, 0 to 9; empty where it does not say."""

    late_able: ClassVar[bool] = True
    caption: Id
    person: Id
    start: Milliseconds
    end: Milliseconds
    text: str
    words: tuple[Word, ...]
    engine: str
    sure: str = ""


@dataclass(frozen=True, slots=True)
class CaptionCorrected(Event):
    """Somebody who leads says what was spoken, and by whom; of several the last written counts. Placed at its line."""

    late_able: ClassVar[bool] = True
    caption: Id
    person: Id
    text: str
    words: tuple[Word, ...]
    proposer: Id | None


@dataclass(frozen=True, slots=True)
class CorrectionProposed(Event):
    """Somebody thinks that this was spoken, and by whom; those who lead decide. Placed at its line."""

    late_able: ClassVar[bool] = True
    proposal: Id
    caption: Id
    person: Id
    text: str


@dataclass(frozen=True, slots=True)
class CorrectionSettled(Event):
    """A proposed correction was taken over, or not."""

    proposal: Id
    approved: bool


@dataclass(frozen=True, slots=True)
class TranscriptReviewed(Event):
    """Somebody has read the transcript through: what is written so far no longer counts as automatic; or it does again."""

    reviewed: bool


@dataclass(frozen=True, slots=True)
class TranscriptChanged(Event):
    """How far the transcript is, with a sentence for people."""

    state: TranscriptState
    message: str


@dataclass(frozen=True, slots=True)
class AddCaption(Command):
    """Add a recognised line (the server)."""

    caption: Id
    person: Id
    start: Milliseconds
    end: Milliseconds
    text: str
    words: tuple[Word, ...]
    engine: str
    sure: str = ""


@dataclass(frozen=True, slots=True)
class CorrectCaption(Command):
    """Say what was spoken, in at most 500 characters, and by whom; no person: whoever it was."""

    caption: Id
    text: str
    person: Id | None = None


@dataclass(frozen=True, slots=True)
class ProposeCorrection(Command):
    """Ask those who lead to correct a line, in at most 500 characters; at most 30 wait at once."""

    proposal: Id
    caption: Id
    text: str
    person: Id | None = None


@dataclass(frozen=True, slots=True)
class SettleCorrection(Command):
    """Take a proposed correction over, or leave the line as it is."""

    proposal: Id
    approved: bool


@dataclass(frozen=True, slots=True)
class ReviewTranscript(Command):
    """Say that the transcript was read through, or that it was not."""

    reviewed: bool = True


@dataclass(frozen=True, slots=True)
class HearAgain(Command):
    """Have the machine listen once more to what it could not understand; what is written stays."""


@dataclass(frozen=True, slots=True)
class ReportTranscript(Command):
    """Tell how far the transcript is (the server)."""

    state: TranscriptState
    message: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it reads now, and who may read it."""

    person: Id
    start: Milliseconds
    end: Milliseconds
    text: str
    words: tuple[Word, ...]
    to: Audience


@dataclass(frozen=True, slots=True)
class Proposal:
    """A correction that somebody wishes for; `open` until it is settled."""

    by: Id | None
    caption: Id
    person: Id
    text: str
    open: bool = True


@dataclass(slots=True)
class Captions:
    """The lines as they read now, what people propose, and the state of the transcript."""

    lines: dict[Id, Line] = field(default_factory=dict)
    proposals: dict[Id, Proposal] = field(default_factory=dict)
    state: TranscriptState | None = None
    message: str = ""
    reviewed: bool = False

    def find(self, caption: Id) -> Line:
        """The line, or a refusal."""
        if caption not in self.lines:
            raise Refusal("no_such_caption")
        return self.lines[caption]


def decide(captions: Captions, people: People, command: Command, caller: Caller) -> list[Fact]:
    """Judge lines and reports from the recogniser, and corrections; who may see a line is judged in `room`."""
    match command:
        case AddCaption(caption, person, start, end, text, words, engine, sure):
            if caption in captions.lines:
                return []
            if not 0 <= start <= end:
                raise Refusal("bad_moment")
            return [Fact(CaptionSpoken(caption, person, start, end, text, words, engine, sure), at=start)]
        case ReportTranscript(state, message):
            same = (captions.state, captions.message) == (state, message)
            return [] if same else [Fact(TranscriptChanged(state, message))]
        case CorrectCaption(caption, text, speaker):
            return _correct(captions, people, caption, text, speaker)
        case ProposeCorrection():
            return _propose(captions, people, command, caller)
        case SettleCorrection(proposal, approved):
            return _settle(captions, people, proposal, approved=approved)
        case ReviewTranscript(reviewed):
            if not captions.lines or captions.state in (None, "working"):
                raise Refusal("not_written_yet")
            return [] if captions.reviewed == reviewed else [Fact(TranscriptReviewed(reviewed))]
        case HearAgain():
            return _hear_again(captions, caller)
    return []


def _hear_again(captions: Captions, caller: Caller) -> list[Fact]:
    if caller.person is None:
        raise Refusal("needs_person")  # reports without a person are the server's
    if captions.state == "working":
        return []
    if captions.state not in ("failed", "no_model"):
        raise Refusal("nothing_lost")
    return [Fact(TranscriptChanged("working", ""))]


def _wanted(line: Line, people: People, text: str, speaker: Id | None) -> tuple[Id, str]:
    """Who is to have spoken what; refuses speakers whom nobody knows here."""
    must_be_text(text, LINE_LIMIT, "The line")
    person = line.person if speaker is None else speaker
    if person != line.person and person not in people.roles:
        raise Refusal("no_such_person")
    return person, " ".join(text.split())


def _correct(
    captions: Captions,
    people: People,
    caption: Id,
    text: str,
    speaker: Id | None,
    proposer: Id | None = None,
) -> list[Fact]:
    line = captions.find(caption)
    person, said = _wanted(line, people, text, speaker)
    if (person, said) == (line.person, line.text):
        return []
    corrected = CaptionCorrected(caption, person, said, timed(line.words, said), proposer)
    return [Fact(corrected, line.to, line.start)]


def _propose(captions: Captions, people: People, command: ProposeCorrection, caller: Caller) -> list[Fact]:
    line = captions.find(command.caption)
    person, said = _wanted(line, people, command.text, command.person)
    if command.proposal in captions.proposals:
        raise Refusal("duplicate_id")
    if (person, said) == (line.person, line.text):
        return []
    mine = [one for one in captions.proposals.values() if one.open and one.by == caller.person]
    if len(mine) >= WAITING_AT_MOST:
        raise Refusal("too_many_proposals", str(WAITING_AT_MOST), WAITING_AT_MOST)
    return [Fact(CorrectionProposed(command.proposal, command.caption, person, said), STAFF, line.start)]


def _settle(captions: Captions, people: People, proposal: Id, *, approved: bool) -> list[Fact]:
    found = captions.proposals.get(proposal)
    if found is None or not found.open:
        raise Refusal("no_such_proposal")
    line = captions.find(found.caption)
    # Whoever proposed it learns of it by the line's own audience; to all others the id says nothing.
    settled = [Fact(CorrectionSettled(proposal, approved), line.to)]
    if not approved:
        return settled
    return [*settled, *_correct(captions, people, found.caption, found.text, found.person, found.by)]


def read(entries: Iterable[Entry]) -> list[CaptionSpoken]:
    """The lines of these entries as they read now, in the order in which they were spoken."""
    lines: dict[Id, CaptionSpoken] = {}
    for entry in sorted(entries, key=lambda one: one.seq):
        match entry.event:
            case CaptionSpoken(caption) as spoken:
                lines[caption] = spoken
            case CaptionCorrected(caption, person, text, words) if caption in lines:
                lines[caption] = replace(lines[caption], person=person, text=text, words=words, sure="")
    return sorted(lines.values(), key=lambda line: (line.start, line.end))


def apply(captions: Captions, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case CaptionSpoken(caption, person, start, end, text, words):
            captions.lines[caption] = Line(person, start, end, text, words, entry.to)
        case CaptionCorrected(caption, person, text, words):
            captions.lines[caption] = replace(captions.lines[caption], person=person, text=text, words=words)
        case CorrectionProposed(proposal, caption, person, text):
            captions.proposals[proposal] = Proposal(entry.by, caption, person, text)
        case CorrectionSettled(proposal):
            captions.proposals[proposal] = replace(captions.proposals[proposal], open=False)
        case TranscriptReviewed(reviewed):
            captions.reviewed = reviewed
        case TranscriptChanged(state, message):
            captions.state, captions.message = state, message
