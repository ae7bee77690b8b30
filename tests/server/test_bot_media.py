"""The bot's sound and pictures against the real forwarding unit, without a web server between them."""

import time

import pytest

from server.bot import sources
from server.bot.errors import Refused
from server.bot.loss import Loss
from server.bot.media import Media
from server.bot.received import Received
from server.media import MediaRefusal, Router
from tests.harness.waiting import eventually


class Desk:
    """Answers media requests of one person as the live gateway does."""

    def __init__(self, router, room, person):
        self.router, self.room, self.person = router, room, person

    async def ask(self, asked):
        try:
            return {"ok": True, **self.answer(asked)}
        except MediaRefusal as refusal:
            raise Refused(refusal.code, refusal.message) from None

    def answer(self, asked):
        match asked["do"]:
            case "capabilities":
                return {"rtpCapabilities": self.router.capabilities()}
            case "createTransport":
                return self.room.create_transport(self.person, asked["direction"]).describe()
            case "connectTransport":
                self.room.transport(asked["transport"], self.person).connect(asked["dtlsParameters"])
            case "produce":
                transport = self.room.transport(asked["transport"], self.person)
                return {"id": transport.produce(asked["track"], asked["kind"], asked["rtpParameters"]).id}
            case "consume":
                transport = self.room.transport(asked["transport"], self.person)
                producer = self.room.producer(asked["track"])
                return transport.consume(producer, asked["rtpCapabilities"]).describe()
            case "resume":
                for transport in self.room.transports(self.person):
                    for consumer in transport.consumers():
                        if consumer.id == asked["consumer"]:
                            consumer.resume()
        return {}


@pytest.fixture
async def meet():
    """Two bots' media in one room: ``ada, ben = await meet(loss)``."""
    router = Router(announce=["127.0.0.1"], host="127.0.0.1")
    await router.start()
    opened = []

    async def meeting(share=0.0):
        room = router.room("tides")
        for seed, person in enumerate(("ada", "ben")):
            media = Media(Desk(router, room, person).ask, Loss(share, seed))
            await media.start()
            opened.append(media)
        return opened

    yield meeting
    for media in opened:
        await media.close()
    await router.close()


async def receive(media, track, source):
    received = Received(track, "ada", source)
    await media.consume(track, received)
    return received


@pytest.mark.parametrize("codec", ["vp8", "h264"])
async def test_sound_and_pictures_of_a_bot_arrive_whole(meet, codec):
    ada, ben = await meet()
    voice, face = sources.microphone("Ada"), sources.camera("Ada")
    await ada.publish("voice", "microphone", voice)
    await ada.publish("face", "camera", face, codec)
    asked = time.monotonic()
    heard, seen = await receive(ben, "voice", "microphone"), await receive(ben, "face", "camera")
    await eventually(lambda: seen.frames >= 30 and heard.loud_frames >= 30, "30 frames of each")
    print(f"{codec}: first picture after {1000 * (seen.first_at - asked):.0f} ms")
    assert (seen.width, seen.height) == (640, 360)
    assert len(seen.numbers) > 20
    assert seen.numbers_missing() == 0
    assert heard.energy > 0.05
    await ben.count_packets({"face": seen, "voice": heard})
    assert seen.packets > 30
    assert (seen.packets_lost, heard.packets_lost) == (0, 0)


@pytest.mark.long
async def test_three_percent_loss_both_ways_costs_hardly_a_picture(meet):
    ada, ben = await meet(0.03)
    await ada.publish("face", "camera", sources.camera("Ada"))
    await ada.publish("voice", "microphone", sources.microphone("Ada"))
    seen, heard = await receive(ben, "face", "camera"), await receive(ben, "voice", "microphone")
    await eventually(lambda: seen.frames >= 100 and heard.frames >= 350, "100 frames")
    print(
        f"lost {ada._loss.lost} + {ben._loss.lost}, frames missing {seen.numbers_missing()}, gap {seen.longest_gap:.2f}"
    )
    assert ada._loss.lost + ben._loss.lost > 10
    assert seen.numbers_missing() <= 0.03 * seen.frames


async def test_a_refused_track_is_told_with_the_code_of_the_server(meet):
    ada, ben = await meet()
    await ada.publish("face", "camera", sources.camera("Ada"))
    with pytest.raises(Refused) as refusal:
        await ben.publish("face", "camera", sources.camera("Ben"))
    assert refusal.value.code == "taken"
    with pytest.raises(Refused) as refusal:
        await receive(ben, "nobody", "camera")
    assert refusal.value.code == "unknown_track"


async def test_a_track_that_is_forgotten_is_decoded_no_more(meet):
    ada, ben = await meet()
    await ada.publish("face", "camera", sources.camera("Ada"))
    seen = await receive(ben, "face", "camera")
    await eventually(lambda: seen.frames >= 3, "frames")
    await ben.forget("face")
    before = seen.frames
    again = await receive(ben, "face", "camera")
    await eventually(lambda: again.frames >= 3, "frames after asking again")
    assert seen.frames == before
