"""A person erased from the timeline of a class that this process leads: taken back, written anew, and told to be read anew."""

from collections.abc import Callable

import structlog

from rooms.edit import TellEdited
from rooms.erased import rewritten
from rooms.erasure import ErasePerson
from rooms.facts import Entry, Id
from rooms.room import Room
from server.classroom import Classroom
from server.notebook_erasing import without_letters

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
        return rewritten(room, entries, person, alias, _reworded)

    return made


def _reworded(update: str, clients: frozenset[int] | None) -> str:
    """Notes that cannot be read were never in anybody's document: nothing of them need stay."""
    try:
        return without_letters(update, clients)
    except (ValueError, IndexError):
        log.warning("a change of the notes could not be read, and went wholly")
        return NOTHING
