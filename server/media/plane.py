"""The narrow interface behind which all work per packet is done, so that a faster plane can take its place.

bind, listen and close; add_peer, add_probe, rename_peer and remove_peer; on the peer add_source and add_route; on the route switch, stop
and resend; on the layer request_keyframe and attach (a tap); tick; stats.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import asdict

from server.media import stun
from server.media.allowance import Allowance
from server.media.doors import Doors
from server.media.outbox import Outbox
from server.media.peer import Peer
from server.media.srtp import Counters
from server.media.stun import Address, Datagram

# STUN requests at once and a second: a browser sends 20 to 50 while it looks for a way
CHECKS = (200.0, 50.0)
RECORDS = (200.0, 50.0)  # DTLS records: a handshake has about ten, and is over

log = logging.getLogger(__name__)


class End:
    """A peer as the plane knows it: its secret name, whom to tell, and how much checking it may cost.

    Requests from elsewhere have a measure of their own: whoever saw the name on the wire must not use up the owner's.
    """

    __slots__ = (
        "checks",
        "checks_of_strangers",
        "on_handshake",
        "on_proven",
        "only_answered",
        "peer",
        "records",
    )

    def __init__(
        self, peer: Peer, on_proven: Callable[[], None], on_handshake: Callable[[bytes], None]
    ) -> None:
        self.peer = peer
        self.on_proven = on_proven
        self.on_handshake = on_handshake
        self.checks, self.checks_of_strangers = Allowance(*CHECKS), Allowance(*CHECKS)
        self.records = Allowance(*RECORDS)
        self.only_answered = False


class Plane:
    """The sockets and the people behind their addresses. `clock` gives monotonic seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.counters = Counters()
        self.outbox = Outbox(self._write_now, self.counters)
        self.turned: Callable[[], None] = lambda: None  # called when a batch of packets was read
        self.tcp_port: int | None = None
        self._socket: Doors | None = None
        self._ends: list[End] = []
        self._secrets: dict[str, tuple[End, str]] = {}  # by user fragment
        self._addresses: dict[Address, End] = {}

    def bind(self, host: str, port: int) -> int:
        """Open the UDP port; returns its number. Raises OSError."""
        self._socket = Doors(
            self.datagram, self._addresses.__contains__, self._gone, self.outbox, lambda: self.turned()
        )
        return self._socket.bind(host, port)

    async def listen(self, host: str, port: int) -> None:
        """After `bind`: take media over TCP too. Raises OSError."""
        assert self._socket is not None
        self.tcp_port = await self._socket.listen(host, port)

    def close(self) -> None:
        """Free the port."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def write(self, data: bytes | memoryview, address: Address) -> object:
        """Send one datagram, behind the media that waits. Raises OSError."""
        self.outbox.send_waiting()
        return self._write_now(data, address)

    def _write_now(self, data: bytes | memoryview, address: Address) -> object:
        if self._socket is None:
            raise OSError("the socket is closed")
        return self._socket.sendto(data, address)

    def add_peer(
        self,
        fragment: str,
        password: str,
        on_proven: Callable[[], None],
        on_handshake: Callable[[bytes], None],
    ) -> End:
        """Expect somebody who knows `password`; `on_proven()` whenever an address was checked."""
        end = End(Peer(self.write, self.counters, self.outbox), on_proven, on_handshake)
        self._ends.append(end)
        self._secrets[fragment] = (end, password)
        return end

    def add_probe(self, fragment: str, password: str) -> End:
        """Answer the checks of somebody who tries their network, and nothing else.

        They get no address here: a check from a forged one would take it from whoever is there.
        """
        end = self.add_peer(fragment, password, lambda: None, lambda _: None)
        end.only_answered = True
        return end

    def rename_peer(self, end: End, fragment: str, password: str) -> None:
        """ICE restart: also expect it under new credentials; older ones but the last are forgotten."""
        names = [name for name, (other, _) in self._secrets.items() if other is end]
        for name in names[:-1]:
            del self._secrets[name]
        self._secrets[fragment] = (end, password)

    def remove_peer(self, end: End) -> None:
        """Nothing from there is for us any more."""
        if end in self._ends:
            self._ends.remove(end)
        self._secrets = {name: entry for name, entry in self._secrets.items() if entry[0] is not end}
        for address in [address for address, other in self._addresses.items() if other is end]:
            self._forget(address)

    def _forget(self, address: Address) -> None:
        del self._addresses[address]
        if self._socket is not None:
            self._socket.forget(address)

    def _gone(self, address: Address) -> None:
        end = self._addresses.pop(address, None)
        if end is not None:
            end.peer.lost(address)

    def datagram(self, data: Datagram, address: Address) -> None:
        """A datagram came; whatever is in it, nothing is raised (RFC 7983 section 7 tells the kinds apart)."""
        try:
            first = data[0] if data else 255
            if 128 <= first <= 191:
                end = self._addresses.get(address)
                if end is None:
                    self.counters.junk += 1
                else:
                    end.peer.media(data, self.clock())
            elif first <= 3:
                self.outbox.catch_up()
                self._stun(bytes(data), address)
            elif 20 <= first <= 63 and (end := self._addresses.get(address)) is not None:
                if not end.records.take(self.clock()):
                    self.counters.junk += 1
                    return
                if (
                    not end.peer.connected
                ):  # the client listens where it spoke from, whatever was checked first
                    end.peer.address = address
                end.on_handshake(bytes(data))
            else:
                self.counters.junk += 1
        except ValueError:
            self.counters.junk += 1
        except (
            Exception
        ):  # one person's packet must never stop everybody's media; tests assert that there are none
            self.counters.faults += 1
            log.debug("a datagram could not be handled", exc_info=True)

    def _password(self, fragment: str, address: Address) -> str | None:
        """None also when too much was asked: each check costs two hashes, and the answer two more."""
        entry = self._secrets.get(fragment)
        if entry is None:
            return None
        end = entry[0]
        allowance = end.checks if self._addresses.get(address) is end else end.checks_of_strangers
        return entry[1] if allowance.take(self.clock()) else None

    def _stun(self, data: bytes, address: Address) -> None:
        checked = stun.check(data, address, lambda fragment: self._password(fragment, address))
        if checked is None:
            self.counters.junk += 1
            return
        end = self._secrets[checked.fragment][0]
        if end.only_answered:
            self.write(checked.answer, address)
            return
        dropped = end.peer.proven(address, checked.nominated, self.clock())
        if dropped is not None and self._addresses.get(dropped) is end:
            self._forget(dropped)
        self._addresses[address] = end
        self.write(checked.answer, address)
        end.on_proven()

    def tick(self, now: float) -> bool:
        """Every 20 ms while packets come: repair, feedback and reports; whether something waits for the next tick."""
        waits = False
        self.outbox.hold()
        try:
            for end in self._ends:
                peer = end.peer
                if peer.streams.sources or peer.pacer:
                    waits |= self._tick_of(peer, now)
        finally:
            self.outbox.flush()
        return waits

    def _tick_of(self, peer: Peer, now: float) -> bool:
        try:
            return peer.tick(now)
        except Exception:  # one person's streams must never stop everybody's repair
            self.counters.faults += 1
            log.debug("what is due for a sender could not be done", exc_info=True)
            return True

    def stats(self) -> dict[str, int]:
        """Counters since start, and who is there now."""
        layers = [layer for end in self._ends for layer in end.peer.streams.layers()]
        now = self.clock()
        return {
            **asdict(self.counters),
            **(self._socket.stats() if self._socket is not None else {}),
            "peers": sum(end.peer.connected for end in self._ends),
            "routes": sum(len(end.peer.routes) for end in self._ends),
            "layers": len(layers),
            "layers_active": sum(layer.active(now) for layer in layers),
            "lost": sum(layer.stream.lost() for layer in layers),
            "missing_for_good": sum(layer.stream.abandoned for layer in layers),
        }
