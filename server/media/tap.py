"""A silent listener inside the server, such as the recorder."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from server.media import quality, rtcp, rtp
from server.media.hooks import tell
from server.media.route import Route

if TYPE_CHECKING:
    from server.media.producer import Producer

log = logging.getLogger(__name__)


class Sink(Protocol):
    """What a tap feeds; `arrival` is `time.monotonic()` seconds."""

    def packet(self, data: bytes, arrival: float) -> None:
        """One decrypted RTP packet without header extensions; continuous over layer switches, repaired, maybe late."""

    def sender_report(self, ntp: float, rtp: int, arrival: float) -> None:
        """The sender's clock: `ntp` seconds since 1900 belong to the stream's timestamp `rtp` (RFC 3550 6.4.1)."""

    def closed(self) -> None:
        """The track or the tap ended; called once."""


class Tap:
    """A sink's connection to a producer: the best layer that is being sent, or that it was limited to."""

    def __init__(self, producer: Producer, sink: Sink, clock: Callable[[], float]) -> None:
        self._producer, self._sink, self._clock = producer, sink, clock
        self._closed = False
        self._most = len(producer.layers) - 1
        self.failures = 0
        self.route = Route(1, producer.payload_type, producer.clock_rate, self._report, rtx_ssrc=0, first=1)
        self.route.send = self._packet
        for layer in producer.layers:
            layer.always.add(self.route)
        self.choose(clock())

    def _packet(self, header: bytes, tail: bytes) -> None:
        data = bytes((rtp.PLAIN,)) + header[1:] + tail[rtp.payload_start(tail) :]
        try:
            self._sink.packet(data, self._clock())
        except Exception:  # a full disk must not stop the class
            if not self.failures:
                log.exception("a sink of track %s failed", self._producer.id)
            self.failures += 1

    def _report(self, report: rtcp.SenderReport) -> None:
        tell([self._sink.sender_report], report.ntp / 2**32, report.rtp & 0xFFFFFFFF, self._clock())

    def limit(self, most: int | None) -> None:
        """Take no better layer than this one from now on, lowest 0; None takes the best."""
        best = len(self._producer.layers) - 1
        limited = best if most is None else min(best, most)
        if limited != self._most:
            self._most = limited
            self.choose(self._clock())

    @property
    def most(self) -> int | None:
        """The best layer that it would take, lowest 0."""
        return self._most

    def choose(self, now: float) -> None:
        """Take the best layer there is now."""
        if self._closed:
            return
        self._producer.wish(self._most, now)
        self.route.switch(quality.available(self._producer.layers, self._most, self.route.present), now)

    def restart(self, now: float) -> None:
        """The producer goes on after a pause."""
        self.route.stop()
        self.choose(now)

    def request_keyframe(self) -> None:
        """Ask the sender for a keyframe (throttled)."""
        layer = self.route.layer or self.route.target
        if layer is not None:
            layer.request_keyframe(self._clock())

    def close(self) -> None:
        """Detach; the sink's `closed` is called."""
        if self._closed:
            return
        self._closed = True
        self.route.stop()
        for layer in self._producer.layers:
            layer.always.discard(self.route)
        self._producer.forget(self)
        tell([self._sink.closed])
