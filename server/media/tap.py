"""A silent listener inside the server, such as the recorder."""

from __future__ import annotations

from typing import Protocol


class Sink(Protocol):
    """What a tap feeds; `arrival` is `time.monotonic()` seconds."""

    def packet(self, data: bytes, arrival: float) -> None:
        """One decrypted RTP packet; numbers and timestamps are continuous over layer switches."""

    def sender_report(self, ntp: float, rtp: int, arrival: float) -> None:
        """The sender's clock: `ntp` seconds since 1900 belong to the stream's timestamp `rtp` (RFC 3550 6.4.1)."""

    def closed(self) -> None:
        """The track ended; called once."""


class Tap:
    """A sink's connection to a producer."""

    def request_keyframe(self) -> None:
        """Ask the sender for a keyframe (throttled)."""
        raise NotImplementedError

    def close(self) -> None:
        """Detach; the sink's `closed` is called."""
        raise NotImplementedError
