"""The way of one track's packets: back in order, into frames, onto the class clock, into the file and the mix."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from recording import rtp
from recording.av1 import Av1
from recording.clock import SenderOffset, TrackClock
from recording.frames import H264, Coding, Frame, Frames, OpusFrames, PictureFrames, Vp8
from recording.ports import AUDIO, KeyframeRequest
from recording.reorder import Reorder
from recording.track_file import TrackFile
from recording.vp9 import Vp9

ASK_AGAIN = 0.5
"""Seconds between requests while a keyframe is missing."""
PICTURES: Mapping[str, Callable[[], Coding]] = {"video/vp8": Vp8, "video/vp9": Vp9, "video/av1": Av1}
CHANNELS = 2
"""Opus is always negotiated as stereo; a decoder turns mono packets into it."""


class Listener(Protocol):
    """Hears the sound that is recorded (the mix)."""

    def hear(self, track: str, ticks: int, frame: Frame) -> None:
        """One packet of sound at class time `ticks`, 48,000 a second."""

    def leave(self, track: str) -> None:
        """The track has ended."""


class TrackSink:
    """A `ports.Sink`. Counts what it could not use instead of raising: `bad` packets, `lost` ones."""

    keyframe_every: float = 0.0
    paused: bool = False

    def __init__(
        self,
        file: TrackFile,
        zero: float,
        offset: SenderOffset,
        parameters: Mapping[str, Any],
        request_keyframe: KeyframeRequest,
        mix: Listener,
    ) -> None:
        self.file = file
        self.bad = 0
        self._zero, self._request, self._mix = zero, request_keyframe, mix
        self._reorder = Reorder()
        self._clock = TrackClock(file.info.rate, zero, offset)
        self._frames = _frames(file.info.codec, parameters)
        self._sound = file.info.codec.startswith("audio/")
        self._ssrc: int | None = None
        self._from, self._until = 0, 1 << 62
        self._asked = 0.0
        self._keyed = 0.0
        self._over = False

    @property
    def lost(self) -> int:
        """Packets given up for lost."""
        return self._reorder.lost

    def packet(self, data: bytes, arrival: float) -> None:
        """One RTP packet; see `ports.Sink`."""
        if self.paused or self._over:
            return
        packet = rtp.parse(data, arrival)
        if packet is None:
            self.bad += 1
            return
        if packet.ssrc != self._ssrc:
            self._another_sender(packet.ssrc)
        self._take(self._reorder.push(packet))

    def sender_report(self, ntp: float, rtp: int, arrival: float) -> None:
        """One RTCP sender report; see `ports.Sink`."""
        if not self._over:
            self._clock.report(ntp, rtp & 0xFFFFFFFF, arrival)

    def closed(self) -> None:
        """The end of the track."""
        if self._over:
            return
        self._take(self._reorder.drain())
        self._over = True
        self.file.close()
        self._mix.leave(self.file.info.id)

    def tick(self, now: float) -> None:
        """Time passes: gives up late packets, closes fragments, asks for keyframes."""
        if self.paused or self._over:
            return
        self._take(self._reorder.due(now))
        self.file.tick(round((now - self._zero) * self.file.info.rate))
        if not self._sound:
            self._ask(now)

    def pause(self, at: int) -> None:
        """Nothing from class ms `at` on is recorded."""
        self._until = at * self.file.info.rate // 1000
        self._take(self._reorder.drain())
        self.file.close()
        self._reorder.forget()
        self.paused, self._until = True, 1 << 62

    def resume(self, at: int) -> None:
        """Recording goes on with what belongs to class ms `at` and later."""
        self.paused, self._from, self._keyed = False, at * self.file.info.rate // 1000, 0.0

    def refresh(self) -> None:
        """Asks for a picture that stands on its own."""
        if not self._sound and not self.paused:
            self._request()

    def move(self, file: TrackFile) -> None:
        """What follows goes into another file, which begins with a keyframe."""
        self._take(self._reorder.drain())
        self.file.close()
        self._mix.leave(self.file.info.id)
        self.file = file
        if not self._sound:
            self._frames.wants_keyframe = True
            self._request()

    def _another_sender(self, ssrc: int) -> None:
        if self._ssrc is not None:
            self._take(self._reorder.drain())
            self._reorder.forget()
            self._clock.restart()
        self._ssrc = ssrc

    def _take(self, packets: list[rtp.Packet]) -> None:
        for packet in packets:
            for frame in self._frames.push(packet):
                self._frame(frame)
            if packet.hole and self._frames.wants_keyframe:
                self._ask(packet.arrival)

    def _frame(self, frame: Frame) -> None:
        ticks = self._clock.ticks(frame.rtp, frame.arrival)
        if not self._from <= ticks < self._until:
            # A picture left out breaks those that follow it.
            self._frames.wants_keyframe = not self._sound
            return
        if frame.key:
            self._keyed = frame.arrival
        self.file.frame(ticks, frame)
        if self._sound and self.file.info.source in AUDIO and self.file.info.group is None:
            self._mix.hear(self.file.info.id, ticks, frame)

    def _ask(self, now: float) -> None:
        regular = self.keyframe_every and now - self._keyed >= self.keyframe_every
        if (self._frames.wants_keyframe or regular) and now - self._asked >= ASK_AGAIN:
            self._asked = now
            self._request()


def _frames(codec: str, parameters: Mapping[str, Any]) -> Frames:
    if codec == "video/h264":
        return PictureFrames(H264(str(parameters.get("sprop-parameter-sets", ""))))
    coding = PICTURES.get(codec)
    return PictureFrames(coding()) if coding else OpusFrames(CHANNELS)
