"""When what is due is done: with packets that came anyway, and by a timer of its own only while none come."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

SOON = 0.020  # seconds from one tick to the next, while packets come or something waits
SILENCE = 0.060  # seconds without a packet after which the timer ticks
NEARLY = 0.025  # seconds: a timer that would ring so soon is put off
ROOMS = 0.100  # seconds between two looks at the rooms ...
ROOMS_EARLY = 0.080  # ... and after so many, when the process is awake

log = logging.getLogger(__name__)


class Ticker:
    """Calls `tick(rooms)`, which tells whether something waits for the next tick; `rooms`: it is their turn as well.

    Waking a process that sleeps costs it 100 to 250 us, a tick 10: so whoever was woken by packets calls `turned`, and the
    timer need not ring. `lag` is how late the loop was at its worst, in the last minute or so.
    """

    def __init__(self, tick: Callable[[bool], bool]) -> None:
        self._tick = tick
        self.lag = 0.0
        self._ticked_at = self._rooms_at = self._due = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        """From now on, until `stop`."""
        self._loop = asyncio.get_running_loop()
        self._ticked_at = self._rooms_at = time.monotonic()
        self._set(self._ticked_at, SOON)

    def stop(self) -> None:
        """No tick any more."""
        self._loop = None
        if self._timer is not None:
            self._timer.cancel()

    def turned(self) -> None:
        """The process is awake, and has done what it was woken for."""
        now = time.monotonic()
        if now - self._ticked_at >= SOON and self._loop is not None:
            self._run(now)

    def _rang(self) -> None:
        self._timer = None
        self._run(time.monotonic())

    def _run(self, now: float) -> None:
        # The worst of the last minute or so: a stall that is over can still be seen.
        self.lag = max(now - self._due, self.lag * 0.999)
        self._ticked_at = now
        rooms = now - self._rooms_at >= ROOMS_EARLY
        if rooms:
            self._rooms_at = now
        waits = True
        try:
            waits = self._tick(rooms)
        except Exception:
            log.exception("a tick of the media server failed")
        self._set(now, SOON if waits else min(SILENCE, self._rooms_at + ROOMS - now))

    def _set(self, now: float, pause: float) -> None:
        """Ring in so many seconds at the latest; a timer that rings within that time, but not too soon, may stay."""
        if self._loop is None:
            return
        if self._timer is not None:
            if NEARLY < self._due - now <= pause:
                return
            self._timer.cancel()
        self._due = now + pause
        self._timer = self._loop.call_later(pause, self._rang)
