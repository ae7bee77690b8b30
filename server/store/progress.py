"""What each person has watched of each class, and how far they are by its rule."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import msgspec
from sqlalchemy import Row, case, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from rooms.facts import STAFF_ROLES
from rooms.watching import Watched, steps
from server.store.tables import members, people, progress, rewatched
from server.store.whole import Whole

TRIES = 8  # several windows of one person may tell at the same moment
AT_ONCE = 500  # SQLite limits the number of parameters


@dataclass(frozen=True)
class Standing:
    """How far a person is; ``left`` in ms, ``polls``, ``posts`` and ``tasks`` are those still missing."""

    share: int
    left: int
    polls: int
    posts: int
    tasks: int
    begun: bool
    complete: bool
    live: bool


@dataclass(frozen=True)
class Counts:
    """How many students of a class have completed it there or later, have begun, and are there at all."""

    students: int
    live: int
    later: int
    begun: int


NOTHING = {
    "share": 0,
    "left": 0,
    "polls": 0,
    "posts": 0,
    "tasks": 0,
    "begun": False,
    "complete": False,
    "live": False,
}


def _watched(row: Row[Any]) -> Watched:
    spans = tuple((start, end) for start, end in msgspec.json.decode(row.spans))
    return Watched(spans, row.at, row.told, row.again)


class Progress(Whole):
    """The register of who has done what of which class."""

    def __init__(self, engine: AsyncEngine) -> None:
        super().__init__(engine)
        self._insert = postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert

    async def watched(self, class_id: str, person: str) -> Watched | None:
        """What a person has watched, None if their player never told."""
        there = (progress.c["class"] == class_id) & (progress.c.person == person)
        async with self._engine.connect() as connection:
            row = (await connection.execute(select(progress).where(there))).first()
        return _watched(row) if row else None

    async def all_watched(self, class_id: str) -> dict[str, Watched]:
        """What everybody has watched of a class."""
        query = select(progress).where(progress.c["class"] == class_id)
        async with self._engine.connect() as connection:
            return {row.person: _watched(row) for row in await connection.execute(query)}

    async def watch(
        self, class_id: str, person: str, more: Callable[[Watched | None], Watched]
    ) -> Watched | None:
        """Put what follows from the record in its place, and count what was watched again; None if others were always
        faster."""
        there = (progress.c["class"] == class_id) & (progress.c.person == person)
        for _ in range(TRIES):
            async with self._engine.begin() as connection:
                row = (await connection.execute(select(progress).where(there))).first()
                after = more(_watched(row) if row else None)
                values = {
                    "spans": msgspec.json.encode(after.spans).decode(),
                    "at": after.at,
                    "told": after.told,
                    "again": after.again,
                }
                try:
                    if row is None:
                        keys = {"class": class_id, "person": person}
                        await connection.execute(insert(progress).values({**keys, **NOTHING, **values}))
                        return after
                    same = (
                        there
                        & (progress.c.told == row.told)
                        & (progress.c.again == row.again)
                        & (progress.c.spans == row.spans)
                    )
                    done = await connection.execute(update(progress).where(same).values(**values))
                    if done.rowcount == 1:
                        await self._count(connection, class_id, after)
                except IntegrityError:  # another window was there first
                    continue
                if done.rowcount == 1:
                    return after
        return None

    async def _count(self, connection: AsyncConnection, class_id: str, after: Watched) -> None:
        found = [{"class": class_id, "step": step, "times": 1} for step in steps(after.repeated)]
        if not found:
            return
        one_more = self._insert(rewatched).on_conflict_do_update(
            index_elements=["class", "step"], set_={"times": rewatched.c.times + 1}
        )
        await connection.execute(one_more, found)

    async def rewatched(self, class_id: str) -> dict[int, int]:
        """How often each piece of a class was watched again; those that nobody did are left out."""
        query = select(rewatched).where(rewatched.c["class"] == class_id).order_by(rewatched.c.step)
        async with self._engine.connect() as connection:
            return {row.step: row.times for row in await connection.execute(query)}

    async def watchers(self, class_id: str) -> int:
        """How many of those who do not lead have watched something of a class in its recording."""
        same = (members.c["class"] == progress.c["class"]) & (members.c.person == progress.c.person)
        query = (
            select(func.count())
            .select_from(progress.join(members, same))
            .where(progress.c["class"] == class_id, progress.c.spans != "[]")
            .where(members.c.role.not_in(STAFF_ROLES))
        )
        async with self._engine.connect() as connection:
            return int((await connection.execute(query)).scalar_one())

    async def settle(self, class_id: str, standings: dict[str, Standing]) -> None:
        """Keep how far these people are."""
        untold = {"class": class_id, "spans": "[]", "at": 0, "told": 0}
        rows = [{**untold, "person": person, **asdict(one)} for person, one in standings.items()]
        if not rows:
            return
        made = self._insert(progress)
        upsert = made.on_conflict_do_update(
            index_elements=["class", "person"], set_={name: made.excluded[name] for name in NOTHING}
        )
        async with self._engine.begin() as connection:
            for start in range(0, len(rows), AT_ONCE):
                await connection.execute(upsert, rows[start : start + AT_ONCE])

    async def of_person(self, person: str) -> dict[str, dict[str, Any]]:
        """How far a person is in each class that they have begun, and where to go on."""
        columns = [progress.c["class"].label("id"), progress.c.at, *(progress.c[name] for name in NOTHING)]
        query = select(*columns).where(progress.c.person == person)
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).all()
        return {row.id: {"at": row.at, **{name: getattr(row, name) for name in NOTHING}} for row in rows}

    async def counts(self, class_ids: Sequence[str]) -> dict[str, Counts]:
        """How many students of these classes have completed them, there or later."""
        joined = members.outerjoin(
            progress,
            (progress.c["class"] == members.c["class"]) & (progress.c.person == members.c.person),
        )
        query = (
            select(
                members.c["class"].label("id"),
                func.count().label("students"),
                func.sum(case((progress.c.live, 1), else_=0)).label("live"),
                func.sum(case((progress.c.complete, 1), else_=0)).label("complete"),
                func.sum(case((progress.c.begun, 1), else_=0)).label("begun"),
            )
            .select_from(joined)
            .where(members.c["class"].in_(list(class_ids)), members.c.role == "student")
            .group_by(members.c["class"])
        )
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).all()
        return {
            row.id: Counts(row.students, int(row.live), int(row.complete) - int(row.live), int(row.begun))
            for row in rows
        }

    async def not_begun(self, class_id: str, most: int) -> list[tuple[str, str]]:
        """Students of a class who have done nothing of it yet: id and name."""
        begun = select(progress.c.person).where(progress.c["class"] == class_id, progress.c.begun)
        query = (
            select(people.c.id, people.c.name)
            .join(members, members.c.person == people.c.id)
            .where(members.c["class"] == class_id, members.c.role == "student", people.c.id.not_in(begun))
            .order_by(people.c.name)
            .limit(most)
        )
        async with self._engine.connect() as connection:
            return [(row.id, row.name) for row in await connection.execute(query)]

    async def students(self, class_id: str) -> list[str]:
        """Who belongs to a class as a student."""
        query = select(members.c.person).where(members.c["class"] == class_id, members.c.role == "student")
        async with self._engine.connect() as connection:
            return [row.person for row in await connection.execute(query)]
