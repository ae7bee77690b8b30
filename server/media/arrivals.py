"""When each packet of a sender arrived, told back so that its browser can judge the network."""

from __future__ import annotations

from struct import pack

from server.media.rtp import unwrap

TICK = 0.00025  # seconds of one receive delta
REFERENCE_TICKS = 256  # one unit of the reference time is 64 ms
LARGEST_SPAN = 1500  # packets in one letter; the rest of a larger hole is reported as never expected
RUN, VECTOR_OF_TWO_BITS = 0, 3 << 14
LOST, SMALL, LARGE = 0, 1, 2


class Arrivals:
    """Collects transport-wide sequence numbers and writes feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01)."""

    def __init__(self) -> None:
        self._seen: dict[int, float] = {}
        self._highest = -1
        self._next = -1
        self._count = 0

    def arrived(self, number: int, now: float) -> None:
        """Packet with the 16-bit `number` came `now` (seconds)."""
        seq = self._highest + 1
        if number != seq & 0xFFFF or seq == 0:  # almost always it is the next one
            seq = unwrap(number, self._highest, 16) if seq else number + 0x10000
        self._highest = max(self._highest, seq)
        if len(self._seen) < 4 * LARGEST_SPAN:
            self._seen.setdefault(seq, now)

    @property
    def waiting(self) -> int:
        """How many came that were not told yet."""
        return len(self._seen)

    def feedback(self) -> bytes | None:
        """The body after the two SSRCs for all that came since the last call, or None when nothing did."""
        if not self._seen:
            return None
        seen, self._seen = self._seen, {}
        last = max(seen)
        first = max(min(seen), last - LARGEST_SPAN + 1)
        if self._next >= 0 and first - LARGEST_SPAN < self._next < first and last - self._next < LARGEST_SPAN:
            first = self._next  # the numbers between the last letter and this one are lost ones
        self._next = last + 1
        start = min(at for seq, at in seen.items() if seq >= first)
        reference = int(start / TICK) // REFERENCE_TICKS
        statuses, deltas, reference_time = [], b"", reference * REFERENCE_TICKS
        for seq in range(first, last + 1):
            at = seen.get(seq)
            delta = 0 if at is None else round(at / TICK) - reference_time
            if at is None or not -0x8000 <= delta <= 0x7FFF:
                statuses.append(LOST)
                continue
            reference_time += delta
            small = 0 <= delta <= 0xFF
            statuses.append(SMALL if small else LARGE)
            deltas += pack("!B", delta) if small else pack("!h", delta)
        self._count = (self._count + 1) & 0xFF
        head = pack(
            "!HHI", first & 0xFFFF, len(statuses), (reference & 0xFFFFFF) << 8 | (self._count - 1) & 0xFF
        )
        body = head + _chunks(statuses) + deltas
        return body + bytes(-len(body) % 4)


def _chunks(statuses: list[int]) -> bytes:
    """Runs where seven or more are alike, else vectors of seven two-bit symbols (sections 3.1.3 and 3.1.4)."""
    out, at = b"", 0
    while at < len(statuses):
        run = 1
        while at + run < len(statuses) and statuses[at + run] == statuses[at] and run < 0x1FFF:
            run += 1
        if run >= 7 or at + run == len(statuses):
            out += pack("!H", statuses[at] << 13 | run)
            at += run
            continue
        chunk = VECTOR_OF_TWO_BITS
        for index, status in enumerate(statuses[at : at + 7]):
            chunk |= status << (12 - 2 * index)
        out += pack("!H", chunk)
        at += 7
    return out
