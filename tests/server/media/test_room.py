"""Who may send how much, and who is told when something ends."""

from __future__ import annotations

from typing import Any

import pytest

from server.media import MediaRefusal, Room, Router, Transport, rtcp
from server.media.rtp import Packet
from server.media.transport import MOST_PRODUCERS
from tests.bench.fuzz import Hurry
from tests.server.media.callers import connected
from tests.server.media.offers import Clock, audio, video
from tests.server.media.test_dtls import until

PRINT = ":".join(["AB"] * 32)


async def test_a_transport_tells_what_a_browser_needs(room: Room, router: Router) -> None:
    told = room.create_transport("ann", "send").describe()
    assert told["iceParameters"]["iceLite"] is True
    assert told["iceCandidates"][0]["port"] == router.port
    assert [print_["algorithm"] for print_ in told["dtlsParameters"]["fingerprints"]] == ["sha-256"]


async def test_a_person_has_four_transports_and_sixteen_tracks_at_most(room: Room) -> None:
    transports = [room.create_transport("ann", "send") for _ in range(4)]
    with pytest.raises(MediaRefusal, match="too_many"):
        room.create_transport("ann", "recv")
    room.create_transport("bob", "recv")
    for index in range(MOST_PRODUCERS):
        transports[0].produce(f"t{index}", "audio", audio(str(index), 100 + index))
    with pytest.raises(MediaRefusal, match="too_many"):
        transports[0].produce("one-more", "audio", audio("99", 999))
    transports[0].close()
    assert room.producers() == []
    room.create_transport("ann", "recv")


async def test_stream_numbers_and_tracks_are_taken_once(room: Room) -> None:
    sender = room.create_transport("ann", "send")
    first = sender.produce("microphone", "audio", audio("0", 5))
    for track, mid, ssrc in (("other", "1", 5), ("other", "0", 6), ("microphone", "1", 6)):
        with pytest.raises(MediaRefusal, match="taken"):
            sender.produce(track, "audio", audio(mid, ssrc))
    first.close()
    sender.produce("microphone", "audio", audio("0", 5))


async def test_directions_owners_and_formats_are_checked(room: Room, router: Router) -> None:
    sender, receiver = room.create_transport("ann", "send"), room.create_transport("bob", "recv")
    microphone = sender.produce("microphone", "audio", audio("0", 5))
    refused: list[tuple[str, Any]] = [
        ("wrong_direction", lambda: receiver.produce("x", "audio", audio("0", 6))),
        ("wrong_direction", lambda: sender.consume(microphone, router.capabilities())),
        ("unsupported_codec", lambda: receiver.consume(microphone, {"codecs": []})),
        ("bad_parameters", lambda: receiver.consume(microphone, None)),
        ("unknown_transport", lambda: room.transport(sender.id, "bob")),
        ("unknown_track", lambda: room.producer("camera")),
        ("unknown_consumer", lambda: receiver.consumer("none")),
        ("bad_parameters", lambda: sender.connect({"fingerprints": []})),
        ("bad_parameters", lambda: room.create_transport("ann", "sideways")),
    ]
    for code, attempt in refused:
        with pytest.raises(MediaRefusal) as caught:
            attempt()
        assert caught.value.code == code
    sender.connect({"role": "client", "fingerprints": [{"algorithm": "sha-256", "value": PRINT}]})
    with pytest.raises(MediaRefusal, match="already_connected"):
        sender.connect({"role": "client", "fingerprints": [{"algorithm": "sha-256", "value": PRINT}]})


def watching(room: Room, router: Router) -> tuple[Transport, Transport, list[str]]:
    """Ann's microphone goes to Bob; the list tells what ends."""
    ended: list[str] = []
    sender, receiver = room.create_transport("ann", "send"), room.create_transport("bob", "recv")
    producer = sender.produce("microphone", "audio", audio("0", 5))
    consumer = receiver.consume(producer, router.capabilities())
    sender.on_close(lambda reason: ended.append(f"transport {reason}"))
    producer.on_close(lambda reason: ended.append(f"producer {reason}"))
    consumer.on_close(lambda reason: ended.append(f"consumer {reason}"))

    class Sink:
        def packet(self, data: bytes, arrival: float) -> None: ...

        def sender_report(self, ntp: float, rtp: int, arrival: float) -> None: ...

        def closed(self) -> None:
            ended.append("tap")

    producer.tap(Sink())
    return sender, receiver, ended


async def test_when_a_track_ends_everybody_who_gets_it_is_told_once(room: Room, router: Router) -> None:
    _, receiver, ended = watching(room, router)
    room.producer("microphone").close()
    room.close()
    assert ended == ["consumer producer", "tap", "producer closed", "transport closed"]
    assert receiver.consumers() == []


async def test_a_person_who_falls_silent_is_let_go_after_half_a_minute(
    room: Room, router: Router, clock: Clock
) -> None:
    sender, _, ended = watching(room, router)
    sender.connect({"role": "client", "fingerprints": [{"algorithm": "sha-256", "value": PRINT}]})
    clock.now += 29
    router.tick(clock.now)
    assert ended == []
    clock.now += 2
    router.tick(clock.now)
    assert ended == ["consumer producer", "tap", "producer silent", "transport silent"]
    with pytest.raises(MediaRefusal, match="closed"):
        sender.produce("camera", "video", video("a"))


async def test_a_letter_shows_as_well_as_a_check_that_a_person_is_there() -> None:
    clock = Hurry()
    async with connected(Router(host="127.0.0.1", clock=clock)) as ((ann, ben), (sender, receiver)):
        clock.ahead = 29
        sender.check()
        before = ben._end.peer.heard
        receiver.send_plain(rtcp.receiver_report(9, []), control=True)
        await until(lambda: ben._end.peer.heard > before and ann._end.peer.heard > before)
        clock.ahead = 58
        for one in (ann, ben):
            one.tick(clock())
        assert (ann.closed, ben.closed) == (False, False)
        clock.ahead = 60
        ben.tick(clock())
        assert ben.closed


async def test_a_path_that_is_never_connected_is_given_up_after_a_minute(
    room: Room, router: Router, clock: Clock
) -> None:
    used, unused, ended = watching(room, router)
    used.connect({"role": "client", "fingerprints": [{"algorithm": "sha-256", "value": PRINT}]})
    unused.on_close(lambda reason: ended.append(f"unused {reason}"))
    for _ in range(2):
        clock.now += 29
        used._end.peer.heard = clock.now
        router.tick(clock.now)
    assert ended == []
    clock.now += 3
    router.tick(clock.now)
    assert ended == ["consumer silent", "unused silent"]
    assert room.transports() == [used]
    for _ in range(3):
        room.create_transport("bob", "recv")  # what was given up counts no more


async def test_a_closed_room_can_be_opened_again(room: Room, router: Router) -> None:
    room.close()
    with pytest.raises(MediaRefusal, match="closed"):
        room.create_transport("ann", "send")
    router.room("c1").create_transport("ann", "send")


async def test_consumers_get_rising_sections_and_one_stream_for_sound_and_picture(
    room: Room, router: Router
) -> None:
    sender, receiver = room.create_transport("ann", "send"), room.create_transport("bob", "recv")
    tracks = [
        sender.produce("microphone", "audio", audio("0", 5)),
        sender.produce("camera", "video", video("a", "b", "c")),
        sender.produce("sound", "audio", audio("1", 6), speaks=False, group="screen"),
    ]
    told = [receiver.consume(track, router.capabilities()).describe() for track in tracks]
    assert [one["rtpParameters"]["mid"] for one in told] == ["0", "1", "2"]
    assert told[0]["streamId"] == told[1]["streamId"] != told[2]["streamId"]
    assert len(told[1]["rtpParameters"]["encodings"]) == 1
    feedback = {(f["type"], f["parameter"]) for f in told[1]["rtpParameters"]["codecs"][0]["rtcpFeedback"]}
    assert ("nack", "pli") in feedback
    assert ("transport-cc", "") not in feedback


async def test_only_microphones_make_a_speaker(room: Room, router: Router, clock: Clock) -> None:
    spoken: list[str | None] = []
    room.on_speaker(spoken.append)
    for person, speaks in (("ann", False), ("bob", True)):
        sender = room.create_transport(person, "send")
        producer = sender.produce(f"{person}-sound", "audio", audio("0", 5), speaks=speaks)
        level = 10 if person == "ann" else 40
        producer.layers[0].level_extension = 1
        for number in range(60):
            packet = Packet(5, 111, 0, number, number * 960, b"sound")
            packet.extensions = {1: bytes((level,))}
            producer.layers[0].packet(packet, clock.now)
            clock.now += 0.02
            if number % 5 == 0:
                router.tick(clock.now)
    assert spoken == ["bob"]
    room.close_peer("bob")
    assert spoken == ["bob", None]


async def test_the_layer_follows_the_tile_and_what_is_being_sent(
    room: Room, router: Router, clock: Clock
) -> None:
    sender, receiver = room.create_transport("ann", "send"), room.create_transport("bob", "recv")
    producer = sender.produce("camera", "video", video("low", "middle", "high"))
    consumer = receiver.consume(producer, router.capabilities())
    receiver._end.peer._sealer = object()  # type: ignore[assignment]  # as if the handshake were done
    receiver._end.peer.downlink.steps.budget = 5e6
    low, middle, high = producer.layers
    for layer in producer.layers:
        layer.stream.receive(1, 0, clock.now)
    router.tick(clock.now)
    consumer.resume()
    assert consumer.route.target is high
    for width, height, layer in (
        (200, 150, low),
        (0, 0, None),
        (640, 360, middle),
        (700, 390, middle),
        (1920, 1080, high),
    ):
        consumer.show(width, height)
        assert consumer.route.target is layer
    clock.now += 1
    router.tick(clock.now)
    assert consumer.route.target is high  # all are quiet: the machine that sends is slow
    for _ in range(5):
        clock.now += 0.1
        low.stream.last_arrival = middle.stream.last_arrival = clock.now
        router.tick(clock.now)
    assert consumer.route.target is middle
    receiver._end.peer._sealer = None


async def test_a_sink_that_fails_stops_neither_the_class_nor_others(
    room: Room, router: Router, clock: Clock
) -> None:
    class Broken:
        def packet(self, data: bytes, arrival: float) -> None:
            raise OSError("no space left on device")

        def sender_report(self, ntp: float, rtp: int, arrival: float) -> None:
            raise OSError("no space left on device")

        def closed(self) -> None:
            raise OSError("no space left on device")

    class Whole:
        count = ended = 0

        def packet(self, data: bytes, arrival: float) -> None:
            self.count += 1

        def sender_report(self, ntp: float, rtp: int, arrival: float) -> None: ...

        def closed(self) -> None:
            self.ended += 1

    producer = room.create_transport("ann", "send").produce("microphone", "audio", audio("0", 5))
    whole = Whole()
    broken = producer.tap(Broken())
    producer.tap(whole)
    for number in range(3):
        producer.layers[0].packet(Packet(5, 111, 0, number, number * 960, b"sound"), clock.now)
    producer.layers[0].sender_report(1 << 32, 0, clock.now)
    room.close()
    assert (whole.count, whole.ended, broken.failures) == (3, 1, 3)
