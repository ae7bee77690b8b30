"""A person who sends as a browser does: a camera in several sizes with two temporal layers each (VP8), and a voice."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import av
import numpy as np
import pylibsrtp
from aioice import stun
from aiortc import RTCCertificate
from av.video.frame import PictureType

from server.media import Room, rtcp
from server.media.dtls import DtlsSession, fingerprints

PART = 1100  # octets of a picture in one packet
VOICE, FACE, FIRST_FACE = 100, 96, 1000  # payload types; SSRC of the lowest layer
MID = "urn:ietf:params:rtp-hdrext:sdes:mid"
RID = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id"
LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level"


@dataclass(frozen=True)
class Size:
    """One layer."""

    width: int
    height: int
    bits: int


SMALL, MIDDLE, LARGE = Size(160, 90, 80_000), Size(320, 180, 250_000), Size(480, 270, 600_000)


class _Layer:
    """The encoder of one size: every second picture is of temporal layer 1, on which none builds."""

    def __init__(self, rid: str, ssrc: int, size: Size, fps: int) -> None:
        self.rid, self.ssrc, self.size = rid, ssrc, size
        self.wants_keyframe = True
        self.seq = 0
        self.base = 0
        bits = size.bits
        self._codec = codec = av.CodecContext.create("libvpx", "w")
        codec.width, codec.height, codec.pix_fmt = size.width, size.height, "yuv420p"
        codec.time_base, codec.framerate, codec.bit_rate = Fraction(1, fps), Fraction(fps, 1), bits
        codec.gop_size = 1_000_000
        codec.options = {
            "deadline": "realtime", "cpu-used": "16", "lag-in-frames": "0", "error-resilient": "1", "auto-alt-ref": "0",
            "maxrate": str(bits), "minrate": str(bits), "bufsize": str(bits // 2),
            "ts-parameters": f"ts_number_layers=2:ts_target_bitrate={bits * 6 // 10_000},{bits // 1000}:"
            "ts_rate_decimator=2,1:ts_periodicity=2:ts_layer_id=0,1:ts_layering_mode=2",
        }  # fmt: skip
        dice = np.random.default_rng(ssrc)
        coarse = dice.integers(0, 255, (size.height // 4 + 12, size.width // 4), dtype=np.uint8)
        self._noise = np.kron(coarse, np.ones((4, 4), np.uint8))

    def encode(self, number: int) -> bytes:
        """The next picture: a ragged wall that moves."""
        width, height = self.size.width, self.size.height
        planes = np.full((height * 3 // 2, width), 128, np.uint8)
        top = number * 3 % 40
        planes[:height] = self._noise[top : top + height, :width]
        frame = av.VideoFrame.from_ndarray(planes, format="yuv420p")
        frame.pts, frame.time_base = number, self._codec.time_base
        if self.wants_keyframe and number % 2 == 0:
            self.wants_keyframe = False
            frame.pict_type = PictureType.I
        self.base = (self.base + (number % 2 == 0)) & 0xFF
        return b"".join(bytes(packet) for packet in self._codec.encode(frame))


def _opus() -> list[bytes]:
    codec: Any = av.CodecContext.create("libopus", "w")
    codec.sample_rate, codec.layout, codec.format, codec.bit_rate = 48000, "mono", "s16", 32_000
    packets = []
    dice = np.random.default_rng(3)
    for number in range(100):
        times = (np.arange(960) + number * 960) / 48000
        wave = (6000 * np.sin(2 * np.pi * 220 * times) + dice.normal(0, 900, 960)).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(wave.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate, frame.pts = 48000, number * 960
        packets += [bytes(packet) for packet in codec.encode(frame)]
    return packets


class Presenter:
    """Sends `camera` and `microphone` into a room until `leave`."""

    def __init__(self, room: Room, sizes: Sequence[Size] = (SMALL, MIDDLE, LARGE), fps: int = 15) -> None:
        self._room, self._fps = room, fps
        self._layers = [
            _Layer(f"r{index}", FIRST_FACE + index, size, fps) for index, size in enumerate(sizes)
        ]
        self._transport = room.create_transport("presenter", "send")
        self._certificate = RTCCertificate.generateCertificate()
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        self._keys: tuple[pylibsrtp.Session, pylibsrtp.Session] | None = None
        self._dtls = DtlsSession(self._certificate, self._socket.send, self._take_keys, lambda: None)
        self._tasks: list[asyncio.Task[None]] = []
        self.fault: BaseException | None = None

    def _take_keys(self, incoming: pylibsrtp.Session, outgoing: pylibsrtp.Session) -> None:
        self._keys = incoming, outgoing

    async def begin(self) -> None:
        """Connect and send."""
        told = self._transport.describe()
        candidate = told["iceCandidates"][0]
        self._socket.connect((candidate["ip"], candidate["port"]))
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(self._socket.fileno(), self._read)
        self._transport.connect({"role": "client", "fingerprints": fingerprints(self._certificate)})
        self._transport.produce("microphone", "audio", self._voice())
        self._transport.produce("camera", "video", self._face())
        self._check(told["iceParameters"])
        prints = [(one["algorithm"], one["value"]) for one in told["dtlsParameters"]["fingerprints"]]
        self._dtls.start("client", prints)
        async with asyncio.timeout(20):
            while self._keys is None:
                await asyncio.sleep(0.02)
        for work in (self._send_voice(), self._send_face(), self._stay(told["iceParameters"])):
            task = asyncio.create_task(work)
            task.add_done_callback(self._ended)
            self._tasks.append(task)

    def _ended(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled():
            self.fault = self.fault or task.exception()

    def _voice(self) -> dict[str, Any]:
        opus = {"mimeType": "audio/opus", "payloadType": VOICE, "clockRate": 48000, "channels": 2}
        level = {"uri": LEVEL, "id": 6}
        return {"mid": "a", "codecs": [opus], "headerExtensions": [level], "encodings": [{"ssrc": 7}]}

    def _face(self) -> dict[str, Any]:
        scales = [self._layers[-1].size.width / layer.size.width for layer in self._layers]
        return {
            "mid": "v", "codecs": [{"mimeType": "video/VP8", "payloadType": FACE, "clockRate": 90000, "parameters": {}}],
            "headerExtensions": [{"uri": MID, "id": 4}, {"uri": RID, "id": 5}],
            "encodings": [
                {"rid": layer.rid, "scaleResolutionDownBy": scale}
                for layer, scale in zip(self._layers, scales, strict=True)
            ],
        }  # fmt: skip

    def _check(self, ice: dict[str, Any]) -> None:
        request = stun.Message(stun.Method.BINDING, stun.Class.REQUEST)
        request.attributes["USERNAME"] = f"{ice['usernameFragment']}:presenter"
        request.attributes["USE-CANDIDATE"] = None
        request.add_message_integrity(ice["password"].encode())
        self._socket.send(bytes(request))

    async def _stay(self, ice: dict[str, Any]) -> None:
        while True:
            await asyncio.sleep(5)
            self._check(ice)

    def _read(self) -> None:
        while True:
            try:
                data = self._socket.recv(2048)
            except OSError:
                return
            if 20 <= data[0] <= 63:
                self._dtls.datagram(data)
            elif 128 <= data[0] <= 191 and self._keys is not None:
                for letter in rtcp.parse(self._keys[0].unprotect_rtcp(data)):
                    if isinstance(letter, rtcp.KeyframeRequest):
                        for layer in self._layers:
                            layer.wants_keyframe |= layer.ssrc == letter.ssrc

    def _send(self, packet: bytes) -> None:
        assert self._keys is not None
        self._socket.send(self._keys[1].protect(packet))

    async def _send_voice(self) -> None:
        packets, start = _opus(), time.monotonic()
        number = 0
        while True:
            head = bytes((0x90, VOICE)) + (number & 0xFFFF).to_bytes(2, "big")
            head += (number * 960 & 0xFFFFFFFF).to_bytes(4, "big") + (7).to_bytes(4, "big")
            self._send(head + b"\xbe\xde\x00\x01\x60\x94\x00\x00" + packets[number % len(packets)])
            number += 1
            await asyncio.sleep(max(0.0, start + number * 0.02 - time.monotonic()))

    async def _send_face(self) -> None:
        start = time.monotonic()
        number = 0
        while True:
            pictures = await asyncio.to_thread(lambda n: [layer.encode(n) for layer in self._layers], number)
            for layer, picture in zip(self._layers, pictures, strict=True):
                self._send_picture(layer, picture, number)
            if number % self._fps == 0:
                self._report(number)
            number += 1
            await asyncio.sleep(max(0.0, start + number / self._fps - time.monotonic()))

    def _report(self, number: int) -> None:
        """Once a second, as browsers do: the clock of each picture."""
        assert self._keys is not None
        ntp = round((time.time() + 2_208_988_800) * 2**32)
        for layer in self._layers:
            told = rtcp.SenderReport(layer.ssrc, ntp, number * 90_000 // self._fps, number, number)
            self._socket.send(self._keys[1].protect_rtcp(rtcp.sender_report(told, "presenter")))

    def _send_picture(self, layer: _Layer, picture: bytes, number: int) -> None:
        temporal = number % 2
        names = b"\x40v" + bytes((0x50 | len(layer.rid) - 1,)) + layer.rid.encode()
        names += bytes(-len(names) % 4)
        described = (0x8000 | number & 0x7FFF).to_bytes(2, "big") + bytes(
            (layer.base, temporal << 6 | 0x20 * temporal)
        )
        for at in range(0, len(picture), PART):
            last = at + PART >= len(picture)
            head = bytes((0x90, FACE | 0x80 * last)) + (layer.seq & 0xFFFF).to_bytes(2, "big")
            head += (number * 90_000 // self._fps & 0xFFFFFFFF).to_bytes(4, "big") + layer.ssrc.to_bytes(
                4, "big"
            )
            head += b"\xbe\xde" + (len(names) // 4).to_bytes(2, "big") + names
            layer.seq += 1
            self._send(head + bytes((0x90 if at == 0 else 0x80, 0xE0)) + described + picture[at : at + PART])

    async def leave(self) -> None:
        """Stop; raises what made it stop before."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._dtls.close()
        self._loop.remove_reader(self._socket.fileno())
        self._socket.close()
        if self.fault is not None:
            raise self.fault
