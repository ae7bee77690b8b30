"""Who gets how much of one receiver's link: sound first, then the shared screen, then the largest picture, then the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.media.hooks import tell
from server.media.pacer import MOST_WAITING
from server.media.quality import Step
from server.media.rate import PACKET
from server.media.shortage import Pictures, Shortage, shortage

if TYPE_CHECKING:
    from server.media.consumer import Consumer
    from server.media.peer import Peer

MARGIN = 1.1  # what is not being sent yet must fit with so much to spare: rates sway
REST = 0.4  # seconds without pictures after congestion: home routers queue 0.2 to 0.5
SWAY = 1.5  # pictures may leave so much faster than they are believed to flow
STALE, LATE = 1.0, 2.0  # seconds of a face that may wait: at a step down, and ever; a screen may take longer
MEASURE_EVERY = 0.5  # seconds
# share of the link for repairs, bits of one, repairs a second at least
RESENT, REPAIR, LEAST_RESENT = 0.5, 8_000, 10.0


@dataclass(frozen=True, slots=True)
class Wish:
    """A picture that is looked at: its qualities, cheapest first, up to what its tile can show; what is sent now."""

    steps: Sequence[Step]
    screen: bool = False
    area: int = 0  # of the tile, in device pixels
    present: Step | None = None


def allocate(budget: float, wishes: Sequence[Wish], kept: int) -> list[Step | None]:
    """What each picture gets of `budget` (bit/s left beside sound); None for nothing.

    The first `kept` pictures get their lowest quality even if it does not fit; beside them the budget is never passed.
    A small picture of everyone comes before a better one of the largest.
    """
    order = sorted(range(len(wishes)), key=lambda index: (not wishes[index].screen, -wishes[index].area))
    granted: list[Step | None] = [None] * len(wishes)
    for index in order[:kept]:
        if wishes[index].steps:
            granted[index] = wishes[index].steps[0]
            budget -= wishes[index].steps[0].cost
    for index, whole in _turns(order, wishes):
        wish = wishes[index]
        for step in wish.steps if whole else wish.steps[:1]:
            now = granted[index]
            extra = step.cost - (now.cost if now else 0.0)
            if now is not None and extra <= 0:
                continue
            if extra * _margin(step, wish.present) > budget:
                break
            granted[index] = step
            budget -= extra
    return granted


def _turns(order: Sequence[int], wishes: Sequence[Wish]) -> Iterator[tuple[int, bool]]:
    """Whose turn it is, and whether for the lowest quality only or for all it wants."""
    yield from ((index, True) for index in order if wishes[index].screen)
    faces = [index for index in order if not wishes[index].screen]
    yield from ((index, False) for index in faces)
    yield from ((index, True) for index in faces)


def _margin(step: Step, present: Step | None) -> float:
    flows = present is not None and (step.layer, step.temporal) <= (present.layer, present.temporal)
    return 1.0 if flows else MARGIN


def next_step(wishes: Sequence[Wish], granted: Sequence[Step | None]) -> float | None:
    """How much more the cheapest quality that somebody did not get would cost; None when all have what they want."""
    dearer = [
        MARGIN * (step.cost - (got.cost if got else 0.0))
        for wish, got in zip(wishes, granted, strict=True)
        for step in wish.steps
        if got is None or step.cost > got.cost
    ]
    return min(dearer, default=None)


class Allocator:
    """Shares one receiver's link among all that it consumes."""

    def __init__(self, peer: Peer, consumers: Callable[[], Sequence[Consumer]]) -> None:
        self._peer, self._downlink, self._consumers = peer, peer.downlink, consumers
        self._wanted: float | None = None  # what one more step would make of all
        self._measured_at = float("-inf")
        self._costs = 0.0  # of all pictures granted, bit/s
        self._short: Pictures = "all"
        self._shortage = Shortage()
        self._on_shortage: list[Callable[[str, int], None]] = []
        self._busy = self._changed = False

    def on_shortage(self, callback: Callable[[str, int], None]) -> None:
        """Call with what the link costs ("all" pictures are as wished, "smaller" or "stopped"), and the bit/s it carries."""
        self._on_shortage.append(callback)

    def later(self) -> None:
        """A sender's layers have changed: share anew at the next tick, once for all of them."""
        self._changed = True

    def share(self, now: float, *, falling: bool = False) -> None:
        """Give every picture its quality; `falling`: what must go is stopped at once."""
        if self._busy:  # a consumer that is stopped tells nobody anew
            return
        self._busy, self._changed = True, False
        try:
            self._share(now, falling)
        finally:
            self._busy = False

    def _share(self, now: float, falling: bool) -> None:
        watched, wishes = [], []
        for consumer in self._consumers():
            wish = consumer.wish()
            if wish is not None:
                watched.append(consumer)
                wishes.append(wish)
        sound = self._sound()
        granted = allocate(self._downlink.budget - sound, wishes, self._downlink.kept)
        for consumer, step in zip(watched, granted, strict=True):
            consumer.take(step, now, at_once=falling)
        self._costs = sum(step.cost for step in granted if step)
        narrow = self._downlink.failed is not None  # else it is only not known yet what it carries
        self._short = shortage([wish.steps for wish in wishes], granted) if narrow else "all"
        more = next_step(wishes, granted)
        self._wanted = None if more is None else sound + self._costs + more

    def _sound(self) -> float:
        rate = self._downlink.letters.rate
        return sum(rate(c.route.ssrc) for c in self._consumers() if c.producer.kind == "audio")

    def tick(self, now: float) -> None:
        """Ten times a second: act upon news, and twice a second measure what flows."""
        link = self._downlink
        if self._changed:
            self.share(now)
        due = now - self._measured_at >= MEASURE_EVERY
        if not due and not link.troubled(now):
            return
        if due:
            self._measured_at = now
            self._measure(now)
        flowing = self._sound() + sum(consumer.flowing for consumer in self._consumers())
        falling = link.judge(flowing, self._wanted, now)
        if self._costs:
            link.picture_passes(now)
        if falling or self._wanted is not None:  # by now more is known of what each picture needs
            self.share(now, falling=falling)
        self._pace(now, falling)
        if self._shortage.take(self._short, now):
            tell(self._on_shortage, self._shortage.pictures, round(link.width.bits or link.budget))

    def _measure(self, now: float) -> None:
        link, pacer, consumers = self._downlink, self._peer.pacer, self._consumers()
        link.measure((c.route for c in consumers), now, pacer.waiting_of() if pacer else {})
        sent = pacer.left if pacer else sum(c.route.octets + PACKET * c.route.packets for c in consumers)
        link.width.look(sent, link.letters.loss, now)
        link.waiting = pacer.waiting if pacer else 0.0
        repairs = max(LEAST_RESENT, RESENT * link.budget / REPAIR)
        for consumer in consumers:
            consumer.route.repairs.rate = repairs
        shown = next((c.route for c in consumers if c.route.video and c.route.layer is not None), None)
        if (link.width.bits or link.failed) and shown is not None and shown.layer is not None:
            shown.sender_report(shown.layer, now)  # a receiver answers it: so the queue on the way is seen

    def _pace(self, now: float, falling: bool) -> None:
        """On a link that was found narrow pictures leave evenly. What waits too long is given up for a new beginning."""
        link, peer = self._downlink, self._peer
        width = link.width.bits
        peer.pace((width or max(link.budget, self._sound() + SWAY * self._costs)) if link.failed else 0.0)
        if peer.pacer is None:
            return
        if falling and width:
            peer.pacer.rest(REST)
        waiting = peer.pacer.waiting
        for consumer in self._consumers():
            face = width and not consumer.producer.presents
            most = MOST_WAITING if not face else STALE if falling else LATE
            if consumer.producer.kind == "video" and waiting > most:
                consumer.restart(now)
