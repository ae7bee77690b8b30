"""The timeline of every class as rows: written once, in order, changed only to blank what was redacted or erased."""

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, bindparam, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from server.store.tables import log
from server.store.whole import Whole


class SeqTakenError(Exception):
    """Another server wrote this number first: whoever gets this no longer leads the class."""


def names(person: str) -> ColumnElement[bool]:
    """What is by a person, for them, or names them."""
    quoted = log.c.event.contains(f'"{person}"', autoescape=True)
    return or_(log.c.by == person, log.c.to == f"person:{person}", quoted)


class Log(Whole):
    """Append and read the entries of a class, as the JSON objects of the wire."""

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

    async def names(self, class_id: str, person: str) -> bool:
        """Whether anything in a class is by a person, for them, or names them."""
        query = select(log.c.seq).where(log.c["class"] == class_id, names(person)).limit(1)
        async with self._engine.connect() as connection:
            return (await connection.execute(query)).first() is not None

    async def blank(self, class_id: str, seq: int, event: dict[str, Any]) -> None:
        """Put ``event`` (the same, its text removed) in the place of what was redacted."""
        query = update(log).where(log.c["class"] == class_id, log.c.seq == seq)
        async with self._engine.begin() as connection:
            await connection.execute(query.values(event=msgspec.json.encode(event).decode()))

    async def rewrite(self, class_id: str, entries: Sequence[dict[str, Any]]) -> None:
        """Put these in the place of the entries of their numbers, all or none: somebody in them is erased (decision 13)."""
        query = (
            update(log)
            .where(log.c["class"] == bindparam("of_class"), log.c.seq == bindparam("number"))
            .values(by=bindparam("new_by"), to=bindparam("new_to"), event=bindparam("new_event"))
        )
        rows = [
            {
                "of_class": class_id,
                "number": entry["seq"],
                "new_by": entry["by"],
                "new_to": entry["to"],
                "new_event": msgspec.json.encode(entry["event"]).decode(),
            }
            for entry in entries
        ]
        async with self._engine.begin() as connection:
            if rows:
                await connection.execute(query, rows)
