"""Which of a person's tracks a packet belongs to: by its SSRC once known, before by the names it carries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field

from server.media.layer import Layer
from server.media.rtp import Packet


@dataclass(frozen=True, slots=True)
class Numbers:
    """The client's numbers of header extensions; 0 = not used."""

    mid: int = 0
    rid: int = 0
    repaired_rid: int = 0
    transport_sequence: int = 0
    level: int = 0

    def with_those_of(self, other: Numbers) -> Numbers:
        """All numbers of a bundle: sound knows no rid, but means the same by the others (RFC 9143 section 8)."""
        mine, theirs = asdict(self), asdict(other)
        return Numbers(**{name: theirs[name] or mine[name] for name in mine})


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """The streams of one producer as they are told apart: by SSRC, or by `mid` and `rid` until that is known."""

    mid: str
    layers: tuple[Layer, ...]
    numbers: Numbers = field(default_factory=Numbers)


class Streams:
    """The incoming streams of one peer. `forget(ssrc)` is called for each that is given up."""

    def __init__(self, forget: Callable[[int], None]) -> None:
        self.known: dict[int, tuple[Layer, bool]] = {}  # by SSRC; True for its RTX stream
        self.sources: list[Source] = []
        self.numbers = Numbers()
        self._forget = forget

    def add(self, source: Source) -> None:
        """Expect the packets of a producer."""
        self.sources.append(source)
        self.numbers = self.numbers.with_those_of(source.numbers)
        for layer in source.layers:
            if layer.ssrc:
                self._bind(layer, layer.ssrc, repair=False)
            if layer.rtx_ssrc:
                self._bind(layer, layer.rtx_ssrc, repair=True)

    def remove(self, source: Source) -> None:
        """A producer ended: forget its SSRCs, which a later one may use again."""
        self.sources.remove(source)
        for ssrc, (layer, _) in list(self.known.items()):
            if layer in source.layers:
                del self.known[ssrc]
                self._forget(ssrc)

    def layers(self) -> list[Layer]:
        """Those whose SSRC is known."""
        return [layer for layer, repair in self.known.values() if not repair]

    def learn(self, packet: Packet) -> tuple[Layer, bool] | None:
        """Whose stream an unknown SSRC is: mid, rid and rrid come until our first report (RFC 8852, RFC 9143)."""
        names, numbers = packet.extensions, self.numbers
        mid = names.get(numbers.mid, b"").decode("ascii", "replace")
        rid = names.get(numbers.rid, b"").decode("ascii", "replace")
        repaired = names.get(numbers.repaired_rid, b"").decode("ascii", "replace")
        for source in self.sources:
            if not mid or source.mid != mid:
                continue
            for layer in source.layers:
                if packet.payload_type == layer.rtx_payload_type and layer.rid == repaired:
                    return self._bind(layer, packet.ssrc, repair=True)
                if packet.payload_type == layer.payload_type and layer.rid == rid:
                    return self._bind(layer, packet.ssrc, repair=False)
        return None

    def _bind(self, layer: Layer, ssrc: int, *, repair: bool) -> tuple[Layer, bool]:
        old = layer.rtx_ssrc if repair else layer.ssrc
        if old != ssrc and self.known.pop(old, None) is not None:
            self._forget(old)
        if repair:
            layer.rtx_ssrc = ssrc
        else:
            layer.bind(ssrc)
        self.known[ssrc] = (layer, repair)
        return layer, repair
