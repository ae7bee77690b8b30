"""A job is not left lying when the server that was at it is killed, or stopped, in the midst of it."""

import asyncio
from types import SimpleNamespace

import pytest

from server.classrooms import Timeline
from server.remixes import Remixes
from server.store import open_store
from server.wanted_jobs import REMIX
from tests.harness.waiting import eventually
from tests.server.people import new_class

HOUR = 3600_000


async def test_what_a_killed_server_was_at_is_done_right_after_the_next_start(serve):
    server = await serve()
    made = await new_class(server.settings.address)
    await server.stop()
    store = await open_store(server.settings.data)
    await store.jobs.queue(REMIX, made["id"])
    assert await store.jobs.take(REMIX, "killed", HOUR)
    await store.close()
    again = await serve()

    async def done() -> bool:
        return await again.school.store.jobs.state(REMIX, made["id"]) == ("done", "")

    await eventually(done, "the sound is made anew")


@pytest.fixture
async def store(tmp_path):
    opened = await open_store(tmp_path)
    yield opened
    await opened.close()


async def a_class(store) -> str:
    course = await store.courses.create_course("Oceanography", (await store.people.owner()).id)
    return (await store.courses.create_class(course.id, "Tides", None, lobby=False, recorded=True)).id


async def test_among_several_processes_one_takes_up_only_what_it_was_at_itself(store):
    await store.jobs.queue(REMIX, await a_class(store))
    assert await store.jobs.take(REMIX, "first", HOUR)
    await store.jobs.release("second")
    assert await store.jobs.take(REMIX, "second", HOUR) is None
    await store.jobs.release("first")
    assert await store.jobs.take(REMIX, "first", HOUR)


async def test_a_stop_in_the_midst_of_making_sound_anew_leaves_it_to_whoever_comes_next(store, monkeypatch):
    begun = asyncio.Event()

    async def makes(_self, _class_id):
        begun.set()
        await asyncio.Event().wait()

    async def read(_class_id):
        return Timeline()

    monkeypatch.setattr(Remixes, "_make", makes)
    classrooms = SimpleNamespace(leases=SimpleNamespace(node="stopped"), read=read)
    await store.jobs.queue(REMIX, await a_class(store))
    working = asyncio.create_task(Remixes(SimpleNamespace(store=store, classrooms=classrooms)).run())
    await begun.wait()
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working
    assert await store.jobs.take(REMIX, "next", HOUR)
