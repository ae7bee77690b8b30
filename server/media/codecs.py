"""What the server must know of a picture without decoding it: whether it stands alone, how large it is, its number."""

from __future__ import annotations

from typing import NamedTuple

from recording import av1, vp9

SPS, STAP_A, FU_A = 7, 24, 28


def is_keyframe_start(mime: str, payload: bytes) -> bool:
    """Whether this packet begins a frame that a decoder can start from. `mime` is lower case."""
    if mime == "video/h264":
        return find_sps(payload) is not None
    if mime == "video/vp8":
        picture = parse_vp8(payload)
        return picture is not None and is_vp8_key(picture, payload)
    if mime == "video/vp9":
        return _vp9_key(payload) is not None
    if mime == "video/av1":
        return _av1_sequence(payload) is not None
    return True


def is_vp8_key(picture: Vp8Picture, payload: bytes) -> bool:
    """Whether the packet with this descriptor begins a keyframe (RFC 7741 section 4.3, P bit)."""
    return picture.begins and picture.size < len(payload) and not payload[picture.size] & 1


def _vp9_key(payload: bytes) -> bytes | None:
    """The beginning of a VP9 keyframe in its first packet (RFC 9628 section 4.2: B set, P not)."""
    if not payload or payload[0] & 0x48 != 0x08:
        return None
    descriptor = vp9.read_descriptor(payload)
    frame = payload[descriptor.size :] if descriptor else b""
    return frame if vp9.is_key(frame) else None


def _av1_sequence(payload: bytes) -> bytes | None:
    """The sequence header in the first packet of a coded video sequence (RTP Payload Format for AV1 4.4, N bit)."""
    if not payload or payload[0] & 0x88 != 0x08:
        return None
    try:
        return next((unit for unit in av1.pieces(payload) if av1.kind_of(unit) == av1.SEQUENCE), None)
    except ValueError:
        return None


def find_sps(payload: bytes) -> bytes | None:
    """The sequence parameter set in an H.264 packet, alone or aggregated (RFC 6184 sections 5.6, 5.7.1, 5.8)."""
    if not payload:
        return None
    kind = payload[0] & 0x1F
    if kind == SPS:
        return payload
    if kind == FU_A and len(payload) > 2 and payload[1] & 0x9F == 0x80 | SPS:
        return bytes((payload[0] & 0xE0 | SPS,)) + payload[2:]
    if kind != STAP_A:
        return None
    at = 1
    while at + 3 <= len(payload):
        size = payload[at] << 8 | payload[at + 1]
        if payload[at + 2] & 0x1F == SPS:
            return payload[at + 2 : at + 2 + size]
        at += 2 + size
    return None


def picture_size(mime: str, payload: bytes) -> tuple[int, int] | None:
    """Width and height in pixels told by the first packet of a keyframe, or None."""
    if mime == "video/vp8":
        picture = parse_vp8(payload)
        frame = payload[picture.size : picture.size + 10] if picture else b""
        if len(frame) < 10 or frame[3:6] != b"\x9d\x01\x2a":  # RFC 6386 section 9.1
            return None
        return (frame[6] | frame[7] << 8) & 0x3FFF, (frame[8] | frame[9] << 8) & 0x3FFF
    if mime in ("video/vp9", "video/av1"):
        return _newer_size(mime, payload)
    sps = find_sps(payload)
    if sps is None:
        return None
    try:
        return _sps_size(sps)
    except IndexError:
        return None


def _newer_size(mime: str, payload: bytes) -> tuple[int, int] | None:
    try:
        if mime == "video/vp9":
            frame = _vp9_key(payload)
            picture: vp9.Vp9Picture | av1.Sequence | None = vp9.read_picture(frame) if frame else None
        else:
            unit = _av1_sequence(payload)
            picture = av1.read_sequence(unit) if unit else None
    except ValueError:
        return None
    return (picture.width, picture.height) if picture else None


new_tuple = tuple.__new__


class Vp8Picture(NamedTuple):  # made for each packet: a frozen dataclass takes three times as long
    """The VP8 payload descriptor (RFC 7741 section 4.2); positions are byte offsets, -1 when the field is absent."""

    begins: bool
    size: int
    number: int
    number_at: int
    wide: bool
    base: int
    base_at: int
    temporal: int = 0  # 0 for the frames that all others build on
    syncs: bool = False  # it builds on frames of temporal layer 0 only


def parse_vp8(payload: bytes) -> Vp8Picture | None:
    """Read the descriptor; None when it is cut off."""
    if not payload:
        return None
    first = payload[0]
    begins = first & 0x17 == 0x10
    if not first & 0x80:
        return Vp8Picture(begins, 1, 0, -1, False, 0, -1)
    if len(payload) < 6:
        return None  # a real packet is longer than any descriptor
    flags, at = payload[1], 2
    number, number_at, wide, base, base_at = 0, -1, False, 0, -1
    if flags & 0x80:
        number_at, wide = at, bool(payload[at] & 0x80)
        number = (payload[at] & 0x7F) << 8 | payload[at + 1] if wide else payload[at]
        at += 2 if wide else 1
    if flags & 0x40:
        base_at, base = at, payload[at]
        at += 1
    temporal, syncs = 0, False
    if flags & 0x30:
        if flags & 0x20:
            temporal, syncs = payload[at] >> 6, bool(payload[at] & 0x20)
        at += 1
    # as Vp8Picture(...) does, in half the time
    return new_tuple(Vp8Picture, (begins, at, number, number_at, wide, base, base_at, temporal, syncs))


def shift_vp8(payload: bytes, numbers: int, bases: int, picture: Vp8Picture | None = None) -> bytes:
    """The same packet with picture number and TL0PICIDX moved on, so that two layers read as one stream.

    `picture` is its descriptor, where that was read before.
    """
    picture = picture or parse_vp8(payload)
    if picture is None or (picture.number_at < 0 and picture.base_at < 0):
        return payload
    changed = bytearray(payload)
    if picture.number_at >= 0:
        at = picture.number_at
        if picture.wide:
            changed[at : at + 2] = (0x8000 | (picture.number + numbers) & 0x7FFF).to_bytes(2, "big")
        else:
            changed[at] = (picture.number + numbers) & 0x7F
    if picture.base_at >= 0:
        changed[picture.base_at] = (picture.base + bases) & 0xFF
    return bytes(changed)


class _Bits:
    """Bits and Exp-Golomb codes of an H.264 header (ITU-T H.264 section 9.1). Raises IndexError at the end."""

    def __init__(self, data: bytes) -> None:
        self._data = data.replace(b"\x00\x00\x03", b"\x00\x00")
        self._at = 0

    def bits(self, count: int) -> int:
        value = 0
        for _ in range(count):
            value = value << 1 | self._data[self._at >> 3] >> (7 - (self._at & 7)) & 1
            self._at += 1
        return value

    def code(self) -> int:
        zeros = 0
        while not self.bits(1):
            zeros += 1
            if zeros > 31:
                raise IndexError
        return (1 << zeros) - 1 + self.bits(zeros)


def _skip_scaling_lists(bits: _Bits, count: int) -> None:
    for index in range(count):
        if not bits.bits(1):
            continue
        last = following = 8
        for _ in range(16 if index < 6 else 64):
            if following:
                delta = bits.code()
                signed = (delta + 1) // 2 if delta & 1 else -(delta // 2)
                following = (last + signed) & 0xFF
            last = following or last


def _chroma_format(bits: _Bits) -> int:
    """Read the fields that only high profiles have."""
    chroma = bits.code()
    if chroma == 3:
        bits.bits(1)
    bits.code()
    bits.code()
    bits.bits(1)
    if bits.bits(1):
        _skip_scaling_lists(bits, 12 if chroma == 3 else 8)
    return chroma


def _sps_size(sps: bytes) -> tuple[int, int]:
    """Width and height after cropping (ITU-T H.264 section 7.3.2.1.1)."""
    bits = _Bits(sps[1:])
    profile = bits.bits(8)
    bits.bits(16)
    bits.code()
    chroma = _chroma_format(bits) if profile in (100, 110, 122, 244, 44, 83, 86, 118, 128) else 1
    bits.code()
    order = bits.code()
    if order == 0:
        bits.code()
    elif order == 1:
        bits.bits(1)
        for _ in range(2):
            bits.code()
        for _ in range(min(bits.code(), 255)):
            bits.code()
    bits.code()
    bits.bits(1)
    width, height = (bits.code() + 1) * 16, (bits.code() + 1) * 16
    whole_frames = bits.bits(1)
    height *= 2 - whole_frames
    if not whole_frames:
        bits.bits(1)
    bits.bits(1)
    if bits.bits(1):
        across, down = (2 if chroma in (1, 2) else 1), (2 if chroma == 1 else 1) * (2 - whole_frames)
        left, right, top, bottom = bits.code(), bits.code(), bits.code(), bits.code()
        width, height = width - across * (left + right), height - down * (top + bottom)
    if not (0 < width <= 16384 and 0 < height <= 16384):
        raise IndexError
    return width, height
