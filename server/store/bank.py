"""The poll bank: polls prepared for a course, in the order in which they will be asked."""

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import delete, insert, select

from server.store.tables import bank
from server.store.whole import Whole

PREPARED_AT_MOST = 200  # polls of a course


class Bank(Whole):
    """The register of prepared polls, as the JSON fields of OpenPoll."""

    async def read(self, course: str) -> list[dict[str, Any]]:
        """The prepared polls of a course in their order."""
        query = select(bank.c.poll).where(bank.c.course == course).order_by(bank.c.place)
        async with self._engine.connect() as connection:
            return [msgspec.json.decode(row.poll) for row in await connection.execute(query)]

    async def write(self, course: str, polls: Sequence[dict[str, Any]]) -> None:
        """Put these polls in the place of all that the course had; all or nothing."""
        rows = [
            {"course": course, "place": place, "poll": msgspec.json.encode(poll).decode()}
            for place, poll in enumerate(polls)
        ]
        async with self._engine.begin() as connection:
            await connection.execute(delete(bank).where(bank.c.course == course))
            if rows:
                await connection.execute(insert(bank), rows)
