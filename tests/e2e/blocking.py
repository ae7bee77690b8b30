"""Networks that let little through, as one browser meets them: blocked ways lead to ports where nobody answers."""

import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser

from tests.e2e.visitors import Visitor, visitors

# A firewall between this page and the server: it drops UDP, refuses TCP, or leaves only the relay.
FIREWALL = """
(blocked, hole, onlyRelay) => {
    const Real = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Real {
        constructor(settings = {}, ...more) {
            super(onlyRelay ? { ...settings, iceTransportPolicy: "relay" } : settings, ...more);
        }
        setRemoteDescription(told) {
            const relayed = this.getConfiguration().iceTransportPolicy === "relay";
            const sdp = told.sdp.replace(
                /^(a=candidate:\\S+ 1 (udp|tcp) \\d+ \\S+ )\\d+/gim,
                (all, head, way) => (blocked.includes(way.toLowerCase()) && !relayed ? head + hole : all),
            );
            return super.setRemoteDescription({ type: told.type, sdp });
        }
    };
}
"""
# Media of this page leads over UDP to one other address, where a piece of bad network stands.
DETOUR = """
(address, port) => {
    const Real = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Real {
        setRemoteDescription(told) {
            const sdp = told.sdp
                .replace(/^a=candidate:.* tcp .*\\r\\n/gim, "")
                .replace(/^(a=candidate:\\S+ 1 udp \\d+ )\\S+ \\d+/gim, `$1${address} ${port}`);
            return super.setRemoteDescription({ type: told.type, sdp });
        }
    };
}
"""
USED = """async () => {
    const found = [];
    for (const line of window.lines) {
        if (line.connectionState !== "connected") continue;
        const stats = await line.getStats();
        for (const one of stats.values()) {
            if (one.type !== "transport" || !one.selectedCandidatePairId) continue;
            const own = stats.get(stats.get(one.selectedCandidatePairId).localCandidateId);
            found.push(own.candidateType === "relay" ? "relay" : own.protocol);
        }
    }
    return found;
}"""


@asynccontextmanager
async def behind(
    browser: Browser, name: str, *blocked: str, only_relay: bool = False
) -> AsyncIterator[Visitor]:
    """A visitor behind a firewall that blocks "udp", "tcp" or both."""
    with (
        socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as drops,
        socket.socket(socket.AF_INET6) as refuses,
    ):
        drops.bind(("::", 0))  # never read: a packet that comes here is lost
        hole = drops.getsockname()[1]
        refuses.bind(("::", hole))  # does not listen: who connects is refused
        async with visitors(browser, name) as (visitor,):
            given = ", ".join(json.dumps(value) for value in (blocked, hole, only_relay))
            await visitor.page.add_init_script(f"({FIREWALL})({given})")
            yield visitor


async def lead_round(visitor: Visitor, address: str, port: int) -> None:
    """From the next page on, the visitor's media goes to another address instead of the server's."""
    await visitor.page.add_init_script(f"({DETOUR})({json.dumps(address)}, {port})")


async def ways(visitor: Visitor) -> set[str]:
    """The ways that the visitor's media takes: "udp", "tcp", "relay"."""
    return set(await visitor.page.evaluate(USED))
