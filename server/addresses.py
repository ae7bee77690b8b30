"""The addresses of this machine that others can reach, and those that its visitors come from."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence

import ifaddr

# Where a packet to the outside would leave from: addresses kept for documentation, nothing is sent there.
OUTSIDE = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
HERE = tuple(ipaddress.ip_network(net) for net in ("127.0.0.0/8", "::1/128", "::ffff:127.0.0.0/104"))
LONGEST = 60  # characters that are kept of what a header says


def own_addresses() -> list[str]:
    """IPv4 and IPv6 addresses of all interfaces, those that lead outside first; no loopback, no link-local ones."""
    found = [
        ip.ip if isinstance(ip.ip, str) else ip.ip[0]
        for adapter in ifaddr.get_adapters()
        for ip in adapter.ips
    ]
    outgoing = [_outgoing(family, address) for family, address in OUTSIDE]
    usable = [address for address in dict.fromkeys(found) if is_reachable(address)]
    return sorted(usable, key=lambda ip: (outgoing.index(ip) if ip in outgoing else len(outgoing), ":" in ip))


def is_reachable(address: str) -> bool:
    """Whether another machine can reach this literal: link-local ones would need to name an interface."""
    ip = ipaddress.ip_address(address)
    return not (ip.is_loopback or ip.is_link_local or ip.is_unspecified or ip.is_multicast)


def _outgoing(family: socket.AddressFamily, address: str) -> str:
    """The address of the interface that leads outside (no packet is sent by connecting a UDP socket)."""
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((address, 9))
            return str(probe.getsockname()[0])
    except OSError:
        return ""


def visitor(remote: str, forwarded: str, proxies: Sequence[Network]) -> str:
    """Where a request comes from. `forwarded`: X-Forwarded-For, at whose end each proxy adds its visitor's address.

    Those on this machine are believed, and those named; whatever else stands there the visitor may have written. It is a
    name to measure by: of IPv6 the network.
    """
    hops = [hop.strip() for hop in [*forwarded.split(","), remote] if hop.strip()]
    for hop in reversed(hops):
        if not _is_in(hop, (*HERE, *proxies)):
            return _measured(hop[:LONGEST])
    return _measured(hops[0][:LONGEST]) if hops else ""


def _measured(address: str) -> str:
    """What counts as one visitor: of IPv6 the network, since each house and phone has a /64 of its own (RFC 6177), and
    may take another of its 2^64 addresses for each request."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if ip.version == 4:
        return str(ip)
    if ip.ipv4_mapped is not None:
        return str(ip.ipv4_mapped)
    return str(ipaddress.ip_network((ip, 64), strict=False))


def _is_in(address: str, networks: Sequence[Network]) -> bool:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(ip in network for network in networks)
