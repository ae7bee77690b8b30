"""Networks that let little through, as one browser meets them: blocked ways lead to ports where nobody answers."""

import json
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from playwright.async_api import Browser, Page

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


@contextmanager
def walls(*blocked: str, only_relay: bool = False) -> Iterator[str]:
    """A script for pages behind a firewall that blocks "udp", "tcp" or both."""
    with (
        socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as drops,
        socket.socket(socket.AF_INET6) as refuses,
    ):
        drops.bind(("::", 0))  # never read: a packet that comes here is lost
        hole = drops.getsockname()[1]
        refuses.bind(("::", hole))  # does not listen: who connects is refused
        given = ", ".join(json.dumps(value) for value in (blocked, hole, only_relay))
        yield f"({FIREWALL})({given})"


@asynccontextmanager
async def behind(
    browser: Browser, name: str, *blocked: str, only_relay: bool = False
) -> AsyncIterator[Visitor]:
    """A visitor behind such a firewall."""
    with walls(*blocked, only_relay=only_relay) as script:
        async with visitors(browser, name) as (visitor,):
            await visitor.page.add_init_script(script)
            yield visitor


async def ways_of(page: Page) -> set[str]:
    """The ways that a page's media takes: "udp", "tcp", "relay"."""
    return set(await page.evaluate(USED))


async def ways(visitor: Visitor) -> set[str]:
    """The same of a visitor."""
    return await ways_of(visitor.page)
