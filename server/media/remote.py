"""The media of a class as the server holds it: the packets themselves pass through a process of their own."""

from __future__ import annotations

import contextlib
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

import structlog

from server.media.errors import MediaLost, MediaRefusal
from server.media.hooks import tell

if TYPE_CHECKING:
    from server.media.station import Station
    from server.media.tap import Sink

log = structlog.get_logger("media")


class RemoteRoom:
    """One class in a media process. Requests are those of `service.ClassService`.

    Events by `on`: "speaker" (person or None), "levels" ({person: dBov}), "wanted" (track, layers),
    "shortage" (transport, pictures, bit/s), "transport_closed",
    "producer_closed" and "consumer_closed" (id, reason); of the server itself "lost" (the process is gone and with it
    all of these) and "renewed" (another one is at work: everybody may begin anew).
    """

    def __init__(self, class_id: str, station: Station) -> None:
        self.id = class_id
        self.closed = False
        self._station = station
        self._callbacks: dict[str, list[Callable[..., object]]] = defaultdict(list)
        self._producers: dict[str, RemoteProducer] = {}
        self._taps: set[RemoteTap] = set()
        self._standing: dict[str, dict[str, Any]] = {}
        self._had_any = False  # whether anybody ever had media here
        station.rooms[class_id] = self

    def on(self, event: str, callback: Callable[..., object]) -> None:
        """Call back with the values of an event."""
        self._callbacks[event].append(callback)

    async def ask(self, what: str, **asked: Any) -> Any:
        """Have a request carried out; raises MediaRefusal, or MediaLost when no process answers."""
        if self.closed:
            raise MediaRefusal("closed", "The class has ended.")
        self._had_any = True
        return await self._station.ask(self.id, what, asked)

    def tell(self, what: str, **asked: Any) -> None:
        """Have something done of which nobody needs to know the outcome; where there never was media, nothing is."""
        if self._had_any and not self.closed:
            self._station.tell(self.id, what, asked)

    def keep_told(self, what: str, **asked: Any) -> None:
        """Tell something that holds until it is told otherwise: every later process learns it too, as its first word."""
        self._had_any = True
        self._standing[what] = asked
        self.tell(what, **asked)

    # -- tracks

    async def produce(self, track: str, **asked: Any) -> RemoteProducer:
        """Begin a track; raises like `ask`."""
        told = await self.ask("produce", track=track, **asked)
        producer = RemoteProducer(self, track, told)
        self._producers[track] = producer
        return producer

    def place(self, places: Mapping[str, str], spread: Collection[str] = ()) -> None:
        """Who is in which breakout group, and whose voices are heard in all of them: they are chosen for each."""
        if places or spread or "place" in self._standing:
            self.keep_told("place", places=dict(places), spread=sorted(spread))

    def producer(self, track: str) -> RemoteProducer | None:
        """The producer of a track, None if it is gone already."""
        return self._producers.get(track)

    def end(self, track: str) -> None:
        """Close a track."""
        if self._producers.pop(track, None) is not None:
            self.tell("end", track=track)

    # -- taps

    def tap(self, track: str, sink: Sink) -> RemoteTap:
        """Let a sink of this process listen to a track."""
        tap = RemoteTap(self, track, sink)
        tap.number = self._station.add_tap(tap)
        self._taps.add(tap)
        if self.closed or not self._station.tell(self.id, "tap", {"tap": tap.number, "track": track}):
            tap.ended()
        return tap

    async def untap(self, number: int) -> None:
        """End a tap; raises MediaLost when its process is gone."""
        await self._station.ask_now(self.id, "untap", {"tap": number})

    def forget_tap(self, tap: RemoteTap) -> None:
        """It is over."""
        self._taps.discard(tap)
        self._station.taps.pop(tap.number, None)

    def heard_until(self) -> float:
        """`time.monotonic()` up to which all that taps heard has come here.

        When this process was held up, what it missed is still on the way: nobody may judge yet that nothing was said.
        """
        now = time.monotonic()
        if not self._taps:
            return now
        return min(now, max(self._station.heard_until, min(tap.since for tap in self._taps)))

    # -- what the station tells

    def happened(self, event: str, values: list[Any]) -> None:
        """An event of this class."""
        if event == "producer_closed":
            producer = self._producers.pop(values[0], None)
            if producer is not None:
                producer.ended(values[1])
        tell(self._callbacks[event], *values)

    def lost(self) -> None:
        """The process is gone, and with it everything that was in it."""
        for tap in list(self._taps):
            tap.ended()
        tell(self._callbacks["lost"])
        producers, self._producers = list(self._producers.values()), {}
        for producer in producers:
            producer.ended("lost")

    def begun(self, *, anew: bool) -> None:
        """A process is at work; `anew`: it follows one that was lost."""
        for what, asked in self._standing.items():
            self.tell(what, **asked)
        if anew and self._had_any:
            tell(self._callbacks["renewed"])

    async def close(self) -> None:
        """Close everything of the class; what taps heard until now has come when this returns."""
        if self.closed:
            return
        self.closed = True
        if self._had_any:
            with contextlib.suppress(MediaLost, MediaRefusal):
                await self._station.ask_now(self.id, "close_room", {})
        for tap in list(self._taps):
            tap.ended()
        self._producers.clear()
        if self._station.rooms.get(self.id) is self:
            del self._station.rooms[self.id]


class RemoteProducer:
    """A track that is being sent: what the recorder must know of it."""

    def __init__(self, room: RemoteRoom, track: str, told: Mapping[str, Any]) -> None:
        self.id = track
        self.peer: str = told["peer"]
        self.kind: str = told["kind"]
        self.codec_mime: str = told["codec_mime"]
        self.clock_rate: int = told["clock_rate"]
        self.codec_parameters: dict[str, Any] = told["codec_parameters"]
        self._room = room
        self._closed: str | None = None
        self._on_close: list[Callable[[str], None]] = []

    def tap(self, sink: Sink) -> RemoteTap:
        """A silent local consumer of the best layer; the sink gets one continuous stream."""
        return self._room.tap(self.id, sink)

    def on_close(self, callback: Callable[[str], None]) -> None:
        """Call once with the reason, also when it closed already: "lost" is that of a process that broke."""
        if self._closed is not None:
            callback(self._closed)
        else:
            self._on_close.append(callback)

    def ended(self, reason: str) -> None:
        """It closed without being asked to."""
        if self._closed is None:
            self._closed = reason
            tell(self._on_close, reason)


class RemoteTap:
    """A sink's connection to a track in a media process."""

    def __init__(self, room: RemoteRoom, track: str, sink: Sink) -> None:
        self.number = 0
        self.since = time.monotonic()
        self._room, self._track, self._sink = room, track, sink
        self._over = False
        self._failures = 0
        self._most: int | None = None

    def take(self, values: list[Any]) -> None:
        """What it heard: a packet, a sender report, or the end (see `courier.Item`)."""
        try:
            match values:
                case [data, arrival]:
                    self._sink.packet(data, arrival)
                case [ntp, rtp, arrival]:
                    self._sink.sender_report(ntp, rtp, arrival)
                case _:
                    self.ended()
        except Exception:  # a full disk must not stop the class
            if not self._failures:
                log.exception("a sink failed", track=self._track)
            self._failures += 1

    def request_keyframe(self) -> None:
        """Ask the sender for a keyframe (throttled)."""
        self._room.tell("tap_keyframe", tap=self.number)

    def limit(self, most: int | None) -> None:
        """Take no better layer than this one from now on, lowest 0; None takes the best."""
        if most != self._most:
            self._most = most
            self._room.tell("tap_limit", tap=self.number, most=most)

    async def close(self) -> None:
        """Stop listening; when this returns, the sink got all there was."""
        if not self._over:
            with contextlib.suppress(MediaLost, MediaRefusal):
                await self._room.untap(self.number)
            self.ended()

    def ended(self) -> None:
        """The track or the tap ended: the sink's `closed` is called, once."""
        if not self._over:
            self._over = True
            self._room.forget_tap(self)
            tell([self._sink.closed])
