"""Reads what H.264 says of its own pictures: size, profile and level from a sequence parameter set (H.264 7.3.2.1.1)."""

from dataclasses import dataclass

from recording.bits import Bits

HIGH_PROFILES = {100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135}
MOST_IN_CYCLE = 255
"""Frames of a picture order count cycle (H.264 7.4.2.1.1): strangers' headers are no reason to count further."""


@dataclass(frozen=True, slots=True)
class PictureFormat:
    """Pixels shown (after cropping) and the codec's name for a browser, such as `avc1.42e01f`."""

    width: int
    height: int
    codec: str


def read_sps(nal: bytes) -> PictureFormat:
    """Reads a sequence parameter set NAL unit (with its header byte). Raises ValueError when it is broken."""
    if len(nal) < 4:
        raise ValueError("parameter set ends too soon")
    bits = Bits(nal[1:].replace(b"\x00\x00\x03", b"\x00\x00"))
    profile = bits.take(8)
    bits.take(16)
    bits.unsigned()
    chroma = _skip_high(bits) if profile in HIGH_PROFILES else 1
    bits.unsigned()
    _skip_order(bits)
    bits.unsigned()
    bits.take(1)
    width = (bits.unsigned() + 1) * 16
    rows = bits.unsigned() + 1
    frames_only = bits.take(1)
    height = rows * 16 * (2 - frames_only)
    if not frames_only:
        bits.take(1)
    bits.take(1)
    if bits.take(1):
        left, right, top, bottom = (bits.unsigned() for _ in range(4))
        across = 2 if chroma in (1, 2) else 1
        down = (2 if chroma == 1 else 1) * (2 - frames_only)
        width -= (left + right) * across
        height -= (top + bottom) * down
    if not (0 < width <= 16384 and 0 < height <= 16384):
        raise ValueError("picture size out of bounds")
    return PictureFormat(width, height, f"avc1.{nal[1]:02x}{nal[2]:02x}{nal[3]:02x}")


def _skip_high(bits: Bits) -> int:
    chroma = bits.unsigned()
    if chroma == 3:
        bits.take(1)
    bits.unsigned()
    bits.unsigned()
    bits.take(1)
    if bits.take(1):
        for index in range(8 if chroma != 3 else 12):
            if bits.take(1):
                _skip_scaling(bits, 16 if index < 6 else 64)
    return chroma


def _skip_scaling(bits: Bits, size: int) -> None:
    last = following = 8
    for _ in range(size):
        if following:
            following = (last + bits.signed()) % 256
        last = following or last


def _skip_order(bits: Bits) -> None:
    kind = bits.unsigned()
    if kind == 0:
        bits.unsigned()
    elif kind == 1:
        bits.take(1)
        bits.signed()
        bits.signed()
        cycle = bits.unsigned()
        if cycle > MOST_IN_CYCLE:
            raise ValueError("a cycle of so many frames does not exist")
        for _ in range(cycle):
            bits.signed()
