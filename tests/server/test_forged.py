"""Ids of others in media requests: refused with a stable code by the live door, and the others' call goes on."""

from contextlib import AsyncExitStack

import pytest
import socketio

from tests.harness.waiting import eventually
from tests.server.calling import DTLS, Calling, hears_first, reaches
from tests.server.media.callers import MICROPHONE
from tests.server.people import Participant, join, new_class

SOUND = {"kind": "audio", "source": "microphone", "rtpParameters": MICROPHONE}


@pytest.fixture
async def ada(come):
    """Who leads the class, and so has opened it."""
    return await come("instructor", "Ada")


@pytest.fixture
async def calls(ada, come):
    """``await calls("student", "Sam", "send", "recv")``: someone in class with paths of these directions."""
    async with AsyncExitStack() as stack:

        async def bring(role, name, *directions):
            calling = Calling(await come(role, name))
            stack.push_async_callback(calling.close)
            for direction in directions:
                await calling.open(direction)
            return calling

        yield bring


@pytest.fixture
async def call(calls):
    """Sam speaks, Kim hears Sam."""
    sam, kim = await calls("student", "Sam", "send", "recv"), await calls("student", "Kim", "recv")
    await sam.publish("t_sam")
    await kim.consume("t_sam")
    await hears_first(sam, kim)
    return sam, kim


async def code(who, do, **fields):
    reply = await who.media(do, **fields)
    assert not reply["ok"], (do, fields)
    return reply["error"]["code"]


async def refused_at_the_door(who):
    """The code with which a connection is refused."""
    told = []
    who.sio.on("connect_error", told.append)
    with pytest.raises(socketio.exceptions.ConnectionError):
        await who.connect()
    return told[0]["error"]["code"] if "error" in told[0] else told[0]["data"]["error"]["code"]


def requests(transport, consumer, track="t_new"):
    """Every request that names a transport or a consumer, with the code of its refusal."""
    return [
        ("connectTransport", {"transport": transport, "dtlsParameters": DTLS}, "no_such_transport"),
        ("restartIce", {"transport": transport}, "no_such_transport"),
        ("closeTransport", {"transport": transport}, "no_such_transport"),
        ("produce", {"transport": transport, "track": track, **SOUND}, "no_such_transport"),
        ("resume", {"consumer": consumer}, "no_such_consumer"),
        ("pause", {"consumer": consumer}, "no_such_consumer"),
        ("closeConsumer", {"consumer": consumer}, "no_such_consumer"),
        ("layer", {"consumer": consumer, "width": 0, "height": 0}, "no_such_consumer"),
        ("keyframe", {"consumer": consumer}, "no_such_consumer"),
    ]


async def test_another_persons_paths_and_tracks_are_nobody_elses(calls, call):
    sam, kim = call
    mal = await calls("student", "Mal", "send", "recv")
    for target in (kim.path("recv"), sam.path("send")):
        for do, fields, expected in requests(target, kim.consumers["t_sam"]):
            assert await code(mal.who, do, **fields) == expected, do
        capable = {"track": "t_sam", "rtpCapabilities": {"codecs": []}}
        assert await code(mal.who, "consume", transport=target, **capable) == "no_such_transport"
    # The one who is heard has no say in what the listener receives either.
    assert await code(sam.who, "pause", consumer=kim.consumers["t_sam"]) == "no_such_consumer"
    # One's own path, and another's track.
    assert await code(mal.who, "produce", transport=mal.path("send"), track="t_sam", **SOUND) == "taken"
    assert (
        await code(mal.who, "produce", transport=mal.path("recv"), track="t_mal", **SOUND)
        == "wrong_direction"
    )
    for command in ("EndTrack", "MuteTrack", "UnmuteTrack"):
        reply = await mal.who.do(command, track="t_sam")
        assert reply["error"]["code"] == "not_yours", command
    await reaches(sam, kim)
    assert not mal.who.saw("TrackEnded")
    await sam.who.must("EndTrack", track="t_sam")
    await mal.who.sees("TrackEnded", track="t_sam")

    async def used_before() -> bool:
        again = await code(mal.who, "produce", transport=mal.path("send"), track="t_sam", **SOUND)
        assert again in ("taken", "duplicate_id")  # taken: its end is on its way to the media process
        return again == "duplicate_id"

    await eventually(used_before, "the name of a track that ended is not given again")
    await mal.publish("t_mal")  # a refusal leaves nothing behind


async def test_ids_of_another_class_are_unknown_here(base, call):
    sam, kim = call
    other = await new_class(base)
    eve = await join(base, other, "instructor", "Eve")
    # the same person, in another class
    again = await join(base, other, "student", "Sam", token=sam.who.token)
    for who in (eve, again):
        own = (await who.media("createTransport", direction="recv"))["id"]
        for do, fields, expected in requests(sam.path("send"), kim.consumers["t_sam"]):
            assert await code(who, do, **fields) == expected, do
        capable = {"rtpCapabilities": {"codecs": []}, "transport": own}
        assert await code(who, "consume", track="t_sam", **capable) == "no_such_track"
    assert (
        await refused_at_the_door(Participant(base, sam.who.class_id, eve.person, eve.token))
        == "not_permitted"
    )
    await reaches(sam, kim)
    await eve.leave()
    await again.leave()


async def test_a_second_window_disturbs_nothing_of_the_first(base, call):
    """It is the same person, who may do with both what they like; but to open one must not end the other's call."""
    sam, kim = call
    second = Calling(await Participant(base, sam.who.class_id, sam.who.person, sam.who.token).connect())
    for direction in ("send", "recv"):
        await second.open(direction)
    assert (
        await code(second.who, "produce", transport=second.path("send"), track="t_two", **SOUND)
        == "already_sharing"
    )
    await reaches(sam, kim)
    await second.close()
    await second.who.leave()
    await reaches(sam, kim)
    await sam.restart("send")
    await reaches(sam, kim)


async def test_who_was_moved_hears_and_reaches_only_the_new_group(ada, calls, call):
    sam, kim = call
    lee = await calls("student", "Lee", "recv")
    await lee.consume("t_sam")
    await reaches(sam, kim, lee)
    groups = [
        {"group": "g1", "name": "One", "people": [sam.who.person, lee.who.person]},
        {"group": "g2", "name": "Two", "people": [kim.who.person]},
    ]
    await ada.must("OpenBreakouts", groups=groups)
    lost = kim.consumers["t_sam"]

    async def is_closed():
        return (await kim.who.media("pause", consumer=lost)).get("error", {}).get(
            "code"
        ) == "no_such_consumer"

    await eventually(is_closed, "Kim's consumer is closed")
    before = kim.heard
    for do, fields, expected in requests("", lost):
        if "consumer" in fields:
            assert await code(kim.who, do, **fields) == expected
    capable = {"rtpCapabilities": kim.capabilities, "transport": kim.path("recv")}
    assert await code(kim.who, "consume", track="t_sam", **capable) == "not_in_group"
    await reaches(sam, lee)
    await ada.must("MovePerson", person=kim.who.person, group="g1")
    await kim.consume("t_sam")
    assert kim.heard == before
    await reaches(sam, kim, lee)


async def test_who_was_removed_hears_nothing_and_comes_in_by_no_door(ada, calls, call):
    sam, kim = call
    lee = await calls("student", "Lee", "recv")
    await lee.consume("t_sam")
    await reaches(sam, kim, lee)
    path, consumer = kim.path("recv"), kim.consumers["t_sam"]
    await ada.must("Remove", person=kim.who.person)
    await eventually(lambda: kim.who.gone, "Kim is told")
    await eventually(lambda: not kim.who.sio.connected, "Kim is disconnected")
    before = kim.heard
    await reaches(sam, lee)
    assert kim.heard == before
    assert (
        await refused_at_the_door(Participant(kim.who.base, kim.who.class_id, kim.who.person, kim.who.token))
        == "removed"
    )
    for do, fields, expected in requests(path, consumer):
        assert await code(lee.who, do, **fields) == expected


async def test_who_waits_outside_has_no_media(base, made, call):
    sam, kim = call
    out = await join(base, made, "student", "Out", enter=False)
    for do, fields, _ in requests(sam.path("send"), kim.consumers["t_sam"]):
        assert await code(out, do, **fields) == "not_present"
    for do, fields in (
        ("capabilities", {}),
        ("createTransport", {"direction": "recv"}),
        ("consume", {"transport": kim.path("recv"), "track": "t_sam", "rtpCapabilities": {}}),
    ):
        assert await code(out, do, **fields) == "not_present"
    await reaches(sam, kim)
    await out.leave()


async def test_an_id_that_is_no_id_is_refused_like_an_unknown_one(calls):
    mal = await calls("student", "Mal", "send")
    for name in (None, 5, [], {}, "x" * 5000, "\ud800"):
        for do, fields, expected in requests(name, name):
            assert await code(mal.who, do, **fields) == expected, do
        asked = {"transport": mal.path("send"), "track": name}
        assert await code(mal.who, "produce", **asked, **SOUND) in ("malformed", "bad_parameters")
        assert await code(mal.who, "consume", **asked) == "no_such_track"
        assert await code(mal.who, name) == "malformed"
    await mal.publish("t_mal")
