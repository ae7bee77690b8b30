"""Only the window that sends a picture is told what of it is watched, and it can ask."""

from tests.harness.waiting import eventually
from tests.server.people import all_leave, api, join, new_class

CAMERA = {
    "mid": "0",
    "codecs": [{"mimeType": "video/VP8", "payloadType": 96, "clockRate": 90000}],
    "headerExtensions": [
        {"uri": "urn:ietf:params:rtp-hdrext:sdes:mid", "id": 4},
        {"uri": "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id", "id": 5},
    ],
    "encodings": [{"rid": "r0", "scaleResolutionDownBy": 2}, {"rid": "r1", "scaleResolutionDownBy": 1}],
}


def told(participant):
    return [(s["track"], s["layers"]) for s in participant.signals if s["type"] == "wanted"]


async def test_a_sender_learns_that_nobody_watches_and_that_somebody_does(base):
    made = await new_class(base, recorded=False)
    ada = await join(base, made, "instructor", "Ada")
    ben = await join(base, made, "student", "Ben")
    out = await ada.media("createTransport", direction="send")
    sent = await ada.media(
        "produce", transport=out["id"], kind="video", source="camera", track="cam", rtpParameters=CAMERA
    )
    assert sent["ok"], sent
    await eventually(lambda: told(ada) == [("cam", [False, False])], "Ada is told to rest", 15)
    assert (await ada.media("wanted"))["tracks"] == {"cam": [False, False]}
    assert (await ben.media("wanted"))["tracks"] == {}

    offered = (await ben.media("capabilities"))["rtpCapabilities"]
    into = await ben.media("createTransport", direction="recv")
    consumer = await ben.media("consume", transport=into["id"], track="cam", rtpCapabilities=offered)
    resumed = await ben.media("resume", consumer=consumer["id"], width=100, height=60)
    assert resumed["ok"], resumed
    await eventually(lambda: ("cam", [True, False]) in told(ada), "Ada is told to send the small picture", 15)
    wrong = await ben.media("resume", consumer=consumer["id"], width="wide", height=60)
    assert wrong["error"]["code"] == "malformed"
    assert told(ben) == []
    await all_leave(ada, ben)


async def test_the_lobby_learns_how_many_are_in_the_class(base):
    made = await new_class(base)

    async def present():
        _, ticket = await api(base, "GET", f"tickets/{made['tickets']['student']}")
        return ticket["present"]

    assert await present() == 0
    ada = await join(base, made, "instructor", "Ada")
    assert await present() == 1
    await all_leave(ada)
