"""A track that a person sends: camera, microphone, screen or its sound."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from server.media.tap import Sink, Tap


class Producer:
    """One track coming in, with one or more simulcast layers."""

    id: str  # the track
    peer: str
    kind: str  # "audio" | "video"
    codec_mime: str  # "video/H264", "video/VP8", "audio/opus"
    clock_rate: int  # Hz
    codec_parameters: Mapping[str, str | int]
    paused: bool

    def pause(self) -> None:
        """Forward nothing (muted by the server); idempotent."""
        raise NotImplementedError

    def resume(self) -> None:
        """Forward again, video from the next keyframe."""
        raise NotImplementedError

    def tap(self, sink: Sink) -> Tap:
        """A silent local consumer of the best layer; the sink gets one continuous stream."""
        raise NotImplementedError

    def on_close(self, callback: Callable[[str], None]) -> None:
        """Call once with the reason: "closed" or that of its transport."""
        raise NotImplementedError

    def close(self, reason: str = "closed") -> None:
        """End the track; its consumers and taps close too."""
        raise NotImplementedError
