"""What a crowd sends and who sees whom: cameras in three layers and microphones, made up and encrypted."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

from server.media import Producer, Router, Transport, rtp

LAYERS = {"low": (150_000, 320, 180), "middle": (500_000, 640, 360), "high": (1_100_000, 1280, 720)}
FRAME_RATE = 25
PART = 1150
SPEAKING, QUIET = 25, 70  # -dBov
# Of a silent microphone our client sends two packets in 21 times 20 ms (`opusDtx` in sending.ts): libopus codes the noise
# once after 20 frames of rest (silk/define.h, MAX_CONSECUTIVE_DTX), about 60 bytes at 32 kbit/s, and WebRTC sends the first
# frame of each rest, one byte, and no other (opus_interface.cc, WebRtcOpus_Encode).
REST, CODED, RESTING = 21, 60, 1
MICROPHONE = 7
NOISE = os.urandom(PART)

Told = dict[str, Any]


def rids(only: str | None) -> list[str]:
    """The layers of one camera."""
    return [only] if only else list(LAYERS)


# What our client's packets carry besides: when each was sent, and its number among all of the transport (transport-cc).
SENT_AT, NUMBER = b"\x42abc", b"\x51"
TRANSPORT_CC = {"uri": "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01", "id": 5}


def camera(only: str | None) -> Told:
    """A camera as it is announced, each layer by its stream number."""
    codec = {"mimeType": "video/VP8", "payloadType": 96, "clockRate": 90000, "parameters": {}}
    encodings = [
        {"ssrc": 10 + index, "scaleResolutionDownBy": 1280 / LAYERS[rid][1]}
        for index, rid in enumerate(rids(only))
    ]
    return {"mid": "0", "codecs": [codec], "headerExtensions": [TRANSPORT_CC], "encodings": encodings}


def microphone() -> Told:
    """A microphone as it is announced."""
    codec = {"mimeType": "audio/opus", "payloadType": 100, "clockRate": 48000, "channels": 2}
    level = {"uri": "urn:ietf:params:rtp-hdrext:ssrc-audio-level", "id": 10}
    return {
        "mid": "1",
        "codecs": [codec],
        "headerExtensions": [level, TRANSPORT_CC],
        "encodings": [{"ssrc": MICROPHONE}],
    }


class Speaker:
    """One who sends: the packets of one person, layer by layer.

    `ours`: as our client does, whose silent microphone rests (DTX) and whose packets are numbered (transport-cc).
    """

    def __init__(
        self, seal: Callable[[bytes], bytes], send: Callable[[bytes], object], level: int, only: str | None,
        *, ours: bool = False,
    ) -> None:  # fmt: skip
        self._seal, self._send, self._ours = seal, send, ours
        self._level, self._layers = level, [LAYERS[rid] for rid in rids(only)]
        self._numbers, self._sounds = [0] * len(self._layers), 0
        self.wanted = [True] * len(self._layers)
        self.sent = 0

    def _packet(self, second: int, number: int, time: int, ssrc: int, told: bytes, payload: bytes) -> None:
        """Encrypt and send one; `told` are its header extensions."""
        self.sent += 1
        if self._ours:
            told = SENT_AT + NUMBER + (self.sent & 0xFFFF).to_bytes(2, "big") + told
        if told:
            told += bytes(-len(told) % 4)
            told = b"\xbe\xde" + (len(told) // 4).to_bytes(2, "big") + told
        head = rtp.HEADER.pack(
            rtp.EXTENDED if told else rtp.PLAIN, second, number & 0xFFFF, time & 0xFFFFFFFF, ssrc
        )
        self._send(self._seal(head + told + payload))

    def sound(self, number: int) -> None:
        """20 ms of a microphone; while it rests nothing, nearly always."""
        size = 80
        if self._ours and self._level == QUIET:
            if number % REST > 1:
                return
            size = RESTING if number % REST else CODED
        self._sounds += 1
        level = b"\xa0" + bytes((self._level,))
        self._packet(100, self._sounds, number * 960, MICROPHONE, level, NOISE[:size])

    def picture(self, frame: int) -> None:
        """One picture of each layer that is wanted."""
        for index, (bits, width, height) in enumerate(self._layers):
            if self.wanted[index]:
                self._layer(index, frame, bits // 8 // FRAME_RATE, width, height)

    def _layer(self, index: int, frame: int, left: int, width: int, height: int) -> None:
        first = True
        while left > 0:
            size, left = min(PART, left), left - PART
            key = (
                bytes((frame % 25 != 0, 0, 0)) + b"\x9d\x01\x2a" + width.to_bytes(2, "little")
                if first
                else b""
            )
            key += height.to_bytes(2, "little") if first else b""
            descriptor = bytes((0x90 if first else 0x80, 0x80, 0x80 | frame >> 8 & 0x7F, frame & 0xFF))
            self._numbers[index] += 1
            second, time = (0x80 if left <= 0 else 0) | 96, frame * 90000 // FRAME_RATE
            self._packet(second, self._numbers[index], time, 10 + index, b"", descriptor + key + NOISE[:size])
            first = False


def pairs(kind: str, people: int) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Who sees whom in which size: (watcher, watched, pixels)."""
    for watcher in range(people):
        if kind == "lecture":
            yield watcher, 0, (1280, 720)
            continue
        others = [(watcher + step) % people for step in range(1, 10)]
        for other in others:
            yield watcher, other, (300, 170)
        yield watcher, 1 if watcher == 0 else 0, (1280, 720)


def connect_all(
    router: Router, kind: str, senders: list[Transport], receivers: list[Transport], only: str | None
) -> list[Producer]:
    """Everybody's tracks, and who sees and hears whom; the cameras."""
    cameras = [one.produce(f"c{index}", "video", camera(only)) for index, one in enumerate(senders)]
    voices = [one.produce(f"v{index}", "audio", microphone()) for index, one in enumerate(senders)]
    for watcher, watched, size in pairs(kind, len(receivers)):
        consumer = receivers[watcher].consume(cameras[watched], router.capabilities())
        consumer.show(*size)
        consumer.resume()
    for listener, receiver in enumerate(receivers):
        for speaker, voice in enumerate(voices):
            if speaker != listener or kind == "lecture":
                receiver.consume(voice, router.capabilities()).resume()
    return cameras
