"""Passing a layer on: those who take all of it as it comes are served together, the others packet by packet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.media import rtp
from server.media.srtp import Follower, send_each
from server.media.turn import LARGEST, Turn, shifted

if TYPE_CHECKING:
    from server.media.layer import Layer, Path


class Flow:
    """Of one layer. What is the same for all who follow it is counted once, here; a route that stops following takes over
    what was counted meanwhile (`progress.py`). In a large class that counting cost as much as the encrypting.

    `newest` is the last packet passed on, `packets` and `octets` count them. A path that may follow now, or must not any
    more, makes the flow `stale`.
    """

    __slots__ = (
        "_followers",
        "_following",
        "_layer",
        "_others",
        "_paths",
        "newest",
        "octets",
        "packets",
        "stale",
    )

    def __init__(self, layer: Layer) -> None:
        self._layer = layer
        self._paths: tuple[Path, ...] = ()
        self._following: list[Path] = []
        self._followers: list[Follower] = []  # of each of these, what its packets are made with
        self._others: list[Path] = []
        self.newest: rtp.Packet | None = None
        self.packets = self.octets = 0
        self.stale = False

    def pass_on(self, packets: list[rtp.Packet]) -> None:
        """Pass on what came in one turn."""
        paths = self._layer.paths
        if self.stale or paths is not self._paths:
            self._gather(paths)
        if len(packets) == 1:
            self._pass_one(packets[0])
        else:
            self._pass_many(Turn(packets))

    def _gather(self, paths: tuple[Path, ...]) -> None:
        """Ask each path anew whether it follows."""
        self._settle()
        self._paths, self._others, self.stale = paths, [], False
        for path in paths:
            follower = path.follow(self._layer, self)
            if follower is None:
                self._others.append(path)
            else:
                self._following.append(path)
                self._followers.append(follower)

    def _settle(self) -> None:
        following, self._following, self._followers = self._following, [], []
        for path in following:
            path.progress.settle()

    def _pass_one(self, packet: rtp.Packet) -> None:
        octets = len(packet.payload)
        if packet.late or not octets or rtp.HEADER_SIZE + len(packet.tail) > LARGEST:
            self._judge([packet])
            return
        if self._followers:
            send_each(packet, self._followers)
        self._count(packet, 1, octets)
        for path in self._others:
            path.forward(self._layer, packet)

    def _pass_many(self, turn: Turn) -> None:
        if not turn.plain:
            self._judge(turn.packets)
            return
        for sealer, ssrc, payload_type, ahead, later, numbers, bases in self._followers:
            tails = turn.tails
            if numbers or bases:
                tails = [shifted(packet, numbers, bases) for packet in turn.packets]
            assert sealer.send_turn is not None
            sealer.send_turn(turn, tails, ssrc, payload_type, ahead, later)
        self._count(turn.packets[-1], len(turn.packets), turn.octets)
        for path in self._others:
            for packet in turn.packets:
                path.forward(self._layer, packet)

    def _count(self, newest: rtp.Packet, packets: int, octets: int) -> None:
        self.newest = newest
        self.packets += packets
        self.octets += octets

    def _judge(self, packets: list[rtp.Packet]) -> None:
        """Something came late, or without content: each path must see for itself."""
        self._settle()
        for path in self._layer.paths:
            for packet in packets:
                path.forward(self._layer, packet)
        self.stale = True
