"""What goes of a person who is erased, and what is written in its place (decision 13).

Nothing is removed from a timeline: numbers, moments and audiences stay, so every other entry plays as it did. What others
can build on (a message that was answered) is blanked like what is taken back; what nobody builds on becomes `EntryErased`;
and whatever the class itself consists of stays, under a name that says nothing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING

from rooms import (
    board,
    broadcasts,
    captions,
    chat,
    gestures,
    late_work,
    notebook,
    notes,
    notices,
    polls,
    questions,
    tasks,
    terms,
    translations,
)
from rooms.erasure import EntryErased
from rooms.facts import Entry, Event, Id, to_person
from rooms.replay import blanked
from rooms.withheld import masked

if TYPE_CHECKING:
    from rooms.room import Room

Reword = Callable[[str, frozenset[int] | None], str]
"""An update of the notes without the letters of these clients (None: of all) and without links of others that are about
whom it is, of the same length for all that follows."""

GONE: frozenset[type] = frozenset(
    {
        polls.BallotCast,
        gestures.GestureMade,
        chat.MessageReacted,
        chat.RepliesRead,
        late_work.LateWorkRead,
        notes.CommentReacted,
        notes.CommentsRead,
        tasks.FeedbackRead,
        questions.QuestionUpvoted,
        questions.UpvoteWithdrawn,
        questions.AnswersRead,
        notices.AnnouncementRead,
        notices.MessageReported,
        broadcasts.GroupsTold,
        board.ItemDrawn,
        board.ItemRewritten,
    }
)
"""What goes wholly where it is theirs: nothing is built on it."""


@dataclasses.dataclass(frozen=True)
class _Theirs:
    """What in a class is one person's, by its ids."""

    person: Id
    messages: frozenset[Id]
    comments: frozenset[Id]
    questions: frozenset[Id]
    files: frozenset[Id]
    lines: frozenset[Id]
    proposals: frozenset[Id]
    items: frozenset[Id]


def _theirs(room: Room, person: Id) -> _Theirs:
    lines = frozenset(name for name, line in room.captions.lines.items() if line.person == person)
    proposals = room.captions.proposals.items()
    return _Theirs(
        person,
        frozenset(name for name, one in room.chat.messages.items() if one.by == person),
        frozenset(name for name, one in room.notes.comments.items() if one.by == person),
        frozenset(name for name, one in room.questions.questions.items() if one.by == person),
        frozenset(name for name, one in room.files.kept.items() if one.by == person),
        lines,
        frozenset(name for name, one in proposals if one.by == person or one.caption in lines),
        frozenset(name for name, one in room.board.items.items() if one.by == person),
    )


def rewritten(room: Room, entries: list[Entry], person: Id, alias: Id, reword: Reword) -> list[Entry]:
    """The entries that are to be written anew, in order; none once it is done."""
    theirs = _theirs(room, person)
    names = {person: alias, to_person(person): to_person(alias)}
    changed = []
    for entry in entries:
        new = masked(_without_words(entry, theirs, reword), names)
        if new.event != entry.event or new.by != entry.by or new.to != entry.to:
            changed.append(new)
    return changed


def _without_words(entry: Entry, theirs: _Theirs, reword: Reword) -> Entry:
    event, own = entry.event, entry.by == theirs.person
    if (own and type(event) in GONE) or _is_gone(event, theirs):
        return dataclasses.replace(entry, event=EntryErased())
    match event:
        case chat.MessageSaid(message=name) | chat.MessageEdited(message=name) if name in theirs.messages:
            return blanked(dataclasses.replace(entry, event=dataclasses.replace(event, mentions=())))
        case (
            notes.CommentAdded(comment=name)
            | notes.CommentEdited(comment=name)
            | notes.CommentApproved(comment=name)
            | notes.CommentTranscribed(comment=name)
        ) if name in theirs.comments:
            return blanked(entry)
        case notes.CommentRefused(comment=name) if name in theirs.comments:
            return dataclasses.replace(entry, event=dataclasses.replace(event, reason=""))
        case questions.QuestionAsked(question=name) if name in theirs.questions:
            return blanked(entry)
        case questions.QuestionAnswered() if own:
            return dataclasses.replace(entry, event=dataclasses.replace(event, text=""))
        case tasks.WorkHandedIn() if own:
            return blanked(entry)
        case tasks.FeedbackGiven(person=whose) if own or whose == theirs.person:
            return blanked(entry)
    return _without_things(entry, theirs, reword)


def _without_things(entry: Entry, theirs: _Theirs, reword: Reword) -> Entry:
    """Files, drawings and notes."""
    new: Event = entry.event
    match entry.event:
        case (
            board.ItemsMoved(items=items) | board.ItemsErased(items=items) | board.ItemsRestored(items=items)
        ) as event if theirs.items.intersection(items):
            left = tuple(item for item in items if item not in theirs.items)
            new = dataclasses.replace(event, items=left) if left else EntryErased()
        case notebook.NotebookWritten(update=update) as event:
            whose = None if entry.by == theirs.person else frozenset[int]()
            new = dataclasses.replace(event, update=reword(update, whose))
        case notebook.NotebookReturned(update=update, authors=authors) as event:
            own = frozenset(one.client for one in authors if one.person == theirs.person)
            new = dataclasses.replace(event, update=reword(update, own))
        case _:
            attachment = getattr(entry.event, "attachment", None)
            return blanked(entry) if attachment is not None and attachment.file in theirs.files else entry
    return dataclasses.replace(entry, event=new)


def _is_gone(event: Event, theirs: _Theirs) -> bool:
    """What is about a thing of theirs that goes wholly, or about them alone."""
    match event:
        case captions.CaptionSpoken(caption=line) | captions.CaptionCorrected(caption=line):
            return line in theirs.lines
        case translations.LineTranslated(caption=line):
            return line in theirs.lines
        case captions.CorrectionProposed(proposal=name) | captions.CorrectionSettled(proposal=name):
            return name in theirs.proposals
        case board.ItemRewritten(item=item):
            return item in theirs.items
        case terms.ExtensionGiven(person=person) | terms.ExtensionTold(person=person):
            return person == theirs.person
    return False
