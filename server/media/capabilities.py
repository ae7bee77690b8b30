"""What the server can pass on, said in the words of mediasoup-client.

H.264 stands first because only it can be played back everywhere and cut without transcoding; VP8 is what every browser
must have (RFC 7742 section 5); VP9 and AV1, in one size, are for whoever chooses them. Video orientation is not
offered on purpose: a telephone then turns the picture itself, and recordings need no turning.
"""

from __future__ import annotations

from typing import Any

from server.media import rtp

MID_URI = "urn:ietf:params:rtp-hdrext:sdes:mid"
RID_URI = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id"
REPAIRED_RID_URI = "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id"
SEND_TIME_URI = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time"
TRANSPORT_SEQUENCE_URI = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"
LEVEL_URI = "urn:ietf:params:rtp-hdrext:ssrc-audio-level"

OPUS, H264, H264_RTX, VP8, VP8_RTX, VP9, VP9_RTX, AV1, AV1_RTX = range(100, 109)

_VIDEO_FEEDBACK = (
    ("nack", ""), ("nack", "pli"), ("ccm", "fir"), ("goog-remb", ""), ("transport-cc", ""),
)  # fmt: skip
_AUDIO_FEEDBACK = (("nack", ""), ("transport-cc", ""))


def _feedback(pairs: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
    return [{"type": kind, "parameter": parameter} for kind, parameter in pairs]


def _video(mime: str, number: int, parameters: dict[str, int | str]) -> dict[str, Any]:
    return {
        "kind": "video", "mimeType": mime, "preferredPayloadType": number, "clockRate": 90000,
        "parameters": parameters, "rtcpFeedback": _feedback(_VIDEO_FEEDBACK),
    }  # fmt: skip


def _repair(number: int, of: int) -> dict[str, Any]:
    return {
        "kind": "video", "mimeType": "video/rtx", "preferredPayloadType": number, "clockRate": 90000,
        "parameters": {"apt": of}, "rtcpFeedback": [],
    }  # fmt: skip


def _codecs() -> list[dict[str, Any]]:
    opus = {
        "kind": "audio", "mimeType": "audio/opus", "preferredPayloadType": OPUS, "clockRate": 48000, "channels": 2,
        "parameters": {"minptime": 10, "useinbandfec": 1}, "rtcpFeedback": _feedback(_AUDIO_FEEDBACK),
    }  # fmt: skip
    h264: dict[str, int | str] = {
        "packetization-mode": 1, "profile-level-id": "42e01f", "level-asymmetry-allowed": 1,
    }  # fmt: skip
    return [
        opus, _video("video/H264", H264, h264), _repair(H264_RTX, H264), _video("video/VP8", VP8, {}),
        _repair(VP8_RTX, VP8), _video("video/VP9", VP9, {"profile-id": 0}), _repair(VP9_RTX, VP9),
        _video("video/AV1", AV1, {}), _repair(AV1_RTX, AV1),
    ]  # fmt: skip


def _extension(kind: str, uri: str, number: int, direction: str) -> dict[str, Any]:
    return {
        "kind": kind, "uri": uri, "preferredId": number, "preferredEncrypt": False, "direction": direction,
    }  # fmt: skip


def router_capabilities() -> dict[str, Any]:
    """`routerRtpCapabilities` for `device.load`; directions are ours, so "recvonly" is what clients may send."""
    extensions = [_extension(kind, MID_URI, rtp.MID, "sendrecv") for kind in ("audio", "video")]
    extensions += [
        _extension("video", RID_URI, rtp.RID, "recvonly"),
        _extension("video", REPAIRED_RID_URI, rtp.REPAIRED_RID, "recvonly"),
        _extension("audio", SEND_TIME_URI, rtp.SEND_TIME, "sendrecv"),
        _extension("video", SEND_TIME_URI, rtp.SEND_TIME, "sendrecv"),
        _extension("audio", TRANSPORT_SEQUENCE_URI, rtp.TRANSPORT_SEQUENCE, "recvonly"),
        _extension("video", TRANSPORT_SEQUENCE_URI, rtp.TRANSPORT_SEQUENCE, "recvonly"),
        _extension("audio", LEVEL_URI, rtp.AUDIO_LEVEL, "sendrecv"),
    ]
    return {"codecs": _codecs(), "headerExtensions": extensions}
