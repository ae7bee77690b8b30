"""The ways to us that clients are told: each address by UDP, and by TCP for networks that let no UDP through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from server.media.plane import Plane

# Priorities (RFC 8445 section 5.1.2): earlier addresses first, and TCP after all UDP (RFC 6544 section 4.2), since a
# lost packet holds up those behind it.
UDP_FIRST, TCP_FIRST = 2_113_937_151, 1_526_726_655


def candidates(plane: Plane, addresses: Sequence[str], port: int) -> list[dict[str, Any]]:
    """ICE candidates as mediasoup-client wants them; no UDP ones with port 0, no TCP ones unless the plane listens."""
    told = [
        _candidate("udp", UDP_FIRST, index, address, port) for index, address in enumerate(addresses) if port
    ]
    tcp_port = plane.tcp_port
    if tcp_port is not None:
        told += [
            {**_candidate("tcp", TCP_FIRST, index, address, tcp_port), "tcpType": "passive"}
            for index, address in enumerate(addresses)
        ]
    return told


def _candidate(protocol: str, first: int, index: int, address: str, port: int) -> dict[str, Any]:
    return {
        "foundation": f"{protocol}{index}", "priority": first - index, "ip": address, "address": address,
        "protocol": protocol, "port": port, "type": "host",
    }  # fmt: skip
