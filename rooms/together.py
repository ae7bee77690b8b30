"""What one command does to several concepts at once: calling on somebody, and tracks that end with the right to send them."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import replace

from rooms import chat, files, hands, notes, people, rights, tasks, tracks
from rooms.errors import Refusal
from rooms.facts import EVERYONE, STAFF_ROLES, Caller, Entry, Fact, Id, to_person
from rooms.roles import SENDING


def called_on(
    queue: hands.Hands, here: people.People, held: rights.Rights, sent: tracks.Tracks, person: Id | None
) -> list[Fact]:
    """Somebody's turn: the hand goes down, and their microphone is theirs to open. Null: nobody's turn any more."""
    if person is None:
        return [] if queue.called is None else [Fact(hands.PersonCalledOn(None))]
    lowered = [Fact(hands.HandLowered(person))] if person in queue.queue else []
    return [
        *lowered,
        *([] if queue.called == person else [Fact(hands.PersonCalledOn(person))]),
        *asked_to_unmute(here, held, sent, person),
    ]


def asked_to_unmute(here: people.People, held: rights.Rights, sent: tracks.Tracks, person: Id) -> list[Fact]:
    """Nobody opens another's microphone: they are asked, and may from now on, also while microphones are locked."""
    if person not in here.present:
        raise Refusal("no_such_person")
    if any(
        sent.open[track].source == "microphone" and not sent.open[track].muted for track in sent.of(person)
    ):
        return []
    may = held.may(here, Caller(person, here.roles[person]), "unmute")
    if held.persons.get(person, {}).get("unmute") is False:
        return []  # taken from this person by name, and given back so
    given = [] if may else [Fact(rights.RightSet("unmute", True, person))]
    return [*given, Fact(hands.UnmuteAsked(person), to_person(person))]


def joins_muted(
    here: people.People, held: rights.Rights, sent: tracks.Tracks, caller: Caller, source: str
) -> bool:
    """Whether a microphone is muted when it comes in: the first one of somebody's stay, unless they lead or present."""
    return (
        held.join_muted
        and source == "microphone"
        and caller.person not in sent.heard
        and caller.person != held.presenter
        and here.role_of(caller) not in STAFF_ROLES
    )


def stopped(
    here: people.People, held: rights.Rights, sent: tracks.Tracks, facts: Iterable[Fact]
) -> list[Fact]:
    """The tracks that end with these facts, since whoever sends them may no longer; a screen with its presenter's turn."""
    news = [
        fact.event
        for fact in facts
        if isinstance(fact.event, rights.RightSet | rights.PresenterChanged | people.RoleChanged)
    ]
    if not news:
        return []
    then, there = deepcopy(held), replace(here, roles=dict(here.roles))
    for event in news:
        entry = Entry(0, 0, 0, None, "", event)
        rights.apply(then, entry)
        people.apply(there, entry)
    over = held.presenter if then.presenter != held.presenter else None
    return [
        Fact(tracks.TrackEnded(track))
        for track, found in sent.open.items()
        if (found.person == over and found.source.startswith("screen"))
        or not then.may(there, Caller(found.person, "student"), SENDING[found.source])
    ]


def sent(kept: files.Files, said: chat.Chat, entry: Entry) -> None:
    """What hangs on words hangs on nothing else; and a comment to everyone takes a turn in slow mode, as a message does."""
    writer = None
    match entry.event:
        case chat.MessageSaid(files=attached):
            kept.sent.update(one.file for one in attached)
        case tasks.WorkHandedIn(files=attached):
            kept.sent.update(one.file for one in attached)
        case notes.CommentAdded(held=held, note=note):
            if note is not None:
                kept.sent.add(note.file)
            writer = entry.by if held or entry.to == EVERYONE else None
        case notes.CommentSigned(person=person):
            writer = person
    if writer is not None:
        said.last_said[writer] = max(entry.wrote, said.last_said.get(writer, 0))
