"""The fixtures that every test may ask for: real browsers, a real server, a real Redis and PostgreSQL."""

from tests.harness.browsers import browser
from tests.harness.classroom_server import _shared_server, server_process, shared_server, start_server
from tests.harness.failures import pytest_runtest_logreport
from tests.harness.firefox import firefox_browser
from tests.harness.stores import _postgres, _redis_port, postgres_url, redis_url
from tests.harness.turn import relay

__all__ = [
    "_postgres",
    "_redis_port",
    "_shared_server",
    "browser",
    "firefox_browser",
    "postgres_url",
    "pytest_runtest_logreport",
    "redis_url",
    "relay",
    "server_process",
    "shared_server",
    "start_server",
]
