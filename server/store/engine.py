"""Opens the school's database: SQLite in the data folder by default, PostgreSQL where the settings say so."""

import asyncio
import fcntl
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, inspect, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from server.store.audit import Audit
from server.store.bank import Bank
from server.store.calendars import Calendars
from server.store.courses import Courses
from server.store.decks import Decks
from server.store.erasures import Erasures
from server.store.jobs import Jobs
from server.store.links import Links
from server.store.log import Log
from server.store.mailboxes import Mailboxes
from server.store.passages import Passages
from server.store.people import People
from server.store.personal import Personal
from server.store.podcasts import Podcasts
from server.store.progress import Progress

MIGRATION_LOCK = 7263418821  # any constant: two servers that start together migrate one after the other


class NoStoreError(Exception):
    """The database cannot be opened; says why."""


@dataclass(frozen=True)
class Store:
    """Everything the school keeps, one small object for each concept."""

    engine: AsyncEngine
    log: Log
    people: People
    courses: Courses
    decks: Decks
    jobs: Jobs
    bank: Bank
    podcasts: Podcasts
    passages: Passages
    progress: Progress
    calendars: Calendars
    mailboxes: Mailboxes
    links: Links
    audit: Audit
    erasures: Erasures
    personal: Personal

    async def alive(self) -> bool:
        """True if the database answers."""
        async with self.engine.connect() as connection:
            return (await connection.execute(text("select 1"))).scalar() == 1

    async def close(self) -> None:
        """Give all connections back."""
        await self.engine.dispose()


def _quick_and_safe(dbapi_connection: Any, _record: Any) -> None:
    cursor = dbapi_connection.cursor()
    # WAL with NORMAL survives the death of the process at any moment; only a power cut may lose the last instant.
    # What was taken back is to be in no file any more: what is freed is overwritten.
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "busy_timeout=8000",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def async_url(url: str) -> str:
    """The same database address with the asynchronous driver named."""
    for plain in ("postgresql://", "postgres://"):
        if url.startswith(plain):
            return "postgresql+asyncpg://" + url.removeprefix(plain)
    return url


async def open_store(data: Path, url: str = "") -> Store:
    """Open (and bring up to date) the database at ``url``, or ``amphi.db`` in the data folder; raises NoStoreError."""
    engine = create_async_engine(
        async_url(url) or f"sqlite+aiosqlite:///{data / 'amphi.db'}",
        pool_pre_ping=bool(url),
        hide_parameters=True,  # errors are logged, and what people write belongs in no log
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _quick_and_safe)
    try:
        await _migrate(engine, data)
    except (SQLAlchemyError, OSError) as error:
        await engine.dispose()
        raise NoStoreError(str(getattr(error, "orig", None) or error).partition("\n")[0]) from error
    return Store(
        engine,
        Log(engine),
        People(engine),
        Courses(engine),
        Decks(engine),
        Jobs(engine),
        Bank(engine),
        Podcasts(engine),
        Passages(engine),
        Progress(engine),
        Calendars(engine),
        Mailboxes(engine),
        Links(engine),
        Audit(engine),
        Erasures(engine),
        Personal(engine),
    )


async def _migrate(engine: AsyncEngine, data: Path) -> None:
    if engine.dialect.name != "sqlite":
        async with engine.begin() as connection:
            await connection.execute(text(f"select pg_advisory_xact_lock({MIGRATION_LOCK})"))
            await connection.run_sync(_upgrade)
        return
    with (data / "migrate.lock").open("w") as lock:
        await asyncio.to_thread(fcntl.flock, lock, fcntl.LOCK_EX)
        async with engine.begin() as connection:
            await connection.run_sync(_upgrade)


def newest_migration() -> str:
    """The number of the newest migration, such as 0001: the first part of its file's name."""
    files = (Path(__file__).parent / "migrations" / "versions").glob("[0-9]*.py")
    return max(file.name.partition("_")[0] for file in files)


def _upgrade(connection: Connection) -> None:
    if inspect(connection).has_table("alembic_version"):
        at = connection.execute(text("select version_num from alembic_version")).scalar()
        if at == newest_migration():
            return
    # Imported only when there is something to do: it takes as long as all the rest of the start.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
