"""A track on its way to one person who watches or listens."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from server.media.producer import Producer


class Consumer:
    """One track going out. Starts paused."""

    id: str
    producer: Producer
    paused: bool

    def describe(self) -> dict[str, Any]:
        """`{id, producerId, kind, rtpParameters, streamId}` for mediasoup-client."""
        raise NotImplementedError

    def resume(self) -> None:
        """Start or go on sending; video waits for a keyframe, which is asked for."""
        raise NotImplementedError

    def pause(self) -> None:
        """Stop sending; idempotent."""
        raise NotImplementedError

    def show(self, width: int, height: int) -> None:
        """The tile's size in device pixels; the lowest layer that fills it is sent. 0 x 0 means the smallest."""
        raise NotImplementedError

    def request_keyframe(self) -> None:
        """Ask the sender for a keyframe (at most one per 400 ms and layer reaches it)."""
        raise NotImplementedError

    def on_close(self, callback: Callable[[str], None]) -> None:
        """Call once with the reason: "closed", "producer" (its producer ended) or that of its transport."""
        raise NotImplementedError

    def close(self, reason: str = "closed") -> None:
        """Stop for good."""
        raise NotImplementedError
