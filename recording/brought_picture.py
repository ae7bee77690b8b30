"""The picture of a recording that was brought: copied as it came where browsers play it so, else coded anew."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any, Protocol

from av import Packet, VideoFrame
from av.error import FFmpegError
from av.video.stream import VideoStream

from recording.av1 import read_sequence
from recording.composite import encoder, lengths, units
from recording.frames import Format, Frame, Vp8
from recording.sps import read_sps
from recording.vp9 import is_key, read_picture

TICKS = 90_000
PLAIN = ("yuv420p", "yuvj420p")
"""How every browser takes its pictures: 8 bits, a quarter of the colour."""
LARGEST = (1280, 720)
"""What is coded anew is made no larger: this machine has other things to do."""
SOONEST = TICKS // 31
"""Ticks between two pictures that are coded anew."""
KEY_EVERY = 5 * TICKS
BROKEN_AT_MOST = 200
REORDERED = 16
"""So many pictures at most wait for those that are shown before them (H.264 A.3.1)."""

Timed = tuple[int, Frame]
"""When it is decoded (ticks), and the picture."""


class Pictures(Protocol):
    """Takes the packets of a stream in order."""

    codec: str
    copied: bool

    def take(self, packet: Packet[VideoStream], zero: Fraction) -> Iterator[Timed]:
        """The frames that follow from it; `zero`: seconds at which the class begins in the stream's own time."""

    def rest(self) -> Iterator[Timed]:
        """What was still waiting."""


def pictures(stream: VideoStream, *, turned: bool) -> Pictures:
    """The cheapest way that makes this stream one of ours; `turned`: its pictures lie on their side."""
    coding = None if turned else _coding(stream)
    return Copied(stream, *coding) if coding is not None else Anew(stream)


def _coding(stream: VideoStream) -> tuple[str, Format | None] | None:
    """(codec, format) of what can be copied; the format of VP8 and VP9 is in their pictures."""
    context = stream.codec_context
    name, extra = (
        context.name.removeprefix("lib").split("-")[0].replace("dav1d", "av1"),
        context.extradata or b"",
    )
    try:
        if name == "h264" and context.pix_fmt in PLAIN:
            known = _h264(extra)
            return None if known is None else ("video/h264", known)
        if name == "av1" and context.pix_fmt == "yuv420p" and len(extra) > 4 and extra[0] == 0x81:
            mime = f'video/mp4; codecs="{read_sequence(extra[4:]).codec}"'
            return "video/av1", Format(mime, stream.width, stream.height, config=bytes(extra))
    except (ValueError, IndexError):
        return None
    if name in ("vp8", "vp9") and context.pix_fmt == "yuv420p":
        return f"video/{name}", None
    return None


def _h264(avcc: bytes) -> Format | None:
    """The format that an `avcC` box tells (14496-15 5.3.3), if it has one set of each and lengths of four bytes."""
    if len(avcc) < 8 or avcc[0] != 1 or avcc[4] & 3 != 3 or avcc[5] & 31 != 1:
        return None
    end = 8 + int.from_bytes(avcc[6:8], "big")
    if avcc[end] != 1:
        return None
    size = int.from_bytes(avcc[end + 1 : end + 3], "big")
    sps, pps = avcc[8:end], avcc[end + 3 : end + 3 + size]
    picture = read_sps(sps)
    return Format(f'video/mp4; codecs="{picture.codec}"', picture.width, picture.height, sps, pps)


class Copied:
    """Packets go into the file as they are, from the first that stands on its own.

    Containers tell times of decoding badly or not at all: the nth picture to be decoded is decoded when the nth is shown.
    """

    copied = True

    def __init__(self, stream: VideoStream, codec: str, known: Format | None) -> None:
        self.codec = codec
        self._base = Fraction(stream.time_base or Fraction(1, TICKS))
        self._format = known
        self._vp8 = Vp8()
        self._begun = False
        self._frames: deque[Timed] = deque()
        self._times: list[int] = []

    def take(self, packet: Packet[VideoStream], zero: Fraction) -> Iterator[Timed]:
        """The picture that so many packets ago was still waiting for those that are shown before it."""
        shown = packet.dts if packet.pts is None else packet.pts
        if shown is None or not packet.size:
            return
        data = bytes(packet)
        key = self._is_key(packet, data)
        self._begun = self._begun or key
        if not self._begun or self._format is None:
            return
        at = int((shown * self._base - zero) * TICKS)
        self._frames.append((at, Frame(data, 0, 0.0, key, self._format)))
        heapq.heappush(self._times, at)
        if len(self._frames) > REORDERED:
            yield self._next()

    def rest(self) -> Iterator[Timed]:
        """The last ones."""
        while self._frames:
            yield self._next()

    def _next(self) -> Timed:
        shown, frame = self._frames.popleft()
        at = heapq.heappop(self._times)
        return at, replace(frame, shift=shown - at)

    def _is_key(self, packet: Packet[VideoStream], data: bytes) -> bool:
        if self.codec == "video/vp8":
            built = self._vp8.build([bytearray(data)])
            self._format = built[2] if built else self._format
            return bool(built and built[1])
        if self.codec == "video/vp9":
            if is_key(data):
                picture = read_picture(data)
                mime = f'video/mp4; codecs="{picture.codec}"'
                self._format = Format(mime, picture.width, picture.height, config=picture.record())
            return is_key(data)
        return packet.is_keyframe


class Anew:
    """Pictures are decoded, turned upright, made smaller if they are large, and coded as H.264."""

    codec = "video/h264"
    copied = False

    def __init__(self, stream: VideoStream) -> None:
        self._stream = stream
        self._base = Fraction(stream.time_base or Fraction(1, TICKS))
        self._zero = Fraction(0)
        self._encoder: Any = None
        self._format: Format | None = None
        self._last = -TICKS
        self._keyed = -KEY_EVERY
        self._broken = 0

    def take(self, packet: Packet[VideoStream], zero: Fraction) -> Iterator[Timed]:
        """The pictures that the packet completes; a broken one is left out."""
        self._zero = zero
        try:
            frames = self._stream.decode(packet)
        except FFmpegError:
            self._broken += 1
            if self._broken > BROKEN_AT_MOST:
                raise
            return
        for frame in frames:
            yield from self._code(frame)

    def rest(self) -> Iterator[Timed]:
        """What decoder and encoder still hold."""
        for frame in self._stream.decode(None):
            yield from self._code(frame)
        if self._encoder is not None:
            yield from self._told(self._encoder.encode(None))

    def _code(self, frame: VideoFrame) -> Iterator[Timed]:
        if frame.pts is None:
            return
        at = max(0, int((frame.pts * self._base - self._zero) * TICKS))
        if at - self._last < SOONEST:
            return
        self._last = at
        upright = _upright(frame)
        if self._encoder is None:
            self._begin(upright)
        made = upright.reformat(self._encoder.width, self._encoder.height, "yuv420p")
        made.pts, made.time_base = at, Fraction(1, TICKS)
        made.pict_type = 1 if at - self._keyed >= KEY_EVERY else 0
        if made.pict_type:
            self._keyed = at
        yield from self._told(self._encoder.encode(made))

    def _begin(self, frame: VideoFrame) -> None:
        share = min(1.0, LARGEST[0] / frame.width, LARGEST[1] / frame.height)
        width, height = (max(2, round(side * share) // 2 * 2) for side in (frame.width, frame.height))
        self._encoder = encoder(width, height, TICKS)
        sets = {unit[0] & 31: unit for unit in units(bytes(self._encoder.extradata or b""))}
        mime = f'video/mp4; codecs="{read_sps(sets[7]).codec}"'
        self._format = Format(mime, width, height, sets[7], sets[8])

    def _told(self, packets: list[Packet[VideoStream]]) -> Iterator[Timed]:
        assert self._format is not None
        for packet in packets:
            assert packet.pts is not None
            yield packet.pts, Frame(lengths(bytes(packet)), 0, 0.0, packet.is_keyframe, self._format)


def _upright(frame: VideoFrame) -> VideoFrame:
    """A picture that a telephone recorded lying on its side."""
    turns = round(frame.rotation / 90) % 4
    if not turns:
        return frame
    array = frame.to_ndarray(format="rgb24")
    for _ in range(turns):
        array = array.swapaxes(0, 1)[::-1]
    return VideoFrame.from_ndarray(array.copy(), format="rgb24")
