"""What is known of the way to one receiver, and how much may be sent there: proven by what went through, lost by
what did not."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from server.media.delay import Delay
from server.media.rate import PACKET, Rate
from server.media.rtcp import ReportBlock
from server.media.width import Width

START = 1_000_000.0  # bit/s, before anything is known
FREE = 2_500_000.0  # up to there, and to twice what flows, it is doubled each second until something fails
FELL, UNDER = 0.97, 0.9  # of the word before, and of what is sent
SURELY_UNDER = 0.75  # of what is sent: jitter alone makes an estimate fall to 0.85 of what arrives
HEAVY_LOSS, ENOUGH_PACKETS = 0.10, 20
FEW_PACKETS, FEW_LOST = 8, 2  # are enough while something is tried: sound suffers from each tenth of a second
CERTAIN_LOSS = 0.3  # from a receiver that gives no estimate, so much alone means congestion
WINDOW = 2.0  # seconds of reports that are looked at together: under jitter a single one is wrong
TRIAL = 2.0  # seconds after a step up in which what was measured may not tell of it yet
GRACE = 1.5  # seconds after a step down in which letters may still tell of the time before
TOGETHER = 3.0  # seconds within which loss and a fallen estimate mean the same trouble
OUTAGE, DEAF = 2.5, 1.0  # silent for so long: the line was cut, and for a moment its letters tell only that
FIRST_HOLD, LONGEST_HOLD = 4.0, 60.0  # seconds without another try of what failed
HOPELESS = 4.0  # a try is held off up to so many times longer the further it is from what went through
STEP_EVERY, CAREFUL_EVERY = 1.0, 2.0  # seconds between two steps up, before and after something failed
NEAR = 1.1  # so much more than what went through may be tried without waiting for the end of the hold
# when so many times more is sent than the estimate says, it must grow within seconds
AHEAD, FOLLOWS = 1.3, 3.0
PROVEN = 10.0  # seconds after which a step up that once failed counts as passed
EVERY_PICTURE = 1 << 16
PACED = 0.8  # of what arrived when a line failed may leave in a second
STANDING = 0.12  # seconds of queue on the way to a narrow line
CAUTION = 0.85
TOO_LONG = 1.5  # seconds of pictures that wait here: the line does not carry what is tried
CALM = 5.0
NOTHING: Mapping[int, int] = {}


class Sent(Protocol):
    """What counts a stream that is sent: a route."""

    ssrc: int
    packets: int
    octets: int
    resent: int


class Downlink:
    """One receiver's link; pure, every moment is told.

    `budget` is what may be sent, in bit/s; `kept` the number of pictures that keep their lowest quality whatever
    happens: estimates fall for jitter too and loss may be chance, so that only both together stop the last picture.
    """

    def __init__(self) -> None:
        self.budget = START
        self.kept = 1
        self.sent = 0.0
        self.failed: float | None = None  # bit/s that did not go through, the least of them
        self.passed = 0.0  # of them so many did
        self.hold_until = 0.0
        self._hold = 0.0
        self._rates: dict[int, Rate] = {}
        self._words: dict[tuple[int, ...], float] = {}  # estimates, each of the streams it names
        self._reports: deque[tuple[float, int, int]] = deque()  # time, expected, lost
        self._expected = self._missed = 0  # of all of them
        self._last: dict[
            int, tuple[int, int, float]
        ] = {}  # highest number, lost and when it was told, by stream
        self._began_at: float | None = None
        self._heard_at: float | None = None
        self._deaf_until = self._grace_until = 0.0
        self._fell_meanwhile = False  # the estimate, during the grace
        self._fell_at = self._lossy_at = self._failed_at = self._judged_at = float("-inf")
        self._raised_at = float("-inf")
        self._proven = 0.0  # what flowed before the last step up
        # since when more is sent than the estimate, and what it was
        self._ahead: tuple[float, float] | None = None
        self._through = 0.0  # bit/s that the last bad letter lets hope for
        self.width, self.delay = Width(), Delay()
        self.waiting = 0.0  # seconds of pictures held back
        self._withheld: dict[int, int] = {}
        self._asked: dict[int, int] = {}  # highest number asked for again
        self._misses: deque[float] = deque()
        self._packets = Rate()

    # -- what the receiver writes

    @property
    def bandwidth(self) -> int:
        """Bit/s that the receiver believes in; 0 before the first word. Some receivers tell of each stream by itself."""
        return round(sum(self._words.values()))

    def heard(self, now: float) -> None:
        """Any letter came. After a silence the next ones tell of packets that the outage lost: that is no congestion."""
        if self._heard_at is not None and now - self._heard_at > OUTAGE:
            self._deaf_until = now + DEAF
            self._forget_reports()
            self._last.clear()
        self._heard_at = now

    def believes(self, bits: float, ssrcs: tuple[int, ...], now: float) -> None:
        """An estimate (REMB) of the streams it names. It grows slowly after a step up: only a fall is congestion."""
        older = [key for key in self._words if not key or not ssrcs or not set(ssrcs).isdisjoint(key)]
        before = sum(self._words.pop(key) for key in older) if older else None
        self._words[ssrcs] = bits
        named = [self._rates[ssrc].bits for ssrc in ssrcs if ssrc in self._rates]
        own = sum(named) if named else self.sent
        held = before is None or (self.failed is not None and now < self.hold_until)
        flows = (
            max(own, own + self.budget - self.sent) if self._trying(now) else own
        )  # what is measured is older
        fell = (before is None or bits < FELL * before) and bits < (SURELY_UNDER if held else UNDER) * flows
        if fell and self._listens(now):
            self._fell_at = now
            self._through = max(0.0, self.sent - own + bits)
        elif fell and now >= self._deaf_until:
            self._fell_meanwhile = True

    def reported(self, block: ReportBlock, now: float) -> None:
        """A receiver's report of one stream."""
        if block.last_report:
            self.delay.told(block.last_report, block.delay, now)
        before = self._last.get(block.ssrc)
        self._last[block.ssrc] = (block.highest, block.lost, now)
        if before is None or not self._listens(now):
            return
        expected, lost = block.highest - before[0], block.lost - before[1]
        withheld = self._withheld.get(block.ssrc, 0)
        excused = min(withheld, max(0, lost))
        if withheld:
            self._withheld[block.ssrc] = withheld - excused
            expected, lost = expected - excused, lost - excused
        if not 0 < expected < 1 << 16:
            return
        if (
            now - before[2] > WINDOW
        ):  # of sound browsers tell every five seconds, so that it stands for itself
            if before[2] >= self._grace_until and expected >= ENOUGH_PACKETS:
                self._loses(lost / expected, now)
            return
        reports = self._reports
        reports.append((now, expected, lost))
        self._expected += expected
        self._missed += lost
        while now - reports[0][0] > WINDOW:
            _, expected, lost = reports.popleft()
            self._expected -= expected
            self._missed -= lost
        few = self._trying(now) and self._missed >= FEW_LOST
        if self._expected >= (FEW_PACKETS if few else ENOUGH_PACKETS):
            self._loses(self.loss, now)

    def _loses(self, share: float, now: float) -> None:
        if share > HEAVY_LOSS:
            self._lossy_at = now
            hoped = self._sent_beside() + self.bandwidth if self._words else self.sent
            self._through = min(self.sent * (1 - min(1.0, share)), hoped)

    def withheld(self, ssrc: int, packets: int, highest: int) -> None:
        """So many packets were numbered but never sent: the receiver will report them as lost."""
        if packets:
            self._withheld[ssrc] = self._withheld.get(ssrc, 0) + packets
            self._asked[ssrc] = highest & 0xFFFF

    def missed(self, ssrc: int, numbers: Sequence[int], now: float) -> None:
        """The receiver asks for packets again: on a narrow line those asked for the first time tell that it is full."""
        fresh = 0
        for number in numbers:
            before = self._asked.get(ssrc)
            if before is None or 0 < (number - before) & 0xFFFF < 0x8000:
                self._asked[ssrc] = number
                fresh += 1
        if not self.width.bits or not self._listens(now):
            return
        self._misses.extend([now] * fresh)
        while self._misses and now - self._misses[0] > WINDOW:
            self._misses.popleft()
        if len(self._misses) >= 3:
            self._loses(len(self._misses) / max(ENOUGH_PACKETS, WINDOW * self._packets.bits / 8), now)

    def _sent_beside(self) -> float:
        """Bit/s of the streams that no estimate names."""
        named = {ssrc for names in self._words for ssrc in names}
        return sum(rate.bits for ssrc, rate in self._rates.items() if named and ssrc not in named)

    def _forget_reports(self) -> None:
        self._reports.clear()
        self._expected = self._missed = 0

    def _trying(self, now: float) -> bool:
        """A step up that may fail was made just now."""
        return (
            self.failed is not None
            and 0 <= now - self._raised_at < TRIAL
            and self._raised_at > self._failed_at
        )

    def _listens(self, now: float) -> bool:
        return now >= self._deaf_until and now >= self._grace_until

    @property
    def loss(self) -> float:
        """Share of packets lost in the last reports."""
        return min(1.0, max(0.0, self._missed / self._expected)) if self._expected else 0.0

    # -- what is sent

    def measure(self, routes: Iterable[Sent], now: float, held: Mapping[int, int] = NOTHING) -> None:
        """Look at what each stream has sent so far, but for the octets `held` back; about twice a second."""
        routes = list(routes)
        rates, total = {}, 0.0
        for route in routes:
            rate = rates[route.ssrc] = self._rates.get(route.ssrc) or Rate()
            octets = route.octets + PACKET * route.packets - held.get(route.ssrc, 0)
            octets += route.resent * octets // max(1, route.packets)
            total += rate.note(octets, now)
        self._rates, self.sent = rates, total
        asking = sum(route.packets for route in routes if route.ssrc in self._asked)
        self._packets.note(asking, now)
        for ssrc in self._last.keys() - rates.keys():
            del self._last[ssrc]
        for names in [names for names in self._words if names and rates.keys().isdisjoint(names)]:
            del self._words[names]

    def rate(self, ssrc: int) -> float:
        """Bit/s of one stream."""
        rate = self._rates.get(ssrc)
        return rate.bits if rate else 0.0

    # -- what follows

    def troubled(self, now: float) -> bool:
        """Whether news of congestion came that was not acted upon."""
        return self._listens(now) and max(self._fell_at, self._lossy_at) > self._judged_at

    def judge(self, flowing: float, wanted: float | None, now: float) -> bool:
        """Act upon what is known. `flowing` is granted and sent, in bit/s; `wanted` what one more step would make of
        it all, None when all have what they want. True for a step down."""
        if self._began_at is None:
            self._began_at = self._raised_at = now
        self._look_back(now)
        self._follow(now)
        full = self.waiting > TOO_LONG and 0 < self.width.bits < self.budget and self._listens(now)
        if full:
            self._judged_at = self._fell_at = now
            self._through = self.width.bits
        if self.width.bits and self.delay.queue > STANDING and self.delay.at > self._grace_until and self._judged_at != now:
            self._judged_at = self._fell_at = now
            self._through = min(CAUTION * self.sent, self.width.bits)
        if self.troubled(now) or self._judged_at == now:
            self._judged_at = now
            self._step_down(now, full)
            return True
        if now - max(self._failed_at, self._fell_at, self._lossy_at) > TOGETHER:
            self.budget = max(self.budget, flowing)  # what flows without complaint is proven
        since = now - max(self._failed_at, self._raised_at)
        if self.failed is not None and self.sent > UNDER * self.failed and since > PROVEN:
            self._hold, self.hold_until, self.kept = 0.0, now, max(1, self.kept)
            if wanted is None:
                self.width.forget()
            self.failed = (
                None if wanted is None else 2 * self.failed
            )  # no more leaps on a line known to be narrow
        self.width.widen(self.waiting, now - max(self._failed_at, self._fell_at, self._lossy_at), now)
        if not self._silent(now) and self._may_try(wanted, now):
            self._step_up(flowing, wanted, now)
        return False

    def picture_passes(self, now: float) -> None:
        """A picture flows: after a while without trouble it is proven."""
        if not self.kept and self._calm(now, CALM):
            self.kept = 1

    def _calm(self, now: float, seconds: float) -> bool:
        return now - max(self._failed_at, self._fell_at, self._lossy_at) > seconds

    def _may_try(self, wanted: float | None, now: float) -> bool:
        if self.failed is None or now >= self.hold_until:
            return True
        return wanted is not None and wanted <= min(UNDER * self.failed, NEAR * self.passed)

    def _silent(self, now: float) -> bool:
        if self._heard_at is None:  # wait for the first word, but not for ever: some only count
            return self._began_at is not None and now - self._began_at < OUTAGE
        return now - self._heard_at > OUTAGE

    def _look_back(self, now: float) -> None:
        """An estimate that fell just after a step down, and is still far below what is sent now: the step was too small."""
        if self._fell_meanwhile and self._listens(now):
            self._fell_meanwhile = False
            hoped = self._sent_beside() + self.bandwidth
            if hoped < SURELY_UNDER * self.sent:
                self._fell_at, self._through = now, hoped

    def _follow(self, now: float) -> None:
        """An estimate that stands still though much more is sent means that a long queue is filling."""
        word = self.bandwidth and self.bandwidth + self._sent_beside()
        if not word or self.sent <= AHEAD * word:
            self._ahead = None
        elif self._ahead is None or word > 1.01 * self._ahead[1]:
            self._ahead = (now, word)
        elif now - self._ahead[0] >= FOLLOWS:
            self._ahead = None
            self._fell_at, self._through = now, word

    def _step_down(self, now: float, full: bool = False) -> None:
        sent = max(1.0, self.sent)
        fell, lossy = now - self._fell_at < TOGETHER, now - self._lossy_at < TOGETHER
        certain = not self._words and self.loss > CERTAIN_LOSS
        goes_on = now - self._failed_at < GRACE + TOGETHER
        if goes_on and lossy and (fell or certain or not self.kept):
            self.kept = 0
        else:
            self.kept = 1 if fell else EVERY_PICTURE
        passed = hoped = min(self._through, UNDER * sent)
        if self._trying(now):
            sent = max(sent, self.budget)
            passed = max(passed, self._proven)
        self.passed = passed
        if self._raised_at > self._failed_at or not self._hold:
            self._hold = min(LONGEST_HOLD, 2 * self._hold) if self._hold else FIRST_HOLD
        self.hold_until = now + min(LONGEST_HOLD, self._hold * min(HOPELESS, sent / max(1.0, passed)))
        if self.failed is None or self._trying(now) or not goes_on:
            self.failed = sent
        elif not self.kept:  # the same trouble goes on, even without most pictures
            self.failed = min(self.failed, sent)
        self.budget = min(self.budget, 0.95 * passed)
        word = self.bandwidth + self._sent_beside()
        if lossy and (fell or certain or (self._words and word < UNDER * sent)):
            self.width.overflowed(hoped, now)
        elif fell and not full and not self.delay.short(now):
            self.width.complained(hoped, now)
        self._failed_at, self._grace_until = now, now + GRACE
        self._forget_reports()

    def _step_up(self, flowing: float, wanted: float | None, now: float) -> None:
        pause = STEP_EVERY if self.failed is None else CAREFUL_EVERY
        if now - max(self._raised_at, self._failed_at) < pause:
            return
        if self.failed is None:
            free = max(FREE, 2 * flowing)
            raised = min(2 * self.budget, max(free, wanted or 0.0))
        else:
            raised = wanted or 0.0
        if raised > self.budget:
            self.budget, self._raised_at, self._proven = raised, now, flowing
            if self.failed is not None:
                self._forget_reports()
