"""Everything in the school's tables that is about one person: to be told of, handed out, and forgotten."""

from typing import Any

from sqlalchemy import case, delete, func, insert, or_, select, text, update
from sqlalchemy.exc import IntegrityError

from server.store.log import names
from server.store.people import Person, unix_ms
from server.store.tables import (
    audit,
    calendars,
    classes,
    courses,
    erasures,
    links,
    log,
    mailboxes,
    members,
    passages,
    people,
    podcasts,
    progress,
    reminded,
)
from server.store.whole import Whole

OWN = (members, progress, podcasts, calendars, mailboxes, reminded)
"""Rows that are about one person alone: they go."""
NAMED = (audit.c.by, audit.c.person, links.c.by, erasures.c.by)
"""Columns that say who did something, or whom it concerned: what stands for them takes their place."""
SECRET = {"code", "id"}  # keys and codes are no facts about anybody
MOST_FOUND = 100
REMOVED = "Removed person"


class Personal(Whole):
    """Finds and forgets."""

    async def classes(self, person: str) -> list[str]:
        """Classes that hold anything of a person, the oldest first: they belonged to it, wrote in it or are named in it."""
        belongs = select(members.c["class"]).where(members.c.person == person)
        watched = select(progress.c["class"]).where(progress.c.person == person)
        owned = select(classes.c.id).join(courses).where(courses.c.owner == person)
        named = select(log.c["class"]).where(names(person))
        query = select(classes.c.id).where(
            or_(*(classes.c.id.in_(one) for one in (belongs, watched, owned, named)))
        )
        async with self._engine.connect() as connection:
            return [row.id for row in await connection.execute(query.order_by(classes.c.created))]

    async def rows(self, person: str) -> dict[str, list[dict[str, Any]]]:
        """What tables tell of a person, by table."""
        asked = {table.name: select(table).where(table.c.person == person) for table in OWN}
        asked["people"] = select(people).where(people.c.id == person)
        asked["courses"] = select(courses.c.id, courses.c.title, courses.c.created).where(
            courses.c.owner == person
        )
        asked["audit"] = select(audit).where(or_(audit.c.by == person, audit.c.person == person))
        asked["links"] = select(links).where(links.c.by == person)
        found = {}
        async with self._engine.connect() as connection:
            for name, query in asked.items():
                rows = (await connection.execute(query)).mappings().all()
                secret = SECRET if name in ("podcasts", "calendars", "mailboxes", "links") else set()
                found[name] = [{key: row[key] for key in row if key not in secret} for row in rows]
        return found

    async def courses_of(self, person: str) -> set[str]:
        """Courses that a person owns, or belongs to a class of."""
        query = select(courses.c.id).where(courses.c.owner == person)
        through = select(classes.c.course).join(members, members.c["class"] == classes.c.id)
        async with self._engine.connect() as connection:
            own = {row[0] for row in await connection.execute(query)}
            return own | {
                row[0] for row in await connection.execute(through.where(members.c.person == person))
            }

    async def find(self, words: str, owner: str | None) -> tuple[list[tuple[Person, int]], bool]:
        """People whose name holds these words, with how many classes they belong to, and whether there are more.

        ``owner``: only those who belong to a class of a course that this person owns; None: of the whole school.
        """
        count = func.count(members.c["class"].distinct())
        query = (
            select(people.c.id, people.c.name, people.c.account, count.label("classes"))
            .outerjoin(members, members.c.person == people.c.id)
            .where(people.c.id.not_like("erased-%"))
            .group_by(people.c.id, people.c.name, people.c.account)
            .order_by(func.lower(people.c.name), people.c.id)
            .limit(MOST_FOUND + 1)
        )
        if owner is not None:
            query = (
                query.join(classes, classes.c.id == members.c["class"])
                .join(courses, courses.c.id == classes.c.course)
                .where(courses.c.owner == owner)
            )
        for word in words.split()[:8]:
            query = query.where(func.lower(people.c.name).contains(word.lower(), autoescape=True))
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).all()
        found = [(Person(row.id, row.name, row.account), row.classes) for row in rows]
        return found[:MOST_FOUND], len(found) > MOST_FOUND

    async def stand_in(self, alias: str) -> None:
        """Make whom an alias stands for known by a name that says nothing."""
        try:
            async with self._engine.begin() as connection:
                row = {"id": alias, "name": REMOVED, "account": False, "created": unix_ms()}
                await connection.execute(insert(people).values(row))
        except IntegrityError:
            pass  # done before

    async def forget(self, person: str, alias: str, heir: str) -> None:
        """All rows about a person, all or none; their courses go to ``heir``. Done twice it changes nothing."""
        async with self._engine.begin() as connection:
            for table in OWN:
                await connection.execute(delete(table).where(table.c.person == person))
            await connection.execute(
                delete(passages).where(or_(passages.c.by == person, passages.c.person == person))
            )
            for column in NAMED:
                changed = {column.name: case((column == person, alias), else_=column)}
                await connection.execute(update(column.table).where(column == person).values(changed))
            await connection.execute(update(courses).where(courses.c.owner == person).values(owner=heir))
            await connection.execute(delete(people).where(people.c.id == person))

    async def forget_words(self) -> None:
        """Of words that could be found nothing stays in the index of SQLite either."""
        if self._engine.dialect.name != "sqlite":
            return  # PostgreSQL's vacuum does it
        async with self._engine.begin() as connection:
            await connection.execute(text("insert into passages_words(passages_words) values ('optimize')"))

    async def settle(self) -> None:
        """What was written over reaches the file of SQLite at once, and its log of changes begins anew."""
        if self._engine.dialect.name != "sqlite":
            return
        async with self._engine.connect() as connection:
            await connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
