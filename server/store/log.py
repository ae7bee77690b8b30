"""The timeline of every class as rows: written once, in order, never changed except to blank what was redacted."""

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from server.store.tables import log


class SeqTakenError(Exception):
    """Another server wrote this number first: whoever gets this no longer leads the class."""


class Log:
    """Append and read the entries of a class, as the JSON objects of the wire."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def append(self, class_id: str, entries: Sequence[dict[str, Any]]) -> None:
        """Write entries, all or none; raises SeqTakenError when a number is already there."""
        rows = [
            {
                "class": class_id,
                "seq": entry["seq"],
                "at": entry["at"],
                "wrote": entry["wrote"],
                "by": entry["by"],
                "to": entry["to"],
                "event": msgspec.json.encode(entry["event"]).decode(),
            }
            for entry in entries
        ]
        try:
            async with self._engine.begin() as connection:
                await connection.execute(insert(log), rows)
        except IntegrityError as error:
            raise SeqTakenError(class_id) from error

    async def read(self, class_id: str, after: int = 0) -> list[dict[str, Any]]:
        """All entries with seq greater than ``after``, in the order of writing."""
        query = (
            select(log.c.seq, log.c.at, log.c.wrote, log.c.by, log.c.to, log.c.event)
            .where(log.c["class"] == class_id, log.c.seq > after)
            .order_by(log.c.seq)
        )
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).all()
        return [
            {
                "seq": row.seq,
                "at": row.at,
                "wrote": row.wrote,
                "by": row.by,
                "to": row.to,
                "event": msgspec.json.decode(row.event),
            }
            for row in rows
        ]

    async def last(self, class_id: str) -> int:
        """The highest seq of a class, 0 if nothing has happened yet."""
        query = select(func.max(log.c.seq)).where(log.c["class"] == class_id)
        async with self._engine.connect() as connection:
            return (await connection.execute(query)).scalar() or 0

    async def blank(self, class_id: str, seq: int, event: dict[str, Any]) -> None:
        """Put ``event`` (the same, its text removed) in the place of what was redacted: the only update there is."""
        query = update(log).where(log.c["class"] == class_id, log.c.seq == seq)
        async with self._engine.begin() as connection:
            await connection.execute(query.values(event=msgspec.json.encode(event).decode()))
