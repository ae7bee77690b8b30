"""Media in class, with real sound and pictures: who hears whom, what a mute does, and what is recorded of it."""

from collections.abc import AsyncIterator, Callable

import pytest

from server.bot import sources
from server.bot.errors import Refused
from server.bot.participant import Participant as Bot
from tests.harness.waiting import eventually
from tests.server.people import api


@pytest.fixture
async def bots(made) -> AsyncIterator[Callable]:
    """``await bots("student", "Sam")`` joins with real media."""
    running: list[Bot] = []

    async def bring(role: str, name: str) -> Bot:
        bot = Bot(made["join"][role], name)
        running.append(bot)
        await bot.join()
        return bot

    yield bring
    for bot in running:
        await bot.leave()


async def speak(bot: Bot) -> str:
    await bot.publish("microphone", sources.microphone(bot.name))
    return bot.published["microphone"][0]


async def hears(listener: Bot, track: str) -> None:
    def sounds() -> bool:
        found = listener.received.get(track)
        return found is not None and found.frames > 3

    await eventually(sounds, f"{listener.name} hears {track}", 30)


async def test_voices_stay_inside_their_breakout_group_and_are_recorded_as_such(bots, base, made):
    ada, sam, kim = (
        await bots("instructor", "Ada"),
        await bots("student", "Sam"),
        await bots("student", "Kim"),
    )
    track = await speak(sam)
    await hears(ada, track)
    await hears(kim, track)
    groups = [
        {"group": "g1", "name": "One", "people": [sam.seat.person]},
        {"group": "g2", "name": "Two", "people": [kim.seat.person]},
    ]
    await ada.command("OpenBreakouts", groups=groups)
    await eventually(lambda: not kim._media.receives(track), "Kim's consumer of Sam is closed")
    asked = {"do": "consume", "transport": "any", "track": track, "rtpCapabilities": {}}
    with pytest.raises(Refused) as refused:
        await kim.call("media", asked)
    assert refused.value.code == "not_in_group"
    await is_heard_in_every_group(ada, sam, kim)
    await ada.command("CloseBreakouts", countdown=200)  # the server's clock ends it
    await eventually(lambda: kim._media.receives(track), "Kim hears Sam again", 20)

    await ada.command("EndClass")
    path = f"classes/{made['id']}/manifest"
    _, for_staff = await api(base, "GET", path)
    _, for_kim = await api(base, "GET", path, token=kim.seat.token)
    assert {t["group"] for t in for_staff["tracks"] if t["person"] == sam.seat.person} == {None, "g1"}
    assert {t["group"] for t in for_kim["tracks"] if t["person"] == sam.seat.person} == {None}
    hidden = next(t for t in for_staff["tracks"] if t["group"] == "g1")
    file = f"classes/{made['id']}/media/{hidden['file']}"
    assert (await api(base, "GET", file, token=kim.seat.token))[0] == 403


async def is_heard_in_every_group(ada: Bot, *groups: Bot) -> None:
    """The voice of who leads, while it is switched on and not a moment longer."""
    voice = await speak(ada)
    await ada.command("SpreadVoice")
    for listener in groups:
        await hears(listener, voice)
    await ada.command("SpreadVoice", on=False)
    for listener in groups:
        await eventually(lambda one=listener: not one._media.receives(voice), "the voice is withdrawn")


async def test_a_speaker_becomes_a_fact_and_levels_a_signal_and_a_lost_window_ends_its_track(bots, come):
    ada = await come("instructor", "Ada")
    sam = await bots("student", "Sam")
    track = await speak(sam)
    await ada.sees("TrackPublished", track=track, person=sam.seat.person, source="microphone")
    await ada.sees("SpeakerChanged", person=sam.seat.person)
    levels = await eventually(lambda: [s for s in ada.signals if s["type"] == "levels"], "levels are told")
    assert sam.seat.person in levels[0]["levels"]
    await ada.must("MuteTrack", track=track)
    await ada.sees("TrackMuted", track=track)
    await sam.leave()
    await ada.sees("TrackEnded", track=track)
    recorded = await ada.sees("SegmentRecorded", track=track)
    assert recorded["end"] > recorded["start"]


MICROPHONE = {
    "mid": "0",
    "codecs": [{"mimeType": "audio/opus", "payloadType": 111, "clockRate": 48000, "channels": 2}],
    "encodings": [{"ssrc": 7}],
}


async def test_a_window_that_makes_its_path_anew_sends_its_tracks_again_however_often(come):
    ada = await come("instructor", "Ada")
    for track in ("t1", "t2", "t3", "t4", "t5", "t6"):
        for direction in ("recv", "send"):
            path = await ada.media("createTransport", direction=direction)
            assert path["ok"], path
        asked = {"kind": "audio", "source": "microphone", "track": track, "rtpParameters": MICROPHONE}
        produced = await ada.media("produce", transport=path["id"], **asked)
        assert produced["ok"], produced
    await ada.sees("TrackPublished", track="t6")
    for track in ("t1", "t2", "t3", "t4", "t5"):
        await ada.sees("TrackEnded", track=track)
    assert not ada.saw("TrackEnded", track="t6")
    again = await ada.media("produce", transport=path["id"], **{**asked, "track": "t7"})
    assert again["error"]["code"] in ("already_sharing", "taken"), again


async def test_only_the_window_whose_path_was_given_up_is_told_and_makes_another(server, made, come):
    ada, sam = await come("instructor", "Ada"), await come("student", "Sam")
    path = (await ada.media("createTransport", direction="send"))["id"]
    media = server.school.classrooms.here(made["id"]).media
    media._room.happened("transport_closed", [path, "silent"])  # as its process tells after a minute
    told = {"type": "media", "what": "closed", "transport": path}
    await eventually(lambda: told in ada.signals, "Ada's window is told")
    assert told not in sam.signals
    refused = await ada.media("connectTransport", transport=path, dtlsParameters={})
    assert refused["error"]["code"] == "no_such_transport"
    assert (await ada.media("createTransport", direction="send"))["ok"]


async def test_whoever_cannot_play_a_format_makes_its_sender_choose_another(come):
    ada, sam = await come("instructor", "Ada"), await come("student", "Sam")
    sending = await ada.media("createTransport", direction="send")
    parameters = {
        "mid": "0",
        "codecs": [{"mimeType": "video/AV1", "payloadType": 45, "clockRate": 90000, "parameters": {}}],
        "headerExtensions": [],
        "encodings": [{"ssrc": 4711}],
    }
    wanted = {"transport": sending["id"], "kind": "video", "source": "camera", "track": "cam"}
    assert (await ada.media("produce", **wanted, rtpParameters=parameters))["id"] == "cam"
    receiving = await sam.media("createTransport", direction="recv")
    vp8 = {"kind": "video", "mimeType": "video/VP8", "preferredPayloadType": 96, "clockRate": 90000}
    asked = {"transport": receiving["id"], "track": "cam", "rtpCapabilities": {"codecs": [vp8]}}
    assert (await sam.media("consume", **asked))["error"]["code"] == "unsupported_codec"
    await eventually(
        lambda: [s for s in ada.signals if s["type"] == "format"], "the sender is asked for another format"
    )
    assert {"type": "format", "track": "cam", "mime": "video/AV1"} in ada.signals
    assert not [s for s in sam.signals if s["type"] == "format"]


async def test_whoever_loses_the_right_to_send_is_stopped_and_refused_until_it_is_given_again(
    come, server, made
):
    ada, sam = await come("instructor", "Ada"), await come("student", "Sam")

    async def speaks(track: str) -> dict:
        path = await sam.media("createTransport", direction="send")
        asked = {"kind": "audio", "source": "microphone", "track": track, "rtpParameters": MICROPHONE}
        return await sam.media("produce", transport=path["id"], **asked)

    await ada.must("SetJoinMuted", on=True)
    assert (await speaks("t1"))["ok"]
    await ada.sees("TrackPublished", track="t1", muted=True)
    await ada.must("SetRight", right="unmute", allowed=False)
    await ada.sees("TrackEnded", track="t1")
    media = server.school.classrooms.here(made["id"]).media
    await eventually(lambda: media.producer("t1") is None, "nothing of the track is forwarded")
    assert (await speaks("t2"))["error"]["code"] == "may_not_unmute"
    await ada.must("CallOn", person=sam.person)
    await sam.sees("UnmuteAsked", person=sam.person)
    assert (await speaks("t3"))["ok"]
