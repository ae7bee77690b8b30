"""One clock for all: the RTP time of every track becomes class time, by the senders' own reports.

class time = ntp + (rtp - rtp_of_report) / rate - offset, where offset = max over the last minutes of (ntp - arrival):
the report that travelled fastest tells best how the sender's clock and ours differ (RFC 3550 6.4.1).
"""

from collections import deque

WINDOW = 300.0
"""Seconds over which a sender's offset is the maximum seen."""
JUMP = 2.0
"""A sender whose offset moves by more than this (seconds) has set its clock, or is another machine: start anew."""
SLEW, FAST_SLEW, FAR = 0.05, 0.25, 0.25
"""Corrections are spread: at most 5 % of the time that passes (25 % when more than 0.25 s off), never a step back."""
AHEAD = 0.5
"""A correction forward by more than this (seconds) is made at once: it is a hole, not a drift."""
ABSURD = 5.0
"""A report that puts media this far (seconds) from its arrival is not believed."""


def unwrap(value: int, near: int, bits: int = 32) -> int:
    """The number nearest to `near` whose lowest bits are `value` (RTP counters wrap around)."""
    span = 1 << bits
    return near + (value - near + span // 2) % span - span // 2


class SenderOffset:
    """How far a sender's wall clock is ahead of our monotonic one; shared by all tracks of one RTCP cname."""

    def __init__(self) -> None:
        self._best: deque[tuple[float, float]] = deque()
        self._latest = 0.0

    def add(self, ntp: float, arrival: float) -> None:
        """Takes the clocks of one sender report."""
        offset = ntp - arrival
        if self._best and abs(offset - self._latest) > JUMP:
            self._best.clear()
        self._latest = offset
        while self._best and self._best[-1][1] <= offset:
            self._best.pop()
        self._best.append((arrival, offset))
        while self._best[0][0] < arrival - WINDOW:
            self._best.popleft()

    @property
    def value(self) -> float:
        """Seconds; 0.0 before the first report."""
        return self._best[0][1] if self._best else 0.0


class TrackClock:
    """Class time of one track's packets, in ticks of its RTP clock, rising strictly while RTP time rises.

    `rate` in Hz; `zero`: monotonic seconds of class time 0. Until the first report the packet that came soonest
    after its RTP time sets the clock.
    """

    def __init__(self, rate: int, zero: float, offset: SenderOffset) -> None:
        self._rate, self._zero, self._offset = rate, zero, offset
        self._rtp: int | None = None
        self._base = 0.0
        self._soonest = float("inf")
        self._report: tuple[float, int] | None = None

    def report(self, ntp: float, rtp: int, arrival: float) -> None:
        """Takes a sender report of this track; one that contradicts the arrival of its own media is left out."""
        near = self._rtp if self._rtp is not None else rtp
        at = unwrap(rtp, near)
        if (
            self._rtp is not None
            and abs((arrival - self._zero) * self._rate - at - self._base) > ABSURD * self._rate
        ):
            return
        self._offset.add(ntp, arrival)
        self._report = (ntp, at)

    def restart(self) -> None:
        """The sender began to count anew (another SSRC): forget its RTP times."""
        self._rtp, self._report, self._soonest = None, None, float("inf")

    def ticks(self, rtp: int, arrival: float) -> int:
        """Class time of a packet in ticks (may be negative before the class opened). `rtp` is the 32-bit field."""
        at = unwrap(rtp, self._rtp if self._rtp is not None else rtp)
        self._soonest = min(self._soonest, (arrival - self._zero) * self._rate - at)
        target = self._target()
        if self._rtp is None:
            if self._report is not None:
                self._report = (self._report[0], unwrap(self._report[1], at))
                target = self._target()
            self._base = target
        else:
            self._base += self._step(target - self._base, max(0, at - self._rtp))
        self._rtp = at
        return at + round(self._base)

    def _target(self) -> float:
        if self._report is None:
            return self._soonest
        ntp, rtp = self._report
        return (ntp - self._offset.value - self._zero) * self._rate - rtp

    def _step(self, error: float, passed: int) -> float:
        if error > AHEAD * self._rate:
            return error
        most = passed * (FAST_SLEW if abs(error) > FAR * self._rate else SLEW)
        return max(-most, min(most, error))
