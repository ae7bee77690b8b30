"""Mailboxes: where people want to be reminded, and of which deadlines they were."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from server.store.people import unix_ms
from server.store.tables import mailboxes, reminded
from server.store.whole import Whole

CODE_MS = 30 * 60_000
MOST_TRIES = 5


@dataclass(frozen=True)
class Mailbox:
    """Where, in which language and by which clock (an IANA time zone); `confirmed` by its owner.

    `asked`: when they named it, and `told_at`: when a mail of news went there last (Unix ms, 0 for never); `news` and
    `waiting`: whether they want mail of what is new to them, and of what waits for them where they lead.
    """

    person: str
    address: str
    language: str
    zone: str
    confirmed: bool
    asked: int = 0
    told_at: int = 0
    news: bool = True
    waiting: bool = True


def _mailbox(row: Row[Any]) -> Mailbox:
    return Mailbox(
        row.person,
        row.address,
        row.language,
        row.zone,
        row.confirmed,
        row.asked,
        row.told_at,
        row.news,
        row.waiting,
    )


class Mailboxes(Whole):
    """The register of these addresses: one for each person."""

    async def of(self, person: str) -> Mailbox | None:
        """The one of a person, if they named one."""
        async with self._engine.connect() as connection:
            row = (await connection.execute(select(mailboxes).where(mailboxes.c.person == person))).first()
        return _mailbox(row) if row else None

    async def confirmed(self) -> list[Mailbox]:
        """Those that reminders go to."""
        async with self._engine.connect() as connection:
            rows = (await connection.execute(select(mailboxes).where(mailboxes.c.confirmed))).all()
        return [_mailbox(row) for row in rows]

    async def name(self, person: str, address: str, language: str, zone: str, code: str) -> None:
        """Somebody wants to be reminded there; it holds once they tell the code that was sent."""
        values = {
            "address": address,
            "language": language,
            "zone": zone,
            "code": code,
            "tries": 0,
            "asked": unix_ms(),
            "confirmed": False,
        }
        kept = select(mailboxes.c.told_at, mailboxes.c.news, mailboxes.c.waiting)
        async with self._engine.begin() as connection:
            before = (await connection.execute(kept.where(mailboxes.c.person == person))).mappings().first()
            await connection.execute(delete(mailboxes).where(mailboxes.c.person == person))
            await connection.execute(insert(mailboxes).values(person=person, **values, **(before or {})))

    async def confirm(self, person: str, code: str) -> bool:
        """Whether it was the code; a wrong one counts, and after some no code holds any more."""
        good = (
            (mailboxes.c.person == person)
            & (mailboxes.c.tries < MOST_TRIES)
            & (mailboxes.c.asked > unix_ms() - CODE_MS)
            & ~mailboxes.c.confirmed
        )
        async with self._engine.begin() as connection:
            done = await connection.execute(
                update(mailboxes).where(good, mailboxes.c.code == code).values(confirmed=True, code="")
            )
            if done.rowcount == 0:
                await connection.execute(update(mailboxes).where(good).values(tries=mailboxes.c.tries + 1))
            return done.rowcount == 1

    async def choose(self, person: str, *, news: bool, waiting: bool) -> None:
        """They want mail of this, or of neither."""
        chosen = update(mailboxes).where(mailboxes.c.person == person).values(news=news, waiting=waiting)
        async with self._engine.begin() as connection:
            await connection.execute(chosen)

    async def told(self, person: str, before: int, now: int) -> bool:
        """Note when a mail of news went, in place of the one before; false if somebody else has sent one meanwhile."""
        there = (mailboxes.c.person == person) & (mailboxes.c.told_at == before)
        async with self._engine.begin() as connection:
            done = await connection.execute(update(mailboxes).where(there).values(told_at=now))
            return done.rowcount == 1

    async def end(self, person: str) -> None:
        """Nobody is reminded there any more, and the address is forgotten."""
        async with self._engine.begin() as connection:
            await connection.execute(delete(mailboxes).where(mailboxes.c.person == person))

    async def take(self, person: str, deadlines: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
        """Those of these deadlines (class, Unix ms) that nobody has reminded them of, and nobody else will now."""
        taken = []
        for class_id, closes_at in deadlines:
            values = {"class": class_id, "person": person, "closes_at": closes_at}
            try:
                async with self._engine.begin() as connection:
                    await connection.execute(insert(reminded).values(values))
            except IntegrityError:
                continue
            taken.append((class_id, closes_at))
        return taken

    async def give_back(self, person: str, deadlines: Iterable[tuple[str, int]]) -> None:
        """They could not be reminded of these: another time."""
        async with self._engine.begin() as connection:
            for class_id, closes_at in deadlines:
                there = (reminded.c["class"] == class_id) & (reminded.c.person == person)
                await connection.execute(delete(reminded).where(there, reminded.c.closes_at == closes_at))
