"""The class again: the order of playing, the room at a moment, and blanking what was taken back."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from rooms import chat, files, notes, questions, summary, tasks, translations
from rooms.facts import Entry, Event, Milliseconds, Reader, may_see
from rooms.room import Room, apply, replay


def playing_order(entries: Iterable[Entry]) -> list[Entry]:
    """Entries by `(at, seq)`: late work stands where it was placed."""
    return sorted(entries, key=lambda entry: (entry.at, entry.seq))


def room_at(entries: Iterable[Entry], at: Milliseconds) -> Room:
    """The room as it plays at a moment of the class, late work included."""
    return replay(entry for entry in playing_order(entries) if entry.at <= at)


def seen_by(entries: Iterable[Entry], reader: Reader) -> list[Entry]:
    """The entries that a reader may see."""
    return [entry for entry in entries if may_see(entry.to, entry.by, reader)]


def taken_back(room: Room, entry: Entry) -> tuple[int, ...]:
    """The seqs of the entries whose texts and names `entry` takes back."""
    match entry.event:
        case chat.MessageRedacted(message):
            return tuple(sorted(room.chat.messages[message].texts))
        case files.FileDropped(file):
            return (room.files.kept[file].seq,)
        case notes.CommentRedacted(comment):
            return tuple(sorted(room.notes.comments[comment].texts))
        case questions.QuestionRedacted(question):
            return (room.questions.questions[question].seq,)
        case summary.SummaryWithdrawn(name):
            return (room.summary.written[name],)
        case translations.TranslationWithdrawn(language):
            return tuple(room.translations.entries.get(language, ()))
    return tasks.emptied(room.tasks, entry)


def blanked(entry: Entry) -> Entry:
    """The same entry without its text: the only update that a timeline permits."""
    match entry.event:
        case chat.MessageSaid():
            event: Event = dataclasses.replace(entry.event, text="", files=())
        case notes.CommentAdded():
            event = dataclasses.replace(entry.event, text="", note=None)
        case notes.CommentApproved():
            event = dataclasses.replace(entry.event, text="", note=None, transcript="")
        case (
            chat.MessageEdited()
            | notes.CommentEdited()
            | notes.CommentTranscribed()
            | translations.LineTranslated()
            | questions.QuestionAsked()
            | tasks.FeedbackGiven()
        ):
            event = dataclasses.replace(entry.event, text="")
        case tasks.WorkHandedIn():
            event = dataclasses.replace(entry.event, text="", files=(), item=None)
        case tasks.TaskPrepared(_, what) | tasks.TaskGiven(_, what):
            event = dataclasses.replace(entry.event, what=dataclasses.replace(what, title="", text=""))
        case summary.SummaryWritten():
            event = dataclasses.replace(entry.event, points=())
        case files.FileAdded(attachment):
            event = dataclasses.replace(entry.event, attachment=dataclasses.replace(attachment, name=""))
        case _:
            return entry
    return dataclasses.replace(entry, event=event)


def take_in(entries: list[Entry], room: Room, entry: Entry) -> tuple[int, ...]:
    """Add an entry to a class in memory; returns the seqs whose texts it blanked, if it took something back."""
    apply(room, entry)
    entries.append(entry)
    gone = taken_back(room, entry)
    for seq in gone:
        entries[seq - 1] = blanked(entries[seq - 1])
    return gone


def reread(entries: list[Entry], room: Room, changed: Iterable[Entry]) -> None:
    """Put entries in the place of those with their numbers, and make of the room what all entries make now."""
    for entry in changed:
        entries[entry.seq - 1] = entry
    new = replay(entries)
    for one in dataclasses.fields(Room):
        setattr(room, one.name, getattr(new, one.name))
