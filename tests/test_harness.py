"""The tests' own tools work: every real part starts, answers and is empty."""

import asyncio
import os
import subprocess
import sys
from contextlib import asynccontextmanager

import asyncpg
import pytest
import redis.asyncio as redis

from tests.harness import failures
from tests.harness.firefox import BidiError
from tests.harness.source import ROOT
from tests.harness.waiting import eventually, free_port
from tests.recording import film


async def test_each_test_gets_an_empty_redis(redis_url):
    client = redis.from_url(redis_url)
    assert await client.dbsize() == 0
    await client.set("class", "open")
    assert await client.get("class") == b"open"
    await client.aclose()


async def test_each_test_gets_an_empty_postgres_database(postgres_url):
    connection = await asyncpg.connect(postgres_url)
    tables = await connection.fetch("select 1 from pg_tables where schemaname = 'public'")
    assert tables == []
    assert await connection.fetchval("select 'ä' || 1") == "ä1"
    await connection.close()


HELLO = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello"
KINDS = """navigator.mediaDevices.getUserMedia({audio: true, video: true})
    .then(stream => stream.getTracks().map(track => track.kind).sort())"""


@asynccontextmanager
async def a_page():
    async def hello(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(HELLO)
        await writer.drain()
        writer.close()

    port = free_port()
    async with await asyncio.start_server(hello, "127.0.0.1", port):
        yield f"http://127.0.0.1:{port}/"


async def test_chromium_has_a_camera_and_a_microphone_without_asking(browser):
    async with a_page() as url:
        page = await browser.new_page()
        await page.goto(url)
        assert await page.evaluate(KINDS) == ["audio", "video"]


async def test_firefox_has_a_camera_and_a_microphone_without_asking(firefox_browser):
    async with a_page() as url:
        page = await firefox_browser.new_page(url)
        assert await page.evaluate(KINDS) == ["audio", "video"]
        assert await page.evaluate("document.body.textContent") == "hello"
        with pytest.raises(BidiError, match="nothing"):
            await page.evaluate("nothing.at.all")


async def test_eventually_hands_on_what_it_waited_for():
    answers = iter([None, 0, "here"])
    assert await eventually(lambda: next(answers), "an answer") == "here"


def test_a_server_can_be_killed_and_comes_back_with_its_classes(start_server):
    server = start_server()
    made = server.new_class("Tides")
    assert server.sign_in_link().startswith("http")
    server.kill()
    server.start()
    assert server.api("GET", f"classes/{made['id']}")["title"] == "Tides"
    assert server.stop() == 0


def test_what_tests_leave_running_is_ended_even_if_it_was_stopped_and_left_home():
    """An orphan that keeps the output open would make whoever reads it wait for ever."""
    orphan = "import os; os.setsid(); os.fork() and os._exit(0); os.kill(os.getpid(), 19)"
    script = f"""
import subprocess, sys
from tests.harness import leftovers
leftovers.adopt()
subprocess.run([sys.executable, "-c", {orphan!r}], check=True)
print(*leftovers.end_leftovers(), sep="\\n")
"""
    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert "os.setsid()" in ended.stdout


def test_what_runs_beside_tests_is_spared_at_their_end_and_told_when_it_is_over(tmp_path):
    beside = "import time; time.sleep(0.5); print('it was over')"
    script = f"""
import pathlib, sys
from tests.harness import leftovers
beside = leftovers.Beside([sys.executable, "-c", {beside!r}], pathlib.Path({str(tmp_path / "told")!r}))
first = leftovers.run([sys.executable, "-c", "pass"], 30, print, beside.pid)
print(first, beside.result(30), flush=True)
"""
    said = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert said.stdout.splitlines() == ["it was over", "0 0"]


@pytest.mark.parametrize("codec", sorted(film.ENCODERS))
def test_no_encoder_changes_how_what_is_started_after_it_is_scheduled(codec):
    before = os.sched_getscheduler(0)
    film.video(codec, 0.1)
    assert os.sched_getscheduler(0) == before


TIDES = """
from pathlib import Path
def test_low(): assert "high" == "low tide"
def test_once():
    seen = Path("seen")
    assert seen.exists() or seen.write_text("") is None and not "the second time"
def test_well(): pass
"""


def test_what_failed_is_run_again_alone_and_told_once_more_at_the_end(tmp_path, monkeypatch):
    monkeypatch.setenv(failures.KEPT, "")
    (tmp_path / "test_tides.py").write_text(TIDES)
    here = {**os.environ, "PYTHONPATH": str(ROOT)}
    runs, said = [], []

    def pytest(*given):
        runs.append(given)
        command = [sys.executable, "-m", "pytest", "-p", "tests.harness.failures", "--rootdir=.", *given]
        env = {**here, failures.KEPT: os.environ[failures.KEPT]}
        return subprocess.run(command, env=env, cwd=tmp_path, capture_output=True, check=False).returncode

    kept = tmp_path / "kept"
    assert failures.told(kept) == ""
    assert failures.run(pytest, ("-k", "once or well"), kept, said.append) == 0
    assert runs[1:] == [("test_tides.py::test_once",)]
    assert said[-1] == "WARNING: failed at first and passed alone: test_tides.py::test_once"
    assert failures.run(pytest, (), kept, said.append) == 1
    told = failures.told(kept)
    assert "test_tides.py::test_once (call)" in told
    assert "'high' == 'low tide'" in told
    assert "test_well" not in told
