"""The stretches in which nobody is heard, found while the mix is made: whoever plays the class may skip them."""

from collections.abc import Callable, Iterable

import numpy as np

AUDIBLE = 100.0
"""Root mean square of 16-bit samples (-50 dBFS); quieter than that is breath and keyboards."""
SHORTEST = 2000
"""Class ms; shorter ones are the pauses of somebody who speaks."""


class Quiet:
    """Listens to the mix block by block. `spans`: what an earlier run of the server found; `told` keeps what is found."""

    def __init__(
        self, spans: Iterable[tuple[int, int]] = (), told: Callable[[int, int], None] = lambda *_: None
    ) -> None:
        self.spans = list(spans)
        self._told = told
        self._since: int | None = None

    def hear(self, block: np.ndarray | None, at: int) -> None:
        """The next block of samples at class ms `at`; None when nobody sends any."""
        if block is not None and float(np.dot(block, block)) >= AUDIBLE**2 * len(block):
            self.end(at)
        elif self._since is None:
            self._since = at

    def end(self, at: int) -> None:
        """Somebody is heard at class ms `at`, or nothing more is recorded."""
        if self._since is not None and at - self._since >= SHORTEST:
            self.spans.append((self._since, at))
            self._told(self._since, at)
        self._since = None
