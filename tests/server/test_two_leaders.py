"""A process that was stopped for longer than its lease: whoever leads meanwhile is not disturbed when it wakes."""

import asyncio

import pytest
from redis.asyncio import Redis

from server import recordings
from server.live import gateway
from server.nodes.lease import RedisLeases
from server.recordings import recording_folder
from tests.harness.waiting import eventually
from tests.server.people import join, new_class
from tests.server.test_downloads import is_recorded


async def test_a_recorder_that_stood_still_writes_nothing_where_another_process_may_go_on(
    come, made, base, server, monkeypatch
):
    ada = await come("instructor", "Ada")
    await is_recorded(base, made, ada, 0.6)
    folder, classrooms = recording_folder(server.settings.data, made["id"]), server.school.classrooms
    asked = []

    async def lost():
        asked.append(1)
        return False

    recording = classrooms.here(made["id"]).recording
    monkeypatch.setattr(recording, "_still_leads", lost)
    monkeypatch.setattr(recordings, "FROZEN_SECONDS", -1.0)  # each tick comes as if after a stop
    await eventually(lambda: asked, "it is asked who leads")
    await eventually(lambda: all(one.closed for one in recording._recorder.pen._files), "all is let go")
    before = {one.name: one.read_bytes() for one in folder.iterdir()}
    await recording.forsake()
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == before
    assert "manifest.json" not in before and before["mix.mp4"]


async def test_a_window_that_was_with_another_leader_connects_again_once_this_process_leads(
    serve, monkeypatch
):
    monkeypatch.setattr(gateway, "WATCH_SECONDS", 0.05)
    server = await serve()
    made = await new_class(server.settings.address)
    ada = await join(server.settings.address, made, "instructor", "Ada")
    seats = server.school.classrooms.here(made["id"]).classroom.seats
    seats.connections.clear()  # the class was loaded here only now
    await eventually(lambda: ada.gone, "Ada is told", 10)
    assert ada.gone[0]["code"] == "moved"
    await ada.leave()


@pytest.mark.redis
async def test_a_lease_that_redis_forgot_stays_with_its_holder_unless_another_was_quicker(redis_url):
    redis = Redis.from_url(redis_url)
    ada, ben = (RedisLeases(redis, node, 30.0) for node in ("ada", "ben"))
    assert await ada.leader("c") == "ada"
    await redis.flushall()
    assert await ada.renew("c")
    assert await ben.leader("c") == "ada"
    await redis.flushall()
    assert await ben.leader("c") == "ben"
    assert not await ada.renew("c")
    assert await ben.renew("c")

    await redis.flushall()
    assert not await ada.alive("ben")
    ada.away()  # Redis was not there for a while
    asked = asyncio.create_task(ada.leader("c"))
    assert await ben.renew("c")
    assert await asked == "ben", "who led says so first"
    assert await ada.alive("ben"), "its windows stay while it says so"
    await redis.aclose()
