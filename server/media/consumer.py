"""A track on its way to one person who watches or listens."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from server.media import ortc, quality, rtcp
from server.media.hooks import tell
from server.media.peer import Peer
from server.media.route import Route

if TYPE_CHECKING:
    from server.media.producer import Producer

FULL_TILE = (1 << 15, 1 << 15)  # until the client has told the size of its tile
HEAVY_REPORTS = 3  # in a row; one alone may be chance, since a report covers few packets
FIRST_RESTRAINT, LONGEST_RESTRAINT = 4.0, 60.0  # seconds without a higher layer after heavy loss


class Consumer:
    """One track going out. Starts paused. `id` is unique in its transport's room."""

    def __init__(
        self, consumer_id: str, producer: Producer, mid: str, peer: Peer, clock: Callable[[], float]
    ) -> None:
        self.id, self.producer = consumer_id, producer
        self.paused, self.closed = True, False
        self._mid, self._peer, self._clock = mid, peer, clock
        self._tile = FULL_TILE
        self._most = 0
        self._restrained_to: int | None = None
        self._restrained_until = 0.0
        self._restraint = FIRST_RESTRAINT
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
        self._peer.control(rtcp.sender_report(report, self.producer.stream))

    def resume(self) -> None:
        """Start or go on sending; video waits for a keyframe, which is asked for."""
        if self.paused and not self.closed:
            self.paused = False
            self.choose(self._clock())

    def pause(self) -> None:
        """Stop sending; idempotent."""
        self.paused = True
        self.route.stop()

    def show(self, width: int, height: int) -> None:
        """The tile's size in device pixels; the lowest layer that fills it is sent. 0 x 0 means the smallest."""
        self._tile = (max(0, width), max(0, height))
        self.choose(self._clock())

    def choose(self, now: float) -> None:
        """Pick the layer: by the tile, by what is being sent, by what the network let through."""
        if self.paused or self.closed:
            return
        layers = self.producer.layers
        most = quality.wanted(self.producer.pictures(), *self._tile) if len(layers) > 1 else 0
        if self._restrained_to is not None and now < self._restrained_until:
            most = min(most, self._restrained_to)
        self._most = most
        self.producer.wish(most, now)
        if self._peer.connected:
            self.route.switch(quality.available(layers, most, self.route.present), now)

    @property
    def most(self) -> int | None:
        """The best layer that it would take if it were sent, lowest 0; None while nobody looks."""
        return None if self.paused or self.closed else self._most

    def restart(self, now: float) -> None:
        """Begin anew: the transport has connected, or the producer goes on after a pause."""
        self.route.stop()
        self.choose(now)

    def protect(self, now: float) -> None:
        """Once a second: after heavy loss a lower layer for a while, each time longer."""
        layers, layer = self.producer.layers, self.route.layer
        suffers = self.route.heavy_reports >= HEAVY_REPORTS and len(layers) > 1
        if layer is not None and suffers and now >= self._restrained_until:
            self.route.heavy_reports = 0
            self._restrained_to = max(0, layers.index(layer) - 1)
            self._restrained_until = now + self._restraint
            self._restraint = min(LONGEST_RESTRAINT, 2 * self._restraint)
            self.choose(now)
        elif self._restrained_to is not None and now >= self._restrained_until:
            self._restrained_to = None
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
        self._peer.remove_route(self.route)
        if self in self.producer.consumers:
            self.producer.consumers.remove(self)
        tell(self._on_close, reason)
