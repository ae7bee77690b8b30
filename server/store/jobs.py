"""Work to be done after a class, such as its transcript: a table that any server process may take work from."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from server.store.people import new_id, unix_ms
from server.store.tables import jobs
from server.store.whole import Whole


@dataclass(frozen=True)
class Job:
    """One piece of work about one class; ``tries`` counts how often it was begun, ``worker`` is whose claim it is."""

    id: str
    kind: str
    class_id: str
    tries: int
    worker: str = ""


# Waits, and is not to be taken before a time.
_RESTS = and_(jobs.c.state == "waiting", jobs.c.taken_until.is_not(None))


def _of(kind: str, class_id: str) -> ColumnElement[bool]:
    return and_(jobs.c.kind == kind, jobs.c["class"] == class_id)


class Jobs(Whole):
    """A queue with one job of a kind for each class; a worker's claim runs out, so a dead worker loses nothing."""

    async def queue(self, kind: str, class_id: str) -> None:
        """Ask for this work; asking twice is the same as asking once, and a finished job is done anew."""
        now = unix_ms()
        row = {
            "id": new_id("j"),
            "kind": kind,
            "class": class_id,
            "state": "waiting",
            "tries": 0,
            "message": "",
            "created": now,
            "changed": now,
        }
        try:
            async with self._engine.begin() as connection:
                await connection.execute(insert(jobs).values(row))
        except IntegrityError:
            over = or_(jobs.c.state.in_(["done", "failed"]), _RESTS)
            again = {"state": "waiting", "tries": 0, "message": "", "taken_until": None, "changed": now}
            async with self._engine.begin() as connection:
                await connection.execute(update(jobs).where(_of(kind, class_id), over).values(again))

    async def queue_rested(self, kind: str, class_id: str, rest_ms: int) -> None:
        """Have this work, which was done, done anew once nobody has asked so again for ``rest_ms`` milliseconds."""
        now = unix_ms()
        over = or_(jobs.c.state == "done", _RESTS)
        again = {"state": "waiting", "tries": 0, "message": "", "taken_until": now + rest_ms, "changed": now}
        async with self._engine.begin() as connection:
            await connection.execute(update(jobs).where(_of(kind, class_id), over).values(again))

    async def take(self, kind: str, worker: str, lease_ms: int) -> Job | None:
        """Claim the oldest waiting job (or one whose worker fell silent) for ``lease_ms`` milliseconds."""
        now = unix_ms()
        due = or_(jobs.c.taken_until.is_(None), jobs.c.taken_until < now)
        free = and_(jobs.c.state.in_(["waiting", "working"]), due)
        query = select(jobs).where(jobs.c.kind == kind, free).order_by(jobs.c.created).limit(1)
        async with self._engine.begin() as connection:
            row = (await connection.execute(query)).first()
            if row is None:
                return None
            # The state in the condition makes the claim atomic on both databases: only one update finds it.
            claimed = await connection.execute(
                update(jobs)
                .where(jobs.c.id == row.id, jobs.c.tries == row.tries, free)
                .values(
                    state="working",
                    tries=row.tries + 1,
                    taken_by=worker,
                    taken_until=now + lease_ms,
                    changed=now,
                )
            )
            if claimed.rowcount != 1:
                return None
        return Job(row.id, row.kind, getattr(row, "class"), row.tries + 1, worker)

    async def release(self, worker: str | None) -> None:
        """``worker`` has only begun to live (None: nobody else works here): what one before it was at is to be taken at once."""
        left = jobs.c.state == "working"
        if worker is not None:
            left &= jobs.c.taken_by == worker
        async with self._engine.begin() as connection:
            await connection.execute(
                update(jobs).where(left).values(state="waiting", taken_by=None, taken_until=None)
            )

    async def keep(self, job: Job, worker: str, lease_ms: int) -> bool:
        """Still working: extend the claim; False if another worker has it, because this one fell silent."""
        mine = (jobs.c.id == job.id) & (jobs.c.taken_by == worker)
        async with self._engine.begin() as connection:
            kept = await connection.execute(update(jobs).where(mine).values(taken_until=unix_ms() + lease_ms))
        return kept.rowcount == 1

    async def finish(self, job: Job, state: str, message: str = "") -> None:
        """The job is now ``done``, ``failed``, or ``waiting`` for another try; nothing where another worker has it by now."""
        others = and_(jobs.c.taken_by.is_not(None), jobs.c.taken_by != job.worker)
        async with self._engine.begin() as connection:
            await connection.execute(
                update(jobs)
                .where(jobs.c.id == job.id, ~others)
                .values(state=state, message=message, taken_by=None, taken_until=None, changed=unix_ms())
            )

    async def state(self, kind: str, class_id: str) -> tuple[str, str] | None:
        """State and message of a class's job, None if never asked for."""
        query = select(jobs.c.state, jobs.c.message).where(jobs.c.kind == kind, jobs.c["class"] == class_id)
        async with self._engine.connect() as connection:
            row = (await connection.execute(query)).first()
        return (row.state, row.message) if row else None
