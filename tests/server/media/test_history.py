"""Whoever missed a packet gets that very packet, whatever happened to the layers since."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from server.media import rtp
from server.media.history import KEPT, History, Part, Parts
from server.media.layer import FORGOTTEN
from server.media.outbox import Outbox
from server.media.srtp import Counters
from tests.server.media.test_route import Receiver, Sender


def again(receiver: Receiver, *numbers: int, now: float = 1000.0) -> list[rtp.Packet]:
    """What a receiver gets who asks for these."""
    before = len(receiver.packets)
    receiver.route.resend(numbers, now)
    repairs = receiver.packets[before:]
    del receiver.packets[before:]
    return repairs


def check_every_number(receiver: Receiver) -> None:
    """Each packet of the last 1,024 numbers comes again as it was: by RTX, with its number before the payload."""
    newest = receiver.packets[-1].seq
    for turn, sent in enumerate(receiver.packets):
        repairs = again(receiver, sent.seq, now=1000.0 + turn)
        assert len(repairs) == 1, sent.seq
        repair = repairs[0]
        assert (repair.ssrc, repair.payload_type, repair.marker) == (501, 102, sent.marker)
        assert repair.payload == sent.seq.to_bytes(2, "big") + sent.payload
        assert repair.timestamp == sent.timestamp
    assert again(receiver, (newest + 1) & 0xFFFF, (newest + 500) & 0xFFFF) == []


def test_after_a_change_of_layer_packets_of_both_are_there() -> None:
    low, high, receiver = Sender(65_530, 0, 7), Sender(300, 5000, 900), Receiver(first=65_533)
    receiver.route.switch(low.layer, 0.0)
    for index in range(20):
        now = index / 30
        if index == 8:
            receiver.route.switch(high.layer, now)
        low.send(now, key=index == 0, content=b"low %d" % index)
        high.send(now, key=index == 10, content=b"high %d" % index)
    assert len(receiver.packets) == 21
    check_every_number(receiver)


def test_padding_and_pauses_move_the_numbers_and_the_answers_follow() -> None:
    sender, receiver = Sender(10, 0), Receiver()
    receiver.route.switch(sender.layer, 0.0)
    sender.send(0.0, key=True, content=b"first")
    sender.send(0.1, content=b"")
    sender.send(0.1, content=b"")
    late = sender.packet(content=b"late")
    sender.send(0.2, content=b"second")
    sender.send(0.2, content=b"")
    sender.send(0.3, content=b"third")
    sender.layer.packet(late, 0.4)
    receiver.route.stop()
    sender.send(0.5, content=b"unseen")
    receiver.route.switch(sender.layer, 0.6)
    sender.send(0.6, content=b"waiting")
    sender.send(0.7, key=True, content=b"fourth")
    assert receiver.numbers() == [1, 3, 4, 2, 5]
    check_every_number(receiver)


def test_what_is_too_old_is_not_answered() -> None:
    sender, receiver = Sender(1, 0), Receiver()
    receiver.route.switch(sender.layer, 0.0)
    for index in range(KEPT + 1):
        sender.send(index / 30, key=index == 0)
    assert again(receiver, 1) == []
    assert [repair.payload[:2] for repair in again(receiver, 2)] == [b"\x00\x02"]


def test_of_a_stream_that_was_replaced_nothing_is_mistaken_for_the_old() -> None:
    sender, receiver = Sender(10, 0), Receiver()
    receiver.route.switch(sender.layer, 0.0)
    sender.send(0.0, key=True, content=b"old")
    sender.layer.bind(77)
    sender.seq = 10
    sender.send(0.1, key=True, content=b"new")
    assert again(receiver, 1) == []
    assert again(receiver, 2)[0].payload.endswith(b"new")


def test_sound_is_repeated_to_the_last_bit() -> None:
    sender, receiver = Sender(10, 0, mime="audio/opus"), Receiver()
    receiver.route.rtx_ssrc = 0
    sent: list[bytes] = []
    receiver.route.send, receiver.route.sealer = lambda header, tail: sent.append(header + tail), None
    receiver.route.switch(sender.layer, 0.0)
    for index in range(3):
        sender.send(index / 50)
    assert receiver.route.resend((2,), 1.0) == 1
    assert sent[3] == sent[1]


def test_a_layer_that_nobody_watches_keeps_nothing() -> None:
    sender, receiver = Sender(10, 0), Receiver()
    sender.send(0.0, key=True)
    first = sender.layer.stream.highest
    assert sender.layer.history.find(first) is None
    receiver.route.switch(sender.layer, 0.1)
    sender.send(0.1, key=True)
    sender.layer.tick(0.1)
    receiver.route.stop()
    sender.layer.tick(0.2)
    assert len(again(receiver, 1)) == 1
    sender.layer.tick(0.3 + FORGOTTEN)
    assert again(receiver, 1) == []


def test_no_more_is_remembered_of_a_route_than_it_answers_for() -> None:
    parts, history = Parts(), History()
    parts.begin(Part(1, 0, 0, 0, 0, history, 1))
    for out in range(2, 20 * KEPT, 2):
        parts.close_gap(out, 0)
    assert len(parts._parts) <= KEPT // 2 + 2


def test_a_turn_gives_each_receiver_the_same_as_packet_by_packet() -> None:
    def run(outbox: Outbox | None) -> list[tuple[int, int, bytes]]:
        low, high, receiver = Sender(100, 0, 7), Sender(300, 5000, 900), Receiver()
        low.layer.outbox = high.layer.outbox = outbox
        receiver.route.switch(low.layer, 0.0)
        for index in range(24):
            if outbox is not None and index % 4 == 0:
                outbox.hold()
            if index == 8:
                receiver.route.switch(high.layer, index / 30)
            low.send(index / 30, key=index in (1, 21), content=b"" if index % 5 == 2 else b"low %d" % index)
            high.send(index / 30, key=index == 16, content=b"high %d" % index)
            if outbox is not None and index % 4 == 3:
                outbox.flush()
        check_every_number(receiver)
        return [
            (packet.seq, packet.timestamp, packet.payload) for packet in receiver.packets if packet.seq < 10
        ]

    assert run(None) == run(Outbox(lambda *_: None, Counters()))


def test_a_keyframe_whose_turn_is_not_over_is_still_the_beginning() -> None:
    outbox = Outbox(lambda *_: None, Counters())
    sender, receiver = Sender(10, 0), Receiver()
    sender.layer.outbox = outbox
    receiver.route.switch(sender.layer, 0.0)
    outbox.hold()
    sender.send(0.0, key=True)
    sender.send(0.0)
    sender.send(0.0)
    assert receiver.packets == []
    outbox.flush()
    assert receiver.numbers() == [1, 2, 3]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_whatever_happened_an_answer_is_what_was_sent(seed: int) -> None:
    dice = random.Random(seed)
    layers = [Sender(dice.randrange(65536), dice.randrange(2**32), dice.randrange(2**15)) for _ in range(3)]
    receiver = Receiver(first=dice.choice([1, 65_000]))
    late: list[tuple[Sender, rtp.Packet]] = []
    for step in range(150):
        now = step / 30
        sender = layers[dice.randrange(3)]
        deed = dice.random()
        if deed < 0.06:
            receiver.route.switch(sender.layer, now)
        elif deed < 0.08:
            receiver.route.stop()
        elif deed < 0.2:
            late.append((sender, sender.packet(content=b"late %d" % step)))
        elif deed < 0.3 and late:
            owner, packet = late.pop(dice.randrange(len(late)))
            owner.layer.packet(packet, now)
        elif deed < 0.4:
            sender.send(now, content=b"")
        else:
            sender.send(now, key=dice.random() < 0.3, content=b"packet %d" % step)
    numbers = receiver.numbers()
    assert len(set(numbers)) == len(numbers)
    if numbers:
        receiver.packets.sort(key=lambda packet: (packet.seq - numbers[0] + 0x8000) & 0xFFFF)
        check_every_number(receiver)
