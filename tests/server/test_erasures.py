"""Who is erased is known in every process within moments, also in one that is busy erasing somebody."""

import asyncio
from types import SimpleNamespace

import pytest

from server import erasures
from server.erasures import Erasures, NotNowError
from server.store import open_store
from server.wanted_jobs import TRANSLATION
from tests.harness.waiting import eventually


async def test_a_process_that_is_busy_erasing_somebody_learns_of_others_meanwhile(tmp_path, monkeypatch):
    monkeypatch.setattr(erasures, "LOOK_SECONDS", 0.01)
    store, begun = await open_store(tmp_path), asyncio.Event()
    tokens = SimpleNamespace(is_erased=None)
    leases = SimpleNamespace(leases=SimpleNamespace(node="busy"))
    working = Erasures(SimpleNamespace(store=store, tokens=tokens, classrooms=leases), None)

    async def forever(_):
        begun.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(working, "_do", forever)
    await store.erasures.ask("p_ben", "erased-x", None, {})
    running = asyncio.create_task(working.run())
    await asyncio.wait_for(begun.wait(), 10)
    await store.erasures.ask("p_tom", "erased-y", None, {})  # by another process
    await eventually(lambda: tokens.is_erased("p_tom"), "it knows of the second", 10)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await store.close()


async def test_nobody_waits_for_a_worker_that_is_switched_off():
    async def state(kind, _):
        return ("waiting", "") if kind == TRANSLATION else None

    settings = SimpleNamespace(transcription="off", language_model_url="", download_processes=0)
    store, tokens = SimpleNamespace(jobs=SimpleNamespace(state=state)), SimpleNamespace(is_erased=None)
    working = Erasures(SimpleNamespace(store=store, settings=settings, tokens=tokens), None)
    await working._must_be_quiet("c_1")
    settings.language_model_url = "http://localhost/v1"
    with pytest.raises(NotNowError):
        await working._must_be_quiet("c_1")
