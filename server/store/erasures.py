"""People who are erased: asked for once, done by whichever process takes it, and refused by digest from the first moment on."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Row, and_, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from server.store.people import new_id, unix_ms
from server.store.tables import audit, erasures
from server.store.whole import Whole


@dataclass(frozen=True)
class Erased:
    """One erasure. `person` is None once it is done; `done`: classes that are finished; times are Unix ms."""

    id: str
    person: str | None
    alias: str
    by: str | None
    state: str
    reason: str
    done: tuple[str, ...]
    report: dict[str, Any]
    tries: int
    asked: int
    changed: int


def digest_of(person: str) -> str:
    """What is kept of a person's id once they are erased: ids have 60 random bits, and are not to be found by it."""
    return hashlib.sha256(f"erased\n{person}".encode()).hexdigest()


def _erased(row: Row[Any]) -> Erased:
    return Erased(
        row.id,
        row.person,
        row.alias,
        row.by,
        row.state,
        row.reason,
        tuple(msgspec.json.decode(row.done)),
        msgspec.json.decode(row.report),
        row.tries,
        row.asked,
        row.changed,
    )


class Erasures(Whole):
    """The register of them."""

    async def ask(self, person: str, alias: str, by: str | None, report: dict[str, Any]) -> Erased:
        """Ask for a person to be erased; asking twice is the same as asking once, and what failed is tried anew."""
        now, digest = unix_ms(), digest_of(person)
        row = {
            "id": new_id("x"),
            "person": person,
            "digest": digest,
            "alias": alias,
            "by": by,
            "state": "waiting",
            "reason": "",
            "done": "[]",
            "report": msgspec.json.encode(report).decode(),
            "tries": 0,
            "asked": now,
            "changed": now,
        }
        try:
            async with self._engine.begin() as connection:
                await connection.execute(insert(erasures).values(row))
        except IntegrityError:
            failed = and_(erasures.c.digest == digest, erasures.c.state == "failed")
            async with self._engine.begin() as connection:
                await connection.execute(
                    update(erasures).where(failed).values(state="waiting", tries=0, reason="", changed=now)
                )
        async with self._engine.connect() as connection:
            found = (await connection.execute(select(erasures).where(erasures.c.digest == digest))).one()
        return _erased(found)

    async def find(self, erasure: str) -> Erased | None:
        """The one with this id."""
        async with self._engine.connect() as connection:
            row = (await connection.execute(select(erasures).where(erasures.c.id == erasure))).first()
        return _erased(row) if row else None

    async def digests(self) -> frozenset[str]:
        """Of whom nothing that was signed before opens anything."""
        async with self._engine.connect() as connection:
            return frozenset(row.digest for row in await connection.execute(select(erasures.c.digest)))

    async def take(self, worker: str, lease_ms: int, pause_ms: int) -> Erased | None:
        """Claim the oldest that waits (again after ``pause_ms``), or whose worker fell silent."""
        now = unix_ms()
        rested = or_(erasures.c.tries == 0, erasures.c.changed < now - pause_ms)
        free = or_(
            and_(erasures.c.state == "waiting", rested),
            and_(erasures.c.state == "working", erasures.c.taken_until < now),
        )
        query = select(erasures).where(free).order_by(erasures.c.asked).limit(1)
        values = {"state": "working", "taken_by": worker, "taken_until": now + lease_ms, "changed": now}
        async with self._engine.begin() as connection:
            row = (await connection.execute(query)).first()
            if row is None:
                return None
            mine = update(erasures).where(erasures.c.id == row.id, erasures.c.tries == row.tries, free)
            claimed = await connection.execute(mine.values(**values, tries=row.tries + 1))
        return _erased(row) if claimed.rowcount == 1 else None

    async def release(self) -> None:
        """No worker is left of before: what one was at is to be taken at once."""
        there = erasures.c.state == "working"
        async with self._engine.begin() as connection:
            await connection.execute(update(erasures).where(there).values(state="waiting", tries=0))

    async def note(self, erasure: str, done: Sequence[str], worker: str, lease_ms: int) -> None:
        """These classes are finished; the claim goes on."""
        values = {"done": msgspec.json.encode(list(done)).decode(), "taken_until": unix_ms() + lease_ms}
        mine = (erasures.c.id == erasure) & (erasures.c.taken_by == worker)
        async with self._engine.begin() as connection:
            await connection.execute(update(erasures).where(mine).values(**values))

    async def keep(self, erasure: str, worker: str, lease_ms: int) -> None:
        """Still working: extend the claim."""
        mine = (erasures.c.id == erasure) & (erasures.c.taken_by == worker)
        async with self._engine.begin() as connection:
            await connection.execute(update(erasures).where(mine).values(taken_until=unix_ms() + lease_ms))

    async def complete(
        self, erasure: str, classes: Sequence[tuple[str, str]], by: str | None, alias: str
    ) -> None:
        """It is done: the id is forgotten, and the lists of these (course, class) say so, all or nothing and once."""
        now = unix_ms()
        values = {"state": "done", "reason": "", "person": None, "taken_by": None, "taken_until": None}
        open_still = (erasures.c.id == erasure) & (erasures.c.state != "done")
        line = {"at": now, "by": by, "what": "person_erased", "person": alias, "about": erasure}
        lines = [{**line, "course": course, "class": class_id} for course, class_id in classes]
        async with self._engine.begin() as connection:
            done = await connection.execute(update(erasures).where(open_still).values(**values, changed=now))
            if done.rowcount == 1 and lines:
                await connection.execute(insert(audit), lines)

    async def finish(self, erasure: str, state: str, reason: str = "") -> None:
        """It ``failed``, or is ``waiting`` for another try."""
        values: dict[str, Any] = {
            "state": state,
            "reason": reason,
            "taken_by": None,
            "taken_until": None,
            "changed": unix_ms(),
        }
        async with self._engine.begin() as connection:
            await connection.execute(update(erasures).where(erasures.c.id == erasure).values(**values))
