"""Who the people on a timeline are: the names and roles that travel beside its entries."""

from collections.abc import Iterable

from rooms.edit import HIDDEN
from rooms.room import Room
from server.store import Store


async def persons(store: Store, class_id: str, room: Room, ids: Iterable[str]) -> dict[str, dict[str, str]]:
    """Name and role of persons: the role that the class gave last, else the one they belong to it with.

    Somebody who never came into the live room, such as an instructor who answers later, has only the latter. Who is hidden has no name.
    """
    wanted = set(ids)
    masks = {one: {"name": "", "role": "student"} for one in wanted if one.startswith(HIDDEN)}
    names = await store.people.names(wanted - masks.keys())
    given = room.people.roles
    enrolled = {} if names.keys() <= given.keys() else await store.courses.roles(class_id)
    return masks | {
        person: {"name": name, "role": given.get(person) or enrolled.get(person, "student")}
        for person, name in names.items()
    }


class Known:
    """Names and roles of the persons of one class as they are shown, each read once."""

    def __init__(self, store: Store, class_id: str, room: Room) -> None:
        self._store = store
        self._class_id = class_id
        self._room = room
        self._found: dict[str, dict[str, str]] = {}

    def forget(self, person: str) -> None:
        """Read them anew when they are shown next."""
        self._found.pop(person, None)

    async def people(self, ids: set[str]) -> dict[str, dict[str, str]]:
        """Name and role of persons, for those who are shown them."""
        missing = ids - self._found.keys()
        if missing:
            self._found.update(await persons(self._store, self._class_id, self._room, missing))
        roles = self._room.people.roles
        return {
            i: {**self._found[i], "role": roles.get(i, self._found[i]["role"])}
            for i in ids & self._found.keys()
        }
