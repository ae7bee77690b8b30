"""Readers of foreign files, in processes of their own."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from recording.processes import PARENT
from server.errors import Problem
from server.foreign_files import run_reader
from tests.harness.waiting import eventually


async def test_what_a_reader_told_before_it_crashed_is_heard():
    heard: list[dict[str, Any]] = []
    with pytest.raises(Problem) as failed:
        await run_reader("tests.server.failing_reader", seconds=30, broken="broken_pdf", heard=heard.append)
    assert failed.value.code == "broken_pdf"
    assert heard == [{"page": 1, "pages": 3}]


def children() -> str:
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text()


@pytest.mark.parametrize("seconds", [1, 60])
async def test_a_reader_that_does_not_end_leaves_nothing_behind(seconds):
    before = children()
    reading = asyncio.create_task(
        run_reader("tests.server.failing_reader", "on", seconds=seconds, broken="broken_pdf")
    )
    await eventually(lambda: children() != before, "the reader works")
    if seconds == 60:
        reading.cancel()
    with pytest.raises((Problem, asyncio.CancelledError)):
        await reading
    assert children() == before


@pytest.mark.parametrize(
    "module",
    [f"recording.{name}" for name in ("composer", "remix", "glimpses", "film", "voice_note", "imports")],
)
def test_whoever_writes_beside_a_server_that_was_killed_meanwhile_does_nothing(module, tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    command = [sys.executable, "-m", module, str(tmp_path / "file"), str(tmp_path / "made"), "[]", "p"]
    killed = {**os.environ, PARENT: "1"}
    done = subprocess.run(command, env=killed, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")
    assert [one.name for one in tmp_path.iterdir()] == ["file"]
