"""People of the tests who really send and receive sound: asked for at the live door, carried by made packets."""

from __future__ import annotations

import asyncio
from typing import Any

from aiortc import RTCCertificate

from tests.harness.waiting import eventually
from tests.server.media.callers import MICROPHONE, Caller
from tests.server.people import Participant

CERTIFICATE = RTCCertificate.generateCertificate()  # one for all: making it takes as long as a handshake
DTLS = Caller.parameters(CERTIFICATE)


class Calling:
    """The media of one participant's window: a path each way, at most one microphone."""

    def __init__(self, participant: Participant) -> None:
        self.who = participant
        self.ends: dict[str, Caller] = {}
        self.consumers: dict[str, str] = {}  # by track
        self.capabilities: dict[str, Any] = {}

    async def ask(self, do: str, **fields: Any) -> dict[str, Any]:
        """A media request that has to be granted."""
        reply = await self.who.media(do, **fields)
        assert reply["ok"], reply
        return reply

    def path(self, direction: str) -> str:
        """The id of a transport."""
        return str(self.ends[direction].told["id"])

    async def open(self, direction: str) -> None:
        """A path with everything that belongs to it."""
        end = Caller(await self.ask("createTransport", direction=direction), CERTIFICATE)
        self.ends[direction] = end
        await self.ask("connectTransport", transport=self.path(direction), dtlsParameters=DTLS)
        await end.connect()

    async def publish(self, track: str) -> None:
        """Send a microphone."""
        asked = {"kind": "audio", "source": "microphone", "track": track, "rtpParameters": MICROPHONE}
        await self.ask("produce", transport=self.path("send"), **asked)

    async def consume(self, track: str) -> None:
        """Listen to somebody."""
        if not self.capabilities:
            self.capabilities = (await self.ask("capabilities"))["rtpCapabilities"]
        asked = {"transport": self.path("recv"), "rtpCapabilities": self.capabilities}
        told = await self.ask("consume", track=track, **asked)
        self.consumers[track] = told["id"]
        await self.ask("resume", consumer=told["id"])

    async def restart(self, direction: str) -> None:
        """Prove the address again, as after a change of network."""
        reply = await self.ask("restartIce", transport=self.path(direction))
        await self.ends[direction].restart(reply["iceParameters"])

    async def say(self, packets: int = 10) -> None:
        """Send sound at its pace."""
        for _ in range(packets):
            self.ends["send"].speak()
            await asyncio.sleep(0.005)

    @property
    def heard(self) -> int:
        """How many packets of sound came."""
        return self.ends["recv"].heard.total()

    async def close(self) -> None:
        """Free the sockets."""
        for end in self.ends.values():
            await end.close()
        self.ends.clear()
        self.consumers.clear()


async def reaches(speaker: Calling, *listeners: Calling) -> None:
    """Every packet that the speaker sends now comes to each of the listeners."""
    before = [listener.heard for listener in listeners]
    await speaker.say(10)
    for listener, had in zip(listeners, before, strict=True):
        await eventually(
            lambda listener=listener, had=had: listener.heard >= had + 10, f"{listener.who.person} hears", 10
        )


async def takes_the_floor(speaker: Calling, *listeners: Calling) -> None:
    """Speak until everybody hears it: of more voices than are passed on at once, others give their places up first."""
    before = [listener.heard for listener in listeners]

    async def comes() -> bool:
        await speaker.say(1)
        return all(listener.heard > had for listener, had in zip(listeners, before, strict=True))

    await eventually(comes, f"{speaker.who.person} is heard", 15)


async def hears_first(speaker: Calling, listener: Calling) -> None:
    """Speak until the first sound comes: a path that was just made may need a moment."""

    async def one() -> bool:
        await speaker.say(1)
        return listener.heard > 0

    await eventually(one, f"{listener.who.person} hears the first sound", 15)
