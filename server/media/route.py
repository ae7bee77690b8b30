"""The way of one track to one receiver: layers come and go, the receiver sees a single unbroken stream."""

from __future__ import annotations

from collections.abc import Callable

from server.media import codecs, rtcp, rtp
from server.media.flow import Flow
from server.media.history import KEPT, Part, Parts, Sent
from server.media.layer import Layer
from server.media.progress import Progress
from server.media.repairs import Repairs
from server.media.srtp import Follower, Sealer, Send
from server.media.thinning import Thinning
from server.media.turn import shifted

pack = rtp.HEADER.pack


class Route:
    """Rewrites numbers, timestamps and VP8 picture numbers; sends again, from its layers' histories, what was missed.

    `send(header, tail)` is set by who takes the packets, and `sealer` by who lets them follow a layer's flow (`flow.py`);
    `report` takes the sender's clock in our timestamps. A start and a change of layer (both `switch`) take effect at the
    next keyframe of the layer wanted.
    """

    __slots__ = (  # so many attributes in a dict are slow to find
        "_answers_from", "_base_shift", "_from", "_last", "_number_shift", "_parts", "_picture", "_report", "_report_due",
        "_rtx_seq", "_seq_offset", "_spares", "_take_ups", "_timestamp_offset", "layer", "payload_type",
        "progress", "repairs", "resent", "rtx_payload_type", "rtx_ssrc", "sealer", "send", "ssrc", "switches", "target",
        "thinning", "video", "waiting",
    )  # fmt: skip

    def __init__(
        self, ssrc: int, payload_type: int, clock_rate: int, report: Callable[[rtcp.SenderReport], None],
        *, rtx_ssrc: int = 0, rtx_payload_type: int = 0, first: int = 1,
    ) -> None:  # fmt: skip
        self.ssrc, self.payload_type = ssrc, payload_type
        self.rtx_ssrc, self.rtx_payload_type = rtx_ssrc, rtx_payload_type
        self.video = rtx_ssrc != 0  # pictures are repaired by a stream of their own
        self._report = report
        self.send: Send = _nowhere
        self.sealer: Sealer | None = None
        self.progress = Progress(first, clock_rate)
        self.layer: Layer | None = None  # being forwarded
        self.target: Layer | None = None  # wanted
        self.waiting = False  # for a keyframe of the target
        self._spares: tuple[Layer, ...] = ()  # earlier targets, while nothing is forwarded yet
        self.resent = self.switches = 0
        self._parts = Parts()
        self._take_ups = 0
        self.repairs = Repairs()
        self._rtx_seq = first
        self._seq_offset = self._from = self._timestamp_offset = 0
        self._answers_from = first  # nothing older is sent again
        self._number_shift = self._base_shift = 0
        self._last: Layer | None = None  # forwarded until the stop
        self._picture = (0, 0)  # VP8 picture number and TL0PICIDX sent last before the stop
        self._report_due = False
        self.thinning = Thinning()

    # -- what is wanted

    def switch(self, layer: Layer, now: float) -> None:
        """Go over to `layer` at its next keyframe; the present one goes on until then.

        While nothing is forwarded, a keyframe of an earlier target will do: a small picture is better than none.
        """
        before = self.target
        if layer is before:
            return
        if before is not None and self.layer is None:
            self._spares = (*self._spares, before)
        elif before is not None and before is not self.layer:
            before.detach(self)
        self.target = layer
        self.waiting = layer is not self.layer
        if layer in self._spares:
            self._spares = tuple(other for other in self._spares if other is not layer)
        elif self.waiting:
            layer.attach(self)
        if self.waiting:
            layer.request_keyframe(now)

    @property
    def present(self) -> Layer | None:
        """What is forwarded, or would be."""
        return self.layer or self.target

    def begin_anew(self) -> None:
        """The numbers of the layer have jumped: wait for its next keyframe."""
        wanted = self.target
        if wanted is not None:
            self.stop()
            self.target, self.waiting = wanted, True
            wanted.attach(self)

    def stop(self, *, give_up: bool = False) -> None:
        """Forward nothing until the next `switch`; `give_up`: what was lost is not sent again, for the way is full."""
        self.progress.settle()
        if self.layer is not None:
            self._last, self._picture = self.layer, self._present_picture(self.layer)
            self.layer.detach(self)
        if self.target is not None and self.target is not self.layer:
            self.target.detach(self)
        for spare in self._spares:
            spare.detach(self)
        self._spares = ()
        self.layer = self.target = None
        self.waiting = False
        if give_up:
            self._answers_from = self.progress.highest + 1

    # -- packets, the hot path

    def follow(self, layer: Layer, flow: Flow) -> Follower | None:
        """Take all of the layer as it comes from now on; None while each packet must be judged, or has another way."""
        sealer = self.sealer
        if (
            sealer is None or sealer.send_turn is None or layer is not self.layer or self._report_due
            or not self.thinning.open
        ):  # fmt: skip
            return None
        self.progress.follow(flow, self._seq_offset, self._timestamp_offset)
        return (
            sealer, self.ssrc, self.payload_type, self._seq_offset, self._timestamp_offset, self._number_shift,
            self._base_shift,
        )  # fmt: skip

    @property
    def packets(self) -> int:
        """How many were sent, but for those sent again."""
        return self.progress.packets

    @property
    def octets(self) -> int:
        """Of payload, in these."""
        return self.progress.octets

    def thin(self, limit: int) -> None:
        """Pass on no higher temporal layers than `limit`."""
        if limit != self.thinning.limit:
            self.progress.settle()
            self.thinning.limit = limit

    def forward(self, layer: Layer, packet: rtp.Packet) -> None:
        """Pass a packet on, or not."""
        now = packet.at
        if not packet.payload:
            self.skip(layer, packet)
            return
        if layer is not self.layer:
            if not packet.key or packet.late:
                return  # a keyframe that begins late has lost what we dropped meanwhile: wait for another
            if layer is not self.target and layer not in self._spares:
                return
            self._take_up(layer, packet, now)
        if packet.temporal:
            newest = packet.seq + self._seq_offset > self.progress.highest
            if not self.thinning.passes(packet, newest=newest, settled=not self.waiting):
                self.skip(layer, packet)
                return
        offset, shift = self._seq_offset, self._number_shift
        if packet.seq < self._from:
            part = self._parts.late(packet.seq)
            if part is None:
                return
            offset, shift = part.offset, part.number_shift
        seq = packet.seq + offset
        tail = packet.tail
        if shift or self._base_shift:
            tail = shifted(packet, shift, self._base_shift)
        timestamp = (packet.timestamp + self._timestamp_offset) & 0xFFFFFFFF
        self.progress.sent(seq, timestamp, len(packet.payload), now)
        self.send(
            pack(rtp.EXTENDED, packet.marker | self.payload_type, seq & 0xFFFF, timestamp, self.ssrc), tail
        )
        if self._report_due:
            self._report_due = False
            self.sender_report(layer, now)
        if self.sealer is not None:
            layer.flow.stale = True  # it may follow now

    def skip(self, layer: Layer, packet: rtp.Packet) -> None:
        """A packet without content, or of a frame not wanted, was left out: close the gap in our numbers."""
        if layer is not self.layer:
            return
        out = packet.seq + self._seq_offset
        if packet.seq < self._from or out <= self.progress.highest:
            self._fill(packet)
            return
        if self.thinning.leaves_out(packet):
            self._number_shift = (self._number_shift - 1) & 0x7FFF
        self._parts.close_gap(out, self._number_shift)
        self._from = packet.seq + 1
        self._seq_offset -= 1

    def _fill(self, packet: rtp.Packet) -> None:
        """What shall be left out came late: its number was kept free, so send it with nothing but padding."""
        offset = self._seq_offset
        if packet.seq < self._from:
            part = self._parts.late(packet.seq)
            if part is None:
                return
            offset = part.offset
        timestamp = (packet.timestamp + self._timestamp_offset) & 0xFFFFFFFF
        seq = (packet.seq + offset) & 0xFFFF
        self.send(pack(rtp.PADDED, self.payload_type, seq, timestamp, self.ssrc), b"\x01")

    # -- change of layer

    def _take_up(self, layer: Layer, packet: rtp.Packet, now: float) -> None:
        """Begin to forward `layer` with this keyframe."""
        self.progress.settle()
        before = self.layer
        if before is not None:
            self._picture = self._present_picture(before)
            before.detach(self)
            self.switches += 1
        last, offset = before or self._last, self._timestamp_offset
        self._timestamp_offset = self.progress.following(last, layer, packet, offset, now) - packet.timestamp
        self.layer = layer
        self.waiting = layer is not self.target
        for spare in self._spares:
            if spare is not layer:
                spare.detach(self)
        self._spares = ()
        self._seq_offset = self.progress.highest + 1 - packet.seq
        self._from = packet.seq
        self.thinning.begin()
        self._report_due = layer.stream.report_ntp != 0
        if layer.mime == "video/vp8":
            self._match_pictures(packet)
        self._take_ups += 1
        self._parts.begin(
            Part(
                self.progress.highest + 1, self._seq_offset, self._timestamp_offset, self._number_shift, self._base_shift,
                layer.history, self._take_ups,
            )
        )  # fmt: skip

    def _present_picture(self, layer: Layer) -> tuple[int, int]:
        return layer.picture[0] + self._number_shift, layer.picture[1] + self._base_shift

    def _match_pictures(self, packet: rtp.Packet) -> None:
        picture = codecs.parse_vp8(packet.payload)
        if picture is not None and self.packets:
            self._number_shift = (self._picture[0] + 1 - picture.number) & 0x7FFF
            self._base_shift = (self._picture[1] + 1 - picture.base) & 0xFF

    # -- reports and repair

    def sender_report(self, layer: Layer, now: float | None = None) -> None:
        """Pass the sender's clock on in our timestamps: that is lip sync. With `now`, what it would show then."""
        if layer is not self.layer or not layer.stream.report_ntp or not self.packets:
            return
        ntp, at = layer.stream.clock_at(now)
        at += self._timestamp_offset
        self._report(rtcp.SenderReport(self.ssrc, ntp, at, self.packets, self.octets))

    def resend(self, missing: tuple[int, ...], now: float) -> int:
        """Send again what the receiver missed: video by RTX, sound as it was. Returns how many."""
        repaired = self.repairs.take(missing, now, self._sent)
        for number, sent in repaired:
            self._send_again(number, sent, now)
        self.resent += len(repaired)
        return len(repaired)

    def _sent(self, number: int) -> Sent | None:
        highest = self.progress.highest
        seq = rtp.unwrap(number, highest, 16)
        oldest = max(self._answers_from, highest - KEPT + 1)
        return self._parts.sent(seq) if oldest <= seq <= highest else None

    def _send_again(self, number: int, sent: Sent, now: float) -> None:
        """Sound must be the same to the last bit: it leaves under the same number and key."""
        marker, timestamp, tail = sent
        if not self.rtx_ssrc:
            self.send(pack(rtp.EXTENDED, marker | self.payload_type, number, timestamp, self.ssrc), tail)
            return
        self._rtx_seq = (self._rtx_seq + 1) & 0xFFFF
        header = pack(rtp.EXTENDED, marker | self.rtx_payload_type, self._rtx_seq, timestamp, self.rtx_ssrc)
        self.send(header, rtp.retransmission(tail, number, now))


def _nowhere(_header: bytes, _tail: bytes) -> None:
    """Before there are keys."""
