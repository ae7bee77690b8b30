"""VP9: its RTP payload descriptor (RFC 9628 4.2), the header of a picture (VP9 6.2), and pictures for a file."""

from dataclasses import dataclass
from struct import pack

from recording.bits import Bits
from recording.frames import Format

SYNC_CODE = 0x498342
SRGB, BT_709 = 7, 2
LEVELS = (
    (36_864, 10),
    (73_728, 11),
    (122_880, 20),
    (245_760, 21),
    (552_960, 30),
    (983_040, 31),
    (2_228_224, 40),
)
"""Largest picture in pixels, at 30 a second, of each level (VP9 annex A)."""
HIGHEST_LEVEL = 50


@dataclass(frozen=True, slots=True)
class Descriptor:
    """What stands before a piece of a picture; `size` in bytes."""

    begins: bool
    predicted: bool
    size: int


def read_descriptor(payload: bytes) -> Descriptor | None:
    """The payload descriptor; None when it is cut off or nothing follows it."""
    if not payload:
        return None
    first = payload[0]
    try:
        at = _after_layers(payload, first)
        if first & 0x02:
            at = _after_structure(payload, at)
    except IndexError:
        return None
    if at >= len(payload):
        return None
    return Descriptor(bool(first & 0x08), bool(first & 0x40), at)


def _after_layers(payload: bytes, first: int) -> int:
    """Behind picture number, layer and reference numbers."""
    at = 1
    if first & 0x80:
        at += 2 if payload[at] & 0x80 else 1
    if first & 0x20:
        at += 1 if first & 0x10 else 2
    if first & 0x50 == 0x50:
        for _ in range(3):
            at += 1
            if not payload[at - 1] & 1:
                break
    return at


def _after_structure(payload: bytes, at: int) -> int:
    """Behind the sizes of spatial layers and the description of a group of pictures."""
    flags = payload[at]
    at += 1
    if flags & 0x10:
        at += 4 * ((flags >> 5) + 1)
    if flags & 0x08:
        count = payload[at]
        at += 1
        for _ in range(count):
            at += 1 + (payload[at] >> 2 & 3)
    return at


def is_key(frame: bytes) -> bool:
    """Whether a decoder can begin with this picture. `frame`: at least its first byte."""
    if not frame or frame[0] >> 6 != 2:
        return False
    # Profile 3 has one more bit before "show again" and "not a key" (VP9 6.2).
    return not frame[0] & (0x06 if frame[0] & 0x30 == 0x30 else 0x0C)


@dataclass(frozen=True, slots=True)
class Vp9Picture:
    """What a decoder has to know before the first picture."""

    width: int
    height: int
    profile: int
    depth: int
    chroma: int
    """As vpcC tells it: 1 for 4:2:0, 2 for 4:2:2, 3 for 4:4:4."""
    full_range: bool
    colours: int
    """ISO 23091-2 numbers: 1 BT.709, 2 not told."""

    @property
    def level(self) -> int:
        """The lowest level whose pictures are large enough."""
        pixels = self.width * self.height
        return next((level for most, level in LEVELS if pixels <= most), HIGHEST_LEVEL)

    @property
    def codec(self) -> str:
        """Its name for a browser, such as `vp09.00.31.08`."""
        return f"vp09.{self.profile:02d}.{self.level:02d}.{self.depth:02d}"

    def record(self) -> bytes:
        """The content of a `vpcC` box ("VP Codec ISO Media File Format Binding" 2.2)."""
        kind = self.depth << 4 | self.chroma << 1 | self.full_range
        return pack(">I6BH", 1 << 24, self.profile, self.level, kind, *(self.colours,) * 3, 0)


def read_picture(frame: bytes) -> Vp9Picture:
    """Reads the header of a picture that stands on its own. Raises ValueError when it is none, or broken."""
    bits = Bits(frame[:24])
    if bits.take(2) != 2:
        raise ValueError("not a VP9 picture")
    profile = bits.take(1) | bits.take(1) << 1
    if profile == 3:
        bits.take(1)
    if bits.take(2):
        raise ValueError("not a keyframe")
    bits.take(2)
    if bits.take(24) != SYNC_CODE:
        raise ValueError("not a keyframe")
    depth = 8 if profile < 2 else 12 if bits.take(1) else 10
    space = bits.take(3)
    full_range, chroma = True, 3
    if space != SRGB:
        full_range, chroma = bool(bits.take(1)), 1
        if profile & 1:
            across, down, _ = bits.take(1), bits.take(1), bits.take(1)
            chroma = 3 if not across else 1 if down else 2
    elif profile & 1:
        bits.take(1)
    else:
        raise ValueError("RGB needs another profile")
    width, height = bits.take(16) + 1, bits.take(16) + 1
    return Vp9Picture(width, height, profile, depth, chroma, full_range, 1 if space == BT_709 else 2)


class Vp9:
    """A `frames.Coding`: pictures of one spatial layer, their descriptors taken off."""

    def __init__(self) -> None:
        self._format: Format | None = None

    def add(self, parts: list[bytearray], payload: bytes) -> bool:
        """A picture begins with a packet that says so, and only there."""
        descriptor = read_descriptor(payload)
        if descriptor is None or descriptor.begins == bool(parts):
            return False
        parts.append(bytearray(payload[descriptor.size :]))
        return True

    def build(self, parts: list[bytearray]) -> tuple[bytes, bool, Format] | None:
        """The picture; one that stands on its own tells its size."""
        data = b"".join(parts)
        key = is_key(data)
        if key:
            try:
                picture = read_picture(data)
            except ValueError:
                return None
            mime = f'video/mp4; codecs="{picture.codec}"'
            self._format = Format(mime, picture.width, picture.height, config=picture.record())
        return (data, key, self._format) if self._format else None

    def is_picture(self, parts: list[bytearray]) -> bool:
        """Every VP9 frame is one."""
        return bool(parts)
