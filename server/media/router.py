"""The one door through which all sound and pictures of all classes go in and out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from server.media.room import Room


class Router:
    """Forwards media between people; one UDP socket for everybody (ICE-lite, RFC 8445 section 2.5).

    `announce` are the addresses that clients are told (IPv4 literals; Firefox refuses 127.0.0.1), `host` and `port`
    what is bound; port 0 takes a free one, see `port` after `start`.
    """

    def __init__(self, announce: Sequence[str] = ("127.0.0.1",), host: str = "0.0.0.0", port: int = 0) -> None:
        self.announce = tuple(announce)
        self.host = host
        self.port = port

    async def start(self) -> None:
        """Bind the socket and begin the ticker. Raises OSError when the port is taken."""
        raise NotImplementedError

    async def close(self) -> None:
        """Close every room and the socket; returns when nothing of ours runs on the loop any more."""
        raise NotImplementedError

    def capabilities(self) -> dict[str, Any]:
        """What can be sent and received, as mediasoup-client's `device.load({routerRtpCapabilities})` wants it."""
        raise NotImplementedError

    def room(self, class_id: str) -> Room:
        """The media room of a class, made on first use."""
        raise NotImplementedError

    def stats(self) -> dict[str, Any]:
        """Counters since start: packets and bytes in and out, lost, nacks, plis, junk, layers, peers."""
        raise NotImplementedError
