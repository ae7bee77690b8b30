"""Packets become frames again: H.264 (RFC 6184), VP8 (RFC 7741) and Opus (RFC 7587) here, VP9 and AV1 in their own
files; whole ones only.

After a loss a picture cannot be trusted until the next one that stands on its own, so frames up to it are left out
and `wants_keyframe` is raised; a player would show smears, or nothing at all.
"""

import base64
import contextlib
from dataclasses import dataclass
from typing import Protocol

from recording.rtp import Packet
from recording.sps import read_sps

FRAME_LIMIT = 8 << 20
"""Bytes; a frame that grows beyond is broken (a keyframe of a 4K screen stays far below)."""


@dataclass(frozen=True, slots=True)
class Format:
    """What a decoder has to know before the first frame; another format means another init segment."""

    mime: str
    width: int = 0
    height: int = 0
    sps: bytes = b""
    pps: bytes = b""
    channels: int = 0
    config: bytes = b""
    """VP9, AV1: the content of the box that describes them (`vpcC`, `av1C`)."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One coded picture or sound packet as it goes into a file; `length` in RTP ticks, 0 when unknown.

    `arrival` is that of its first packet: the others of a large picture are spread out by the sender. `shift`: ticks by
    which it is shown later than it is decoded, in what was not recorded here (pictures that need later ones).
    """

    data: bytes
    rtp: int
    arrival: float
    key: bool
    format: Format
    length: int = 0
    shift: int = 0


class Frames(Protocol):
    """Turns packets in order (with `hole` marked) into whole frames; broken input is left out, never raised."""

    wants_keyframe: bool

    def push(self, packet: Packet) -> list[Frame]:
        """Frames that this packet completes."""


class Coding(Protocol):
    """What differs between the picture codecs."""

    def add(self, parts: list[bytearray], payload: bytes) -> bool:
        """Adds the pieces that a packet carries; False when the picture is broken."""

    def build(self, parts: list[bytearray]) -> tuple[bytes, bool, Format] | None:
        """(frame, whether it stands on its own, format); None when it cannot be decoded."""

    def is_picture(self, parts: list[bytearray]) -> bool:
        """Whether there is a picture in the pieces at all."""


class PictureFrames:
    """A picture is the packets of one timestamp; after a loss, pictures are left out up to a keyframe."""

    def __init__(self, coding: Coding) -> None:
        self.wants_keyframe = True
        self._coding = coding
        self._rtp: int | None = None
        self._parts: list[bytearray] = []
        self._size = 0
        self._arrival = 0.0
        self._broken = False

    def push(self, packet: Packet) -> list[Frame]:
        """Frames that this packet completes: at the marker, or at a new timestamp when the marker was not sent."""
        if packet.hole:
            self._broken, self.wants_keyframe = True, True
        if not packet.payload:
            return []
        out: list[Frame] = []
        if packet.rtp != self._rtp:
            if self._parts and not packet.hole:
                out += self._finish()
            self._parts, self._size, self._rtp, self._broken = [], 0, packet.rtp, False
            self._arrival = packet.arrival
        self._size += len(packet.payload)
        if self._size > FRAME_LIMIT or not (self._broken or self._coding.add(self._parts, packet.payload)):
            self._broken = True
        if packet.marker:
            out += self._finish()
            self._parts = []
        return out

    def _finish(self) -> list[Frame]:
        if self._broken:
            self.wants_keyframe = True
            return []
        made = self._coding.build(self._parts) if self._parts else None
        if made is None:
            self.wants_keyframe = self.wants_keyframe or self._coding.is_picture(self._parts)
            return []
        data, key, what = made
        if self.wants_keyframe and not key:
            return []
        self.wants_keyframe = False
        assert self._rtp is not None
        return [Frame(data, self._rtp, self._arrival, key, what)]


class H264:
    """H.264 access units as length-prefixed NAL units; parameter sets go into the format, not into the frame."""

    def __init__(self, sets: str = "") -> None:
        self._sps: bytes = b""
        self._pps: bytes = b""
        self._format: Format | None = None
        for text in sets.split(","):
            # Some senders tell them only in the session description (sprop-parameter-sets, RFC 6184 8.1).
            with contextlib.suppress(ValueError):
                self._learn(base64.b64decode(text, validate=True))

    def add(self, parts: list[bytearray], payload: bytes) -> bool:
        """Single NAL units, STAP-A and FU-A: what packetization modes 0 and 1 send (RFC 6184 5.4)."""
        kind = payload[0] & 31
        if 1 <= kind <= 23:
            parts.append(bytearray(payload))
        elif kind == 24:
            return self._aggregate(parts, payload)
        elif kind == 28 and len(payload) > 2:
            if payload[1] & 0x80:
                parts.append(bytearray((payload[0] & 0xE0 | payload[1] & 31,)) + payload[2:])
            elif parts:
                parts[-1] += payload[2:]
            else:
                return False
        else:
            return False
        return True

    def build(self, parts: list[bytearray]) -> tuple[bytes, bool, Format] | None:
        """The access unit without parameter sets, delimiters and filler."""
        key, slices, out = False, 0, []
        for nal in parts:
            kind = nal[0] & 31
            if kind in (7, 8):
                self._learn(bytes(nal))
            elif kind not in (9, 10, 11, 12):
                if kind in (1, 5):
                    slices += 1
                    # The first slice of a picture begins at macroblock 0: ue(0) is a single 1 bit.
                    if slices == 1 and (len(nal) < 2 or not nal[1] & 0x80):
                        return None
                key = key or kind == 5
                out.append(len(nal).to_bytes(4, "big") + nal)
        known = self._known() if slices else None
        return (b"".join(out), key, known) if known else None

    def is_picture(self, parts: list[bytearray]) -> bool:
        """Whether there is a slice; parameter sets may come on their own."""
        return any(nal[0] & 31 in (1, 5) for nal in parts)

    def _aggregate(self, parts: list[bytearray], payload: bytes) -> bool:
        at = 1
        while at + 2 <= len(payload):
            size = int.from_bytes(payload[at : at + 2], "big")
            if not size or at + 2 + size > len(payload):
                return False
            parts.append(bytearray(payload[at + 2 : at + 2 + size]))
            at += 2 + size
        return at == len(payload)

    def _learn(self, nal: bytes) -> None:
        if nal and nal[0] & 31 == 7 and nal != self._sps:
            self._sps, self._format = nal, None
        elif nal and nal[0] & 31 == 8 and nal != self._pps:
            self._pps, self._format = nal, None

    def _known(self) -> Format | None:
        if self._format is None and self._sps and self._pps:
            try:
                picture = read_sps(self._sps)
            except ValueError:
                return None
            mime = f'video/mp4; codecs="{picture.codec}"'
            self._format = Format(mime, picture.width, picture.height, self._sps, self._pps)
        return self._format


class Vp8:
    """VP8 frames, their RTP payload descriptors (RFC 7741 4.2) taken off."""

    def __init__(self) -> None:
        self._format: Format | None = None

    def add(self, parts: list[bytearray], payload: bytes) -> bool:
        """A frame begins with a packet that says so, and only there."""
        at, first = 1, payload[0]
        if first & 0x80 and len(payload) > 1:
            bits = payload[1]
            at = 2
            if bits & 0x80:
                at += 2 if len(payload) > 2 and payload[2] & 0x80 else 1
            at += bool(bits & 0x40) + bool(bits & 0x30)
        starts = bool(first & 0x10) and not first & 0x07
        if at >= len(payload) or starts == bool(parts):
            return False
        parts.append(bytearray(payload[at:]))
        return True

    def build(self, parts: list[bytearray]) -> tuple[bytes, bool, Format] | None:
        """The frame; a keyframe tells its size (RFC 6386 9.1)."""
        data = b"".join(parts)
        key = not data[0] & 1
        if key:
            if len(data) < 10 or data[3:6] != b"\x9d\x01\x2a":
                return None
            width = int.from_bytes(data[6:8], "little") & 0x3FFF
            height = int.from_bytes(data[8:10], "little") & 0x3FFF
            if not width or not height:
                return None
            self._format = Format('video/webm; codecs="vp8"', width, height)
        return (data, key, self._format) if self._format else None

    def is_picture(self, parts: list[bytearray]) -> bool:
        """Every VP8 frame is one."""
        return bool(parts)


class OpusFrames:
    """Each packet of Opus stands on its own."""

    def __init__(self, channels: int = 2) -> None:
        self.wants_keyframe = False
        self._format = Format('audio/mp4; codecs="opus"', channels=channels)

    def push(self, packet: Packet) -> list[Frame]:
        """One frame, or none for padding and broken packets."""
        length = opus_length(packet.payload)
        if not length:
            return []
        return [Frame(packet.payload, packet.rtp, packet.arrival, True, self._format, length)]


def opus_length(packet: bytes) -> int:
    """Samples at 48 kHz that an Opus packet decodes to (RFC 6716 3.1); 0 when it is none (over 120 ms, or empty)."""
    if not packet:
        return 0
    config = packet[0] >> 3
    if config < 12:
        each = (480, 960, 1920, 2880)[config & 3]
    elif config < 16:
        each = (480, 960)[config & 1]
    else:
        each = (120, 240, 480, 960)[config & 3]
    code = packet[0] & 3
    count = (1, 2, 2)[code] if code < 3 else (packet[1] & 63 if len(packet) > 1 else 0)
    return each * count if each * count <= 5760 else 0
