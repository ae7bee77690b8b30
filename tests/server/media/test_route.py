"""A receiver sees one unbroken stream, whatever happens to the layers."""

from __future__ import annotations

import itertools

from pylibsrtp import Policy

from server.media import codecs, rtcp, rtp
from server.media.layer import KEYFRAME_PAUSE, MOST_ASKS, Layer
from server.media.outbox import Outbox
from server.media.repairs import BURST
from server.media.route import Route
from server.media.srtp import Counters, Sealer
from tests.bench.classes import session

SECOND = 1 << 32


class Receiver:
    """Collects what a route sends."""

    def __init__(self, first: int = 1) -> None:
        self.packets: list[rtp.Packet] = []
        self.reports: list[rtcp.SenderReport] = []
        self.route = Route(
            500, 101, 90000, self.reports.append, rtx_ssrc=501, rtx_payload_type=102, first=first
        )
        self.route.send = lambda header, tail: self.packets.append(rtp.parse(header + tail))
        # What follows a layer's flow leaves by its keys; there is no socket, so that it is written at once.
        self.address: tuple[str, int] | None = ("192.0.2.1", 9)
        self._opened = session(Policy.SSRC_ANY_INBOUND)
        self.route.sealer = Sealer(session(Policy.SSRC_ANY_OUTBOUND), Outbox(self._take, Counters(), slots=1))
        self.route.sealer.sender(self._take, self, Counters())

    def _take(self, data: bytes | memoryview, _: object) -> None:
        self.packets.append(rtp.parse(self._opened.unprotect(bytes(data))))

    def numbers(self) -> list[int]:
        return [packet.seq for packet in self.packets if packet.ssrc == 500]

    def pictures(self) -> list[tuple[int, int]]:
        read = [codecs.parse_vp8(packet.payload) for packet in self.packets]
        return [(picture.number, picture.base) for picture in read if picture]


class Sender:
    """One layer with its own numbers and timestamps."""

    def __init__(self, seq: int, timestamp: int, number: int = 0, mime: str = "video/vp8") -> None:
        self.layer = Layer("", mime, 90000, 96, 97)
        self.layer.bind(1)
        self.asked: list[Layer] = []
        self.layer.ask_keyframe = self.asked.append
        self.seq, self.timestamp, self.number = seq, timestamp, number

    def packet(self, key: bool = False, content: bytes = b"picture") -> rtp.Packet:
        """The next packet: one frame of 1/30 s."""
        descriptor = (
            b"\x90\xe0" + (0x8000 | self.number & 0x7FFF).to_bytes(2, "big") + bytes((self.number & 0xFF, 0))
        )
        payload = descriptor + bytes((not key,)) + content if content else b""
        made = rtp.Packet(1, 96, 0x80, self.seq & 0xFFFF, self.timestamp & 0xFFFFFFFF, payload)
        self.seq, self.timestamp, self.number = self.seq + 1, self.timestamp + 3000, self.number + 1
        return made

    def send(self, now: float, key: bool = False, content: bytes = b"picture") -> None:
        self.layer.packet(self.packet(key, content), now)


def steps(values: list[int]) -> set[int]:
    return {(after - before) & 0xFFFF for before, after in itertools.pairwise(values)}


def test_video_begins_with_a_keyframe() -> None:
    sender, receiver = Sender(100, 0), Receiver()
    receiver.route.switch(sender.layer, 0.0)
    sender.send(0.0)
    assert (receiver.packets, len(sender.asked), receiver.route.waiting) == ([], 1, True)
    sender.send(0.1, key=True)
    sender.send(0.2)
    assert receiver.numbers() == [1, 2]
    assert not receiver.route.waiting


def test_a_change_of_layer_keeps_numbers_pictures_and_time_in_order() -> None:
    low, high, receiver = Sender(65000, 0xFFFFF000, 7), Sender(300, 5000, 900), Receiver()
    low.layer.sender_report(100 * SECOND, low.timestamp, 0.0)
    high.layer.sender_report(100 * SECOND, high.timestamp, 0.0)
    receiver.route.switch(low.layer, 0.0)
    for index in range(40):
        now = index / 30
        if index == 20:
            receiver.route.switch(high.layer, now)
        low.send(now, key=index == 0)
        high.send(now, key=index == 30)
    assert receiver.route.switches == 1
    # the frame of the switch is sent by both layers: the first of the new one comes a thirtieth later at most
    assert steps(receiver.numbers()) == {1}
    assert len(receiver.packets) == 41
    times = [packet.timestamp for packet in receiver.packets]
    forward = {(after - before) & 0xFFFFFFFF for before, after in itertools.pairwise(times)}
    assert all(0 < step <= 6000 for step in forward)
    numbers = [number for number, _ in receiver.pictures()]
    bases = [base for _, base in receiver.pictures()]
    assert {(b - a) & 0x7FFF for a, b in itertools.pairwise(numbers)} == {1}
    assert {(b - a) & 0xFF for a, b in itertools.pairwise(bases)} == {1}


def test_both_layers_clocks_give_the_exact_timestamp() -> None:
    low, high, receiver = Sender(1, 1000), Sender(1, 700_000), Receiver()
    low.layer.sender_report(100 * SECOND, 1000, 0.0)
    high.layer.sender_report(101 * SECOND, 700_000 + 90_000, 0.0)
    receiver.route.switch(low.layer, 0.0)
    low.send(0.0, key=True)
    receiver.route.switch(high.layer, 0.5)
    high.timestamp += 45_000  # captured half a second after the first frame of the other
    high.send(0.57, key=True)
    assert receiver.packets[1].timestamp - receiver.packets[0].timestamp == 45_000


def test_without_clocks_the_time_that_passed_counts() -> None:
    low, high, receiver = Sender(1, 1000), Sender(1, 3_000_000_000), Receiver()
    receiver.route.switch(low.layer, 0.0)
    low.send(0.0, key=True)
    receiver.route.switch(high.layer, 0.5)
    high.send(0.5, key=True)
    assert receiver.packets[1].timestamp - receiver.packets[0].timestamp == 45_000


def test_after_a_pause_nothing_seems_lost() -> None:
    sender, receiver = Sender(10, 0), Receiver()
    receiver.route.switch(sender.layer, 0.0)
    for index in range(10):
        sender.send(index / 30, key=index == 0)
    receiver.route.stop()
    for index in range(300):
        sender.send((10 + index) / 30)
    receiver.route.switch(sender.layer, 310 / 30)
    sender.send(310 / 30, key=True)
    assert receiver.numbers() == list(range(1, 12))
    assert receiver.packets[-1].timestamp - receiver.packets[0].timestamp == 310 * 3000
    assert receiver.pictures()[-1][0] == receiver.pictures()[-2][0] + 1


def test_late_packets_get_the_number_they_would_have_had() -> None:
    sender, receiver = Sender(10, 0), Receiver()
    receiver.route.switch(sender.layer, 0.0)
    sender.send(0.0, key=True)
    late = sender.packet()
    sender.send(0.1)
    sender.send(0.1, content=b"")  # padding: left out, and no gap
    sender.send(0.1)
    sender.layer.packet(late, 0.2)
    assert receiver.numbers() == [1, 3, 4, 2]
    assert sender.layer.padding == 1


def test_what_is_older_than_the_first_keyframe_is_not_sent() -> None:
    sender, receiver = Sender(10, 0), Receiver()
    receiver.route.switch(sender.layer, 0.0)
    sender.send(0.0)
    late = sender.packet()
    sender.send(0.1, key=True)
    sender.layer.packet(late, 0.2)
    assert receiver.numbers() == [1]


def test_a_repair_stream_fills_gaps_and_probes_are_ignored() -> None:
    sender, receiver = Sender(10, 0), Receiver()
    receiver.route.switch(sender.layer, 0.0)
    sender.send(0.0, key=True)
    lost = sender.packet()
    sender.send(0.1)
    for _ in range(2):
        repair = rtp.Packet(2, 97, 0x80, 1, lost.timestamp, lost.seq.to_bytes(2, "big") + lost.payload)
        sender.layer.retransmitted(repair, 0.2)
    assert receiver.numbers() == [1, 3, 2]


def test_a_receiver_gets_again_what_it_missed_once_in_a_while() -> None:
    sender, receiver = Sender(10, 0), Receiver()
    receiver.route.switch(sender.layer, 0.0)
    for index in range(5):
        sender.send(index / 30, key=index == 0)
    assert receiver.route.resend((2, 3, 700), 1.0) == 2
    assert receiver.route.resend((2, 3), 1.001) == 0
    repair = receiver.packets[-1]
    assert (repair.ssrc, repair.payload_type, repair.payload[:2]) == (501, 102, b"\x00\x03")
    assert repair.payload[2:] == receiver.packets[2].payload


def test_a_packet_asked_for_again_and_again_is_not_sent_each_time() -> None:
    sender, receiver = Sender(10, 0), Receiver()
    receiver.route.switch(sender.layer, 0.0)
    sender.send(0.0, key=True)
    sender.send(0.0)
    for step in range(100):  # on a full line its answer is still in the queue
        receiver.route.resend((2,), 1.0 + step * 0.01)
    assert receiver.route.resent == 4


def test_nobody_can_make_us_flood_the_network() -> None:
    sender, receiver = Sender(1, 0), Receiver()
    receiver.route.switch(sender.layer, 0.0)
    for index in range(1000):
        sender.send(index / 30, key=index == 0)
    wanted = tuple(range(1, 1001))
    sent = sum(receiver.route.resend(wanted, 100 + turn * 0.02) for turn in range(5))
    assert sent <= BURST + 100 * 1.0


def test_the_senders_clock_is_passed_on_in_our_timestamps() -> None:
    low, high, receiver = Sender(1, 1000), Sender(1, 700_000), Receiver()
    for sender in (low, high):
        sender.layer.sender_report(100 * SECOND, sender.timestamp, 0.0)
    receiver.route.switch(high.layer, 0.0)
    high.send(0.0, key=True)
    receiver.route.switch(low.layer, 0.1)
    high.send(0.034)
    low.timestamp += 2 * 3000
    low.send(0.067, key=True)
    low.layer.sender_report(101 * SECOND, 1000 + 90_000, 1.0)
    clock = {
        round((report.ntp - 100 * SECOND) / SECOND * 90_000 - (report.rtp - 700_000), 3)
        for report in receiver.reports
    }
    assert len(receiver.reports) == 3
    assert clock == {0.0}


def test_wishes_for_keyframes_become_one_and_are_not_forgotten() -> None:
    sender = Sender(1, 0)
    for _ in range(50):
        sender.layer.request_keyframe(0.0)
    assert len(sender.asked) == 1
    sender.layer.tick(KEYFRAME_PAUSE / 2)
    assert len(sender.asked) == 1
    sender.layer.tick(KEYFRAME_PAUSE)
    assert len(sender.asked) == 2
    sender.send(1.5 * KEYFRAME_PAUSE, key=True)
    sender.layer.tick(3 * KEYFRAME_PAUSE)
    assert len(sender.asked) == 2


def test_a_keyframe_is_asked_for_until_it_comes_but_not_for_ever() -> None:
    sender, receiver = Sender(1, 0), Receiver()
    receiver.route.switch(sender.layer, 0.0)
    sender.send(0.0, key=True)
    receiver.route.begin_anew()  # not a wish that somebody made: waiting is enough
    for tick in range(500):
        sender.layer.tick(tick * 0.02)
    assert len(sender.asked) >= 9.9 / KEYFRAME_PAUSE - 1
    sender.send(10.0, key=True)
    asked = len(sender.asked)
    sender.layer.request_keyframe(11.0)
    for tick in range(500):
        sender.layer.tick(11.0 + tick * 0.02)
    assert len(sender.asked) == asked + MOST_ASKS


def test_until_the_first_picture_any_quality_will_do() -> None:
    low, high, receiver = Sender(1, 0), Sender(500, 9000), Receiver()
    receiver.route.switch(low.layer, 0.0)
    receiver.route.switch(high.layer, 0.1)
    low.send(0.2, key=True)
    assert (receiver.route.layer, receiver.route.waiting) == (low.layer, True)
    low.send(0.3)
    high.send(0.3, key=True)
    low.send(0.4, key=True)
    assert (receiver.route.layer, receiver.route.waiting) == (high.layer, False)
    assert receiver.numbers() == [1, 2, 3]
    assert (low.layer.paths, high.layer.paths) == ((), (receiver.route,))
    receiver.route.stop()
    for wish in (low, high, low):
        receiver.route.switch(wish.layer, 0.5)
    receiver.route.stop()
    assert (low.layer.paths, high.layer.paths) == ((), ())


def test_a_new_stream_number_for_a_layer_begins_anew() -> None:
    sender, receiver = Sender(100, 0), Receiver()
    receiver.route.switch(sender.layer, 0.0)
    sender.send(0.0, key=True)
    sender.layer.bind(77)
    sender.seq = 40_000
    sender.send(0.1)
    assert receiver.numbers() == [1]
    sender.send(0.2, key=True)
    assert receiver.numbers() == [1, 2]
