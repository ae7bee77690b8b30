"""A track on its way to one person who watches or listens."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from server.media import ortc, quality, rtcp
from server.media.allocator import Allocator, Wish
from server.media.hooks import tell
from server.media.peer import Peer
from server.media.route import Route
from server.media.thinning import EVERY_FRAME

if TYPE_CHECKING:
    from server.media.producer import Producer

FULL_TILE = (1 << 15, 1 << 15)  # until the client has told the size of its tile


class Consumer:
    """One track going out. Starts paused. `id` is unique in its transport's room.

    The allocator divides the receiver's link among all it consumes, by their wishes; what this one gets it takes.
    """

    def __init__(
        self, consumer_id: str, producer: Producer, mid: str, peer: Peer, clock: Callable[[], float],
        allocator: Allocator,
    ) -> None:  # fmt: skip
        self.id, self.producer = consumer_id, producer
        self.paused, self.closed = True, False
        self._mid, self._peer, self._clock, self._allocator = mid, peer, clock, allocator
        self._tile = FULL_TILE
        self._step: quality.Step | None = None  # the quality that this picture may have
        self._on_close: list[Callable[[str], None]] = []
        repaired = producer.kind == "video"
        self.route = Route(
            self._free_ssrc(), producer.payload_type, producer.clock_rate, self._report,
            rtx_ssrc=self._free_ssrc() if repaired else 0, rtx_payload_type=producer.payload_type + 1,
            first=1 + secrets.randbelow(10_000),
        )  # fmt: skip
        peer.add_route(self.route)
        producer.consumers.append(self)

    def _free_ssrc(self) -> int:
        taken = {ssrc for route in self._peer.routes.values() for ssrc in (route.ssrc, route.rtx_ssrc)}
        while True:
            ssrc = 1 + secrets.randbelow(0xFFFFFFFE)
            if ssrc not in taken:
                return ssrc

    def describe(self) -> dict[str, Any]:
        """`{id, producerId, kind, rtpParameters, streamId}` for mediasoup-client."""
        route, producer = self.route, self.producer
        return {
            "id": self.id, "producerId": producer.id, "kind": producer.kind, "streamId": producer.stream,
            "rtpParameters": ortc.receiving_parameters(
                producer.sending, self._mid, route.ssrc, route.rtx_ssrc, producer.stream
            ),
        }  # fmt: skip

    def _report(self, report: rtcp.SenderReport) -> None:
        self._peer.downlink.delay.left(rtcp.middle(report.ntp), self._clock())
        self._peer.control(rtcp.sender_report(report, self.producer.stream))

    def resume(self) -> None:
        """Start or go on sending; video waits for a keyframe, which is asked for."""
        if self.paused and not self.closed:
            self.paused = False
            self._ask(self._clock())

    def pause(self) -> None:
        """Stop sending; idempotent."""
        self.paused = True
        self._step = None
        self.route.stop()
        self._allocator.later()

    def show(self, width: int, height: int) -> None:
        """The tile's size in device pixels; the lowest layer that fills it is sent, and nothing to a tile of 0 x 0."""
        self._tile = (max(0, width), max(0, height))
        self._ask(self._clock())

    @property
    def _idle(self) -> bool:
        return self.paused or self.closed or not self._peer.connected

    def choose(self, now: float) -> None:
        """The sender's layers have changed: sound goes on at once, pictures as the link is shared out in a moment."""
        if self._idle:
            most = self.most
            if most is not None:  # a picture that waits for its way is made meanwhile
                self.producer.wish(most, now)
            return
        if self.producer.kind == "audio":
            self.route.switch(self.producer.layers[0], now)
        else:
            self._allocator.later()

    def _ask(self, now: float) -> None:
        """What the person looks at has changed: share the link out now."""
        self.choose(now)
        if not self._idle and self.producer.kind == "video":
            if not all(self._tile):
                self.take(None, now)
            self._allocator.share(now)

    def wish(self) -> Wish | None:
        """What the picture would have by its tile and its layers; None when nobody looks, and for sound."""
        if self._idle or self.producer.kind == "audio" or not all(self._tile):
            return None
        pictures = self.producer.pictures()
        most = quality.wanted(pictures, *self._tile)
        steps = quality.steps(self.producer.layers, pictures, most)
        present = self._step if self.route.layer is not None else None
        return Wish(steps, self.producer.presents, self._tile[0] * self._tile[1], present)

    def take(self, step: quality.Step | None, now: float, *, at_once: bool = False) -> None:
        """Have this quality from now on. `at_once`: a higher layer is stopped before the lower one has begun."""
        self._step = step
        if step is None:
            self.route.stop(give_up=at_once)
            self._peer.drop_waiting(self.route)
            return
        self.producer.wish(step.layer, now)
        layers = self.producer.layers
        layer = quality.available(layers, step.layer, self.route.present)
        present = self.route.layer
        if at_once and present is not None and layers.index(layer) < layers.index(present):
            self.route.stop(give_up=True)
            self._peer.drop_waiting(self.route)
        self.route.thin(step.temporal if layer is layers[step.layer] else EVERY_FRAME)
        self.route.switch(layer, now)

    @property
    def most(self) -> int | None:
        """The best layer that it would take if it were sent, lowest 0; None while nobody looks."""
        if self.paused or self.closed:
            return None
        if self.producer.kind == "audio":
            return 0
        if not self._peer.connected and all(self._tile):
            return quality.wanted(self.producer.pictures(), *self._tile)
        return self._step.layer if self._step else None

    @property
    def flowing(self) -> float:
        """Bit/s of the quality granted, once that is what is sent; 0 for sound."""
        step, layer = self._step, self.route.layer
        return step.cost if step and layer is self.producer.layers[step.layer] else 0.0

    def restart(self, now: float) -> None:
        """Begin anew: the transport has connected, or the producer goes on after a pause."""
        self.route.stop(give_up=True)
        self._peer.drop_waiting(self.route)
        self.choose(now)

    def request_keyframe(self) -> None:
        """Ask the sender for a keyframe (at most one per 400 ms and layer reaches it)."""
        layer = self.route.target or self.route.layer
        if layer is not None:
            layer.request_keyframe(self._clock())

    def on_close(self, callback: Callable[[str], None]) -> None:
        """Call once with the reason: "closed", "producer" (its producer ended) or that of its transport."""
        self._on_close.append(callback)

    def close(self, reason: str = "closed") -> None:
        """Stop for good."""
        if self.closed:
            return
        self.closed = True
        self.route.stop()
        self._allocator.later()
        self._peer.remove_route(self.route)
        if self in self.producer.consumers:
            self.producer.consumers.remove(self)
        tell(self._on_close, reason)
