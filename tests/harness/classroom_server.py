"""A whole classroom server as its users run it: `python -m server` in a process of its own, with its own data."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.harness.waiting import free_port, wait_until

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "token-of-the-tests"


@dataclass
class ClassroomServer:
    """One server process. It can be killed and started again on the same port and data."""

    data: Path
    port: int = field(default_factory=free_port)
    tcp_port: int = field(default_factory=free_port)  # of media
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return (self.data.parent / f"{self.data.name}.log").read_text(errors="replace")

    def start(self) -> None:
        """Start and wait until /healthz answers."""
        given = {
            "AMPHI_API_TOKEN": TOKEN,
            "AMPHI_TRANSCRIPTION": "off",
            "AMPHI_DOWNLOAD_PROCESSES": "0",
            "AMPHI_MEDIA_TCP_PORT": str(self.tcp_port),
            **self.settings,
        }
        # a start without compiled modules takes seconds longer
        dropped = ("AMPHI_", "PYTHONDONTWRITEBYTECODE")
        clean = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
        clean.setdefault("PYTHONPYCACHEPREFIX", str(ROOT / ".amphi" / "pycache"))
        command = [
            sys.executable,
            "-m",
            "server",
            "--port",
            str(self.port),
            "--data",
            str(self.data),
            "--no-open",
        ]
        with (self.data.parent / f"{self.data.name}.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env={**clean, **given}, stdout=log, stderr=log, start_new_session=True
            )
        wait_until(self._is_up, "the server answers at /healthz", 60)

    def _is_up(self) -> bool:
        assert self.process is not None
        if self.process.poll() is not None:
            message = f"the server ended by itself ({self.process.returncode}):\n{self.log[-4000:]}"
            raise RuntimeError(message)
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def stop(self) -> int:
        """End it kindly (SIGTERM) and give its exit code."""
        if self.process is None:
            return 0
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()

    def kill(self) -> None:
        """kill -9, as a power cut would."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    @property
    def media_processes(self) -> list[int]:
        """Every media process that was at work so far, the present one last."""
        return [int(pid) for pid in re.findall(r"a media process is at work .*?pid=(\d+)", self.log)]

    def api(self, method: str, path: str, body: object = None, token: str = TOKEN) -> Any:
        """Ask the HTTP API under /api/v1; an error's JSON is handed back like any other."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/api/v1/{path}", data=data, method=method)
        request.add_header("Authorization", f"Bearer {token}")
        request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            return json.load(error)

    def new_class(self, title: str = "Tides") -> dict[str, Any]:
        """A scheduled class in a course of its own: {id, join: {instructor, student}, playback}."""
        course = self.api("POST", "courses", {"title": "Oceanography"})
        made: dict[str, Any] = self.api("POST", "classes", {"course": course["id"], "title": title})
        return made

    def sign_in_link(self) -> str:
        """The instructor's link as the server printed it."""
        found = re.findall(r"https?://\S+/signin/[\w.~-]+", self.log)
        assert found, f"no sign-in link in:\n{self.log[-2000:]}"
        return str(found[-1])


@pytest.fixture
def start_server(tmp_path: Path) -> Iterator[Callable[..., ClassroomServer]]:
    """Starts servers: ``start_server(AMPHI_REDIS_URL=...)``; each has its own data and ends with the test."""
    servers: list[ClassroomServer] = []

    def start(data: Path | None = None, **settings: str) -> ClassroomServer:
        server = ClassroomServer(data or tmp_path / f"data-{len(servers)}", settings=settings)
        servers.append(server)
        server.start()
        return server

    yield start
    for server in servers:
        if server.process is not None and server.process.poll() is None:
            server.stop()


@pytest.fixture(scope="session")
def _shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClassroomServer]:
    server = ClassroomServer(tmp_path_factory.mktemp("shared") / "data")
    yield server
    if server.process is not None and server.process.poll() is None:
        server.stop()


@pytest.fixture
def shared_server(_shared_server: ClassroomServer) -> ClassroomServer:
    """A running server for whoever only holds a class on it: other tests hold others, before and afterwards."""
    if _shared_server.process is None or _shared_server.process.poll() is not None:
        _shared_server.start()
    return _shared_server


@pytest.fixture
def server_process(start_server: Callable[..., ClassroomServer]) -> ClassroomServer:
    """One running server with default settings (transcription off), to stop, kill or count in."""
    return start_server()
