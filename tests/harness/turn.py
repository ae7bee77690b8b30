"""A real TURN relay (coturn) on the loopback: own folder, own port, ended by its id."""

import secrets
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme

from tests.harness import programs
from tests.harness.stores import lacking
from tests.harness.waiting import free_port, wait_until


@dataclass(frozen=True)
class TurnRelay:
    """A running relay; its log tells who used it."""

    port: int
    tls_port: int
    secret: str
    authority: trustme.CA  # who vouches for it over TLS
    _log: Path

    @property
    def url(self) -> str:
        return f"turn:127.0.0.1:{self.port}?transport=udp"

    @property
    def tls_url(self) -> str:
        return f"turns:127.0.0.1:{self.tls_port}?transport=tcp"

    @property
    def log(self) -> str:
        return self._log.read_text(errors="replace")

    @property
    def settings(self) -> dict[str, str]:
        """What a classroom server needs to know of it."""
        return {"AMPHI_TURN_URLS": self.url, "AMPHI_TURN_SECRET": self.secret, "AMPHI_ANNOUNCE": "127.0.0.1"}


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def turn_relay() -> Iterator[TurnRelay]:
    """A relay that gives its people to nobody but this machine; skips the test (fails under CI) if there is none."""
    program = programs.turnserver()
    if program is None:
        lacking("coturn", "coturn")
    port, tls_port, secret, authority = free_port(), free_port(), secrets.token_hex(16), trustme.CA()
    with tempfile.TemporaryDirectory(prefix="amphi-relay-") as name:
        folder = Path(name)
        leaf = authority.issue_cert("127.0.0.1")
        leaf.private_key_and_cert_chain_pem.write_to_path(str(folder / "certificate"))
        lines = [
            "listening-ip=127.0.0.1", "relay-ip=127.0.0.1", f"listening-port={port}", "min-port=50000",
            "max-port=59999", "realm=amphi.test", "use-auth-secret", f"static-auth-secret={secret}",
            f"userdb={folder / 'db'}", f"pidfile={folder / 'pid'}", f"log-file={folder / 'log'}", "simple-log",
            "verbose", f"tls-listening-port={tls_port}", f"cert={folder / 'certificate'}",
            f"pkey={folder / 'certificate'}", "no-dtls", "no-cli", "allow-loopback-peers", "no-multicast-peers",
        ]  # fmt: skip
        (folder / "turnserver.conf").write_text("\n".join(lines))
        with (folder / "out").open("wb") as out:
            process = subprocess.Popen(
                [str(program), "-c", str(folder / "turnserver.conf")], cwd=folder, stdout=out, stderr=out
            )
        try:
            wait_until(lambda: _listens(port) and _listens(tls_port), "the relay listens")
            yield TurnRelay(port, tls_port, secret, authority, folder / "log")
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture
def relay() -> Iterator[TurnRelay]:
    """The same for a test."""
    with turn_relay() as running:
        yield running
