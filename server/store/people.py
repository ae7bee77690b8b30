"""Who is known to the school: a person has an id, a name, and perhaps an account that owns courses."""

import hashlib
import re
import secrets
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from server.store.tables import people
from server.store.whole import Whole

OWNER = "p_owner"


@dataclass(frozen=True)
class Person:
    """One person; timelines hold only the id, so a name can be changed or erased here."""

    id: str
    name: str
    account: bool


def unix_ms() -> int:
    """Now, in milliseconds since 1970."""
    return int(time.time() * 1000)


def new_id(prefix: str) -> str:
    """An id nobody can guess, such as ``p_k3v9...`` (60 bits)."""
    return prefix + "_" + "".join(secrets.choice("abcdefghijklmnopqrstuvwxyz234567") for _ in range(12))


GUEST = re.compile(r"\bg_[0-9a-f]{24}\b")


def guests_in(*told: str | None) -> set[str]:
    """The ids of guests in these texts."""
    return {one for text in told for one in GUEST.findall(text or "")}


class People(Whole):
    """The register of names."""

    async def create(self, name: str, *, account: bool = False) -> Person:
        """A new person with this name."""
        person = Person(new_id("p"), name, account)
        async with self._engine.begin() as connection:
            await connection.execute(
                insert(people).values(id=person.id, name=name, account=account, created=unix_ms())
            )
        return person

    async def guest(self, class_id: str, name: str) -> str:
        """Somebody known to one class by a name alone; the same name is the same person however often it is asked."""
        digest = hashlib.sha256(f"{class_id}\n{name}".encode()).hexdigest()
        row = {"id": f"g_{digest[:24]}", "name": name, "account": False, "created": unix_ms()}
        with suppress(IntegrityError):
            async with self._engine.begin() as connection:
                await connection.execute(insert(people).values(row))
        return str(row["id"])

    async def find(self, person: str) -> Person | None:
        """The person with this id."""
        async with self._engine.connect() as connection:
            row = (await connection.execute(select(people).where(people.c.id == person))).first()
        return Person(row.id, row.name, row.account) if row else None

    async def names(self, ids: Iterable[str]) -> dict[str, str]:
        """Names by id, of those who are known."""
        wanted = sorted(set(ids))
        found: dict[str, str] = {}
        async with self._engine.connect() as connection:
            for start in range(0, len(wanted), 500):  # SQLite limits the number of parameters
                part = wanted[start : start + 500]
                query = select(people.c.id, people.c.name).where(people.c.id.in_(part))
                found.update({row.id: row.name for row in await connection.execute(query)})
        return found

    async def rename(self, person: str, name: str) -> None:
        """From now on the person is called ``name``, in old classes too."""
        async with self._engine.begin() as connection:
            await connection.execute(update(people).where(people.c.id == person).values(name=name))

    async def owner(self) -> Person:
        """The account of whoever runs this server: the first one, made at the first start."""
        found = await self._first_account()
        if found is None:
            # The same id by whoever is first: two who come at once would otherwise each make an owner.
            row = {"id": OWNER, "name": "Instructor", "account": True, "created": unix_ms()}
            with suppress(IntegrityError):
                async with self._engine.begin() as connection:
                    await connection.execute(insert(people).values(row))
            found = await self._first_account()
        assert found is not None
        return found

    async def _first_account(self) -> Person | None:
        async with self._engine.connect() as connection:
            query = select(people).where(people.c.account).order_by(people.c.created, people.c.id).limit(1)
            row = (await connection.execute(query)).first()
        return Person(row.id, row.name, row.account) if row else None
