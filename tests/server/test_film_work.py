"""One film under way: what is left when whoever made it died, and what is still needed."""

import asyncio
from pathlib import Path
from types import SimpleNamespace

import pytest

from recording.copies import Offer
from recording.shelf import Shelf
from server import downloads, film_work
from server.downloads import Downloads
from server.film_work import GaveUpError, Work
from server.store.jobs import Job


@pytest.mark.parametrize("alone", [False, True])
def test_chunks_that_a_composer_left_when_it_died_are_put_away_once_the_film_is_there(tmp_path, alone):
    work = Work(Job("j", "download", "c", 1), Shelf(tmp_path), keys=["a", "b"], alone=alone)
    work.offer = Offer(100, (640, 360), 1)
    for name in ("a.chunk", "b.chunk", "old.chunk", "class.mp4.part", "class.mp4", "class.m4a"):
        (tmp_path / name).touch()
    work.note("signature")
    kept = {one.name for one in tmp_path.iterdir()} - {"edit", "copy.json"}
    sound = {"a.chunk", "b.chunk"} if alone else set()
    assert kept == {"class.mp4", "class.m4a", *sound}, "a film that is copied has its sound in them"


async def test_a_database_that_is_away_for_a_while_fails_no_film_and_ends_no_composer(monkeypatch):
    monkeypatch.setattr(film_work, "REST_SECONDS", 0.0)
    monkeypatch.setattr(downloads, "LOOK_SECONDS", 0.0)
    away, noted, over = ConnectionRefusedError("the database is away"), [], asyncio.Event()
    waiting = [Job("j", "download", "c", 1)]
    happens = iter([away, GaveUpError("full"), None])

    async def take(*_):
        return waiting.pop() if waiting else None

    async def finish(job, *told):
        noted.append(told)
        waiting.append(job)  # its claim runs out
        raise away

    async def advance(*_):
        if (error := next(happens)) is not None:
            raise error
        over.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(Downloads, "_advance", advance)
    store = SimpleNamespace(jobs=SimpleNamespace(take=take, finish=finish))
    classrooms = SimpleNamespace(leases=SimpleNamespace(node="n"))
    settings = SimpleNamespace(download_processes=1)
    school = SimpleNamespace(settings=settings, store=store, classrooms=classrooms, data=Path("nowhere"))
    running = asyncio.create_task(Downloads(school).run())
    both = asyncio.create_task(over.wait())
    await asyncio.wait([running, both], return_when=asyncio.FIRST_COMPLETED, timeout=10)
    assert over.is_set() and not running.done()
    assert noted == [("failed", "full")]
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
