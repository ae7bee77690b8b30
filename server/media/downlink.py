"""What is known of the way to one receiver, and how much may be sent there: proven by what went through, lost by
what did not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from server.media.chance import Chance
from server.media.delay import Delay
from server.media.letters import NOTHING, UNDER, Letters, Sent
from server.media.rtcp import ReportBlock
from server.media.steps import GRACE, Stance, Steps
from server.media.width import CAUTION, Width

TOGETHER = 3.0  # seconds within which loss and a fallen estimate mean the same trouble
CALM = 5.0  # seconds without trouble after which a picture that flows is proven
STANDING = (
    0.12  # seconds of queue on the way: more is congestion on a line known to be narrow, jitter on others
)
TOO_LONG = 1.5  # seconds of pictures that wait for a narrow line: it does not carry what is tried
EVERY_PICTURE = 1 << 16


class Downlink:
    """One receiver's link; pure, every moment is told. `letters` come, `steps` are made, `width` and `delay` are those of a
    narrow line, at whose pace pictures leave; `chance` tells radio's losses from congestion's; `waiting` is told: seconds of
    pictures that do not leave yet.

    `kept` is the number of pictures that keep their lowest quality whatever happens: estimates fall for jitter too and
    loss may be chance, so that only both together stop the last picture.
    """

    def __init__(self) -> None:
        self.letters, self.steps = Letters(), Steps()
        self.width, self.delay, self.chance = Width(), Delay(), Chance()
        self.kept = 1
        self.waiting = 0.0
        self._began_at: float | None = None
        self._judged_at = float("-inf")

    @property
    def budget(self) -> float:
        """What may be sent, in bit/s."""
        return self.steps.budget

    @property
    def failed(self) -> float | None:
        """Bit/s that did not go through, the least of them; None while everything did."""
        return self.steps.failed

    @property
    def bandwidth(self) -> int:
        """Bit/s that the receiver believes in; 0 before the first word."""
        return round(self.letters.bandwidth)

    # -- what the receiver writes

    def heard(self, now: float) -> None:
        """Any letter came."""
        self.letters.heard(now)

    def believes(self, bits: float, ssrcs: tuple[int, ...], now: float) -> None:
        """An estimate of the streams it names."""
        letters, steps = self.letters, self.steps
        more = steps.budget - letters.sent if steps.stance(now) is Stance.TRYING else 0.0
        letters.believes(bits, ssrcs, now, surely=steps.held(now), more=more)

    def reported(self, block: ReportBlock, now: float) -> None:
        """A report of one stream."""
        if block.last_report:
            self.delay.told(block.last_report, block.delay, now)
        self.letters.reported(block, now, alert=self.steps.stance(now) is Stance.TRYING)

    # -- what is sent

    def measure(self, routes: Iterable[Sent], now: float, held: Mapping[int, int] = NOTHING) -> None:
        """Look at what each stream has sent so far, but for the octets `held` back; about twice a second."""
        self.letters.measure(routes, now, held)

    # -- what follows

    def troubled(self, now: float) -> bool:
        """Whether news of congestion came that was not acted upon."""
        return self.letters.troubled_since(self._judged_at, now)

    def calm(self, now: float) -> float:
        """Seconds without trouble."""
        return now - max(self.steps.failed_at, self.letters.fell_at, self.letters.lossy_at)

    def judge(self, flowing: float, wanted: float | None, now: float) -> bool:
        """Act upon what is known. `flowing` is granted and sent, in bit/s; `wanted` what one more step would make of
        it all, None when all have what they want. True for a step down."""
        letters, steps = self.letters, self.steps
        if self._began_at is None:
            self._began_at = steps.raised_at = now
        letters.look_back(now)
        crowded = self._crowded(now)
        if self.troubled(now):
            self._judged_at = now
            if not self._by_chance(now):
                self._step_down(now, crowded)
                return True
        if self.calm(now) > TOGETHER:
            steps.budget = max(steps.budget, flowing)  # what flows without complaint is proven
        if steps.passes(letters.sent, wanted, now):
            self.kept = max(1, self.kept)
            if steps.failed is None:
                self.width.forget()
        self.width.widen(self.waiting, self.calm(now), now)
        if self._may_step_up(now) and steps.up(flowing, wanted, now):
            letters.forget()
        return False

    def _crowded(self, now: float) -> bool:
        """Signs that only a narrow line gives. Whether pictures wait too long here, so that nothing is wrong on the way."""
        letters, width = self.letters, self.width
        if not width.bits or not letters.listens(now):
            return False
        if self.waiting > TOO_LONG and width.bits < self.budget:
            letters.congested(width.bits, now)
            return True
        if self.delay.queue > STANDING and self.delay.at > self.steps.failed_at + GRACE:
            letters.congested(min(CAUTION * letters.sent, width.bits), now)
        return False

    def _by_chance(self, now: float) -> bool:
        """Whether the only sign is loss that is known to be chance: it is left to repair."""
        letters = self.letters
        fell = letters.fell_at > letters.lossy_at - TOGETHER
        if fell or not self.delay.always_short(now) or not self.chance.explains(letters.loss, now):
            return False
        letters.excuse()
        return True

    def _may_step_up(self, now: float) -> bool:
        """Not while nothing is heard. Before the first word one waits, but not for ever: some receivers only count."""
        assert self._began_at is not None
        silent = self.letters.silent(now, self._began_at)
        return not silent if self.letters.heard_any else silent

    def _step_down(self, now: float, crowded: bool) -> None:
        letters, steps = self.letters, self.steps
        sent = max(1.0, letters.sent)
        fell, lossy = now - letters.fell_at < TOGETHER, now - letters.lossy_at < TOGETHER
        goes_on = now - steps.failed_at < GRACE + TOGETHER
        if goes_on and lossy and (fell or letters.certain or not self.kept):
            self.kept = 0
        else:
            self.kept = 1 if fell else EVERY_PICTURE
        passed = min(letters.through, UNDER * sent)
        stray = self.chance.lost_at == now
        if lossy and (fell or letters.certain or (letters.doubts and not stray)):
            self.width.overflowed(passed, now)
        elif fell and not crowded and not self.delay.short(now):
            self.width.complained(passed, now)
        steps.down(sent, passed, now, goes_on=goes_on, hopeless=not self.kept)
        letters.late(now + GRACE)

    def picture_passes(self, now: float) -> None:
        """A picture flows: after a while without trouble it is proven."""
        if not self.kept and self.calm(now) > CALM:
            self.kept = 1
