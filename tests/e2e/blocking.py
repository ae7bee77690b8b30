"""Networks that let little through, as one browser meets them: blocked ways lead to ports where nobody answers."""

import json
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from playwright.async_api import Browser, Page

from tests.e2e.visitors import Visitor, visitors

# What lies between this page and the server: each way ("udp", "tcp") may lead to another place, or only the relay is left.
BETWEEN = """
(leads, onlyRelay) => {
    const Real = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Real {
        constructor(settings = {}, ...more) {
            super(onlyRelay ? { ...settings, iceTransportPolicy: "relay" } : settings, ...more);
        }
        setRemoteDescription(told) {
            const relayed = this.getConfiguration().iceTransportPolicy === "relay";
            const sdp = told.sdp.replace(
                /^(a=candidate:\\S+ 1 (udp|tcp) \\d+ )(\\S+) \\d+/gim,
                (all, head, way, ip) => {
                    const lead = leads[way.toLowerCase()];
                    return lead && !relayed ? `${head}${lead[0] || ip} ${lead[1]}` : all;
                },
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
            const selected = stats.get(one.selectedCandidatePairId) ?? (one.selected ? one : null);  // Firefox marks the pair
            if (!selected) continue;
            const own = stats.get(selected.localCandidateId);
            found.push(own.candidateType === "relay" ? "relay" : own.protocol);
        }
    }
    return found;
}"""


Address = tuple[str, int]


@contextmanager
def walls(*blocked: str, only_relay: bool = False, udp: Address | None = None) -> Iterator[str]:
    """A script for pages behind a firewall that drops "udp", refuses "tcp" or both, or whose UDP goes through `udp`."""
    with (
        socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as drops,
        socket.socket(socket.AF_INET6) as refuses,
    ):
        drops.bind(("::", 0))  # never read: a packet that comes here is lost
        hole = drops.getsockname()[1]
        refuses.bind(("::", hole))  # does not listen: who connects is refused
        leads: dict[str, Address] = {way: ("", hole) for way in blocked}
        if udp:
            leads["udp"] = udp
        yield f"({BETWEEN})({json.dumps(leads)}, {json.dumps(only_relay)})"


@asynccontextmanager
async def behind(
    browser: Browser, name: str, *blocked: str, only_relay: bool = False
) -> AsyncIterator[Visitor]:
    """A visitor behind such a firewall."""
    with walls(*blocked, only_relay=only_relay) as script:
        async with visitors(browser, name) as (visitor,):
            await visitor.page.add_init_script(script)
            yield visitor


async def lead_round(visitor: Visitor, address: str, port: int) -> None:
    """From the next page on, the visitor's media goes to another address instead of the server's."""
    await visitor.page.add_init_script(f"({DETOUR})({json.dumps(address)}, {port})")


async def ways_of(page: Page) -> set[str]:
    """The ways that a page's media takes: "udp", "tcp", "relay"."""
    return set(await page.evaluate(USED))


async def ways(visitor: Visitor) -> set[str]:
    """The same of a visitor, in whichever browser."""
    return set(await visitor.ask(USED))
