"""The media side of a participant: one transport for sending, one for receiving, agreed as mediasoup-client does."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from aiortc.mediastreams import MediaStreamTrack
from pymediasoup import AiortcHandler, Device
from pymediasoup.models.transport import DtlsParameters, IceCandidate, IceParameters
from pymediasoup.rtp_parameters import RtpCapabilities, RtpParameters

from server.bot.errors import Refused
from server.bot.loss import Loss
from server.bot.received import Received
from server.bot.sources import Lent

Ask = Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]
CODECS = {"vp8": "video/vp8", "h264": "video/h264"}


class Media:
    """Sends and receives tracks; `ask` is a media request of the live connection."""

    def __init__(self, ask: Ask, loss: Loss) -> None:
        self._ask = ask
        self._loss = loss
        self._device: Any = Device(handlerFactory=AiortcHandler.createFactory())
        self._sending: Any = None
        self._receiving: Any = None
        self._turn = asyncio.Lock()  # one agreement at a time: each one rewrites the session description
        self._following: dict[str, tuple[Any, asyncio.Task[None]]] = {}
        self._failure: Exception | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.connected = {"send": asyncio.Event(), "recv": asyncio.Event()}

    async def start(self) -> None:
        """Learn what the server can do."""
        answer = await self._ask({"do": "capabilities"})
        await self._device.load(RtpCapabilities(**answer["rtpCapabilities"]))

    async def publish(self, track_id: str, source: str, track: MediaStreamTrack, codec: str = "vp8") -> None:
        """Send a track under an id; raises Refused with the server's code."""
        async with self._turn:
            if self._sending is None:
                self._sending = await self._transport("send")
            self._failure = None
            try:
                await self._sending.produce(
                    track=Lent(track),
                    codec=self._codec(codec) if track.kind == "video" else None,
                    appData={"source": source, "track": track_id},
                )
            except IndexError:  # what pymediasoup makes of a refused request
                failure: Exception | None = self._failed_with()
                raise failure or Refused("bad_answer", "The track was not accepted.", "server") from None
            self._loss.spoil(self._sending.handler.pc)

    def _codec(self, name: str) -> Any:
        for codec in self._device.recvRtpCapabilities.codecs:
            if codec.mimeType.lower() == CODECS[name]:
                return codec
        raise Refused("no_such_codec", f"The server does not take {name}.", "rule")

    async def consume(self, track_id: str, received: Received) -> None:
        """Receive and decode a track into `received`; raises Refused with the server's code."""
        async with self._turn:
            if self._receiving is None:
                self._receiving = await self._transport("recv")
            capabilities = self._device.recvRtpCapabilities.model_dump(mode="json", exclude_none=True)
            asked = {"do": "consume", "transport": self._receiving.id, "track": track_id}
            told = await self._ask({**asked, "rtpCapabilities": capabilities})
            consumer = await self._receiving.consume(
                id=told["id"],
                producerId=told["producerId"],
                kind=told["kind"],
                rtpParameters=RtpParameters(**told["rtpParameters"]),
                streamId=told.get("streamId"),
            )
            self._loss.spoil(self._receiving.handler.pc)
            task = asyncio.create_task(received.follow(consumer.track))
            self._following[track_id] = (consumer, task)
        await self._ask({"do": "resume", "consumer": told["id"]})

    def receives(self, track_id: str) -> bool:
        """Whether a track is being received."""
        return track_id in self._following

    async def forget(self, track_id: str) -> None:
        """Stop decoding a track. Its place in the session description stays, silent: aiortc cannot reuse it."""
        followed = self._following.pop(track_id, None)
        if followed is not None:
            await _end(followed[1])

    async def layer(self, track_id: str, width: int, height: int) -> None:
        """Tell at which size a track is shown, in pixels."""
        consumer = self._following[track_id][0]
        await self._ask({"do": "layer", "consumer": consumer.id, "width": width, "height": height})

    async def count_packets(self, into: dict[str, Received]) -> None:
        """Write how many packets came and how many were lost for good."""
        for track_id, (consumer, _) in list(self._following.items()):
            for receiver in self._receiving.handler.pc.getReceivers():
                if receiver.track is not consumer.track or track_id not in into:
                    continue
                for stat in (await receiver.getStats()).values():
                    if stat.type == "inbound-rtp":
                        into[track_id].packets = stat.packetsReceived
                        into[track_id].packets_lost = stat.packetsLost

    async def _transport(self, direction: str) -> Any:
        told = await self._ask({"do": "createTransport", "direction": direction})
        make = self._device.createSendTransport if direction == "send" else self._device.createRecvTransport
        transport = make(
            id=told["id"],
            iceParameters=IceParameters(**told["iceParameters"]),
            iceCandidates=[IceCandidate(**one) for one in told["iceCandidates"] if one["protocol"] == "udp"],
            dtlsParameters=DtlsParameters(**told["dtlsParameters"]),
            sctpParameters=None,
            iceServers=[],  # not aiortc's default, a server of somebody else's
        )
        transport.on("connect", lambda dtls: self._later(self._connect(transport, dtls)))
        transport.on("produce", lambda kind, rtp, data: self._produce(transport, kind, rtp, data))
        transport.on("connectionstatechange", lambda state: self._state(direction, state))
        transport.on("error", self._failed)
        return transport

    async def _connect(self, transport: Any, dtls: Any) -> None:
        parameters = dtls.model_dump(mode="json", exclude_none=True)
        await self._ask({"do": "connectTransport", "transport": transport.id, "dtlsParameters": parameters})

    async def _produce(self, transport: Any, kind: str, parameters: Any, data: dict[str, str]) -> str:
        rtp = parameters.model_dump(mode="json", exclude_none=True)
        answer = await self._ask(
            {"do": "produce", "transport": transport.id, "kind": kind, "rtpParameters": rtp, **data}
        )
        return str(answer["id"])

    def _state(self, direction: str, state: str) -> None:
        if state == "connected":
            self.connected[direction].set()

    def _failed_with(self) -> Exception | None:
        return self._failure

    def _failed(self, error: Exception) -> None:
        self._failure = error

    def _later(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            self._failure = task.exception()  # type: ignore[assignment]

    async def close(self) -> None:
        """End both transports and all that runs on them."""
        for track_id in list(self._following):
            await self.forget(track_id)
        for transport in (self._sending, self._receiving):
            if transport is not None:
                await transport.close()
        self._sending = self._receiving = None


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
