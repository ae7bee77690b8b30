"""Who showed a class to whom, exported, removed or erased: written once, never changed, read by those who lead."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from server.store.people import unix_ms
from server.store.tables import audit
from server.store.whole import Whole

MOST = 5_000


@dataclass(frozen=True)
class Line:
    """One line: when (Unix ms), in which class if in one, who did what, whom it concerns, and what more there is to say."""

    at: int
    class_id: str | None
    by: str | None
    what: str
    person: str | None
    about: str


class Audit(Whole):
    """The list of each course."""

    async def write(
        self,
        course: str,
        what: str,
        by: str | None,
        *,
        class_id: str | None = None,
        person: str | None = None,
        about: str = "",
    ) -> None:
        """One line more."""
        values: dict[str, Any] = {
            "at": unix_ms(),
            "course": course,
            "class": class_id,
            "by": by,
            "what": what,
            "person": person,
            "about": about,
        }
        async with self._engine.begin() as connection:
            await connection.execute(insert(audit).values(values))

    async def read(self, course: str, class_id: str | None = None) -> list[Line]:
        """The newest lines of a course, or of one of its classes, the newest first."""
        query = select(audit).where(audit.c.course == course)
        if class_id is not None:
            query = query.where(audit.c["class"] == class_id)
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query.order_by(audit.c.row.desc()).limit(MOST))).all()
        return [
            Line(row.at, row._mapping[audit.c["class"]], row.by, row.what, row.person, row.about)
            for row in rows
        ]
