"""One person's end of the socket: addresses, keys, what comes from there and what goes there."""

from __future__ import annotations

from collections.abc import Callable

import pylibsrtp

from server.media import rtcp, rtp
from server.media.allowance import LETTERS, MISSING, PACKETS, WRITTEN, Allowance, Prepaid
from server.media.arrivals import Arrivals
from server.media.downlink import Downlink
from server.media.layer import Layer
from server.media.outbox import Outbox
from server.media.pacer import Pacer
from server.media.rate import PACKET
from server.media.route import Route
from server.media.srtp import Counters, Opener, Sealer, Send
from server.media.streams import Source, Streams
from server.media.stun import Address, Datagram

MOST_ADDRESSES = 8
QUIET = 8.0  # seconds; browsers check the way they use every 2.5 to 6
# the same for a check from where none ever came: a NAT has changed, and Firefox nominates only once
QUIET_ELSEWHERE = 3.5
FEEDBACK_EVERY = (
    0.060  # seconds between letters on arrival times, and twice as many while only a few packets came
)
FEW = 10
REPORT_EVERY = 1.0
LOOK_EVERY = 0.1  # seconds between two looks at layers with which nothing presses
OWN_SSRC = 1  # what our letters name as their writer; we send no stream of it


class Peer:
    """The data path of one transport. `write(data, address)` sends a datagram and may raise OSError."""

    def __init__(
        self, write: Callable[[bytes | memoryview, Address], object], counters: Counters, outbox: Outbox
    ) -> None:
        self._write, self._outbox, self._counters = write, outbox, counters
        self.addresses: dict[Address, float] = {}  # when each was checked last
        self.address: Address | None = None  # where to send: the one nominated last
        self.heard = 0.0  # last valid STUN, or letter
        self.streams = Streams(self._forget_incoming)
        self.routes: dict[int, Route] = {}
        self.downlink = Downlink()
        self._opener: Opener | None = None
        self._sealer: Sealer | None = None
        self._send: Send | None = None
        self.pacer: Pacer | None = None  # while the link is known to be narrow
        self._arrivals = Arrivals()
        self._letters_read, self._packets_read = Allowance(*LETTERS), Prepaid(*PACKETS)
        self._octets_read, self._missing_read = Allowance(*WRITTEN), Allowance(*MISSING)
        self._feedback_at = self._report_at = self._nack_at = self._look_at = 0.0

    # -- address and keys

    def proven(self, address: Address, nominated: bool, now: float) -> Address | None:
        """The person showed to own `address`. Returns an older address that is given up for it, if any."""
        self.heard = now
        patience = QUIET if address in self.addresses else QUIET_ELSEWHERE
        quiet = self.address is None or now - self.addresses.get(self.address, now) > patience
        self.addresses[address] = now
        if nominated or quiet:
            self.address = address
        if len(self.addresses) <= MOST_ADDRESSES:
            return None
        others = [known for known in self.addresses if known not in (self.address, address)]
        oldest = min(others, key=self.addresses.__getitem__)
        del self.addresses[oldest]
        return oldest

    def lost(self, address: Address) -> None:
        """A way broke: go on by the one that was checked last, if there is another."""
        self.addresses.pop(address, None)
        if self.address == address:
            self.address = max(self.addresses, key=self.addresses.__getitem__, default=None)

    def keys(self, incoming: pylibsrtp.Session, outgoing: pylibsrtp.Session) -> None:
        """The handshake is done."""
        self._opener = Opener(incoming, self._outbox)
        self._sealer = Sealer(outgoing, self._outbox)
        self._send = self._sealer.sender(self._write, self, self._counters)
        self._direct_all()

    def _direct_all(self) -> None:
        for route in self.routes.values():
            self._direct(route)

    def _direct(self, route: Route) -> None:
        """Sound goes at once, pictures by the pacer if there is one."""
        if self._send is not None and self._sealer is not None:
            pacer = self.pacer
            route.progress.settle()
            route.send = self._send if pacer is None else pacer.way(route.rtx_ssrc)
            route.sealer = self._sealer if pacer is None else None

    def pace(self, rate: float) -> None:
        """Let pictures out with `rate` bit/s; with 0 as they come."""
        if rate and self.pacer is None and self._send is not None:
            self.pacer = Pacer(self._send)
            self._direct_all()
        elif not rate and self.pacer is not None:
            self.pacer.finish()
            self.pacer = None
            self._direct_all()
        if self.pacer is not None:
            self.pacer.rate = rate

    @property
    def connected(self) -> bool:
        """Whether media can flow."""
        return self._sealer is not None

    # -- sending

    def send_plain(self, data: bytes) -> None:
        """Send a datagram of the handshake."""
        if self.address is not None:
            try:
                self._write(data, self.address)
            except OSError:
                self._counters.dropped += 1

    def control(self, data: bytes) -> None:
        """Encrypt and send one RTCP packet."""
        sealed = self._sealer.seal_control(data) if self._sealer else None
        if sealed is not None:
            self.send_plain(sealed)

    # -- receiving

    def media(self, data: Datagram, now: float) -> None:
        """An encrypted RTP or RTCP datagram came (RFC 5761 section 4 tells them apart)."""
        opener, counters = self._opener, self._counters
        if opener is None or len(data) < 12:
            counters.junk += 1
            return
        if 192 <= data[1] <= 223:
            self._control(opener, data, now)
            return
        plain = opener.open(data)
        allowed = self._packets_read
        if plain is None or not (allowed.left or allowed.renew(now)):
            counters.junk += 1
            return
        allowed.left -= 1
        counters.packets_in += 1
        counters.bytes_in += len(data)
        packet = rtp.parse(plain)
        streams = self.streams
        if packet.extensions:
            number = packet.extensions.get(streams.numbers.transport_sequence)
            if number is not None and len(number) == 2:
                self._arrivals.arrived(number[0] << 8 | number[1], now)
        entry = streams.known.get(packet.ssrc) or streams.learn(packet)
        if entry is None:
            counters.unknown_streams += 1
            self._forget_incoming(packet.ssrc)
            return
        layer, repair = entry
        if repair:
            if packet.payload_type == layer.rtx_payload_type:
                layer.retransmitted(packet, now)
        elif packet.payload_type == layer.payload_type:
            layer.packet(packet, now)
            if layer.stream.missing and now >= self._nack_at:
                self._nack_at = now + 0.004
                self._ask_again(layer, now)
        else:
            counters.unknown_streams += 1

    def _control(self, opener: Opener, data: Datagram, now: float) -> None:
        letters = opener.open_control(data)
        if letters is None:
            self._counters.junk += 1
            return
        self.heard = now  # who has the keys is there, even where most checks are lost on a bad way
        opener.wrote(int.from_bytes(letters[4:8], "big"), self.streams.known)
        if self._letters_read.take(now) and self._octets_read.take(now, len(letters)):
            self._outbox.catch_up()  # what they ask for may have come in this very turn
            self._letters(letters, now)

    def _forget_incoming(self, ssrc: int) -> None:
        if self._opener is not None:
            self._opener.forget(ssrc)

    def _letters(self, data: bytes, now: float) -> None:
        counters = self._counters
        self.downlink.heard(now)
        for letter in rtcp.parse(data):
            if isinstance(letter, rtcp.Nack):
                counters.nacks_in += 1
                route = self.routes.get(letter.ssrc)
                if route is None or (route.video and self.pacer and self.pacer.busy):
                    continue
                if self._missing_read.take(now, len(letter.missing)):
                    counters.resent += route.resend(letter.missing, now)
            elif isinstance(letter, rtcp.SenderReport | rtcp.ReceiverReport):
                self._reports(letter, now)
            elif isinstance(letter, rtcp.KeyframeRequest):
                counters.plis_in += 1
                route = self.routes.get(letter.ssrc)
                if route is not None and (layer := route.layer or route.target) is not None:
                    layer.request_keyframe(now)
            elif isinstance(letter, rtcp.Bandwidth):
                self._believes(letter, now)

    def _believes(self, letter: rtcp.Bandwidth, now: float) -> None:
        """Of streams that are not ours nothing is kept: there are four thousand million of them."""
        ours = tuple(ssrc for ssrc in letter.ssrcs if ssrc in self.routes)
        if ours or not letter.ssrcs:
            self.downlink.believes(letter.bits_per_second, ours, now)

    def _reports(self, letter: rtcp.SenderReport | rtcp.ReceiverReport, now: float) -> None:
        if isinstance(letter, rtcp.SenderReport):
            entry = self.streams.known.get(letter.ssrc)
            if entry is not None and not entry[1]:
                entry[0].sender_report(letter.ntp, letter.rtp, now)
        for block in letter.reports:
            if block.ssrc in self.routes:
                self.downlink.reported(block, now)

    # -- streams

    def add_source(self, source: Source) -> None:
        """Take packets of a producer."""
        for layer in source.layers:
            layer.ask_keyframe, layer.outbox = self._ask_keyframe, self._outbox
        self.streams.add(source)

    def remove_source(self, source: Source) -> None:
        """A producer ended: forget its SSRCs."""
        self.streams.remove(source)

    def add_route(self, route: Route) -> None:
        """Take what the route sends, once there are keys, and let the receiver's letters reach it."""
        self.routes[route.ssrc] = route
        self._direct(route)

    def remove_route(self, route: Route) -> None:
        """A route ended."""
        self.routes.pop(route.ssrc, None)
        self.drop_waiting(route)
        if self._sealer is not None:
            self._sealer.forget(route.ssrc)
            if route.rtx_ssrc:
                self._sealer.forget(route.rtx_ssrc)

    def drop_waiting(self, route: Route) -> None:
        """What waits of a route is of no use any more."""
        if self.pacer is not None:
            octets = self.pacer.waiting_of().get(route.ssrc, 0)
            dropped = self.pacer.drop(route.ssrc, route.rtx_ssrc)
            route.progress.withdraw(dropped, octets - PACKET * dropped)
            self.downlink.letters.withheld(route.ssrc, dropped)

    # -- letters of ours

    def _ask_keyframe(self, layer: Layer) -> None:
        self._counters.plis_out += 1
        self.control(rtcp.picture_loss(OWN_SSRC, layer.ssrc))

    def _ask_again(self, layer: Layer, now: float) -> None:
        due = layer.stream.due(now)
        if due:
            self._counters.nacks_out += 1
            self.control(rtcp.nack(OWN_SSRC, layer.ssrc, due))

    def tick(self, now: float) -> bool:
        """Every 20 ms for those who send or whose link is narrow; whether something waits for the next time."""
        waits = self.pacer is not None
        if self.pacer is not None:
            self.pacer.tick(now)
        look = now >= self._look_at
        if look:
            self._look_at = now + LOOK_EVERY
        for layer, repair in self.streams.known.values():
            if repair:
                continue
            if layer.stream.missing:
                self._ask_again(layer, now)
                waits = True
            if look or layer.pressing:
                waits |= layer.tick(now)
        few = self._arrivals.waiting < FEW and now < self._feedback_at + FEEDBACK_EVERY
        if now >= self._feedback_at and not few:
            self._feedback_at = now + FEEDBACK_EVERY
            feedback = self._arrivals.feedback()
            if feedback is not None and self.streams.known:
                self.control(rtcp.transport_feedback(OWN_SSRC, next(iter(self.streams.known)), feedback))
        if now >= self._report_at:
            self._report_at = now + REPORT_EVERY
            heard = [layer.stream for layer, repair in self.streams.known.values() if not repair]
            blocks = [stream.report(now) for stream in heard if stream.highest >= 0]
            if blocks:
                self.control(rtcp.receiver_report(OWN_SSRC, blocks[:31]))
        return waits
