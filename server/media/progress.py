"""How much of a stream was sent to one receiver, and how far: counted packet by packet, or by the flow that it follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.media.rtp import Packet, unwrap

if TYPE_CHECKING:
    from server.media.flow import Flow
    from server.media.layer import Layer

LONGEST_STEP = 2.0  # seconds by which two clocks may differ at a change of layer


class Progress:
    """Of one route. While it follows a flow, all of it follows from what is counted there for everybody.

    `timestamp` and `sent_at` are those of the newest packet at the last `settle`.
    """

    __slots__ = (
        "_ahead",
        "_clock_rate",
        "_flow",
        "_highest",
        "_later",
        "_octets",
        "_packets",
        "_since",
        "sent_at",
        "timestamp",
    )

    def __init__(self, first: int, clock_rate: int) -> None:
        self._packets = self._octets = 0
        self._highest, self._clock_rate = first - 1, clock_rate
        self.timestamp = 0
        self.sent_at = 0.0
        self._flow: Flow | None = None  # and what it had counted at the beginning
        self._since = (0, 0)
        self._ahead = self._later = 0  # how far our numbers and timestamps are ahead of its

    def follow(self, flow: Flow, ahead: int, later: int) -> None:
        """All that is passed on there is sent, from now on."""
        self._flow, self._since = flow, (flow.packets, flow.octets)
        self._ahead, self._later = ahead, later

    def settle(self) -> None:
        """Follow no more: before anything changes that packets depend on."""
        flow = self._flow
        if flow is None:
            return
        self._packets, self._octets, self._highest = self.packets, self.octets, self.highest
        if flow.newest is not None and flow.packets > self._since[0]:
            self.timestamp = (flow.newest.timestamp + self._later) & 0xFFFFFFFF
            self.sent_at = flow.newest.at
        self._flow, flow.stale = None, True

    def sent(self, seq: int, timestamp: int, octets: int, now: float) -> None:
        """One packet more."""
        self._packets += 1
        self._octets += octets
        if seq > self._highest:
            self._highest, self.timestamp, self.sent_at = seq, timestamp, now

    def withdraw(self, packets: int, octets: int) -> None:
        """So much of it has never left."""
        self._packets -= packets
        self._octets -= octets

    @property
    def packets(self) -> int:
        """How many were sent, but for those sent again."""
        return self._packets + (self._flow.packets - self._since[0] if self._flow is not None else 0)

    @property
    def octets(self) -> int:
        """Of payload, in these."""
        return self._octets + (self._flow.octets - self._since[1] if self._flow is not None else 0)

    @property
    def highest(self) -> int:
        """The unwrapped number of the newest."""
        flow = self._flow
        if flow is None or flow.newest is None or flow.packets == self._since[0]:
            return self._highest
        return flow.newest.seq + self._ahead

    def following(self, before: Layer | None, layer: Layer, packet: Packet, later: int, now: float) -> int:
        """The timestamp of `packet`, which comes next: by the clocks of its layer and the one before, which was sent
        `later`, else by the time that passed."""
        if not self.packets:
            return packet.timestamp
        elapsed = max(1, round((now - self.sent_at) * self._clock_rate))
        mapped = None
        if before is layer:
            mapped = packet.timestamp + later
        elif before is not None and before.stream.report_ntp and layer.stream.report_ntp:
            old, new = before.stream, layer.stream
            ahead = unwrap(packet.timestamp - new.report_rtp, 0, 32) / self._clock_rate
            seconds = (new.report_ntp - old.report_ntp) / 2**32 + ahead
            mapped = old.report_rtp + round(seconds * self._clock_rate) + later
        if mapped is not None:
            step = unwrap(mapped - self.timestamp, 0, 32)
            if step > 0 and abs(step - elapsed) < LONGEST_STEP * self._clock_rate:
                return mapped
        return self.timestamp + elapsed
