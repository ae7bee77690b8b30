"""A track that a person sends: camera, microphone, screen or its sound."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from server.media import capabilities, quality
from server.media.demand import Demand
from server.media.hooks import tell
from server.media.layer import Layer
from server.media.ortc import Sending
from server.media.peer import Peer
from server.media.streams import Source
from server.media.tap import Sink, Tap

if TYPE_CHECKING:
    from server.media.consumer import Consumer

MEASURE_EVERY = 0.5  # seconds between two looks at how fast each layer flows
JUDGE_EVERY = 0.3  # seconds between two looks at which layers nobody watches; what is wanted starts at once


def _payload_type(mime: str) -> int:
    codecs = capabilities.router_capabilities()["codecs"]
    return next(int(c["preferredPayloadType"]) for c in codecs if c["mimeType"] == mime)


class Producer:
    """One track coming in, with one or more simulcast layers.

    `id` is the track; `codec_mime` "video/H264", "video/VP8", "video/VP9", "video/AV1" or "audio/opus"; `clock_rate` in Hz; `speaks`: its level
    makes the person the active speaker; `stream` is the same for tracks that belong together (lip sync).
    """

    def __init__(
        self, track: str, peer_id: str, kind: str, sending: Sending, peer: Peer, stream: str,
        clock: Callable[[], float], *, speaks: bool,
    ) -> None:  # fmt: skip
        self.id, self.peer, self.kind, self.stream = track, peer_id, kind, stream
        self.sending = sending
        self.codec_mime, self.clock_rate = sending.mime, sending.clock_rate
        self.codec_parameters = sending.parameters
        self.payload_type = _payload_type(sending.mime)
        self.speaks = speaks and kind == "audio"
        self.presents = kind == "video" and stream == f"{peer_id}-screen"
        self.paused = self.closed = False
        self.consumers: list[Consumer] = []
        self._taps: list[Tap] = []
        self._on_close: list[Callable[[str], None]] = []
        self._clock, self._peer = clock, peer
        self._scales: list[float] = []
        self._known_sizes: tuple[tuple[int, int] | None, ...] = ()
        self._pictures: list[tuple[float, float]] = []
        self.layers = self._make_layers()
        self._demand = Demand(len(self.layers), clock())
        self._on_wanted: list[Callable[[tuple[bool, ...]], None]] = []
        self._seen: tuple[object, ...] = ()
        self._measured_at = self._judged_at = 0.0
        peer.add_source(source := Source(sending.mid, self.layers, sending.numbers))
        self._source = source

    def _make_layers(self) -> tuple[Layer, ...]:
        """Layers, lowest first: by the scale announced, else in the order given."""
        encodings = list(self.sending.encodings)
        scales = [e.scale or 2.0 ** (len(encodings) - 1 - index) for index, e in enumerate(encodings)]
        order = sorted(range(len(encodings)), key=lambda index: -scales[index])
        layers = []
        for index in order:
            encoding = encodings[index]
            layer = Layer(
                encoding.rid, self.codec_mime.lower(), self.clock_rate, self.sending.payload_type,
                self.sending.rtx_payload_type,
            )  # fmt: skip
            if encoding.ssrc:
                layer.bind(encoding.ssrc)
            layer.rtx_ssrc = encoding.rtx_ssrc
            layer.level_extension = self.sending.numbers.level
            layers.append(layer)
        self._scales = [scales[index] for index in order]
        return tuple(layers)

    def on_level(self, callback: Callable[[int, bool, float], None]) -> None:
        """Call with each packet's level (0 loudest .. 127 silence), whether it is marked as voice, and the time."""
        if self.speaks:
            self.layers[0].on_level = callback

    def forward(self, on: bool) -> None:
        """Pass a voice on to those who listen, or not; taps always get it."""
        for layer in self.layers:
            if on:
                layer.release()
            else:
                layer.hold()

    def pictures(self) -> list[tuple[float, float]]:
        """Width and height of each layer in pixels, lowest first."""
        known = tuple(layer.size for layer in self.layers)
        if known != self._known_sizes:
            self._known_sizes, self._pictures = known, quality.sizes(self.layers, self._scales)
        return self._pictures

    def pause(self) -> None:
        """Forward nothing (muted by the server); idempotent."""
        self.paused = True
        for layer in self.layers:
            layer.paused = True

    def resume(self) -> None:
        """Forward again, video from the next keyframe."""
        if not self.paused:
            return
        self.paused = False
        for layer in self.layers:
            layer.paused = False
        now = self._clock()
        for follower in self._followers():
            follower.restart(now)

    def tap(self, sink: Sink) -> Tap:
        """A silent local consumer of the best layer; the sink gets one continuous stream."""
        tap = Tap(self, sink, self._clock)
        self._taps.append(tap)
        return tap

    def forget(self, tap: Tap) -> None:
        """A tap closed."""
        self._taps = [other for other in self._taps if other is not tap]

    def tick(self, now: float) -> None:
        """Ten times a second: when layers begin, stop or change their size, everybody chooses anew."""
        if now - self._measured_at >= MEASURE_EVERY:
            self._measured_at = now
            for layer in self.layers:
                layer.measure(now)
        if self.kind == "video" and now - self._judged_at >= JUDGE_EVERY:
            self._judged_at = now
            self._judge(self._wishes(), now)
        if len(self.layers) == 1:
            return
        newest = max(layer.stream.last_arrival for layer in self.layers)
        for layer in self.layers:
            layer.compare(newest, now)
        seen = tuple((layer.sent, layer.size) for layer in self.layers)
        if seen != self._seen:
            self._seen = seen
            for follower in self._followers():
                follower.choose(now)

    # -- nobody watches, nobody sends

    def on_wanted(self, callback: Callable[[tuple[bool, ...]], None]) -> None:
        """Call when other layers shall be sent than before, lowest first."""
        self._on_wanted.append(callback)

    @property
    def wanted(self) -> tuple[bool, ...]:
        """The layers that shall be sent, lowest first."""
        return self._demand.layers

    def wish(self, most: int, now: float) -> None:
        """Somebody would take the layer `most`: it is asked for at once if it was stopped."""
        if not self._demand.layers[most]:
            self._judge({most, *self._wishes()}, now)

    def _wishes(self) -> set[int]:
        """What anybody watches, waits for, or would take if it were sent."""
        found = set()
        for follower in self._followers():
            most = follower.most
            if most is None:
                continue
            found.add(most)
            for layer in (follower.route.target, follower.route.layer):
                if layer is not None:
                    found.add(self.layers.index(layer))
        return found

    def _judge(self, wishes: set[int], now: float) -> None:
        sent = [layer for layer, on in zip(self.layers, self._demand.layers, strict=True) if on]
        silent = not self.paused and not any(layer.active(now) for layer in sent)
        layers = self._demand.judge(wishes, now, silent=silent)
        if layers is None:
            return
        for layer, on in zip(self.layers, layers, strict=True):
            if layer.stopped and on:
                layer.start(now)
            elif not on:
                layer.stop(now)
        tell(self._on_wanted, layers)

    def _followers(self) -> list[Consumer | Tap]:
        return [*self.consumers, *self._taps]

    def stats(self) -> dict[str, Any]:
        """What came, for a look from outside; layers lowest first."""
        now = self._clock()
        return {
            "track": self.id, "peer": self.peer, "mime": self.codec_mime, "paused": self.paused,
            "consumers": len(self.consumers), "taps": len(self._taps),
            "layers": [
                {
                    "rid": layer.rid, "ssrc": layer.ssrc, "active": layer.active(now), "size": layer.size,
                    "received": layer.stream.received, "lost": layer.stream.lost(),
                    "repaired": layer.stream.repaired_count, "missing_for_good": layer.stream.abandoned,
                    "keyframes": layer.keyframes, "padding": layer.padding, "watched": len(layer.paths),
                }
                for layer in self.layers
            ],
        }  # fmt: skip

    def on_close(self, callback: Callable[[str], None]) -> None:
        """Call once with the reason: "closed" or that of its transport."""
        self._on_close.append(callback)

    def close(self, reason: str = "closed") -> None:
        """End the track; its consumers and taps close too."""
        if self.closed:
            return
        self.closed = True
        self._peer.remove_source(self._source)
        for consumer in list(self.consumers):
            consumer.close("producer")
        for tap in list(self._taps):
            tap.close()
        tell(self._on_close, reason)
