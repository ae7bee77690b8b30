"""Tracks as a browser offers them, and a clock that is set by hand."""

from __future__ import annotations

from typing import Any


class Clock:
    """A clock that is set by hand."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def audio(mid: str, ssrc: int) -> dict[str, Any]:
    return {
        "mid": mid,
        "codecs": [{"mimeType": "audio/opus", "payloadType": 111, "clockRate": 48000, "channels": 2}],
        "encodings": [{"ssrc": ssrc}],
    }


def video(*rids: str) -> dict[str, Any]:
    return {
        "mid": "v",
        "codecs": [{"mimeType": "video/VP8", "payloadType": 96, "clockRate": 90000}],
        "headerExtensions": [
            {"uri": "urn:ietf:params:rtp-hdrext:sdes:mid", "id": 4},
            {"uri": "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id", "id": 5},
        ],
        "encodings": [
            {"rid": rid, "scaleResolutionDownBy": 2 ** (len(rids) - 1 - i)} for i, rid in enumerate(rids)
        ],
    }
