"""Calendars: for each person an address for their calendar app, which they can make invalid at any time."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.exc import IntegrityError

from server.store.people import new_id, unix_ms
from server.store.tables import calendars
from server.store.whole import Whole


@dataclass(frozen=True)
class Calendar:
    """Whose it is, and in which language its entries are."""

    id: str
    person: str
    language: str


class Calendars(Whole):
    """The register of these addresses; one that is not in it opens nothing."""

    async def of(self, person: str) -> Calendar | None:
        """The one of a person, if they have one."""
        return await self._one(calendars.c.person == person)

    async def find(self, calendar: str) -> Calendar | None:
        """The one with this id."""
        return await self._one(calendars.c.id == calendar)

    async def open(self, person: str, language: str) -> Calendar:
        """The one of a person, made if need be."""
        made = {"id": new_id("a"), "person": person, "language": language, "created": unix_ms()}
        found = await self.of(person)
        if found is None:
            try:
                async with self._engine.begin() as connection:
                    await connection.execute(insert(calendars).values(made))
            except IntegrityError:  # two windows at once: the other one was first
                pass
            found = await self.of(person)
        assert found is not None
        return found

    async def end(self, person: str) -> None:
        """The address of a person opens nothing any more."""
        async with self._engine.begin() as connection:
            await connection.execute(delete(calendars).where(calendars.c.person == person))

    async def _one(self, where: ColumnElement[bool]) -> Calendar | None:
        async with self._engine.connect() as connection:
            row = (await connection.execute(select(calendars).where(where))).first()
        return Calendar(row.id, row.person, row.language) if row else None
