"""Links to look at a class: made, listed, ended by hand or by themselves, and when each was used last."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, insert, select, update

from server.store.people import new_id, unix_ms
from server.store.tables import links
from server.store.whole import Whole

USED_MS = 60_000  # more exactly nobody needs to know when a link was used last


@dataclass(frozen=True)
class Link:
    """One link; times are Unix ms. `until`: when it ends by itself; `ended`: when somebody ended it."""

    id: str
    class_id: str
    label: str
    by: str | None
    made: int
    until: int | None
    ended: int | None
    used: int | None

    def is_over(self, now: int) -> bool:
        """Whether it opens nothing any more."""
        return self.ended is not None or (self.until is not None and now >= self.until)


def _link(row: Row[Any]) -> Link:
    return Link(*(row._mapping[column] for column in links.c))


class Links(Whole):
    """The register of these links; one that is not in it opens nothing."""

    async def make(self, class_id: str, label: str, by: str | None, lasts: int | None) -> Link:
        """A new link of a class."""
        now = unix_ms()
        until = None if lasts is None else now + lasts
        made = Link(new_id("l"), class_id, label, by, now, until, None, None)
        values = {
            "id": made.id,
            "class": class_id,
            "label": label,
            "by": by,
            "made": made.made,
            "until": until,
        }
        async with self._engine.begin() as connection:
            await connection.execute(insert(links).values(values))
        return made

    async def of(self, class_id: str) -> list[Link]:
        """All links that a class ever had, the newest first."""
        query = select(links).where(links.c["class"] == class_id).order_by(links.c.made.desc(), links.c.id)
        async with self._engine.connect() as connection:
            return [_link(row) for row in await connection.execute(query)]

    async def find(self, link: str) -> Link | None:
        """The one with this id."""
        async with self._engine.connect() as connection:
            row = (await connection.execute(select(links).where(links.c.id == link))).first()
        return _link(row) if row else None

    async def end(self, link: str) -> None:
        """It opens nothing from now on; what has ended stays so."""
        there = (links.c.id == link) & links.c.ended.is_(None)
        async with self._engine.begin() as connection:
            await connection.execute(update(links).where(there).values(ended=unix_ms()))

    async def note_use(self, link: Link) -> None:
        """Somebody looked by it just now."""
        now = unix_ms()
        if link.used is not None and now - link.used < USED_MS:
            return
        async with self._engine.begin() as connection:
            await connection.execute(update(links).where(links.c.id == link.id).values(used=now))
