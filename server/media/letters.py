"""What a receiver's letters tell of the way to it: estimates that fall, packets that were lost, and when."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from typing import Protocol

from server.media.rate import PACKET, Rate
from server.media.rtcp import ReportBlock

FELL, UNDER = 0.97, 0.9  # of the word before, and of what is sent
SURELY_UNDER = 0.75  # of what is sent: jitter alone makes an estimate fall to 0.85 of what arrives
HEAVY_LOSS, ENOUGH_PACKETS = 0.10, 20
FEW_PACKETS, FEW_LOST = 8, 2  # are enough while something is tried: sound suffers from each tenth of a second
CERTAIN_LOSS = 0.3  # from a receiver that gives no estimate, so much alone means congestion
WINDOW = 2.0  # seconds of reports that are looked at together: under jitter a single one is wrong
OUTAGE, DEAF = 2.5, 1.0  # silent for so long: the line was cut, and for a moment its letters tell only that
# when so many times more is sent than the estimate says, it must grow within seconds
AHEAD, FOLLOWS = 1.3, 3.0
NOTHING: Mapping[int, int] = {}


class Sent(Protocol):
    """What counts a stream that is sent: a route."""

    ssrc: int
    resent: int

    @property
    def packets(self) -> int: ...

    @property
    def octets(self) -> int: ...


class Letters:
    """Of one receiver; pure, every moment is told. `fell_at` and `lossy_at` are the last signs of congestion, `through`
    the bit/s that the last of them lets hope for, `sent` what all streams take."""

    def __init__(self) -> None:
        self.sent = 0.0
        self.fell_at = self.lossy_at = float("-inf")
        self.through = 0.0
        self._rates: dict[int, Rate] = {}
        self._words: dict[tuple[int, ...], float] = {}  # estimates, each of the streams it names
        self._reports: deque[tuple[float, int, int]] = deque()  # time, expected, lost
        self._expected = self._missed = 0  # of all of them
        # of each stream: highest number, lost, and when it was told
        self._last: dict[int, tuple[int, int, float]] = {}
        self._withheld: dict[int, int] = {}  # packets of each stream that were numbered and never sent
        self._heard_at: float | None = None
        self._deaf_until = self._late_until = 0.0
        self._fell_meanwhile = False  # the estimate, while letters were late
        # since when more is sent than the estimate, and what it was
        self._ahead: tuple[float, float] | None = None

    # -- what comes

    def heard(self, now: float) -> None:
        """Any letter came. After a silence the next ones tell of packets that the outage lost: that is no congestion."""
        if self._heard_at is not None and now - self._heard_at > OUTAGE:
            self._deaf_until = now + DEAF
            self.forget()
            self._last.clear()
        self._heard_at = now

    def believes(self, bits: float, ssrcs: tuple[int, ...], now: float, *, surely: bool, more: float) -> None:
        """An estimate (REMB) of the streams it names. It grows slowly after a step up: only a fall is congestion.

        `surely`: only a deep fall counts; `more` is on its way, in bit/s, and not measured yet.
        """
        older = [key for key in self._words if not key or not ssrcs or not set(ssrcs).isdisjoint(key)]
        before = sum(self._words.pop(key) for key in older) if older else None
        self._words[ssrcs] = bits
        named = [self._rates[ssrc].bits for ssrc in ssrcs if ssrc in self._rates]
        own = sum(named) if named else self.sent
        under = SURELY_UNDER if surely or before is None else UNDER
        if (before is not None and bits >= FELL * before) or bits >= under * (own + max(0.0, more)):
            return
        if self.listens(now):
            self.congested(max(0.0, self.sent - own + bits), now)
        elif now >= self._deaf_until:
            self._fell_meanwhile = True

    def reported(self, block: ReportBlock, now: float, *, alert: bool) -> None:
        """A receiver's report of one stream; `alert`: a few lost packets are enough."""
        before = self._last.get(block.ssrc)
        self._last[block.ssrc] = (block.highest, block.lost, now)
        if before is None or not self.listens(now):
            return
        expected, lost = self._without_withheld(block, *before[:2])
        if not 0 < expected < 1 << 16:
            return
        if now - before[2] > WINDOW:  # of sound browsers tell every five seconds: that stands for itself
            if before[2] >= self._late_until and expected >= ENOUGH_PACKETS:
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
        few = alert and self._missed >= FEW_LOST
        if self._expected >= (FEW_PACKETS if few else ENOUGH_PACKETS):
            self._loses(self.loss, now)

    def _without_withheld(self, block: ReportBlock, highest: int, lost: int) -> tuple[int, int]:
        """Packets expected and lost since, but for those that never left; they show once a later one has come."""
        expected, missing = block.highest - highest, block.lost - lost
        excused = min(self._withheld.get(block.ssrc, 0), max(0, missing))
        if excused:
            self._withheld[block.ssrc] -= excused
        return expected - excused, missing - excused

    def withheld(self, ssrc: int, packets: int) -> None:
        """So many packets were numbered but never sent: the receiver will report them as lost."""
        self._withheld[ssrc] = self._withheld.get(ssrc, 0) + packets

    def _loses(self, share: float, now: float) -> None:
        if share > HEAVY_LOSS:
            self.lossy_at = now
            hoped = self.word if self._words else self.sent
            self.through = min(self.sent * (1 - min(1.0, share)), hoped)

    def congested(self, through: float, now: float) -> None:
        """There is a sign of congestion that is no loss."""
        self.fell_at, self.through = now, through

    # -- what is sent

    def measure(self, routes: Iterable[Sent], now: float, held: Mapping[int, int] = NOTHING) -> None:
        """Look at what each stream has sent so far, but for the octets `held` back; about twice a second."""
        rates, total = {}, 0.0
        for route in routes:
            rate = rates[route.ssrc] = self._rates.get(route.ssrc) or Rate()
            octets = route.octets + PACKET * route.packets - held.get(route.ssrc, 0)
            octets += route.resent * octets // max(1, route.packets)
            total += rate.note(octets, now)
        self._rates, self.sent = rates, total
        for kept in (self._last, self._withheld):
            for ssrc in kept.keys() - rates.keys():
                del kept[ssrc]
        for names in [names for names in self._words if names and rates.keys().isdisjoint(names)]:
            del self._words[names]

    def rate(self, ssrc: int) -> float:
        """Bit/s of one stream."""
        rate = self._rates.get(ssrc)
        return rate.bits if rate else 0.0

    # -- what is known

    @property
    def bandwidth(self) -> float:
        """Bit/s that the receiver believes in; 0 before the first word. Some receivers tell of each stream by itself."""
        return sum(self._words.values())

    @property
    def word(self) -> float:
        """What it believes in, with the streams that no estimate names."""
        named = {ssrc for names in self._words for ssrc in names}
        beside = sum(rate.bits for ssrc, rate in self._rates.items() if named and ssrc not in named)
        return self.bandwidth + beside

    @property
    def loss(self) -> float:
        """Share of packets lost in the last reports."""
        return min(1.0, max(0.0, self._missed / self._expected)) if self._expected else 0.0

    @property
    def certain(self) -> bool:
        """So much is lost, of a receiver that gives no estimate, that there is no doubt."""
        return not self._words and self.loss > CERTAIN_LOSS

    @property
    def doubts(self) -> bool:
        """The receiver believes in less than is sent."""
        return bool(self._words) and self.word < UNDER * self.sent

    def troubled_since(self, moment: float, now: float) -> bool:
        """Whether there is a sign of congestion that is newer."""
        return self.listens(now) and max(self.fell_at, self.lossy_at) > moment

    def silent(self, now: float, began_at: float) -> bool:
        """Whether nothing comes. Before the first word one must wait, but not for ever: some receivers only count."""
        if self._heard_at is None:
            return now - began_at > OUTAGE
        # Whoever gets nothing has nothing to report, and Firefox then writes no letters at all.
        return self.sent > 0 and now - self._heard_at > OUTAGE

    @property
    def heard_any(self) -> bool:
        """Whether any letter came yet."""
        return self._heard_at is not None

    def listens(self, now: float) -> bool:
        """Whether what is told now tells of now."""
        return now >= self._deaf_until and now >= self._late_until

    # -- looking back

    def excuse(self) -> None:
        """What was lost was lost by chance: it is no sign of congestion."""
        self.lossy_at = float("-inf")
        self.forget()

    def late(self, until: float) -> None:
        """Less is sent from now on: until then letters may tell of the time before."""
        self._late_until = until
        self.forget()

    def forget(self) -> None:
        """Count lost packets anew."""
        self._reports.clear()
        self._expected = self._missed = 0

    def look_back(self, now: float) -> None:
        """Twice a second: signs that no single letter gives."""
        if self._fell_meanwhile and self.listens(now):  # and is still far below: the step down was too small
            self._fell_meanwhile = False
            if self.word < SURELY_UNDER * self.sent:
                self.congested(self.word, now)
        self._follow(now)

    def _follow(self, now: float) -> None:
        """An estimate that stands still though much more is sent means that a long queue is filling."""
        word = self.word if self.bandwidth else 0.0
        if not word or self.sent <= AHEAD * word:
            self._ahead = None
        elif self._ahead is None or word > 1.01 * self._ahead[1]:
            self._ahead = (now, word)
        elif now - self._ahead[0] >= FOLLOWS:
            self._ahead = None
            self.congested(word, now)
