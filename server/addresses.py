"""The addresses of this machine that others can reach."""

from __future__ import annotations

import ipaddress
import socket

import ifaddr

# Where a packet to the outside would leave from: addresses kept for documentation, nothing is sent there.
OUTSIDE = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))


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
