"""Courses, their classes, and who belongs to which class in which role."""

from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec
from sqlalchemy import Row, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from server.store.people import guests_in, new_id, unix_ms
from server.store.tables import audit, classes, courses, log, members, metadata, people
from server.store.whole import Whole

Kind = Literal["class", "alone", "import"]
"""Held for a room, recorded by one person alone, or brought from elsewhere."""


@dataclass(frozen=True)
class Course:
    """A course: its classes belong together."""

    id: str
    title: str
    owner: str
    terms: dict[str, Any] | None = None
    glossary: list[dict[str, Any]] | None = None
    keeping: dict[str, Any] | None = None
    language: str | None = None


@dataclass(frozen=True)
class SchoolClass:
    """One class as the desk lists it; times are Unix ms, None = not yet."""

    id: str
    course: str
    title: str
    lobby: bool
    recorded: bool
    starts_at: int | None
    opened_at: int | None
    ended_at: int | None
    summary: dict[str, Any] = field(default_factory=dict)
    kind: str = "class"
    draft: bool = False

    @property
    def state(self) -> str:
        """``scheduled``, ``live`` or ``ended``."""
        if self.ended_at is not None:
            return "ended"
        return "scheduled" if self.opened_at is None else "live"


def _class(row: Row[Any]) -> SchoolClass:
    return SchoolClass(
        row.id,
        row.course,
        row.title,
        row.lobby,
        row.recorded,
        row.starts_at,
        row.opened_at,
        row.ended_at,
        msgspec.json.decode(row.summary) if row.summary else {},
        row.kind,
        row.draft,
    )


def _course(row: Row[Any]) -> Course:
    terms, glossary, keeping = (
        msgspec.json.decode(text or "null") for text in (row.terms, row.glossary, row.keeping)
    )
    return Course(row.id, row.title, row.owner, terms, glossary, keeping, row.language)


class Courses(Whole):
    """The register of courses and classes."""

    async def create_course(self, title: str, owner: str) -> Course:
        """A new course that belongs to ``owner``."""
        course = Course(new_id("k"), title, owner)
        async with self._engine.begin() as connection:
            await connection.execute(
                insert(courses).values(id=course.id, title=title, owner=owner, created=unix_ms())
            )
        return course

    async def course(self, course: str) -> Course | None:
        """The course with this id."""
        async with self._engine.connect() as connection:
            row = (await connection.execute(select(courses).where(courses.c.id == course))).first()
        return _course(row) if row else None

    async def set_glossary(self, course: str, glossary: list[dict[str, Any]]) -> None:
        """Keep the names and terms of a course."""
        await self._change(course, glossary=msgspec.json.encode(glossary).decode())

    async def set_language(self, course: str, language: str | None) -> None:
        """Plan the course's classes with this language from now on."""
        await self._change(course, language=language)

    async def set_terms(self, course: str, terms: dict[str, Any]) -> None:
        """Plan the course's classes with these terms from now on."""
        await self._change(course, terms=msgspec.json.encode(terms).decode())

    async def set_keeping(self, course: str, days: dict[str, Any]) -> None:
        """Keep the recordings of the course so long from now on."""
        await self._change(course, keeping=msgspec.json.encode(days).decode())

    async def _change(self, course: str, **values: str | None) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(update(courses).where(courses.c.id == course).values(**values))

    async def let_go(self) -> list[tuple[Course, list[SchoolClass]]]:
        """The courses that let something go, with their classes that have ended."""
        async with self._engine.connect() as connection:
            rows = (await connection.execute(select(courses).where(courses.c.keeping.is_not(None)))).all()
        return [(_course(row), await self.ended_of(row.id)) for row in rows]

    async def ended_of(self, course: str) -> list[SchoolClass]:
        """The classes of a course that have ended, the oldest first."""
        query = select(classes).where(classes.c.course == course, classes.c.ended_at.is_not(None))
        async with self._engine.connect() as connection:
            return [_class(row) for row in await connection.execute(query.order_by(classes.c.ended_at))]

    async def create_class(
        self,
        course: str,
        title: str,
        starts_at: int | None,
        *,
        lobby: bool,
        recorded: bool,
        kind: Kind = "class",
    ) -> SchoolClass:
        """A new class of a course, not yet open; what is not held for a room begins as a draft."""
        made = SchoolClass(
            new_id("c"), course, title, lobby, recorded, starts_at, None, None, {}, kind, kind != "class"
        )
        async with self._engine.begin() as connection:
            await connection.execute(
                insert(classes).values(
                    id=made.id,
                    course=course,
                    title=title,
                    lobby=lobby,
                    recorded=recorded,
                    kind=kind,
                    draft=made.draft,
                    starts_at=starts_at,
                    created=unix_ms(),
                )
            )
        return made

    async def find(self, class_id: str) -> SchoolClass | None:
        """The class with this id."""
        async with self._engine.connect() as connection:
            row = (await connection.execute(select(classes).where(classes.c.id == class_id))).first()
        return _class(row) if row else None

    async def before(self, later: SchoolClass, most: int = 10) -> list[str]:
        """Other classes of its course that took place, the newest first."""
        query = (
            select(classes.c.id)
            .where(
                classes.c.course == later.course, classes.c.id != later.id, classes.c.opened_at.is_not(None)
            )
            .order_by(classes.c.opened_at.desc())
            .limit(most)
        )
        async with self._engine.connect() as connection:
            return [row.id for row in await connection.execute(query)]

    async def opened(self, class_id: str, at: int) -> None:
        """Note when the class opened (Unix ms)."""
        await self._set(class_id, opened_at=at)

    async def ended(self, class_id: str, at: int) -> None:
        """Note when the class ended (Unix ms)."""
        await self._set(class_id, ended_at=at)

    async def recorded(self, class_id: str) -> None:
        """Note that the class is recorded after all."""
        await self._set(class_id, recorded=True)

    async def published(self, class_id: str) -> None:
        """Note that a class is a draft no more."""
        await self._set(class_id, draft=False)

    async def discard(self, class_id: str) -> None:
        """Forget a draft: every row that is about it and whoever is known to it alone, all or none."""
        about = [
            table
            for table in reversed(metadata.sorted_tables)
            if "class" in table.c and table not in (classes, audit)
        ]
        entries = select(log.c.by, log.c.event).where(log.c["class"] == class_id)
        async with self._engine.begin() as connection:
            told = (await connection.execute(entries)).all()
            for table in about:
                await connection.execute(delete(table).where(table.c["class"] == class_id))
            await connection.execute(delete(classes).where(classes.c.id == class_id))
            for guest in {one for row in told for one in guests_in(*row)}:
                await connection.execute(delete(people).where(people.c.id == guest))

    async def sum_up(self, class_id: str, summary: dict[str, Any]) -> None:
        """Keep what lists show of a class."""
        await self._set(class_id, summary=msgspec.json.encode(summary).decode())

    async def _set(self, class_id: str, **values: int | str) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(update(classes).where(classes.c.id == class_id).values(**values))

    async def unfinished(self) -> list[str]:
        """Ids of classes that began to be written and have not ended: the ones to look after when the server starts.

        Not by `opened_at`: that is noted a moment after the class opened, and a crash may come between.
        """
        begun = select(log.c["class"]).where(log.c["class"] == classes.c.id, log.c.seq > 1).exists()
        query = select(classes.c.id).where(classes.c.ended_at.is_(None), begun)
        async with self._engine.connect() as connection:
            return [row.id for row in await connection.execute(query)]

    async def begun(self) -> list[str]:
        """Ids of all classes that have begun, the oldest first."""
        query = select(classes.c.id).where(classes.c.opened_at.is_not(None)).order_by(classes.c.opened_at)
        async with self._engine.connect() as connection:
            return [row.id for row in await connection.execute(query)]

    async def enrol(self, class_id: str, person: str, role: str) -> None:
        """Person belongs to the class in this role from now on."""
        there = (members.c["class"] == class_id) & (members.c.person == person)
        try:
            async with self._engine.begin() as connection:
                changed = await connection.execute(update(members).where(there).values(role=role))
                if changed.rowcount == 0:
                    await connection.execute(
                        insert(members).values({"class": class_id, "person": person, "role": role})
                    )
        except IntegrityError:  # two windows of one person at once: the other one was first
            async with self._engine.begin() as connection:
                await connection.execute(update(members).where(there).values(role=role))

    async def role(self, class_id: str, person: str) -> str | None:
        """The person's role in the class, None if not a member."""
        query = select(members.c.role).where(members.c["class"] == class_id, members.c.person == person)
        async with self._engine.connect() as connection:
            return (await connection.execute(query)).scalar()

    async def takes(self, course: str, person: str) -> bool:
        """Whether a person belongs to any class of a course."""
        query = (
            select(members.c.person)
            .join(classes, classes.c.id == members.c["class"])
            .where(classes.c.course == course, members.c.person == person)
            .limit(1)
        )
        async with self._engine.connect() as connection:
            return (await connection.execute(query)).first() is not None

    async def roles(self, class_id: str) -> dict[str, str]:
        """Role of every member by person id; whoever owns the course is an instructor of its classes."""
        enrolled = select(members.c.person, members.c.role).where(members.c["class"] == class_id)
        owner = (
            select(courses.c.owner)
            .join(classes, classes.c.course == courses.c.id)
            .where(classes.c.id == class_id)
        )
        async with self._engine.connect() as connection:
            found = {row.person: row.role for row in await connection.execute(enrolled)}
            return found | {row.owner: "instructor" for row in await connection.execute(owner)}

    async def desk(self, person: str) -> tuple[list[Course], list[tuple[SchoolClass, str]]]:
        """What a person sees on the desk: courses, and classes with the role in each (own courses: instructor)."""
        mine = select(members.c["class"]).where(members.c.person == person)
        query = (
            select(classes, courses.c.owner, courses.c.title.label("course_title"))
            .join(courses, courses.c.id == classes.c.course)
            .where(or_(courses.c.owner == person, classes.c.id.in_(mine)))
            .order_by(classes.c.created.desc())
            .limit(500)
        )
        owned = select(courses).where(courses.c.owner == person).order_by(courses.c.created)
        in_role = select(members.c["class"].label("id"), members.c.role).where(members.c.person == person)
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).all()
            found = {row.id: Course(row.id, row.title, row.owner) for row in await connection.execute(owned)}
            roles = {row.id: row.role for row in await connection.execute(in_role)}
        for row in rows:
            found.setdefault(row.course, Course(row.course, row.course_title, row.owner))
        listed = [
            (_class(row), "instructor" if row.owner == person else roles.get(row.id, "student"))
            for row in rows
        ]
        return list(found.values()), listed
