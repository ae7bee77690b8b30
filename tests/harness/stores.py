"""A real Redis and a real PostgreSQL for the tests: own folder, own port on the loopback, ended by their id."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest

from tests.harness import programs
from tests.harness.waiting import free_port, wait_until

CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")


def lacking(name: str, package: str) -> NoReturn:
    """Skip the test loudly, or fail it under CI, where everything must be there."""
    message = f"{name} is not on this machine (Debian: apt install {package})"
    if CI:
        pytest.fail(message)
    pytest.skip(message)


def _end(process: subprocess.Popen[bytes], how: signal.Signals) -> None:
    process.send_signal(how)
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _redis_says(port: int, command: bytes) -> bytes:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(command + b"\r\n")
            return connection.recv(64)
    except OSError:
        return b""


@pytest.fixture(scope="session")
def _redis_port() -> Iterator[int]:
    program = programs.redis_server()
    if program is None:
        lacking("Redis", "redis-server")
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="amphi-redis-") as folder:
        options = [
            "--port",
            str(port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no",
            "--dir",
            folder,
        ]
        process = subprocess.Popen(
            [str(program), *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            wait_until(lambda: _redis_says(port, b"PING") == b"+PONG\r\n", "Redis answers")
            yield port
        finally:
            _end(process, signal.SIGTERM)


@pytest.fixture
def redis_url(_redis_port: int) -> str:
    """An empty Redis."""
    assert _redis_says(_redis_port, b"FLUSHALL") == b"+OK\r\n"
    return f"redis://127.0.0.1:{_redis_port}/0"


def _postgres_user() -> str | None:
    """PostgreSQL refuses to run as root: then it becomes `postgres`, or `nobody`."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


@contextmanager
def _running_postgres(programs_folder: Path, folder: Path, user: str | None) -> Iterator[int]:
    port, data = free_port(), str(folder / "data")
    make = [str(programs_folder / "initdb"), "-D", data, "-U", "amphi", "-A", "trust", "-E", "UTF8"]
    subprocess.run(
        [*make, "--locale=C.UTF-8", "--no-sync"], user=user, cwd="/", check=True, capture_output=True
    )
    serve = [
        str(programs_folder / "postgres"),
        "-D",
        data,
        "-p",
        str(port),
        "-c",
        "listen_addresses=127.0.0.1",
    ]
    serve += ["-c", "unix_socket_directories=", "-c", "fsync=off"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(serve, user=user, cwd="/", stdout=log, stderr=log)
    try:
        asked = [str(programs_folder / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
        wait_until(lambda: subprocess.run(asked, check=False).returncode == 0, "PostgreSQL answers")
        yield port
    finally:
        _end(process, signal.SIGINT)  # "fast shutdown": open connections are cut


@pytest.fixture(scope="session")
def _postgres() -> Iterator[tuple[Path, int]]:
    programs_folder = programs.postgres_folder()
    if programs_folder is None:
        lacking("PostgreSQL", "postgresql")
    user = _postgres_user()
    folder = Path(tempfile.mkdtemp(prefix="amphi-postgres-", dir="/tmp"))
    if user:
        shutil.chown(folder, user)
    try:
        with _running_postgres(programs_folder, folder, user) as port:
            yield programs_folder, port
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(_postgres: tuple[Path, int]) -> str:
    """A new, empty database."""
    folder, port = _postgres
    name = f"amphi_{uuid.uuid4().hex[:12]}"
    where = ["-h", "127.0.0.1", "-p", str(port), "-U", "amphi", "-w"]
    subprocess.run([str(folder / "createdb"), *where, name], check=True, capture_output=True)
    return f"postgresql://amphi@127.0.0.1:{port}/{name}"
