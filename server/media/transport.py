"""One person's encrypted path to or from the server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from server.media.consumer import Consumer
from server.media.producer import Producer


class Transport:
    """A path of one direction: "send" carries the person's own tracks, "recv" those of others."""

    id: str
    peer: str
    direction: str

    def describe(self) -> dict[str, Any]:
        """`{id, iceParameters, iceCandidates, dtlsParameters}` for mediasoup-client."""
        raise NotImplementedError

    def connect(self, dtls_parameters: object) -> None:
        """Take the client's `dtlsParameters`; the handshake starts with the first valid STUN. Returns at once."""
        raise NotImplementedError

    def produce(self, track: str, kind: str, rtp_parameters: object, *, speaks: bool = True) -> Producer:
        """Accept a track. `speaks`: whether its sound level makes the person the active speaker (not for screen sound)."""
        raise NotImplementedError

    def consume(self, producer: Producer, rtp_capabilities: object) -> Consumer:
        """Send that track to this person; starts paused, call `resume` when the client is ready."""
        raise NotImplementedError

    def consumer(self, consumer_id: str) -> Consumer:
        """A consumer of this transport. Raises MediaRefusal `unknown_consumer`."""
        raise NotImplementedError

    def restart_ice(self) -> dict[str, Any]:
        """New `iceParameters` after the client's network changed; media goes on meanwhile."""
        raise NotImplementedError

    def on_close(self, callback: Callable[[str], None]) -> None:
        """Call once with the reason: "closed", "silent" (30 s without STUN), "dtls" (failed or ended by the client)."""
        raise NotImplementedError

    def close(self, reason: str = "closed") -> None:
        """Close it with its producers and consumers."""
        raise NotImplementedError
