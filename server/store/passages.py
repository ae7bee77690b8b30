"""What can be found of the classes: passages with their moment and audience, looked up by FTS5 or by PostgreSQL's tsvector."""

import asyncio
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import and_, bindparam, delete, func, insert, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine

from rooms.facts import STAFF_ROLES, Reader, Role
from rooms.room import Room
from rooms.spans import Spans
from server.store.tables import classes, indexed, log, passages
from server.store.tokens import Wanted, for_postgres, for_sqlite, tokens, vector
from server.store.whole import Whole

MOST_LOOKED_AT = 2000  # of very common words the newest places are found
AT_ONCE = 500

Key = tuple[str, str]
"""Kind of a passage, and the id of what it stands in."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Something that can be found. `seq` is the last entry that changed it, `by` the author who may see it always,
    `person` whoever is shown with it. Without a text it is gone."""

    kind: str
    key: str
    seq: int
    at: int
    to: str
    by: str | None
    person: str | None
    text: str
    words: tuple[tuple[int, int], ...] = ()
    """Of what was spoken: at which letter of the text each word begins, and at which class ms."""

    def moment(self, letter: int) -> int:
        """The class ms at which the word was spoken that this letter of the text is in; without times the passage's own."""
        found = bisect_right(self.words, letter, key=lambda one: one[0])
        return self.words[found - 1][1] if found else self.at


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was found, and who may see it."""

    row: int
    class_id: str
    kind: str
    at: int
    to: str
    by: str | None
    person: str | None
    key: str = ""


@dataclass(frozen=True)
class Access:
    """Who may read a class that has ended: what its room knows of roles, groups, who was sent out or not let in, what is
    cut out and who is hidden."""

    roles: dict[str, Role] = field(default_factory=dict)
    barred: list[str] = field(default_factory=list)
    groups: dict[str, list[str]] = field(default_factory=dict)
    gone: Spans = ()
    hidden: list[str] = field(default_factory=list)
    closed: bool = False  # shown to those who lead alone

    @staticmethod
    def of(room: Room) -> "Access":
        """The same as the room has it."""
        groups = {group: sorted(people) for group, people in room.breakouts.members.items()}
        roles, barred = dict(room.people.roles), sorted(room.people.barred)
        closed = room.lesson.draft or not room.visibility.shows("class")
        return Access(roles, barred, groups, room.edit.gone, sorted(room.edit.hidden), closed)

    def reader(self, person: str | None, role: Role) -> Reader:
        """As `Room.reader`."""
        groups = frozenset(group for group, people in self.groups.items() if person in people)
        return Reader(person, self.roles.get(person or "", role), groups)

    def may_read(self, person: str | None, role: Role) -> bool:
        """As `Room.may_read` of a class that has ended."""
        leads = self.roles.get(person or "", role) in STAFF_ROLES
        return person not in self.barred and (leads or not self.closed)


class Passages(Whole):
    """The register of passages, one for each kind and id of a class."""

    def __init__(self, engine: AsyncEngine) -> None:
        super().__init__(engine)
        self._fts5 = engine.dialect.name == "sqlite"

    async def write(self, class_id: str, changed: Sequence[Passage], upto: int, access: Access) -> None:
        """Put these in the place of what was there under their keys; all or nothing."""
        keys = [{"of": class_id, "its_kind": one.kind, "its_key": one.key} for one in changed]
        # Long texts take long to take apart, and the class is written in meanwhile.
        rows = await asyncio.to_thread(lambda: [self._row(class_id, one) for one in changed if one.text])
        told = {"upto": upto, "access": msgspec.json.encode(access).decode()}
        mine = indexed.c["class"] == class_id
        async with self._engine.begin() as connection:
            if keys:
                await connection.execute(self._forget(), keys)
            if rows:
                await connection.execute(insert(passages), rows)
            there = await connection.execute(update(indexed).where(mine).values(told))
            if there.rowcount == 0:
                await connection.execute(insert(indexed).values({"class": class_id, **told}))

    def _row(self, class_id: str, one: Passage) -> dict[str, Any]:
        words = [token.word for token in tokens(one.text)]
        return {
            "class": class_id,
            "kind": one.kind,
            "key": one.key,
            "at": one.at,
            "to": one.to,
            "by": one.by,
            "person": one.person,
            "text": one.text,
            "words": " ".join(f"{letter}:{at - one.at}" for letter, at in one.words),
            "tokens": " ".join(words) if self._fts5 else vector(words),
        }

    @staticmethod
    def _forget() -> Any:
        return delete(passages).where(
            passages.c["class"] == bindparam("of"),
            passages.c.kind == bindparam("its_kind"),
            passages.c.key == bindparam("its_key"),
        )

    async def drop(self, class_id: str, keys: Iterable[Key]) -> None:
        """Forget what was taken back."""
        rows = [{"of": class_id, "its_kind": kind, "its_key": key} for kind, key in keys]
        async with self._engine.begin() as connection:
            await connection.execute(self._forget(), rows)

    async def keys(self, class_id: str, kind: str) -> list[Key]:
        """What there is of a kind."""
        query = select(passages.c.key).where(passages.c["class"] == class_id, passages.c.kind == kind)
        async with self._engine.connect() as connection:
            return [(kind, row.key) for row in await connection.execute(query)]

    async def clear(self, class_id: str) -> None:
        """Forget a class wholly, so that it is read anew."""
        async with self._engine.begin() as connection:
            await connection.execute(delete(passages).where(passages.c["class"] == class_id))
            await connection.execute(delete(indexed).where(indexed.c["class"] == class_id))

    async def upto(self, class_id: str) -> int:
        """The entry up to which a class can be searched, 0 if it cannot yet."""
        async with self._engine.connect() as connection:
            query = select(indexed.c.upto).where(indexed.c["class"] == class_id)
            return (await connection.execute(query)).scalar() or 0

    async def access(self, class_ids: Sequence[str]) -> dict[str, Access]:
        """Who may read these classes."""
        query = select(indexed.c["class"], indexed.c.access).where(indexed.c["class"].in_(class_ids))
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).all()
        return {row[0]: msgspec.json.decode(row[1], type=Access) for row in rows}

    async def behind(self) -> list[str]:
        """Classes that have begun and have entries which cannot be found yet, the oldest first."""
        last = select(func.max(log.c.seq)).where(log.c["class"] == classes.c.id).scalar_subquery()
        query = (
            select(classes.c.id)
            .outerjoin(indexed, indexed.c["class"] == classes.c.id)
            .where(
                classes.c.opened_at.is_not(None),
                or_(indexed.c.upto.is_(None), and_(indexed.c.upto < last)),
            )
            .order_by(classes.c.opened_at)
        )
        async with self._engine.connect() as connection:
            return [row.id for row in await connection.execute(query)]

    async def find(self, class_ids: Sequence[str], groups: Wanted) -> list[Place]:
        """Places of these classes that hold all that is wanted, the newest first; whoever asks judges who may see them."""
        if not groups or not class_ids:
            return []
        columns = 'p."row", p."class", p.kind, p.at, p."to", p."by", p.person, p.key'
        if self._fts5:
            source = (
                'passages_words w join passages p on p."row" = w.rowid where passages_words match :question'
            )
            order, question = "w.rowid", for_sqlite(groups)
        else:
            source, order = "passages p where p.tokens @@ cast(:question as tsquery)", 'p."row"'
            question = for_postgres(groups)
        query = text(
            f'select {columns} from {source} and p."class" in :classes order by {order} desc limit :most'  # noqa: S608
        ).bindparams(bindparam("classes", expanding=True))
        given = {"question": question, "classes": list(class_ids), "most": MOST_LOOKED_AT}
        async with self._engine.connect() as connection:
            return [Place(*row) for row in await connection.execute(query, given)]

    async def texts(self, rows: Sequence[int]) -> dict[int, Passage]:
        """What stands in these rows."""
        found: dict[int, Passage] = {}
        async with self._engine.connect() as connection:
            for start in range(0, len(rows), AT_ONCE):
                query = select(passages).where(passages.c.row.in_(rows[start : start + AT_ONCE]))
                for row in await connection.execute(query):
                    words = tuple(_word(one, row.at) for one in row.words.split())
                    found[row.row] = Passage(
                        row.kind, row.key, 0, row.at, row.to, row.by, row.person, row.text, words
                    )
        return found


def _word(kept: str, at: int) -> tuple[int, int]:
    letter, _, later = kept.partition(":")
    return int(letter), at + int(later)
