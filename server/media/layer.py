"""One layer of a track as it comes in (a size of a picture, or a sound), passed on to all who receive it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from server.media import codecs, rtp
from server.media.flow import Flow
from server.media.history import History
from server.media.rate import PACKET, Rate
from server.media.receive_stream import ReceiveStream

if TYPE_CHECKING:
    from server.media.outbox import Outbox
    from server.media.progress import Progress
    from server.media.srtp import Follower

KEYFRAME_PAUSE = 0.4  # seconds between two keyframe requests for one layer
MOST_ASKS = 10  # times that a wish for a keyframe is repeated while none comes: a browser drops some of them
LOOK_AFTER = 0.1  # seconds between two looks at who still waits for one though none is being asked for
ACTIVE = 0.4  # seconds since the last packet within which a layer counts as active
BEHIND = 0.1  # seconds by which the packets of one frame's layers may lie apart
FORGOTTEN = 2.0  # seconds after which nobody who left this layer asks for a packet of it again
RATE_FADES = 0.9  # at each look at most: what a layer needs is seen at its bursts
STARTING = 2.0  # seconds within which a layer that was asked for should come
HEEDED = 1.0  # seconds after which a sender has heard that a layer is not needed
STOPPED = 0.3  # a layer that stays behind the others for so many seconds is not being sent any more
LONGEST_SILENCE = 3  # bytes of an Opus frame in which nothing is said (RFC 6716 section 2.1.9)
# -dBov of a sender who does not tell how loud it is: a soft voice, which makes nobody the speaker
UNTOLD = 57


class Path(Protocol):
    """Where a layer's packets go: a route to a person, or a tap."""

    waiting: bool
    target: Layer | None
    progress: Progress

    def follow(self, layer: Layer, flow: Flow) -> Follower | None: ...

    def forward(self, layer: Layer, packet: rtp.Packet) -> None: ...

    def sender_report(self, layer: Layer) -> None: ...

    def begin_anew(self) -> None: ...


class Layer:
    """One SSRC of a producer with its repair stream. `mime` is lower case; `rid` is "" without simulcast.

    `ask_keyframe` sends a PLI for this layer's SSRC. While `outbox` holds a turn, packets are passed on at its end: each
    receiver gets all of a picture at once, while its keys and numbers are at hand.
    """

    def __init__(
        self, rid: str, mime: str, clock_rate: int, payload_type: int, rtx_payload_type: int
    ) -> None:
        self.rid = rid
        self.mime = mime
        self.clock_rate = clock_rate
        self.payload_type = payload_type
        self.rtx_payload_type = rtx_payload_type
        self.video, self._numbered = mime.startswith("video/"), mime == "video/vp8"
        self.ssrc = self.rtx_ssrc = 0
        self.stream = ReceiveStream(0, clock_rate)
        self.history = History()
        self.paths: tuple[Path, ...] = ()
        self.flow = Flow(self)
        self.always: set[Path] = set()  # those of `paths` that are not held
        self.held = False
        self._holding: tuple[Path, ...] = ()  # paths that get nothing for now
        self.picture = (0, 0)  # VP8 picture number and TL0PICIDX that came last
        self.size: tuple[int, int] | None = None
        self.level_extension = 0
        self.on_level: Callable[[int, bool, float], None] | None = None
        self.ask_keyframe: Callable[[Layer], None] | None = None
        self.outbox: Outbox | None = None
        self.paused = False
        self.sent = False  # as far as the other layers tell
        self.stopped = False  # its sender was told that nobody needs it
        self.keyframes = self.padding = 0
        self._turn: list[rtp.Packet] = []
        self.octets = 0  # of payload
        self.rate = 0.0  # bit/s with headers, at its bursts; the last known while it is not sent
        self.temporal = 0  # the highest temporal layer seen (VP8)
        self._flow = Rate(2.0)
        self._asked_at = self._looked_at = -1e9
        self._asks_left = 0
        self._behind_since: float | None = None
        self._watched_at: float | None = None  # None: the history is empty
        self._started_at = self._stopped_at = -1e9  # when its sender was last told to send it, and not to

    def bind(self, ssrc: int) -> None:
        """The stream's SSRC is known or has changed: begin to count anew."""
        self._finish()
        self.ssrc = ssrc
        self.stream = ReceiveStream(ssrc, self.clock_rate)
        self.sent, self._behind_since = False, None
        self.history.clear()
        self.history = History()  # other packets get the same numbers now
        for path in self.paths:
            path.begin_anew()

    def attach(self, path: Path) -> None:
        """Pass packets on to `path`; safe while a packet is being passed on."""
        if self.held and path not in self.always:
            self._holding = (*self._holding, path)
        else:
            self.paths = (*self.paths, path)

    def detach(self, path: Path) -> None:
        """Pass nothing more on to `path`."""
        self.paths = tuple(other for other in self.paths if other is not path)
        if self._holding:
            self._holding = tuple(other for other in self._holding if other is not path)

    def hold(self) -> None:
        """Pass nothing on to receivers until `release`, at no cost for each of them; taps go on."""
        if not self.held:
            self._finish()
            self.held = True
            self._holding = tuple(path for path in self.paths if path not in self.always)
            self.paths = tuple(path for path in self.paths if path in self.always)

    def release(self) -> None:
        """Pass on again: each receiver's numbers go on where they stood, its timestamps by the time that passed."""
        if self.held:
            self.held = False
            returning, self._holding = self._holding, ()
            for path in returning:
                path.begin_anew()

    def active(self, now: float) -> bool:
        """Whether a packet of it came just now."""
        return now - self.stream.last_arrival < ACTIVE

    def compare(self, newest: float, now: float) -> None:
        """Judge by `newest`, the last packet of any layer of the track, whether its sender still sends this one.

        When all layers are quiet the sending machine is slow, and no layer has stopped. Whoever saves data sends the
        lowest layer in place of the one that was asked for.
        """
        if self.coming and now - self._started_at > STARTING:
            self._started_at = -1e9
        if self.stream.highest < 0 or self.coming or (self.stopped and now - self._stopped_at < HEEDED):
            return
        if newest - self.stream.last_arrival <= BEHIND:
            self.sent, self._behind_since = True, None
        elif self._behind_since is None:
            self._behind_since = now
        elif now - self._behind_since >= STOPPED:
            self.sent = False

    def measure(self, now: float) -> None:
        """Twice a second: how fast it flows."""
        flows = self._flow.note(self.octets + PACKET * self.stream.received, now)
        if flows:
            self.rate = max(flows, RATE_FADES * self.rate)

    def stop(self, now: float) -> None:
        """Its sender is told that nobody needs it; what comes until it has heard that counts for nothing."""
        if not self.stopped:
            self.stopped, self._stopped_at = True, now
            self.sent, self._behind_since = False, None

    def start(self, now: float) -> None:
        """Its sender is told that somebody needs it again."""
        self.stopped, self._started_at = False, now

    @property
    def coming(self) -> bool:
        """It was asked for just now and nothing of it has come yet."""
        return not self.stopped and self.stream.last_arrival < self._started_at

    def packet(self, packet: rtp.Packet, now: float) -> None:
        """A packet of the layer itself."""
        seq = self.stream.receive(packet.seq, packet.timestamp, now)
        if seq is not None:
            self._pass_on(packet, seq, now)

    def retransmitted(self, packet: rtp.Packet, now: float) -> None:
        """A packet of its RTX stream: the first two bytes are the original number (RFC 4588 section 4)."""
        if len(packet.payload) < 2:
            return
        seq = self.stream.repair(packet.payload[0] << 8 | packet.payload[1])
        if seq is not None:
            packet.payload = packet.payload[2:]
            self._pass_on(packet, seq, now)

    def _pass_on(self, packet: rtp.Packet, seq: int, now: float) -> None:
        packet.seq, packet.at = seq, now
        packet.late = seq < self.stream.highest
        if not packet.payload:
            self.padding += 1
            self._hand_over(packet)
            return
        self.octets += len(packet.payload)
        if self.video:
            if self._numbered:
                self._vp8(packet)
            elif codecs.is_keyframe_start(self.mime, packet.payload):
                self._keyframe(packet)
        else:
            told = packet.extensions.get(self.level_extension)
            level = told[0] if told else 127 if len(packet.payload) <= LONGEST_SILENCE else UNTOLD
            if self.on_level and not self.paused:
                self.on_level(level & 0x7F, level > 0x7F, now)
            packet.key = True
        if self.paused or not self.paths:
            return
        payload = packet.payload
        packet.tail = rtp.video_tail(payload, now) if self.video else rtp.audio_tail(payload, level, now)
        self.history.keep(packet)
        self._hand_over(packet)

    def _hand_over(self, packet: rtp.Packet) -> None:
        outbox = self.outbox
        self._turn.append(packet)
        if outbox is None or not outbox.holding:
            self._finish()
        elif len(self._turn) == 1:
            outbox.afterwards.append(self._finish)

    def _finish(self) -> None:
        """Give each path what came in this turn."""
        packets, self._turn = self._turn, []
        if packets:
            self.flow.pass_on(packets)

    def _vp8(self, packet: rtp.Packet) -> None:
        packet.picture = picture = codecs.parse_vp8(packet.payload)
        if picture is None:
            return
        if codecs.is_vp8_key(picture, packet.payload):
            self._keyframe(packet)
        if packet.seq == self.stream.highest:
            self.picture = (picture.number, picture.base)
        if picture.temporal:
            packet.temporal = picture.temporal
            self.temporal = max(self.temporal, picture.temporal)

    def _keyframe(self, packet: rtp.Packet) -> None:
        packet.key = True
        self.keyframes += 1
        self._asks_left = 0
        size = codecs.picture_size(self.mime, packet.payload)
        if size:
            self.size = size

    def sender_report(self, ntp: int, timestamp: int, now: float) -> None:
        """The sender told its clock."""
        self.stream.sender_report(ntp, timestamp, now)
        for path in self.paths:
            path.sender_report(self)

    def request_keyframe(self, now: float) -> None:
        """Ask now, or as soon as the pause since the last request is over, and again until a keyframe comes.

        Wishes meanwhile become one.
        """
        if self.video:
            self._asks_left = MOST_ASKS
            self._ask_if_due(now)

    def _ask_if_due(self, now: float) -> None:
        if now - self._asked_at < KEYFRAME_PAUSE or not self.ssrc or self.ask_keyframe is None:
            return
        self._asked_at = now
        self._asks_left = max(0, self._asks_left - 1)
        self.ask_keyframe(self)

    @property
    def pressing(self) -> bool:
        """Whether it must be looked at every 20 ms."""
        return self._asks_left > 0 or self.stream.restarted

    def tick(self, now: float) -> bool:
        """Ten times a second, or when `pressing`: keyframes that are still wanted or awaited; whether there are such."""
        if self.stream.restarted:
            self.stream.restarted = False
            if self.paths and self.video:
                self._asks_left = MOST_ASKS
        if self.paths:
            self._watched_at = now
        elif self._watched_at is not None and now - self._watched_at > FORGOTTEN:
            self._watched_at = None
            self.history.clear()
        if self.paused or not self.video:
            return False
        if not self._asks_left:  # somebody may have missed the one that came
            if now - self._asked_at < KEYFRAME_PAUSE or now - self._looked_at < LOOK_AFTER:
                return False
            self._looked_at = now
            if not any(path.waiting and path.target is self for path in self.paths):
                return False
        self._ask_if_due(now)
        return True
