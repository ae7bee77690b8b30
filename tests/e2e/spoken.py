"""A class whose words are written as the speech engine would, on a server within the test."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from rooms.captions import AddCaption, ReportTranscript
from rooms.words import Word
from server.app import Server
from server.bot import sources
from server.bot.participant import taking_part
from server.config import Settings
from tests.harness.waiting import free_port
from tests.server.people import TOKEN, new_class


@asynccontextmanager
async def a_server(data: Path, **given: Any) -> AsyncIterator[Server]:
    """It runs in the test's own loop, so that the test reaches what no door shows."""
    port = free_port()
    defaults: dict[str, Any] = {
        "port": port,
        "host": "127.0.0.1",
        "public_url": f"http://127.0.0.1:{port}",
        "data": data,
        "media_tcp_port": free_port(),
        "announce": ["127.0.0.1"],
        "api_token": TOKEN,
        "transcription": "off",
    }
    running = Server(Settings(**{**defaults, **given}))
    await running.start()
    await running.ready()
    yield running
    await running.stop()


@pytest.fixture
async def server(tmp_path):
    """A server within the test: lines are written as the speech engine would."""
    async with a_server(tmp_path) as running:
        yield running


async def a_class(server: Server, said: Iterable[tuple[int, str, str]]) -> dict[str, Any]:
    """Five seconds of a class that is over, in which Ada said these lines: (start in ms, words, how sure the engine is)."""
    made = await new_class(server.settings.address)
    async with taking_part(made["join"]["instructor"], "Ada Okafor", receive="none") as ada:
        camera = sources.camera("Ada", width=320, height=180)
        await ada.publish("camera", camera)
        await ada.say("High tide at noon")
        await ada.until(lambda: camera.frames > 75, "five seconds of pictures", 60)
        await ada.command("EndClass")
        person = ada.seat.person
    live = await server.school.classrooms.lend(made["id"])
    await live.classroom.settled()  # else the end of class says last that nothing is transcribed
    for number, (start, text, sure) in enumerate(said):
        parts = text.split()
        words = tuple(Word(start + n * 90, start + n * 90 + 80, part) for n, part in enumerate(parts))
        await live.classroom.do(AddCaption(f"k{number}", person, start, start + 900, text, words, "e", sure))
    await live.classroom.do(ReportTranscript("done", ""))
    return made
