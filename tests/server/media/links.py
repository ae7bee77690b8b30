"""A receiver's link without a network: what is sent on it, and the letters that come back, as a test tells them."""

from __future__ import annotations

from dataclasses import dataclass

from server.media.downlink import Downlink
from server.media.rtcp import ReportBlock


@dataclass
class Stream:
    """What a route counts."""

    ssrc: int = 5
    packets: int = 0
    octets: int = 0
    resent: int = 0


class Link:
    """A downlink, the stream sent on it, and the letters of its receiver, a fifth of a second at a time."""

    def __init__(self) -> None:
        self.downlink, self.stream = Downlink(), Stream()
        self.now = 100.0
        self.lost = 0
        self.wanted: float | None = None
        self.falls = 0

    def go(
        self, seconds: float, rate: float, *, remb: float | None = None, loss: float = 0.0, deaf: bool = False
    ) -> None:
        """Send so much for a while; `remb` is told, and a report written, each second."""
        for step in range(round(seconds * 5)):
            self.now += 0.2
            self.stream.packets += 20
            self.stream.octets += round(rate / 8 / 5) - 20 * 36
            self.lost += round(20 * loss)
            self.downlink.measure([self.stream], self.now)
            if step % 5 == 4 and not deaf:
                self.letter(remb)
            self.falls += self.downlink.judge(rate, self.wanted, self.now)

    def letter(self, remb: float | None) -> None:
        self.downlink.heard(self.now)
        self.downlink.reported(ReportBlock(5, 0, self.lost, self.stream.packets, 0, 0, 0), self.now)
        if remb is not None:
            self.downlink.believes(remb, (5,), self.now)
