"""Up and down: how much is let onto one link. Down at once, up carefully; what failed is tried later, each time later."""

from __future__ import annotations

from enum import Enum, auto

START = 1_000_000.0  # bit/s, before anything is known
FREE = 2_500_000.0  # up to there, and to twice what flows, it is doubled each second until something fails
TRIAL = 2.0  # seconds after a step up in which what was measured may not tell of it yet
GRACE = 1.5  # seconds after a step down in which letters may still tell of the time before
FIRST_HOLD, LONGEST_HOLD = 4.0, 60.0  # seconds without another try of what failed
HOPELESS = 4.0  # a try is held off up to so many times longer the further it is from what went through
STEP_EVERY, CAREFUL_EVERY = 1.0, 2.0  # seconds between two steps up, before and after something failed
NEAR = 1.1  # so much more than what went through may be tried without waiting for the end of the hold
NEARLY = 0.9  # of what failed: what flows as fast has passed after all
PROVEN = 10.0  # seconds after which a step up that once failed counts as passed
SPARE = 0.95  # of what went through is let out again


class Stance(Enum):
    """How a link is dealt with just now."""

    OPEN = auto()  # nothing failed yet: more is taken in leaps
    SETTLING = auto()  # a step down was made just now
    HOLDING = auto()  # what failed must wait
    READY = auto()  # it may be tried again
    TRYING = auto()  # something larger was let out just now: the first sign of trouble ends that


class Steps:
    """Pure, every moment is told. `budget` is what may be sent, in bit/s; `failed` what did not go through, the least of it,
    of which `passed` did."""

    def __init__(self) -> None:
        self.budget = START
        self.failed: float | None = None
        self.passed = 0.0
        self.failed_at = self.raised_at = float("-inf")
        self.hold_until = 0.0
        self._hold = 0.0
        self._proven = 0.0  # what flowed before the last step up

    def stance(self, now: float) -> Stance:
        """How things stand."""
        if self.failed is None:
            return Stance.OPEN
        if self.raised_at > self.failed_at and 0 <= now - self.raised_at < TRIAL:
            return Stance.TRYING
        if now < self.failed_at + GRACE:
            return Stance.SETTLING
        return Stance.HOLDING if now < self.hold_until else Stance.READY

    def held(self, now: float) -> bool:
        """Whether what failed must wait; what is only a little more than what passed need not."""
        return self.failed is not None and now < self.hold_until

    def down(self, sent: float, passed: float, now: float, *, goes_on: bool, hopeless: bool) -> None:
        """So much was sent, and only `passed` went through. `goes_on`: as it did a moment ago; `hopeless`: even without
        most pictures."""
        trying = self.stance(now) is Stance.TRYING
        if trying:
            sent, passed = max(sent, self.budget), max(passed, self._proven)
        self.passed = passed
        if self.raised_at > self.failed_at or not self._hold:
            self._hold = min(LONGEST_HOLD, 2 * self._hold) if self._hold else FIRST_HOLD
        self.hold_until = now + min(LONGEST_HOLD, self._hold * min(HOPELESS, sent / max(1.0, passed)))
        if self.failed is None or trying or not goes_on:
            self.failed = sent
        elif hopeless:
            self.failed = min(self.failed, sent)
        self.budget = min(self.budget, SPARE * passed)
        self.failed_at = now

    def passes(self, sent: float, wanted: float | None, now: float) -> bool:
        """Whether what once failed has now flowed for long: it is forgotten, and if more is `wanted`, twice as much not tried
        in one leap."""
        since = now - max(self.failed_at, self.raised_at)
        if self.failed is None or sent <= NEARLY * self.failed or since <= PROVEN:
            return False
        self._hold, self.hold_until = 0.0, now
        self.failed = None if wanted is None else 2 * self.failed
        return True

    def up(self, flowing: float, wanted: float | None, now: float) -> bool:
        """Let out more, if it is time for it: what one step more would need, `wanted`. Whether something was tried."""
        near = self.failed is not None and min(NEARLY * self.failed, NEAR * self.passed)
        if self.held(now) and (wanted is None or wanted > near):
            return False
        pause = STEP_EVERY if self.failed is None else CAREFUL_EVERY
        if now - max(self.raised_at, self.failed_at) < pause:
            return False
        raised = wanted or 0.0
        if self.failed is None:
            raised = min(2 * self.budget, max(FREE, 2 * flowing, raised))
        if raised <= self.budget:
            return False
        self.budget, self.raised_at, self._proven = raised, now, flowing
        return self.failed is not None
