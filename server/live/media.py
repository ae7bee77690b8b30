"""Media requests of the people in a class: what is asked for is checked to be theirs, and meant for them."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Literal, cast

import structlog

from rooms.errors import Refusal
from rooms.tracks import PublishTrack, Source
from server.classroom import Classroom
from server.errors import Problem
from server.media.consumer import Consumer
from server.media.errors import MediaRefusal
from server.media.producer import Producer
from server.media.room import Room as MediaRoom
from server.media.router import Router
from server.media.transport import Transport
from server.turn import Relay

SOURCES: dict[str, Literal["audio", "video"]] = {
    "microphone": "audio",
    "camera": "video",
    "screen": "video",
    "screen_audio": "audio",
}
MOST_CONSUMERS = 400

log = structlog.get_logger("media")


class ClassMedia:
    """The media side of one class, seen from its rules: who is in the room, who may hear whom."""

    def __init__(self, classroom: Classroom, router: Router, relay: Relay) -> None:
        self._classroom = classroom
        self._relay = relay
        self._router = router
        self._room: MediaRoom = router.room(classroom.id)
        self._transports: dict[str, tuple[str, str]] = {}  # transport -> person, window (sid)
        self._consumers: dict[str, tuple[str, Consumer]] = {}  # consumer -> person
        self._senders: dict[str, tuple[str, str]] = {}  # track -> window and transport that send it
        self._tasks: set[asyncio.Task[None]] = set()
        self.track_gone: Callable[[str], Awaitable[None]] | None = None

    # -- requests

    async def request(self, person: str, sid: str, asked: dict[str, Any]) -> dict[str, Any]:
        """Answer one media request; raises Refusal, Problem or MediaRefusal."""
        if person not in self._classroom.room.people.present:
            raise Refusal("not_present")
        match asked.get("do"):
            case "capabilities":
                return {"rtpCapabilities": self._router.capabilities()}
            case "createTransport":
                return self._create(person, sid, asked.get("direction"))
            case "connectTransport":
                self._transport(person, asked).connect(asked.get("dtlsParameters"))
                return {}
            case "restartIce":
                fresh = self._transport(person, asked).restart_ice()
                return {"iceParameters": fresh, "iceServers": self._relay.servers(person)}
            case "closeTransport":
                self._transport(person, asked).close()
                return {}
            case "produce":
                return await self._produce(person, sid, asked)
            case "consume":
                return self._consume(person, asked)
            case "resume" | "pause" | "closeConsumer" | "layer" | "keyframe":
                self._steer(self._consumer(person, asked), asked)
                return {}
        raise Refusal("malformed", "that media request is not known.")

    def probe(self) -> dict[str, Any]:
        """What a lobby needs to try which ways to this class are open. Raises Problem `busy`."""
        try:
            return {**self._router.probe(), "iceServers": self._relay.servers_to_try()}
        except MediaRefusal as refusal:
            raise Problem("busy") from refusal

    def _create(self, person: str, sid: str, direction: object) -> dict[str, Any]:
        if direction not in ("send", "recv"):
            raise Refusal("malformed", "direction must be send or recv.")
        self._close_stale(person, sid, direction)
        transport = self._room.create_transport(person, direction)
        self._transports[transport.id] = (person, sid)

        def forget(_reason: str) -> None:
            self._transports.pop(transport.id, None)

        transport.on_close(forget)
        return {**transport.describe(), "iceServers": self._relay.servers(person)}

    def _close_stale(self, person: str, sid: str, direction: object) -> None:
        """Close transports of windows that are gone, and the one that this window makes anew: it needs one each way.

        A page that was loaded anew, or whose line was lost, leaves its old ones behind without a word.
        """
        here = self._classroom.seats.connections
        for name, (owner, window) in list(self._transports.items()):
            if owner != person:
                continue
            transport = self._room.transport(name, person)
            if window not in here or (window == sid and transport.direction == direction):
                transport.close("silent")

    def _transport(self, person: str, asked: dict[str, Any]) -> Transport:
        name = asked.get("transport")
        if not isinstance(name, str) or self._transports.get(name, ("",))[0] != person:
            raise Problem("no_such_transport")
        return self._room.transport(name, person)

    def _consumer(self, person: str, asked: dict[str, Any]) -> Consumer:
        name = asked.get("consumer")
        owner, consumer = self._consumers.get(name, ("", None)) if isinstance(name, str) else ("", None)
        if consumer is None or owner != person:
            raise Problem("no_such_consumer")
        return consumer

    async def _produce(self, person: str, sid: str, asked: dict[str, Any]) -> dict[str, Any]:
        source, track, kind = asked.get("source"), asked.get("track"), asked.get("kind")
        if not isinstance(source, str) or SOURCES.get(source) != kind or not isinstance(track, str):
            raise Refusal("malformed", "kind, source and track do not fit together.")
        transport = self._transport(person, asked)
        await self._end_lost(person, transport, sid, source)
        producer = transport.produce(
            track,
            str(kind),
            asked.get("rtpParameters"),
            speaks=source == "microphone",
            group="screen" if source.startswith("screen") else "person",
        )
        self._senders[track] = (sid, transport.id)
        try:
            await self._classroom.do(PublishTrack(track, cast("Source", source)), person=person, by=person)
        except BaseException:
            self._senders.pop(track, None)
            producer.close()
            raise
        producer.on_close(lambda _reason: self._later(self._gone(track)))
        return {"id": track}

    async def _end_lost(self, person: str, transport: Transport, sid: str, source: str) -> None:
        """A window that came back publishes its camera anew: the one of the window, or path, that is gone ends first."""
        for track, found in list(self._classroom.room.tracks.open.items()):
            if found.person != person or found.source != source:
                continue
            window, path = self._senders.get(track, ("", ""))
            lost = path != transport.id if window == sid else window not in self._classroom.seats.connections
            if lost:
                await self._quietly(self._gone(track))  # its own end may be on its way at the same time

    def _consume(self, person: str, asked: dict[str, Any]) -> dict[str, Any]:
        track = asked.get("track")
        found = self._classroom.room.tracks.find(track) if isinstance(track, str) else None
        if found is None:
            raise Refusal("no_such_track")
        if not self._together(person, found.person):
            raise Refusal("not_in_group")
        if sum(owner == person for owner, _ in self._consumers.values()) >= MOST_CONSUMERS:
            raise Problem("too_fast")
        transport = self._transport(person, asked)
        consumer = transport.consume(self._room.producer(str(track)), asked.get("rtpCapabilities"))
        self._consumers[consumer.id] = (person, consumer)

        def forget(_reason: str) -> None:
            self._consumers.pop(consumer.id, None)

        consumer.on_close(forget)
        return consumer.describe()

    def _steer(self, consumer: Consumer, asked: dict[str, Any]) -> None:
        match asked["do"]:
            case "resume":
                consumer.resume()
            case "pause":
                consumer.pause()
            case "closeConsumer":
                consumer.close()
            case "keyframe":
                consumer.request_keyframe()
            case "layer":
                width, height = asked.get("width"), asked.get("height")
                if not all(isinstance(side, (int, float)) and 0 <= side <= 16384 for side in (width, height)):
                    raise Refusal("malformed", "width and height are pixels.")
                consumer.show(int(cast("float", width)), int(cast("float", height)))

    # -- effects

    def _together(self, one: str, other: str) -> bool:
        place = self._classroom.room.breakouts.place
        return place.get(one) == place.get(other)

    def part(self) -> None:
        """After a move: nobody goes on receiving someone who is in another room now."""
        open_tracks = self._classroom.room.tracks.open
        for person, consumer in list(self._consumers.values()):
            track = open_tracks.get(consumer.producer.id)
            if track is None or not self._together(person, track.person):
                consumer.close()

    def producer(self, track: str) -> Producer | None:
        """The producer of a track, None if it is gone already."""
        try:
            return self._room.producer(track)
        except MediaRefusal:
            return None

    def mute(self, track: str) -> None:
        """Forward nothing of a track."""
        producer = self.producer(track)
        if producer is not None:
            producer.pause()

    def unmute(self, track: str) -> None:
        """Forward a track again."""
        producer = self.producer(track)
        if producer is not None:
            producer.resume()

    def end(self, track: str) -> None:
        """Close a track."""
        self._senders.pop(track, None)
        producer = self.producer(track)
        if producer is not None:
            producer.close()

    def close_person(self, person: str) -> None:
        """Close everything of a person who left."""
        self._room.close_peer(person)

    def close(self) -> None:
        """Close everything of the class."""
        self._room.close()

    # -- what media tells

    def tell(
        self,
        speaker: Callable[[str | None], Coroutine[Any, Any, None]],
        levels: Callable[[dict[str, int]], Coroutine[Any, Any, None]],
    ) -> None:
        """Hand on who speaks, and how loud everyone is."""
        self._room.on_speaker(lambda person: self._later(speaker(person)))
        self._room.on_levels(lambda heard: self._later(levels(heard)))

    async def _gone(self, track: str) -> None:
        if self.track_gone is not None:
            await self.track_gone(track)

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(self._quietly(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _quietly(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Refusal:
            pass  # the class has moved on meanwhile: it ended, or the track did
        except Exception:
            log.exception("what media told was lost", class_id=self._classroom.id)
