"""Trying whether media would get through, before anybody is in class: ICE checks that lead to nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from server.media.errors import MediaRefusal
from server.media.plane import End, Plane
from server.media.transport import credentials

OPEN_FOR = 30.0  # seconds
MOST = 500  # at the same time


class Probes:
    """Credentials that are answered for a short while; whoever has them learns which ways are open."""

    def __init__(self, plane: Plane, ways: Callable[[], list[dict[str, Any]]]) -> None:
        self._plane, self._ways = plane, ways
        self._open: dict[End, float] = {}  # until when; the oldest first

    def open(self) -> dict[str, Any]:
        """`{iceParameters, iceCandidates}`. Raises MediaRefusal `busy` when too many try at once."""
        if len(self._open) >= MOST:
            raise MediaRefusal("busy", "Too many people try their network at this moment.")
        fragment, password = credentials()
        end = self._plane.add_probe(fragment, password)
        self._open[end] = self._plane.clock() + OPEN_FOR
        return {
            "iceParameters": {"usernameFragment": fragment, "password": password, "iceLite": True},
            "iceCandidates": self._ways(),
        }

    def tick(self, now: float) -> None:
        """Forget those whose time is over."""
        for end in [end for end, until in self._open.items() if now >= until]:
            del self._open[end]
            self._plane.remove_peer(end)
