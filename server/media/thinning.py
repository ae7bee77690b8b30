"""Fewer frames of the same size: the temporal layers of VP8 that no other frame needs are left out."""

from __future__ import annotations

from server.media.rtp import Packet

EVERY_FRAME = 7  # the highest temporal layer that VP8 can name (RFC 7741 section 4.2): all are passed on


class Thinning:
    """What one receiver gets of the temporal layers; `limit` is the highest wanted."""

    __slots__ = ("_left_out", "_passing", "limit")

    def __init__(self) -> None:
        self.limit = self._passing = EVERY_FRAME
        self._left_out = -1

    @property
    def open(self) -> bool:
        """Whether all is passed on."""
        return self.limit == EVERY_FRAME == self._passing

    def begin(self) -> None:
        """A keyframe: whatever is wanted can follow it."""
        self._passing, self._left_out = self.limit, -1

    def passes(self, packet: Packet, *, newest: bool, settled: bool) -> bool:
        """Whether this packet, of a frame that not all others need, is passed on; `settled`: no other layer is awaited.

        Fewer: from a frame's beginning. More: from a frame that builds on none of those left out (Y bit).
        """
        picture = packet.picture
        if picture is not None and picture.begins and newest:
            if packet.temporal > self.limit and settled:
                self._passing = min(self._passing, self.limit)
            elif packet.temporal == self._passing + 1 <= self.limit and picture.syncs:
                self._passing += 1
        return packet.temporal <= self._passing

    def leaves_out(self, packet: Packet) -> bool:
        """Whether a packet that is not passed on begins a numbered picture: receivers wait for numbers that are missing."""
        picture = packet.picture
        if (
            not packet.temporal
            or picture is None
            or picture.number_at < 0
            or picture.number == self._left_out
        ):
            return False
        self._left_out = picture.number
        return True
