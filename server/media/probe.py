"""Trying whether media would get through, before anybody is in class: ICE checks that lead to nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import islice
from typing import Any

from server.media.errors import MediaRefusal
from server.media.plane import End, Plane
from server.media.transport import credentials

OPEN_FOR = 30.0  # seconds
MOST = 1200  # at the same time
MOST_OF_ONE = 300  # from one address: a lecture hall may sit behind it
FORGOTTEN_AT_ONCE = 20  # each costs a look at all; ten times a second is more than one address may begin


class Probes:
    """Credentials that are answered for a short while; whoever has them learns which ways are open."""

    def __init__(self, plane: Plane, ways: Callable[[], list[dict[str, Any]]]) -> None:
        self._plane, self._ways = plane, ways
        self._open: dict[End, tuple[float, str]] = {}  # until when, from which address; the oldest first
        self._by_address: Counter[str] = Counter()

    def open(self, asker: str = "") -> dict[str, Any]:
        """`{iceParameters, iceCandidates}`. Raises MediaRefusal `busy` when too many try at once, here or from `asker`."""
        if len(self._open) >= MOST or self._by_address[asker] >= MOST_OF_ONE:
            raise MediaRefusal("busy", "Too many people try their network at this moment.")
        fragment, password = credentials()
        end = self._plane.add_probe(fragment, password)
        self._open[end] = self._plane.clock() + OPEN_FOR, asker
        self._by_address[asker] += 1
        return {
            "iceParameters": {"usernameFragment": fragment, "password": password, "iceLite": True},
            "iceCandidates": self._ways(),
        }

    def tick(self, now: float) -> None:
        """Forget those whose time is over."""
        over = (end for end, (until, _) in self._open.items() if now >= until)
        for end in list(islice(over, FORGOTTEN_AT_ONCE)):
            _, asker = self._open.pop(end)
            self._by_address[asker] -= 1
            if not self._by_address[asker]:
                del self._by_address[asker]
            self._plane.remove_peer(end)
