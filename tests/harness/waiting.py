"""Waiting for a state instead of sleeping for a time."""

import asyncio
import inspect
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PAUSE = 0.05


def free_port() -> int:
    """A port of the loopback that nobody uses, for TCP and UDP alike."""
    while True:
        with socket.socket() as tcp, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
            tcp.bind(("127.0.0.1", 0))
            port = int(tcp.getsockname()[1])
            try:
                udp.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


def wait_until(ready: Callable[[], Any], what: str, seconds: float = 30.0) -> Any:
    """Ask ``ready`` until it answers with something true, and hand that on; say what was missed otherwise."""
    end = time.monotonic() + seconds
    while True:
        answer = ready()
        if answer:
            return answer
        if time.monotonic() > end:
            message = f"{what}: not within {seconds:g} s"
            raise TimeoutError(message)
        time.sleep(PAUSE)


def has_ended(pid: int) -> bool:
    """Whether a process is no more, or only waits to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


async def eventually(
    ready: Callable[[], Any], what: str, seconds: float = 30.0, *, every: float = PAUSE
) -> Any:
    """The same for coroutines: ``ready`` may be a plain function or give an awaitable.

    ``every``: seconds between two questions, more than usual where the server limits how often one may ask.
    """
    end = time.monotonic() + seconds
    while True:
        answer = ready()
        if inspect.isawaitable(answer):
            answer = await answer
        if answer:
            return answer
        if time.monotonic() > end:
            message = f"{what}: not within {seconds:g} s"
            raise TimeoutError(message)
        await asyncio.sleep(every)
