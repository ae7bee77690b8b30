"""The process that floods: it imports next to nothing, so that it is there at once."""

from __future__ import annotations

import socket
import time

STEP = 0.005  # seconds


def pour(
    ways: list[socket.socket], server: tuple[str, int], pool: list[tuple[int, bytes]], rate: int, seconds: float
) -> None:  # fmt: skip
    """The other process: send at `rate` for a while, what could not be sent is left out."""
    start, sent = time.monotonic(), 0
    while (now := time.monotonic() - start) < seconds:
        for _ in range(int(min(now * rate, sent + 4 * rate * STEP)) - sent):
            way, data = pool[sent % len(pool)]
            sent += 1
            try:
                ways[way].sendto(data, server)
            except OSError:
                continue
        time.sleep(STEP)
