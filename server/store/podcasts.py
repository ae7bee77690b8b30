"""Podcasts: for each person and course an address of their own, which they can make invalid at any time."""

from dataclasses import dataclass

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from server.store.people import new_id, unix_ms
from server.store.tables import podcasts
from server.store.whole import Whole


@dataclass(frozen=True)
class Podcast:
    """Whose it is, and of which course."""

    id: str
    course: str
    person: str


class Podcasts(Whole):
    """The register of these addresses; one that is not in it opens nothing."""

    async def of(self, course: str, person: str) -> Podcast | None:
        """The one of a person, if they have one."""
        query = select(podcasts).where(podcasts.c.course == course, podcasts.c.person == person)
        async with self._engine.connect() as connection:
            row = (await connection.execute(query)).first()
        return Podcast(row.id, row.course, row.person) if row else None

    async def open(self, course: str, person: str) -> Podcast:
        """The one of a person, made if need be."""
        made = {"id": new_id("f"), "course": course, "person": person, "created": unix_ms()}
        found = await self.of(course, person)
        if found is None:
            try:
                async with self._engine.begin() as connection:
                    await connection.execute(insert(podcasts).values(made))
            except IntegrityError:  # two windows at once: the other one was first
                pass
            found = await self.of(course, person)
        assert found is not None
        return found

    async def find(self, podcast: str) -> Podcast | None:
        """The one with this id."""
        async with self._engine.connect() as connection:
            row = (await connection.execute(select(podcasts).where(podcasts.c.id == podcast))).first()
        return Podcast(row.id, row.course, row.person) if row else None

    async def end(self, course: str, person: str) -> None:
        """The address of a person opens nothing any more."""
        there = (podcasts.c.course == course) & (podcasts.c.person == person)
        async with self._engine.begin() as connection:
            await connection.execute(delete(podcasts).where(there))
