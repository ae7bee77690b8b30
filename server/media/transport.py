"""One person's encrypted path to or from the server."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import pylibsrtp
from aiortc import RTCCertificate

from server.media import dtls, ortc
from server.media.allocator import Allocator
from server.media.candidates import candidates
from server.media.consumer import Consumer
from server.media.errors import MediaRefusal
from server.media.hooks import tell
from server.media.plane import Plane
from server.media.producer import Producer

MOST_PRODUCERS, MOST_CONSUMERS = 16, 200  # of one transport
SILENT_AFTER = 30.0  # seconds without a STUN request or a letter; browsers check every few seconds (RFC 7675)
UNUSED_AFTER = (
    60.0  # seconds in which whoever asked for a transport connects it; another one is made when it is needed
)


class Surroundings(Protocol):
    """What a transport needs of its room."""

    def add_producer(self, producer: Producer) -> None:
        """Raises MediaRefusal when the track exists."""

    def remove_producer(self, producer: Producer) -> None: ...

    def remove_transport(self, transport: Transport) -> None: ...

    def spawn_close(self, transport: Transport, session: dtls.DtlsSession) -> None: ...


class Transport:
    """A path of one direction: "send" carries the person's own tracks, "recv" those of others."""

    def __init__(
        self, peer: str, direction: str, plane: Plane, certificate: RTCCertificate, addresses: Sequence[str],
        port: int, room: Surroundings,
    ) -> None:  # fmt: skip
        self.id = secrets.token_urlsafe(12)
        self.peer, self.direction = peer, direction
        self.closed = False
        self._plane, self._certificate, self._addresses, self._port = plane, certificate, addresses, port
        self._room = room
        self._fragment, self._password = credentials()
        self._end = plane.add_peer(self._fragment, self._password, self._proven, self._handshake)
        self._dtls = dtls.DtlsSession(certificate, self._end.peer.send_plain, self._keys, self._ended)
        self._theirs: tuple[str, list[tuple[str, str]]] | None = None
        self._made_at, self._connected_at = plane.clock(), 0.0
        self._producers: list[Producer] = []
        self._consumers: dict[str, Consumer] = {}
        self._allocator = Allocator(self._end.peer, self.consumers)
        self._next_mid = 0
        self._on_close: list[Callable[[str], None]] = []

    # -- signalling

    def describe(self) -> dict[str, Any]:
        """`{id, iceParameters, iceCandidates, dtlsParameters}` for mediasoup-client."""
        return {
            "id": self.id, "iceParameters": self._ice_parameters(),
            "iceCandidates": candidates(self._plane, self._addresses, self._port),
            "dtlsParameters": {"role": "auto", "fingerprints": dtls.fingerprints(self._certificate)},
        }  # fmt: skip

    def _ice_parameters(self) -> dict[str, Any]:
        return {"usernameFragment": self._fragment, "password": self._password, "iceLite": True}

    def connect(self, dtls_parameters: object) -> None:
        """Take the client's `dtlsParameters`; the handshake starts with the first valid STUN. Returns at once."""
        self._check_open()
        theirs = ortc.read_dtls(dtls_parameters)
        if self._theirs is not None:
            raise MediaRefusal("already_connected", "This media connection was set up already.")
        self._theirs = theirs
        self._connected_at = self._plane.clock()
        self._proven()

    def restart_ice(self) -> dict[str, Any]:
        """New `iceParameters` after the client's network changed; media goes on meanwhile."""
        self._check_open()
        self._fragment, self._password = credentials()
        self._plane.rename_peer(self._end, self._fragment, self._password)
        return self._ice_parameters()

    def produce(
        self, track: str, kind: str, rtp_parameters: object, *, speaks: bool = True, group: str = "person"
    ) -> Producer:
        """Accept a track. `speaks`: whether its level makes the person the active speaker (not for screen sound).

        Tracks of one `group` are shown in sync: give "screen" for a screen and its sound. Raises MediaRefusal.
        """
        self._check_open()
        if self.direction != "send":
            raise MediaRefusal("wrong_direction", "This media connection is for receiving.")
        if len(self._producers) >= MOST_PRODUCERS:
            raise MediaRefusal("too_many", f"At most {MOST_PRODUCERS} tracks can be sent.")
        ortc.check_name(track, "track")
        sending = ortc.read_sending(kind, rtp_parameters)
        self._check_free(sending)
        peer = self._end.peer
        stream = f"{self.peer}-{group}"
        producer = Producer(track, self.peer, kind, sending, peer, stream, self._plane.clock, speaks=speaks)
        try:
            self._room.add_producer(producer)
        except MediaRefusal:
            producer.close()
            raise
        self._producers.append(producer)
        producer.on_close(lambda _: self._forget_producer(producer))
        return producer

    def _check_free(self, sending: ortc.Sending) -> None:
        peer = self._end.peer
        for encoding in sending.encodings:
            if encoding.ssrc in peer.streams.known or encoding.rtx_ssrc in peer.streams.known:
                raise MediaRefusal("taken", "Another track uses this stream number.")
        if any(source.mid == sending.mid for source in peer.streams.sources):
            raise MediaRefusal("taken", "Another track uses this media section.")

    def _forget_producer(self, producer: Producer) -> None:
        self._producers.remove(producer)
        self._room.remove_producer(producer)

    def consume(self, producer: Producer, rtp_capabilities: object) -> Consumer:
        """Send that track to this person; starts paused, call `resume` when the client is ready. Raises MediaRefusal."""
        self._check_open()
        if self.direction != "recv":
            raise MediaRefusal("wrong_direction", "This media connection is for sending.")
        if producer.closed:
            raise MediaRefusal("unknown_track", "This track has ended.")
        if len(self._consumers) >= MOST_CONSUMERS:
            raise MediaRefusal("too_many", f"At most {MOST_CONSUMERS} tracks can be received.")
        if not ortc.can_receive(producer.codec_mime, rtp_capabilities):
            raise MediaRefusal("unsupported_codec", "This browser cannot play the format of that track.")
        mid, self._next_mid = str(self._next_mid), self._next_mid + 1
        name = secrets.token_urlsafe(9)
        consumer = Consumer(name, producer, mid, self._end.peer, self._plane.clock, self._allocator)
        self._consumers[name] = consumer
        consumer.on_close(lambda _: self._forget_consumer(name))
        return consumer

    def _forget_consumer(self, name: str) -> None:
        self._consumers.pop(name, None)

    def consumer(self, consumer_id: object) -> Consumer:
        """A consumer of this transport. Raises MediaRefusal `unknown_consumer`."""
        found = self._consumers.get(consumer_id) if isinstance(consumer_id, str) else None
        if found is None:
            raise MediaRefusal("unknown_consumer", "This track is not being received here.")
        return found

    def producers(self) -> list[Producer]:
        """What the person sends through it."""
        return list(self._producers)

    def consumers(self) -> list[Consumer]:
        """What the person receives through it."""
        return list(self._consumers.values())

    # -- events of the plane

    def _proven(self) -> None:
        """An address was checked or the client's fingerprints came: with both, begin the handshake."""
        if self._theirs is None or self._end.peer.address is None or self._dtls.started or self.closed:
            return
        role, prints = self._theirs
        self._dtls.start("client" if role == "server" else "server", prints)

    def _handshake(self, data: bytes) -> None:
        self._dtls.datagram(data)

    def _keys(self, incoming: pylibsrtp.Session, outgoing: pylibsrtp.Session) -> None:
        self._end.peer.keys(incoming, outgoing)
        now = self._plane.clock()
        for consumer in self.consumers():
            consumer.restart(now)
        self._allocator.share(now)
        for producer in self._producers:
            for layer in producer.layers:
                if layer.paths:
                    layer.request_keyframe(now)

    def _ended(self) -> None:
        self.close("dtls")

    @property
    def connected(self) -> bool:
        """Whether media can flow."""
        return self._end.peer.connected

    def tick(self, now: float) -> None:
        """Ten times a second: has the person gone silent, does the link carry what is sent?"""
        if self._theirs is None:
            silent = now - self._made_at > UNUSED_AFTER
        else:
            silent = now - max(self._end.peer.heard, self._connected_at) > SILENT_AFTER
        if silent:
            self.close("silent")
            return
        if self._consumers:
            self._allocator.tick(now)

    def on_shortage(self, callback: Callable[[str, int], None]) -> None:
        """Call with what the link costs the pictures: "all" are as wished, "smaller" or "stopped", and the bit/s it carries."""
        self._allocator.on_shortage(callback)

    # -- end

    def _check_open(self) -> None:
        if self.closed:
            raise MediaRefusal("closed", "This media connection has ended.")

    def on_close(self, callback: Callable[[str], None]) -> None:
        """Call once with the reason: "closed", "silent" (30 s without a word, or never connected), "dtls" (failed or ended by the client)."""
        self._on_close.append(callback)

    def close(self, reason: str = "closed") -> None:
        """Close it with its producers and consumers."""
        if self.closed:
            return
        self.closed = True
        for producer in self.producers():
            producer.close(reason)
        for consumer in self.consumers():
            consumer.close(reason)
        self._room.spawn_close(self, self._dtls)
        self._room.remove_transport(self)
        tell(self._on_close, reason)

    def leave_plane(self) -> None:
        """After the goodbye: no datagram is ours any more."""
        self._plane.remove_peer(self._end)


def credentials() -> tuple[str, str]:
    """A user fragment and password of ICE characters (RFC 8445 section 5.3 asks for 24 and 128 bits)."""
    return secrets.token_hex(8), secrets.token_hex(16)
