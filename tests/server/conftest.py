"""A whole server inside the test's own loop, at a real port with a real database, and people who come in."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from server.app import Server
from server.config import Settings
from server.store.engine import open_store
from tests.harness.classroom_server import ROOT
from tests.harness.waiting import free_port
from tests.server.model import Model, serving
from tests.server.people import TOKEN, Participant, join, new_class

WEB = Path(__file__).parent / "web"


@pytest.fixture(autouse=True)
def _compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Media processes of servers in this process start in half the time with compiled modules."""
    if "PYTHONPYCACHEPREFIX" not in os.environ:
        monkeypatch.setenv("PYTHONPYCACHEPREFIX", str(ROOT / ".amphi" / "pycache"))


@pytest.fixture(scope="session")
def _empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all its tables, made once: making them is four fifths of the work of a server's first start."""
    folder = tmp_path_factory.mktemp("store")

    async def make() -> None:
        await (await open_store(folder)).close()

    with ThreadPoolExecutor() as aside:  # a loop of its own
        aside.submit(asyncio.run, make()).result()
    return folder / "amphi.db"


@pytest.fixture
async def serve(tmp_path: Path, _empty_database: Path) -> AsyncIterator[Callable[..., Awaitable[Server]]]:
    """Starts servers in this process: ``await serve(seat_seconds=0.2)``."""
    running: list[Server] = []

    async def start(**given: Any) -> Server:
        port = given.pop("port", None) or free_port()
        defaults: dict[str, Any] = {
            "port": port,
            "media_tcp_port": free_port(),
            "host": "127.0.0.1",
            "public_url": f"http://127.0.0.1:{port}",
            "announce": ["127.0.0.1"],
            "data": tmp_path / "data",
            "api_token": TOKEN,
            "transcription": "off",
            "download_processes": 0,
        }
        settings = Settings(**{**defaults, **given})
        settings.data.mkdir(exist_ok=True)
        if not (database := settings.data / "amphi.db").exists():
            shutil.copy(_empty_database, database)
        server = Server(settings)
        await server.start()
        running.append(server)
        return server

    yield start
    for server in running:
        await server.stop()


@pytest.fixture
async def server(serve: Callable[..., Awaitable[Server]]) -> Server:
    """One server with a short seat time."""
    return await serve(seat_seconds=0.3)


@pytest.fixture
def base(server: Server) -> str:
    """Where the server is."""
    return server.settings.address


@pytest.fixture
async def made(base: str) -> dict[str, Any]:
    """A new class."""
    return await new_class(base)


@pytest.fixture
async def come(base: str, made: dict[str, Any]) -> AsyncIterator[Callable[..., Awaitable[Participant]]]:
    """``await come("student", "Ada")`` brings someone into the class; all leave at the end."""
    async with AsyncExitStack() as stack:

        async def bring(role: str, name: str, **options: Any) -> Participant:
            participant = await join(base, made, role, name, **options)
            stack.push_async_callback(participant.leave)
            return participant

        yield bring


@pytest.fixture
async def model() -> AsyncIterator[Model]:
    """A language model that answers what a test tells it to."""
    async with serving() as made:
        yield made
