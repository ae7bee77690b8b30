"""AV1: its pieces in RTP packets ("RTP Payload Format for AV1" 4), its sequence header (AV1 5.5), pictures for a file."""

from collections.abc import Iterator
from dataclasses import dataclass

from recording.bits import Bits
from recording.frames import Format

SEQUENCE, DELIMITER, FRAME_HEADER, FRAME, TILE_LIST, PADDING = 1, 2, 3, 6, 8, 15
LEFT_OUT = (DELIMITER, TILE_LIST, PADDING)
"""Kinds of units that have no place in a file ("AV1 Codec ISO Media File Format Binding" 2.4)."""


def kind_of(unit: bytes | bytearray) -> int:
    """Which kind of unit (OBU) this is."""
    return unit[0] >> 3 & 15


def read_length(data: bytes | bytearray, at: int) -> tuple[int, int]:
    """(a number in LEB128, where it ends). Raises ValueError when it is cut off (AV1 4.10.5)."""
    value = 0
    for index in range(8):
        if at + index >= len(data):
            break
        value |= (data[at + index] & 0x7F) << 7 * index
        if not data[at + index] & 0x80:
            return value, at + index + 1
    raise ValueError("a length is cut off")


def write_length(value: int) -> bytes:
    """A number in LEB128."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def pieces(payload: bytes) -> Iterator[bytes]:
    """The units, or parts of units, that an RTP packet carries. Raises ValueError when it is broken."""
    count, at, index = payload[0] >> 4 & 3, 1, 0
    while at < len(payload):
        index += 1
        if index == count:
            yield payload[at:]
            return
        size, at = read_length(payload, at)
        if at + size > len(payload):
            raise ValueError("a piece is cut off")
        if size:
            yield payload[at : at + size]
        at += size
    if count and index < count:
        raise ValueError("pieces are missing")


def content(unit: bytes | bytearray) -> bytes:
    """A unit without its header, extension and length. Raises ValueError when it is broken."""
    at = 2 if unit[0] & 4 else 1
    if not unit[0] & 2:
        return bytes(unit[at:])
    size, at = read_length(unit, at)
    if at + size > len(unit):
        raise ValueError("a unit is cut off")
    return bytes(unit[at : at + size])


def sized(unit: bytes | bytearray) -> bytes:
    """The same unit telling its length, as files want it. Raises ValueError when it is broken."""
    inside = content(unit)
    head = bytes((unit[0] | 2,)) + (bytes(unit[1:2]) if unit[0] & 4 else b"")
    return head + write_length(len(inside)) + inside


def is_key(unit: bytes | bytearray) -> bool:
    """Whether a frame (or frame header) unit begins a picture that is shown and stands on its own (AV1 5.9.2)."""
    inside = content(unit)
    # show_existing_frame 0, frame_type KEY_FRAME 00, show_frame 1
    return bool(inside) and inside[0] >> 4 == 0b0001


@dataclass(frozen=True, slots=True)
class Sequence:
    """What a decoder has to know before the first picture."""

    width: int
    height: int
    profile: int
    level: int
    tier: int
    high: int
    """More than 8 bits."""
    twelve: int
    mono: int
    across: int
    """Colours at half the width."""
    down: int
    position: int

    @property
    def codec(self) -> str:
        """Its name for a browser, such as `av01.0.05M.08`."""
        depth = 12 if self.twelve else 10 if self.high else 8
        return f"av01.{self.profile}.{self.level:02d}{'H' if self.tier else 'M'}.{depth:02d}"

    def record(self, unit: bytes | bytearray) -> bytes:
        """The content of an `av1C` box, with the sequence header `unit` ("AV1 ... ISO Media ... Binding" 2.3)."""
        kind = self.tier << 7 | self.high << 6 | self.twelve << 5 | self.mono << 4
        kind |= self.across << 3 | self.down << 2 | self.position
        return bytes((0x81, self.profile << 5 | self.level, kind, 0)) + sized(unit)


def read_sequence(unit: bytes | bytearray) -> Sequence:
    """Reads a sequence header unit (AV1 5.5). Raises ValueError when it is broken."""
    bits = Bits(content(unit))
    profile = bits.take(3)
    bits.take(1)
    reduced = bits.take(1)
    level, tier = (bits.take(5), 0) if reduced else _operating_points(bits)
    across, down = bits.take(4) + 1, bits.take(4) + 1
    width, height = bits.take(across) + 1, bits.take(down) + 1
    if not reduced and bits.take(1):
        bits.take(7)
    bits.take(3)
    if not reduced:
        _skip_tools(bits)
    bits.take(3)
    return Sequence(width, height, profile, level, tier, *_colours(bits, profile))


def _operating_points(bits: Bits) -> tuple[int, int]:
    """Level and tier of the first operating point; timing and the other points are read over."""
    delay = 0
    if bits.take(1):
        bits.take(64)
        if bits.take(1):
            bits.unsigned()
        if bits.take(1):
            delay = bits.take(5) + 1
            bits.take(42)
    shown = bits.take(1)
    found: list[tuple[int, int]] = []
    for _ in range(bits.take(5) + 1):
        bits.take(12)
        level = bits.take(5)
        found.append((level, bits.take(1) if level > 7 else 0))
        if delay and bits.take(1):
            bits.take(2 * delay + 1)
        if shown and bits.take(1):
            bits.take(4)
    return found[0]


def _skip_tools(bits: Bits) -> None:
    bits.take(4)
    ordered = bits.take(1)
    if ordered:
        bits.take(2)
    screens = 2 if bits.take(1) else bits.take(1)
    if screens and not bits.take(1):
        bits.take(1)
    if ordered:
        bits.take(3)


def _colours(bits: Bits, profile: int) -> tuple[int, int, int, int, int, int]:
    """(high, twelve, mono, across, down, position) of AV1 5.5.2."""
    high = bits.take(1)
    twelve = bits.take(1) if profile == 2 and high else 0
    mono = 0 if profile == 1 else bits.take(1)
    told = tuple(bits.take(8) for _ in range(3)) if bits.take(1) else (2, 2, 2)
    if mono:
        return high, twelve, 1, 1, 1, 0
    if told == (1, 13, 0):
        return high, twelve, 0, 0, 0, 0
    bits.take(1)
    across, down = (1, 1) if profile == 0 else (0, 0)
    if profile == 2:
        across = bits.take(1) if twelve else 1
        down = bits.take(1) if twelve and across else 0
    return high, twelve, 0, across, down, bits.take(2) if across and down else 0


class Av1:
    """A `frames.Coding`: the units of one moment, each telling its length, delimiters and padding left out."""

    def __init__(self) -> None:
        self._sequence = b""
        self._format: Format | None = None
        self._open = False

    def add(self, parts: list[bytearray], payload: bytes) -> bool:
        """Whole units, or parts of one that goes on in the next packet (bits Z and Y)."""
        goes_on = bool(payload[0] & 0x80)
        if goes_on != (self._open and bool(parts)):
            return False
        try:
            for piece in pieces(payload):
                if goes_on:
                    parts[-1] += piece
                else:
                    parts.append(bytearray(piece))
                goes_on = False
        except ValueError:
            return False
        self._open = bool(payload[0] & 0x40)
        return True

    def build(self, parts: list[bytearray]) -> tuple[bytes, bool, Format] | None:
        """The picture with its sequence header, when one was sent."""
        key, out = False, []
        try:
            for unit in parts:
                kind = kind_of(unit)
                if kind in LEFT_OUT:
                    continue
                if kind == SEQUENCE:
                    self._learn(bytes(unit))
                elif kind in (FRAME, FRAME_HEADER) and is_key(unit):
                    key = True
                out.append(sized(unit))
        except ValueError:
            return None
        if self._format is None or not self.is_picture(parts):
            return None
        return b"".join(out), key, self._format

    def is_picture(self, parts: list[bytearray]) -> bool:
        """Whether there is a frame; a sequence header may come on its own."""
        return any(kind_of(unit) in (FRAME, FRAME_HEADER) for unit in parts)

    def _learn(self, unit: bytes) -> None:
        if unit != self._sequence:
            picture = read_sequence(unit)
            mime = f'video/mp4; codecs="{picture.codec}"'
            self._format = Format(mime, picture.width, picture.height, config=picture.record(unit))
            self._sequence = unit
