"""All media of one class: who sends, who receives, who speaks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from aiortc import RTCCertificate

from server.media.dtls import DtlsSession
from server.media.errors import MediaRefusal
from server.media.hooks import tell
from server.media.loudest import Loudest
from server.media.plane import Plane
from server.media.producer import Producer
from server.media.speaker import Speakers
from server.media.transport import Transport

MOST_TRANSPORTS = 4  # of one person in one room


class Room:
    """The media side of one class. `id` is the class."""

    def __init__(
        self, class_id: str, plane: Plane, certificate: RTCCertificate, addresses: Sequence[str], port: int,
        *, spawn_close: Callable[[DtlsSession, Transport], None], on_close: Callable[[Room], None],
    ) -> None:  # fmt: skip
        self.id = class_id
        self._plane, self._certificate, self._addresses, self._port = plane, certificate, addresses, port
        self._spawn_close, self._forget = spawn_close, on_close
        self._transports: dict[str, Transport] = {}
        self._producers: dict[str, Producer] = {}
        self._on_speaker: list[Callable[[str | None], None]] = []
        self._on_levels: list[Callable[[dict[str, int]], None]] = []
        self._on_wanted: list[Callable[[str, tuple[bool, ...]], None]] = []
        self._speakers = Speakers(self._speaker_changed, self._levels_heard)
        self._spread: frozenset[str] = frozenset()
        self._loudest = Loudest(lambda track, on: self._producers[track].forward(on))
        self.closed = False

    def create_transport(self, peer: str, direction: str) -> Transport:
        """A new transport of a person (`peer`); direction "send" (client sends) or "recv". At most 4 a person."""
        if self.closed:
            raise MediaRefusal("closed", "The class has ended.")
        if direction not in ("send", "recv"):
            raise MediaRefusal("bad_parameters", "The direction is send or recv.")
        if sum(other.peer == peer for other in self._transports.values()) >= MOST_TRANSPORTS:
            raise MediaRefusal("too_many", f"At most {MOST_TRANSPORTS} media connections a person.")
        transport = Transport(
            peer, direction, self._plane, self._certificate, self._addresses, self._port, self
        )
        self._transports[transport.id] = transport
        return transport

    def transport(self, transport_id: object, peer: str) -> Transport:
        """The transport of that person. Raises MediaRefusal `unknown_transport` also for other people's."""
        found = self._transports.get(transport_id) if isinstance(transport_id, str) else None
        if found is None or found.peer != peer:
            raise MediaRefusal("unknown_transport", "This media connection does not exist.")
        return found

    def transports(self, peer: str | None = None) -> list[Transport]:
        """All transports, or those of one person."""
        return [t for t in self._transports.values() if peer is None or t.peer == peer]

    def producer(self, track: object) -> Producer:
        """The producer of a track. Raises MediaRefusal `unknown_track`."""
        found = self._producers.get(track) if isinstance(track, str) else None
        if found is None:
            raise MediaRefusal("unknown_track", "This track does not exist.")
        return found

    def producers(self) -> list[Producer]:
        """Everything that is being sent now, oldest first."""
        return list(self._producers.values())

    def close_peer(self, peer: str) -> None:
        """Close all transports of a person who left."""
        for transport in self.transports(peer):
            transport.close()

    # -- who speaks

    def on_speaker(self, callback: Callable[[str | None], None]) -> None:
        """Call with the peer who is now the active speaker; None when that person's microphone ended."""
        self._on_speaker.append(callback)

    def on_levels(self, callback: Callable[[dict[str, int]], None]) -> None:
        """Call about 5 times a second with {peer: level in dBov, -127..0} of those heard since the last call."""
        self._on_levels.append(callback)

    @property
    def speaker(self) -> str | None:
        """The active speaker."""
        return self._speakers.speaker

    def place(self, places: Mapping[str, str], spread: Collection[str] = ()) -> None:
        """Who is in which breakout group; each group has its own loudest voices, and so has the main room.

        Voices that are `spread` are heard in all of them, beside their own three.
        """
        self._loudest.place(places)
        self._spread = frozenset(spread)
        self._presenters_changed()

    def on_wanted(self, callback: Callable[[str, tuple[bool, ...]], None]) -> None:
        """Call with a track and which of its layers somebody needs, lowest first; the others need not be sent."""
        self._on_wanted.append(callback)

    def _speaker_changed(self, peer: str | None) -> None:
        tell(self._on_speaker, peer)

    def _levels_heard(self, levels: dict[str, int]) -> None:
        tell(self._on_levels, levels)

    # -- for transports

    def add_producer(self, producer: Producer) -> None:
        """A track begins. Raises MediaRefusal `taken` when one of that name exists."""
        if producer.id in self._producers:
            raise MediaRefusal("taken", "This track exists already.")
        self._producers[producer.id] = producer
        producer.on_wanted(lambda layers: tell(self._on_wanted, producer.id, layers))
        if producer.presents:
            self._presenters_changed()
        if producer.speaks:
            self._listen(producer)

    def _listen(self, producer: Producer) -> None:
        track, peer = producer.id, producer.peer

        def heard(level: int, voice: bool, now: float) -> None:
            self._speakers.heard(peer, level)
            self._loudest.heard(track, level, voice, now)

        producer.on_level(heard)
        producer.forward(False)
        self._loudest.began(track, peer, self._plane.clock())

    def _presenters_changed(self) -> None:
        presenting = {other.peer for other in self._producers.values() if other.presents}
        self._loudest.present(presenting | self._spread)

    def remove_producer(self, producer: Producer) -> None:
        """A track ended."""
        if self._producers.get(producer.id) is producer:
            del self._producers[producer.id]
            self._loudest.ended(producer.id)
            if producer.presents:
                self._presenters_changed()
        if not any(other.peer == producer.peer and other.speaks for other in self._producers.values()):
            self._speakers.left(producer.peer)

    def remove_transport(self, transport: Transport) -> None:
        """A transport closed."""
        self._transports.pop(transport.id, None)

    def spawn_close(self, transport: Transport, session: DtlsSession) -> None:
        """Let its handshake end in the background."""
        self._spawn_close(session, transport)

    def tick(self, now: float) -> None:
        """Ten times a second."""
        self._speakers.tick(now)
        self._loudest.tick(now)
        for producer in self.producers():
            producer.tick(now)
        for transport in self.transports():
            transport.tick(now)

    def close(self) -> None:
        """Close all transports, and with them producers, consumers and taps."""
        if self.closed:
            return
        self.closed = True
        for transport in self.transports():
            transport.close()
        self._forget(self)
