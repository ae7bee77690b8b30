"""Somebody who watches and listens in Chromium, without the web client, and what came of it."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Browser, BrowserContext, Page

from server.media import Consumer, Room, Router

FREEZE = 0.5  # seconds without a new picture from which on a picture counts as frozen

ANSWER = """async ([sdp, iceServers]) => {
  const connection = new RTCPeerConnection({ iceServers });
  const seen = { at: [], widths: [] };
  Object.assign(window, { connection, seen });
  connection.ontrack = ({ track }) => {
    const element = document.createElement(track.kind);
    element.autoplay = true;
    element.srcObject = new MediaStream([track]);
    document.body.append(element);
    const draw = () => {
      seen.at.push(performance.now() / 1000);
      seen.widths.push(element.videoWidth);
      element.requestVideoFrameCallback(draw);
    };
    if (track.kind === "video") element.requestVideoFrameCallback(draw);
  };
  await connection.setRemoteDescription({ type: "offer", sdp });
  await connection.setLocalDescription(await connection.createAnswer());
  return connection.localDescription.sdp;
}"""
LOOK = """async () => {
  const told = { now: performance.now() / 1000, concealed: 0, heard: 0, ...window.seen };
  for (const report of (await window.connection.getStats()).values())
    if (report.type === "inbound-rtp" && report.kind === "audio") {
      told.concealed = report.concealedSamples - report.silentConcealedSamples;
      told.heard = report.totalSamplesReceived;
    }
  return told;
}"""


@dataclass(frozen=True)
class Seen:
    """A look at the page: its clock, the moments and widths of all pictures drawn, samples of sound made up and heard."""

    now: float
    at: list[float]
    widths: list[int]
    concealed: int
    heard: int

    def since(self, start: float) -> list[float]:
        """Moments of pictures since `start`."""
        return [at for at in self.at if at >= start]

    def frozen(self, start: float) -> float:
        """Seconds since `start` in gaps that are longer than a freeze."""
        gaps = [after - before for before, after in itertools.pairwise([start, *self.since(start), self.now])]
        return sum(gap for gap in gaps if gap > FREEZE)

    def width(self, start: float) -> int:
        """The width seen most of the time since `start`; 0 for none."""
        seen = [width for at, width in zip(self.at, self.widths, strict=True) if at >= start]
        return max(set(seen), key=seen.count) if seen else 0

    def made_up(self, before: Seen) -> float:
        """Share of the sound since `before` that did not come."""
        return (self.concealed - before.concealed) / max(1, self.heard - before.heard)


class Watcher:
    """Watches the camera and hears the microphone of a room: by UDP through `port`, over TCP where the router is reached so,
    or through one of `ice_servers`."""

    def __init__(
        self, router: Router, room: Room, port: int, ice_servers: Sequence[dict[str, Any]] = ()
    ) -> None:
        self._room, self._port, self._ice_servers = room, port, list(ice_servers)
        self._transport = room.create_transport("watcher", "recv")
        self.consumers: dict[str, Consumer] = {
            name: self._transport.consume(room.producer(name), router.capabilities())
            for name in ("microphone", "camera")
        }
        self.downlink = self._transport._end.peer.downlink
        self.page: Page | None = None

    async def begin(self, browser: Browser | BrowserContext) -> None:
        """Open the page and receive."""
        self.page = page = await browser.new_page()
        answer: str = await page.evaluate(ANSWER, [self._offer(), self._ice_servers])
        prints = [line.split(" ", 1) for line in answer.splitlines() if line.startswith("a=fingerprint:")]
        told = {"algorithm": prints[0][0].removeprefix("a=fingerprint:"), "value": prints[0][1].strip()}
        self._transport.connect({"role": "client", "fingerprints": [told]})
        for consumer in self.consumers.values():
            consumer.resume()

    def _offer(self) -> str:
        told = self._transport.describe()
        ice, candidates = told["iceParameters"], told["iceCandidates"]
        printed = told["dtlsParameters"]["fingerprints"][0]
        described = [consumer.describe() for consumer in self.consumers.values()]
        mids = " ".join(one["rtpParameters"]["mid"] for one in described)
        lines = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0", "a=ice-lite", f"a=group:BUNDLE {mids}"]
        for one in described:
            parameters = one["rtpParameters"]
            numbers = " ".join(str(codec["payloadType"]) for codec in parameters["codecs"])
            lines += [
                f"m={one['kind']} 9 UDP/TLS/RTP/SAVPF {numbers}", "c=IN IP4 127.0.0.1", "a=rtcp-mux", "a=sendonly",
                f"a=mid:{parameters['mid']}", f"a=ice-ufrag:{ice['usernameFragment']}", f"a=ice-pwd:{ice['password']}",
                f"a=fingerprint:{printed['algorithm']} {printed['value']}", "a=setup:actpass",
                *[self._way(number, candidate) for number, candidate in enumerate(candidates)], "a=rtcp-rsize",
                *_codec_lines(parameters, one["streamId"], one["kind"]),
            ]  # fmt: skip
        return "\r\n".join(lines) + "\r\n"

    def _way(self, number: int, candidate: dict[str, Any]) -> str:
        """A line that tells how the router is reached; over UDP it is by the relay that spoils the line."""
        tcp = candidate["protocol"] == "tcp"
        port, kind = (candidate["port"], " tcptype passive") if tcp else (self._port, "")
        way = f"{candidate['protocol']} {candidate['priority']} {candidate['ip']} {port}"
        return f"a=candidate:{number} 1 {way} typ host{kind}"

    async def look(self) -> Seen:
        """What came so far."""
        assert self.page is not None
        return Seen(**await self.page.evaluate(LOOK))

    async def until(self, condition: Callable[[Seen], bool], within: float = 20.0) -> Seen:
        """Wait for a state. Raises TimeoutError."""
        async with asyncio.timeout(within):
            while not condition(seen := await self.look()):
                await asyncio.sleep(0.05)
        return seen

    async def leave(self) -> None:
        """Go."""
        self._transport.close()
        if self.page is not None:
            await self.page.close()


def _codec_lines(parameters: dict[str, Any], stream: str, kind: str) -> list[str]:
    lines = [f"a=extmap:{one['id']} {one['uri']}" for one in parameters["headerExtensions"]]
    for codec in parameters["codecs"]:
        number, channels = codec["payloadType"], f"/{codec['channels']}" if kind == "audio" else ""
        lines.append(f"a=rtpmap:{number} {codec['mimeType'].split('/')[1]}/{codec['clockRate']}{channels}")
        if codec["parameters"]:
            lines.append(f"a=fmtp:{number} " + ";".join(f"{k}={v}" for k, v in codec["parameters"].items()))
        for wish in codec["rtcpFeedback"]:
            lines.append(f"a=rtcp-fb:{number} {wish['type']} {wish.get('parameter', '')}".rstrip())
    encoding = parameters["encodings"][0]
    ssrcs = [encoding["ssrc"], *([encoding["rtx"]["ssrc"]] if "rtx" in encoding else [])]
    if len(ssrcs) == 2:
        lines.append(f"a=ssrc-group:FID {ssrcs[0]} {ssrcs[1]}")
    lines += [f"a=ssrc:{ssrc} cname:{parameters['rtcp']['cname']}" for ssrc in ssrcs]
    return [*lines, f"a=msid:{stream} {kind}"]
