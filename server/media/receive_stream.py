"""One incoming stream of numbered packets: what came, what is missing, what to ask for again."""

from __future__ import annotations

from server.media.rtcp import ReportBlock, middle
from server.media.rtp import unwrap

FIRST_NACK = 0.004  # seconds after a gap was seen; a packet that is merely late fills it before
RETRY = 0.030
MOST_TRIES = 10
GIVE_UP = 1.0
FIRST_CYCLE = (
    0x10000  # we count from one round of numbers up, so that what is older than the first is not negative
)
MOST_MISSING = 400  # a larger gap is not repaired but started anew


class Wanted:
    """A missing packet: when it was missed, when to ask next, how often it was asked for."""

    __slots__ = ("due", "since", "tries")

    def __init__(self, now: float) -> None:
        self.since = now
        self.due = now + FIRST_NACK
        self.tries = 0


class ReceiveStream:
    """Numbers, gaps, reports and the sender's clock of one SSRC. Times are monotonic seconds."""

    def __init__(self, ssrc: int, clock_rate: int) -> None:
        self.ssrc = ssrc
        self.clock_rate = clock_rate
        self.highest = -1
        self.missing: dict[int, Wanted] = {}
        self.received = 0
        self.repaired_count = 0
        self.abandoned = 0
        self.last_arrival = -1e9
        self.report_ntp = 0  # of the last sender report, 32.32; 0 before the first
        self.report_rtp = 0
        self._report_arrival = 0.0
        self._base = 0
        self._before = (0, 0)  # expected and received at the last receiver report
        self._timestamp = -1
        self._transit: float | None = None
        self._jitter = 0.0
        self.restarted = False  # a gap too large to repair was met: a keyframe is needed

    def receive(self, number: int, timestamp: int, now: float) -> int | None:
        """Take the packet with the 16-bit `number`; its unwrapped number, or None when it came before."""
        self.last_arrival = now
        if self.highest < 0:
            self.highest = self._base = number + FIRST_CYCLE
            self.received = 1
            return self.highest
        seq = self.highest + 1
        if number != seq & 0xFFFF:  # almost always it is the next one
            seq = unwrap(number, self.highest, 16)
            if seq <= self.highest:
                if self.missing.pop(seq, None) is None:
                    return None
                self.received += 1
                return seq
            self._note_gap(seq, now)
        self.highest = seq
        self.received += 1
        if timestamp != self._timestamp:  # else it is of the same picture: how long that takes says nothing
            self._measure_jitter(timestamp, now)
        return seq

    def repair(self, number: int) -> int | None:
        """A retransmission of `number` came: its unwrapped number if it was missing, else None (a probe)."""
        if self.highest < 0:
            return None
        seq = unwrap(number, self.highest, 16)
        if self.missing.pop(seq, None) is None:
            return None
        self.repaired_count += 1
        return seq

    def _note_gap(self, seq: int, now: float) -> None:
        gap = seq - self.highest - 1
        if gap > MOST_MISSING or len(self.missing) + gap > 2 * MOST_MISSING:
            self.abandoned += len(self.missing) + gap
            self.missing.clear()
            self.restarted = True
            return
        for absent in range(self.highest + 1, seq):
            self.missing[absent] = Wanted(now)

    def due(self, now: float) -> list[int]:
        """16-bit numbers to ask for now, rising; what was asked for too often or too long is given up."""
        if not self.missing:
            return []
        asked, hopeless = [], []
        for seq, wanted in self.missing.items():
            if wanted.due > now:
                continue
            if wanted.tries >= MOST_TRIES or now - wanted.since > GIVE_UP:
                hopeless.append(seq)
                continue
            wanted.tries += 1
            wanted.due = now + RETRY
            asked.append(seq)
        for seq in hopeless:
            del self.missing[seq]
        if hopeless:
            self.abandoned += len(hopeless)
            self.restarted = True
        return [seq & 0xFFFF for seq in sorted(asked)]

    def _measure_jitter(self, timestamp: int, now: float) -> None:
        """Interarrival jitter (RFC 3550 appendix A.8)."""
        self._timestamp = timestamp
        transit = now * self.clock_rate - timestamp
        if self._transit is not None:
            difference = abs(transit - self._transit)
            if difference < 10 * self.clock_rate:  # not a wrapped timestamp
                self._jitter += (difference - self._jitter) / 16
        self._transit = transit

    def sender_report(self, ntp: int, rtp: int, now: float) -> None:
        """Remember the sender's clock."""
        self.report_ntp, self.report_rtp, self._report_arrival = ntp, rtp, now

    def lost(self) -> int:
        """Packets that never came by themselves (RFC 3550 appendix A.3); late or doubled ones may make it negative."""
        return self.highest - self._base + 1 - self.received if self.highest >= 0 else 0

    def clock_at(self, now: float | None) -> tuple[int, int]:
        """The sender's clock (32.32) and the timestamp that belongs to it, as reported last or as a report would be now."""
        ticks = 0 if now is None else round((now - self._report_arrival) * self.clock_rate)
        return self.report_ntp + (ticks << 32) // self.clock_rate, self.report_rtp + ticks

    def report(self, now: float) -> ReportBlock:
        """What to tell the sender once a second; the rounds of its numbers count from 0 (RFC 3550 appendix A.1)."""
        expected = self.highest - self._base + 1
        due, came = expected - self._before[0], self.received - self._before[1]
        self._before = (expected, self.received)
        fraction = min(255, max(0, (due - came) * 256 // due)) if due > 0 else 0
        last = middle(self.report_ntp)
        delay = int((now - self._report_arrival) * 65536) if self.report_ntp else 0
        return ReportBlock(
            self.ssrc, fraction, self.lost(), self.highest - FIRST_CYCLE, int(self._jitter), last, delay
        )
