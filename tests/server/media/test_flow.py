"""Who follows a layer gets exactly what is passed on packet by packet, and counts the same, whatever happens meanwhile."""

from __future__ import annotations

import random

from server.media import rtp
from server.media.outbox import Outbox
from server.media.srtp import Counters
from server.media.thinning import EVERY_FRAME
from tests.server.media.test_route import Receiver, Sender

Got = tuple[int, int, int, int, bytes]


def got(receiver: Receiver) -> list[Got]:
    return [(p.ssrc, p.payload_type | p.marker, p.seq, p.timestamp, p.payload) for p in receiver.packets]


def pair() -> tuple[Receiver, Receiver]:
    """One who follows, and one for whom each packet is judged."""
    following, judged = Receiver(first=65_530), Receiver(first=65_530)
    judged.route.sealer = None
    return following, judged


def check(following: Receiver, judged: Receiver) -> None:
    assert got(following)[-8:] == got(judged)[-8:]
    assert len(following.packets) == len(judged.packets)
    one, other = following.route, judged.route
    assert (one.packets, one.octets) == (other.packets, other.octets)
    assert one.progress.highest == other.progress.highest


def follows(receiver: Receiver) -> bool:
    return receiver.route.progress._flow is not None


def test_after_its_keyframe_a_route_follows() -> None:
    sender, (following, judged) = Sender(100, 0), pair()
    for receiver in (following, judged):
        receiver.route.switch(sender.layer, 0.0)
    sender.send(0.0)
    sender.send(0.0, key=True)
    assert (len(following.packets), follows(following)) == (1, False)
    for _ in range(4):
        sender.send(0.1)
    assert (len(following.packets), follows(following), follows(judged)) == (5, True, False)
    check(following, judged)


def test_following_makes_no_difference() -> None:
    assert sum(trial(seed) for seed in range(12)) > 300


def trial(seed: int) -> int:
    """Both see the same; after how many turns of 200 the one followed."""
    dice, now = random.Random(seed), 0.0
    low, high, (following, judged) = Sender(65_500, 0, 30), Sender(300, 5000, 900), pair()
    both = (following.route, judged.route)
    # in half of the trials several packets come in one turn
    outbox = Outbox(lambda *_: None, Counters(), together=False)
    for sender in (low, high):
        sender.layer.outbox = outbox if seed % 2 else None
    late: list[tuple[Sender, rtp.Packet]] = []

    def one(sender: Sender) -> None:
        key = dice.random() < 0.2
        made = sender.packet(key, b"" if not key and dice.random() < 0.1 else bytes(dice.randrange(1, 40)))
        if dice.random() < 0.1:
            late.append((sender, made))
        else:
            sender.layer.packet(made, now)

    def event() -> None:
        what = dice.randrange(9)
        if what < 3:
            target = dice.choice((low, high)).layer
            for route in both:
                route.switch(target, now)
        elif what < 5 and late:
            sender, made = late.pop(dice.randrange(len(late)))
            sender.layer.packet(made, now)
        elif what == 5:
            low.layer.sender_report(int(now * 2**32), low.timestamp, now)
        elif what == 6:
            missed = (judged.route.progress.highest - dice.randrange(5)) & 0xFFFF
            for route in both:
                route.resend((missed,), now)
        elif what == 7:
            limit = dice.choice((0, EVERY_FRAME, EVERY_FRAME))
            for route in both:
                route.thin(limit)
        elif dice.random() < 0.3:
            give_up = dice.random() < 0.5
            for route in both:
                route.stop(give_up=give_up)

    followed = 0
    for _ in range(200):
        now += 0.02
        outbox.hold()
        for _ in range(dice.randrange(1, 4)):
            one(low)
            one(high)
        outbox.flush()
        followed += follows(following)
        if dice.random() < 0.4:
            event()
        check(following, judged)
        assert following.reports == judged.reports
    return followed


def test_who_changed_their_address_is_found_there() -> None:
    sender, receiver = Sender(100, 0), Receiver()
    receiver.route.switch(sender.layer, 0.0)
    for key in (True, False, False):
        sender.send(0.0, key=key)
    receiver.address = None
    sender.send(0.1)
    receiver.address = ("192.0.2.2", 10)
    sender.send(0.2)
    assert [packet.seq for packet in receiver.packets] == [1, 2, 3, 5]
    assert follows(receiver)


def test_a_voice_that_is_held_is_not_counted_for_those_who_do_not_hear_it() -> None:
    sender, receiver, tap = Sender(100, 0, mime="audio/opus"), Receiver(), Receiver()
    tap.route.sealer = None
    sender.layer.always.add(tap.route)
    for one in (receiver, tap):
        one.route.switch(sender.layer, 0.0)
    for _ in range(5):
        sender.send(0.0)
    sender.layer.hold()
    for _ in range(5):
        sender.send(0.1)
    assert (receiver.route.packets, tap.route.packets) == (5, 10)
    sender.layer.release()
    sender.send(0.2)
    assert (receiver.route.packets, len(receiver.packets), tap.route.packets) == (6, 6, 11)
