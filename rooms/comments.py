"""What decisions need to know of comments: who has them, how they stand, what each has seen, and how many count."""

from __future__ import annotations

from dataclasses import dataclass, field

from rooms.errors import Refusal
from rooms.facts import EVERYONE, Audience, Entry, Id, Milliseconds, Reader, may_see
from rooms.files import Attachment
from rooms.letters import Letters
from rooms.notes import (
    CommentAdded,
    CommentApproved,
    CommentEdited,
    CommentReacted,
    CommentRedacted,
    CommentRefused,
    CommentRulesSet,
    CommentSigned,
    CommentsRead,
    CommentState,
    CommentTranscribed,
    SlidePage,
)


@dataclass(slots=True)
class Comment:
    """What decisions need to know of a comment; what the last entry says counts, wherever it was placed.

    `texts` are the seqs of the entries that hold its words; `also` is who reads it besides its audience; `state` and,
    while others have not got it, `text` come with the seq that set them.
    """

    by: Id | None
    to: Audience
    at: Milliseconds
    wrote: int
    seq: int
    late: bool
    reply_to: Id | None
    anonymous: bool
    on: SlidePage | None
    note: Attachment | None
    texts: set[int]
    judged: tuple[int, CommentState]
    text: tuple[int, str]
    also: Id | None = None
    transcript: str | None = None
    reactions: dict[tuple[Id | None, str], tuple[int, bool]] = field(default_factory=dict)

    @property
    def state(self) -> CommentState:
        """Open to its readers, held for approval, or refused."""
        return self.judged[1]

    def is_for(self, reader: Reader) -> bool:
        """Whether somebody may read it."""
        own = reader.person is not None and reader.person == self.also
        return own or may_see(self.to, self.by, reader)


@dataclass(slots=True)
class Notes:
    """All comments by id, which were taken back, the class's rules for them, and up to which seq each has seen them."""

    comments: dict[Id, Comment] = field(default_factory=dict)
    redacted: set[Id] = field(default_factory=set)
    rules: CommentRulesSet = field(default_factory=lambda: CommentRulesSet(False, False, 0))
    seen: dict[Id, int] = field(default_factory=dict)
    letters: Letters = field(default_factory=Letters)
    unsigned: dict[Id, str] = field(default_factory=dict)
    """What was written without a name, until its entry for those who lead tells who wrote it."""

    def find(self, comment: Id) -> Comment:
        """A comment that still stands, or a refusal."""
        if comment not in self.comments or comment in self.redacted:
            raise Refusal("no_such_comment")
        return self.comments[comment]

    def root(self, comment: Id) -> Id:
        """The comment that began the thread."""
        above = self.comments[comment].reply_to
        return comment if above is None else above

    @property
    def standing(self) -> dict[Id, Comment]:
        """Those that were not taken back."""
        return {name: one for name, one in self.comments.items() if name not in self.redacted}


def waiting_for(notes: Notes, person: Id, *, leads: bool) -> dict[str, int]:
    """What a person has not seen, and how many are held for approval.

    Those who lead are told of all new comments, others of answers to theirs and of what was refused.
    """
    if not leads:
        return {"new": len(answers_to(notes, person)), "held": 0}
    seen, new, held = notes.seen.get(person, 0), 0, 0
    for one in notes.standing.values():
        held += one.state == "held"
        own = one.by == person
        came = one.judged[0] if own or one.state == "held" else one.seq
        new += came > seen and (not own or one.state == "refused")
    return {"new": new, "held": held}


def answers_to(notes: Notes, person: Id) -> list[int]:
    """The seqs of answers to somebody's comments, and of the refusals of theirs, that they have not seen."""
    seen, since, found = notes.seen.get(person, 0), _wrote_since(notes, person), []
    for name, one in notes.standing.items():
        if one.by == person:
            told = one.state == "refused"
        else:
            answers = one.seq > since.get(notes.root(name), one.seq)
            told = answers and one.state == "open" and (one.to == EVERYONE or one.also == person)
        if told and one.judged[0] > seen:
            found.append(one.judged[0])
    return found


def _wrote_since(notes: Notes, person: Id) -> dict[Id, int]:
    """The threads in which somebody wrote, with the seq of what they wrote first."""
    own = {name: one.seq for name, one in notes.comments.items() if one.by == person}
    since: dict[Id, int] = {}
    for name, seq in own.items():
        since[notes.root(name)] = min(seq, since.get(notes.root(name), seq))
    return since


def apply(notes: Notes, entry: Entry) -> None:
    """Take in what happened."""
    match entry.event:
        case CommentAdded():
            _added(notes, entry, entry.event)
        case CommentSigned(comment, person):
            notes.comments[comment].by = person
            notes.letters.signed(person, notes.unsigned.pop(comment, ""))
        case CommentEdited(comment, text, held):
            found = notes.comments[comment]
            notes.letters.add(found.by, text)
            found.texts.add(entry.seq)
            if held:
                found.judged = max(found.judged, (entry.seq, "held"))
            found.text = max(found.text, (entry.seq, text if held else ""))
        case CommentRedacted(comment):
            notes.redacted.add(comment)
            found = notes.comments[comment]
            found.text, found.note, found.transcript = (entry.seq, ""), None, None
        case CommentReacted(comment, reaction, given):
            reactions = notes.comments[comment].reactions
            before = reactions.get((entry.by, reaction), (0, False))
            reactions[entry.by, reaction] = max(before, (entry.seq, given))
        case CommentsRead(up_to):
            notes.seen[entry.by or ""] = max(up_to, notes.seen.get(entry.by or "", 0))
        case CommentRulesSet():
            notes.rules = entry.event
        case CommentApproved() | CommentRefused() | CommentTranscribed():
            _judged(notes.comments[entry.event.comment], entry)


def _added(notes: Notes, entry: Entry, event: CommentAdded) -> None:
    known = notes.comments.get(event.comment)
    if known is not None:  # once more, for whoever began the thread
        known.texts.add(entry.seq)
        known.also = entry.to.removeprefix("person:")
        return
    notes.letters.add(entry.by, event.text)
    if event.anonymous and entry.by is None:
        notes.unsigned[event.comment] = event.text
    root = None if event.reply_to is None else notes.root(event.reply_to)
    place = (entry.by, entry.to, entry.at, entry.wrote, entry.seq, event.late)
    about = (root, event.anonymous, event.on, event.note, {entry.seq})
    state: CommentState = "held" if event.held else "open"
    notes.comments[event.comment] = Comment(
        *place, *about, (entry.seq, state), (entry.seq, event.text if event.held else "")
    )


def _judged(found: Comment, entry: Entry) -> None:
    match entry.event:
        case CommentApproved():
            found.texts.add(entry.seq)
            found.to = EVERYONE
            found.judged = max(found.judged, (entry.seq, "open"))
            found.text = max(found.text, (entry.seq, ""))
        case CommentRefused():
            found.judged = max(found.judged, (entry.seq, "refused"))
        case CommentTranscribed(text=text):
            found.texts.add(entry.seq)
            found.transcript = text
