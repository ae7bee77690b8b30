"""What the recorder asks of the media side, and what it promises back: one sink per track of the class."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

Source = Literal["microphone", "camera", "screen", "screen_audio"]
KeyframeRequest = Callable[[], None]
"""Asks the publisher for a picture that stands on its own (PLI); cheap, may be called often, may be throttled."""
OnTrouble = Callable[[str, str], None]
"""Called once with (code, message) when recording stopped by itself: "disk_full", "disk_failed"."""

AUDIO: tuple[Source, ...] = ("microphone", "screen_audio")


class Sink(Protocol):
    """Takes the decrypted RTP packets of one track, in the order of arrival, after NACK and RTX did their work.

    `arrival` is always `time.monotonic()` in seconds. No call blocks and none raises: a broken packet is counted.
    """

    def packet(self, data: bytes, arrival: float) -> None:
        """One whole RTP packet (RFC 3550 5.1), header and extensions included."""

    def sender_report(self, ntp: float, rtp: int, arrival: float) -> None:
        """One RTCP sender report (RFC 3550 6.4.1): the sender's wall clock in seconds (any epoch) and its RTP time."""

    def closed(self) -> None:
        """The track has ended; what waits is written out. Calling it twice is harmless."""


class CannotRecord(Exception):
    """A track that cannot be recorded (the class goes on without it): `code` is stable, `message` for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class TrackInfo:
    """Who and what a recorded track is; written to the ledger before the first byte of media."""

    id: str
    """Unique in the recording: the timeline's track id, or `track~2` for its second file (moved or published again)."""
    track: str
    """The track id of the timeline."""
    person: str
    source: Source
    codec: str
    """`video/h264`, `video/vp8`, `video/vp9`, `video/av1` or `audio/opus`."""
    rate: int
    """RTP clock rate = time scale of the file (90000 or 48000)."""
    channels: int
    group: str | None
    """The breakout group it was heard in; None = the main room."""
    file: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one track that is on disk, in class ms: what the timeline's SegmentRecorded tells."""

    track: str
    file: str
    start: int
    end: int
