"""People with real media stacks: pymediasoup (aiortc) sends and decodes, and speaks to the router without a web server."""

from __future__ import annotations

import asyncio
import fractions
import time
from typing import Any

import numpy as np
from aiortc import AudioStreamTrack, MediaStreamTrack, VideoStreamTrack
from aiortc.mediastreams import MediaStreamError
from av import AudioFrame, VideoFrame
from pymediasoup import AiortcHandler, Device
from pymediasoup.models.transport import DtlsParameters, IceCandidate, IceParameters
from pymediasoup.rtp_parameters import RtpCapabilities, RtpParameters

from server.media import Consumer, Producer, Room, Router, Transport


class Camera(VideoStreamTrack):
    """A picture that changes all the time: a ball moves over noise-free stripes."""

    def __init__(self, width: int = 320, height: int = 240, rate: int = 15) -> None:
        super().__init__()
        self._size, self._rate, self._count = (width, height), rate, 0
        self._start = 0.0

    async def recv(self) -> VideoFrame:
        if self.readyState != "live":
            raise MediaStreamError
        self._start = self._start or time.monotonic()
        due = self._start + self._count / self._rate
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        width, height = self._size
        picture = np.full((height, width, 3), 40, dtype=np.uint8)
        picture[:, :: max(1, width // 16)] = 200
        left, top = (self._count * 7) % (width - 40), (self._count * 5) % (height - 40)
        picture[top : top + 40, left : left + 40] = (self._count * 3 % 255, 90, 200)
        frame = VideoFrame.from_ndarray(picture, format="rgb24")
        frame.pts, frame.time_base = self._count * 90000 // self._rate, fractions.Fraction(1, 90000)
        self._count += 1
        return frame


class Tone(AudioStreamTrack):
    """A tone of 440 Hz; `amplitude` of 32767."""

    def __init__(self, amplitude: int = 8000) -> None:
        super().__init__()
        self.amplitude = amplitude
        self._count = 0
        self._start_at = 0.0

    async def recv(self) -> AudioFrame:
        if self.readyState != "live":
            raise MediaStreamError
        self._start_at = self._start_at or time.monotonic()
        await asyncio.sleep(max(0.0, self._start_at + self._count * 0.02 - time.monotonic()))
        times = (np.arange(960) + self._count * 960) / 48000
        wave = (self.amplitude * np.sin(2 * np.pi * 440 * times)).astype(np.int16)
        frame = AudioFrame.from_ndarray(wave.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = 48000, self._count * 960, fractions.Fraction(1, 48000)
        self._count += 1
        return frame


def capabilities(router: Router, mime: str | None = None) -> RtpCapabilities:
    """What the router offers; with `mime` only that video codec."""
    offered = router.capabilities()
    if mime is not None:
        wanted = [c for c in offered["codecs"] if c["kind"] == "audio" or c["mimeType"] == mime]
        numbers = {c["preferredPayloadType"] for c in wanted}
        wanted += [c for c in offered["codecs"] if c["parameters"].get("apt") in numbers]
        offered = {**offered, "codecs": wanted}
    return RtpCapabilities(**offered)


class Person:
    """A client of a room; `mime` restricts its video codec."""

    def __init__(self, router: Router, room: Room, name: str, mime: str | None = None) -> None:
        self._router, self._room, self.name, self._mime = router, room, name, mime
        self._tracks: list[MediaStreamTrack] = []
        self._device: Device | None = None
        self._paths: dict[str, tuple[Any, Transport]] = {}
        self.received: list[MediaStreamTrack] = []

    async def _path(self, direction: str) -> tuple[Any, Transport]:
        if direction in self._paths:
            return self._paths[direction]
        if self._device is None:
            self._device = Device(handlerFactory=AiortcHandler.createFactory(tracks=self._tracks))
            await self._device.load(capabilities(self._router, self._mime))
        ours = self._room.create_transport(self.name, direction)
        told = ours.describe()
        make = self._device.createSendTransport if direction == "send" else self._device.createRecvTransport
        theirs = make(
            id=told["id"],
            iceParameters=IceParameters(**told["iceParameters"]),
            iceCandidates=[IceCandidate(**c) for c in told["iceCandidates"]],
            dtlsParameters=DtlsParameters(**told["dtlsParameters"]),
            sctpParameters=None,
        )

        @theirs.on("connect")  # type: ignore[untyped-decorator]
        async def _(dtls: DtlsParameters) -> None:
            ours.connect(dtls.model_dump(exclude_none=True))

        if direction == "send":

            @theirs.on("produce")  # type: ignore[untyped-decorator]
            async def _(kind: str, rtpParameters: RtpParameters, appData: dict[str, Any]) -> str:  # noqa: N803
                name = str(appData["track"])
                ours.produce(name, kind, rtpParameters.model_dump(exclude_none=True))
                return name

        self._paths[direction] = (theirs, ours)
        return theirs, ours

    async def publish(self, track: MediaStreamTrack, name: str) -> Producer:
        """Send a track."""
        self._tracks.append(track)
        theirs, _ = await self._path("send")
        await theirs.produce(track=track, stopTracks=False, appData={"track": name})
        return self._room.producer(name)

    async def watch(self, producer: Producer) -> tuple[MediaStreamTrack, Consumer]:
        """Receive a track; its consumer is resumed."""
        theirs, ours = await self._path("recv")
        assert self._device is not None
        consumer = ours.consume(producer, self._device.rtpCapabilities.model_dump(exclude_none=True))
        told = consumer.describe()
        shown = await theirs.consume(
            id=told["id"],
            producerId=told["producerId"],
            kind=told["kind"],
            rtpParameters=RtpParameters(**told["rtpParameters"]),
        )
        consumer.resume()
        self.received.append(shown.track)
        return shown.track, consumer

    def transport(self, direction: str) -> Transport:
        """The server's end."""
        return self._paths[direction][1]

    async def leave(self) -> None:
        """Go."""
        for theirs, _ in self._paths.values():
            await theirs.close()
        for track in self._tracks:
            track.stop()


async def frames(track: MediaStreamTrack, count: int, within: float = 20.0) -> list[Any]:
    """The next decoded frames. Raises TimeoutError."""

    async def collect() -> list[Any]:
        return [await track.recv() for _ in range(count)]

    return await asyncio.wait_for(collect(), within)
