"""What each reader gets of a timeline: one function for the live connection, timeline reads and playback alike."""

from collections.abc import Iterable, Sequence
from typing import Any

from rooms.facts import EVERYONE, Entry, Reader, may_see
from rooms.lesson import ClassEnded, ClassOpened, ClassScheduled
from rooms.lobby import DoorChanged, LobbyTold
from rooms.people import AdmissionAsked, AdmissionDeclined, AdmissionWithdrawn, PersonAdmitted, PersonLeft
from rooms.room import Room
from rooms.wire import entry_to_json
from rooms.withheld import is_withheld, masked, masks


def sees(entry: Entry, reader: Reader, *, inside: bool = True, room: Room | None = None) -> bool:
    """Whether the reader gets this entry. Not ``inside``: someone in the lobby, or sent out, who learns only of
    the class's hours, of who may come in, and of their own admission. With a ``room`` as it was edited: what is cut
    out of it is left out."""
    if inside:
        return may_see(entry.to, entry.by, reader) and (room is None or not is_withheld(room, entry, reader))
    match entry.event:
        case ClassScheduled() | ClassOpened() | ClassEnded() | DoorChanged() | LobbyTold():
            return True
        case AdmissionAsked(person) | PersonAdmitted(person) | AdmissionDeclined(person):
            return person == reader.person
        case AdmissionWithdrawn(person) | PersonLeft(person):
            return person == reader.person
    return False


def views(
    entries: Sequence[Entry], reader: Reader, *, inside: bool = True, room: Room | None = None
) -> list[dict[str, Any]]:
    """The entries as JSON; those not meant for the reader are bare numbers, so that a gap always means loss."""
    names = {} if room is None else masks(room, reader)
    return [
        entry_to_json(masked(entry, names))
        if sees(entry, reader, inside=inside, room=room)
        else {"seq": entry.seq}
        for entry in entries
    ]


def seen(
    entries: Sequence[Entry], reader: Reader, *, inside: bool = True, room: Room | None = None
) -> tuple[object, ...]:
    """Which of the entries the reader may see (nothing where all see all): readers with equal answers can be sent
    the same message."""
    edited = room is not None and not room.edit.is_none
    if inside and not edited and all(entry.to == EVERYONE for entry in entries):
        return ()
    shown = tuple(sees(entry, reader, inside=inside, room=room) for entry in entries)
    # Somebody hidden knows who they are: what they are sent is for nobody else.
    return (*shown, reader.person) if room is not None and reader.person in room.edit.hidden else shown


def people_in(shown: Iterable[dict[str, Any]]) -> set[str]:
    """Ids of the persons that shown entries speak of, whose names the reader therefore needs."""
    found: set[str] = set()
    for entry in shown:
        if "event" not in entry:
            continue
        if entry["by"]:
            found.add(entry["by"])
        event = entry["event"]
        found.update(event[name] for name in ("person", "owner", "proposer") if event.get(name))
        found.update(event.get("mentions") or ())
        found.update(one["person"] for one in event.get("authors") or ())
        for group in event.get("groups") or ():
            found.update(group.get("people", ()))
        if entry["to"].startswith("person:"):
            found.add(entry["to"].removeprefix("person:"))
    return found
