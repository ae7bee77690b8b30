"""A person erased from the timeline of a class that this process leads: taken back, written anew, and told to be read anew."""

import contextlib
from collections.abc import Callable

import structlog

from rooms.edit import TellEdited
from rooms.erased import rewritten
from rooms.erasure import ErasePerson
from rooms.facts import Entry, Id
from rooms.notebook import NotebookReturned, NotebookWritten
from rooms.room import Room
from server.classroom import Classroom
from server.notebook_erasing import links, without_letters

NOTHING = "AAA="  # an update of the notes that changes nothing

log = structlog.get_logger("erasure")


async def erase(classroom: Classroom, person: Id, alias: Id) -> None:
    """Do it, or what a stop left undone of it; raises Refusal while the class goes on."""
    windows = classroom.seats.of(person)
    await classroom.do(ErasePerson(person, alias))
    await classroom.dismiss(windows, "removed", "You were removed.")
    await classroom.settled()  # files go by facts that name their owner
    await classroom.rewrite(anew(person, alias))
    await classroom.do(TellEdited())
    await classroom.settled()


def anew(person: Id, alias: Id) -> Callable[[Room, list[Entry]], list[Entry]]:
    """What makes the entries of a class that are written anew."""

    def made(room: Room, entries: list[Entry]) -> list[Entry]:
        brought = brought_by(person, entries)
        names = {person, *(file for file, kept in room.files.kept.items() if kept.by == person)}

        def goes(link: str) -> bool:
            return link in brought or any(name in link for name in names)

        def reworded(update: str, clients: frozenset[int] | None) -> str:
            """Notes that cannot be read were never in anybody's document: nothing of them need stay."""
            try:
                return without_letters(update, clients, goes)
            except (ValueError, IndexError):
                log.warning("a change of the notes could not be read, and went wholly")
                return NOTHING

        return rewritten(room, entries, person, alias, reworded)

    return made


def brought_by(person: Id, entries: list[Entry]) -> set[str]:
    """The links that came into the notes with somebody: whoever takes away a piece of one writes down, as Yjs does it,
    where the rest of it leads. One that somebody else had set before is not theirs."""
    first: dict[str, Id | None] = {}
    for entry in entries:
        match entry.event:
            case NotebookWritten(update=update):
                writers = None
            case NotebookReturned(update=update, authors=authors):
                writers = {one.client: one.person for one in authors}
            case _:
                continue
        with contextlib.suppress(ValueError, IndexError):
            for client, link in links(update):
                first.setdefault(link, entry.by if writers is None else writers.get(client))
    return {link for link, whose in first.items() if whose == person}
