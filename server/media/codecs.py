"""What the server must know of a picture without decoding it: whether it stands alone, how large it is, its number."""

from __future__ import annotations

from typing import NamedTuple

from recording import av1, vp9
from recording.sps import PictureFormat, read_sps

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
        described = parse_vp8(payload)
        frame = payload[described.size : described.size + 10] if described else b""
        if len(frame) < 10 or frame[3:6] != b"\x9d\x01\x2a":  # RFC 6386 section 9.1
            return None
        return (frame[6] | frame[7] << 8) & 0x3FFF, (frame[8] | frame[9] << 8) & 0x3FFF
    try:
        picture = _picture(mime, payload)
    except ValueError:
        return None
    return (picture.width, picture.height) if picture else None


def _picture(mime: str, payload: bytes) -> PictureFormat | vp9.Vp9Picture | av1.Sequence | None:
    """What a keyframe of the other codecs says of itself. Raises ValueError when that is broken."""
    if mime == "video/vp9":
        frame = _vp9_key(payload)
        return vp9.read_picture(frame) if frame else None
    if mime == "video/av1":
        unit = _av1_sequence(payload)
        return av1.read_sequence(unit) if unit else None
    sps = find_sps(payload)
    return read_sps(sps) if sps else None


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
