"""A bad network on purpose: packets of sound, pictures and their reports get lost, the same ones for the same seed."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Loss:
    """Loses `share` (0 to 1) of all RTP and RTCP of a participant, in both directions."""

    share: float = 0.0
    seed: int = 0
    seen: int = 0
    lost: int = 0
    _dice: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._dice = random.Random(self.seed)

    def loses(self, datagram: bytes) -> bool:
        """Whether this datagram is lost; keys and connectivity checks (first byte below 128, RFC 7983) never are."""
        if not self.share or not datagram or not 128 <= datagram[0] <= 191:
            return False
        self.seen += 1
        gone = self._dice.random() < self.share
        self.lost += gone
        return gone

    def spoil(self, connection: Any) -> None:
        """Put itself between an aiortc peer connection and its network; a second call changes nothing.

        aiortc's DTLS transport asks its ICE transport for `_send` and `_recv` at each datagram, so that replacing
        these two on the instance is enough.
        """
        for transceiver in connection.getTransceivers():
            ice = transceiver.sender.transport.transport
            if self.share and not getattr(ice, "spoilt", False):
                ice.spoilt = True
                ice._send, ice._recv = self._losing_send(ice._send), self._losing_receive(ice._recv)

    def _losing_send(self, send: Callable[[bytes], Awaitable[None]]) -> Callable[[bytes], Awaitable[None]]:
        async def losing(data: bytes) -> None:
            if not self.loses(data):
                await send(data)

        return losing

    def _losing_receive(self, receive: Callable[[], Awaitable[bytes]]) -> Callable[[], Awaitable[bytes]]:
        async def losing() -> bytes:
            data = await receive()
            while self.loses(data):
                data = await receive()
            return data

        return losing
