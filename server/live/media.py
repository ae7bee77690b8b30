"""Media requests of the people in a class: what is asked for is checked to be theirs, and meant for them."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Literal, cast

import structlog

from rooms.errors import Refusal
from rooms.tracks import PublishTrack, Source, Track
from server.classroom import Classroom
from server.errors import Problem
from server.live.media_signals import MediaSignals
from server.live.owners import Owner, Owners, Receipt
from server.media.capabilities import router_capabilities
from server.media.errors import MediaRefusal
from server.media.processes import MediaProcesses
from server.media.remote import RemoteProducer, RemoteRoom
from server.turn import Relay

SOURCES: dict[str, Literal["audio", "video"]] = {
    "microphone": "audio",
    "camera": "video",
    "screen": "video",
    "screen_audio": "audio",
}
MOST_CONSUMERS = 400
STEERING = {
    "resume": "resume",
    "pause": "pause",
    "closeConsumer": "close_consumer",
    "layer": "show",
    "keyframe": "keyframe",
}

log = structlog.get_logger("media")


class ClassMedia:
    """The media side of one class, seen from its rules: who is in the room, who may hear whom.

    The packets pass through a media process. Who asks for something may have moved or left until it answers, so what
    was judged before is judged again then.
    """

    def __init__(self, classroom: Classroom, processes: MediaProcesses, relay: Relay) -> None:
        self._classroom = classroom
        self._relay = relay
        self._room: RemoteRoom = processes.room(classroom.id)
        self.owners = Owners()
        self._signals = MediaSignals(classroom, self.owners)
        self._tasks: set[asyncio.Task[None]] = set()
        self.track_gone: Callable[[str], Awaitable[None]] | None = None
        self.recorded_until = self._room.heard_until
        self._room.on("transport_closed", self._transport_closed)
        self._room.on("consumer_closed", lambda name, _reason: self.owners.consumers.pop(name, None))
        self._room.on("lost", self._lost)
        self._room.on("renewed", lambda: self._later(self._signals.renew()))
        self._place()

    # -- requests

    async def request(self, person: str, sid: str, asked: dict[str, Any]) -> dict[str, Any]:
        """Answer one media request; raises Refusal, Problem, MediaRefusal or MediaLost."""
        if person not in self._classroom.room.people.present:
            raise Refusal("not_present")
        match asked.get("do"):
            case "capabilities":
                return {"rtpCapabilities": router_capabilities()}
            case "createTransport":
                return await self._create(person, sid, asked.get("direction"))
            case "connectTransport":
                parameters = asked.get("dtlsParameters")
                await self._room.ask(
                    "connect", transport=self.owners.transport(person, asked), dtls_parameters=parameters
                )
                return {}
            case "restartIce":
                fresh = await self._room.ask("restart_ice", transport=self.owners.adopt(person, sid, asked))
                return {"iceParameters": fresh, "iceServers": self._relay.servers(person)}
            case "closeTransport":
                await self._room.ask("close_transport", transport=self.owners.transport(person, asked))
                return {}
            case "produce":
                return await self._produce(person, sid, asked)
            case "consume":
                return await self._consume(person, asked)
            case "wanted":
                return {"tracks": await self._room.ask("wanted", peer=person)}
            case "resume" | "pause" | "closeConsumer" | "layer" | "keyframe" as what:
                consumer = self.owners.consumer(person, asked)
                size = _size(asked) if what == "layer" or "width" in asked else {}
                await self._room.ask(STEERING[what], consumer=consumer, **size)
                return {}
        raise Refusal("malformed", "that media request is not known.")

    async def probe(self, asker: str) -> dict[str, Any]:
        """What a lobby at this address needs to try which ways to this class are open. Raises Problem `busy`."""
        try:
            return {**await self._room.ask("probe", asker=asker), "iceServers": self._relay.servers_to_try()}
        except MediaRefusal as refusal:
            raise Problem("busy") from refusal

    async def _create(self, person: str, sid: str, direction: object) -> dict[str, Any]:
        if direction not in ("send", "recv"):
            raise Refusal("malformed", "direction must be send or recv.")
        owner = Owner(person, sid, str(direction))
        stale = self.owners.stale(owner, self._classroom.seats.connections)
        described: dict[str, Any] = await self._room.ask(
            "create_transport", peer=person, direction=direction, instead_of=stale
        )
        self.owners.transports[described["id"]] = owner
        if person not in self._classroom.room.people.present:
            self._room.tell("close_transport", transport=described["id"])
            raise Refusal("not_present")
        return {**described, "iceServers": self._relay.servers(person)}

    async def _produce(self, person: str, sid: str, asked: dict[str, Any]) -> dict[str, Any]:
        source, track, kind = asked.get("source"), asked.get("track"), asked.get("kind")
        if not isinstance(source, str) or SOURCES.get(source) != kind or not isinstance(track, str):
            raise Refusal("malformed", "kind, source and track do not fit together.")
        transport = self.owners.transport(person, asked)
        await self._end_lost(person, transport, sid, source)
        producer = await self._room.produce(
            track,
            transport=transport,
            kind=kind,
            rtp_parameters=asked.get("rtpParameters"),
            speaks=source == "microphone",
            group="screen" if source.startswith("screen") else "person",
        )
        self.owners.senders[track] = (sid, transport)
        try:
            await self._classroom.do(PublishTrack(track, cast("Source", source)), person=person, by=person)
        except BaseException:
            self.owners.senders.pop(track, None)
            self._room.end(track)
            raise
        producer.on_close(lambda _reason: self._later(self._gone(track)))
        return {"id": track}

    async def _end_lost(self, person: str, transport: str, sid: str, source: str) -> None:
        """A window that came back publishes its camera anew: the one of the window, or transport, that is gone ends first."""
        for track, found in list(self._classroom.room.tracks.open.items()):
            if found.person != person or found.source != source:
                continue
            if self.owners.is_left(track, transport, sid, self._classroom.seats.connections):
                await self._quietly(self._gone(track))  # its own end may be on its way at the same time

    async def _consume(self, person: str, asked: dict[str, Any]) -> dict[str, Any]:
        track = str(asked.get("track"))
        self._must_be_for(person, track)
        if self.owners.received_by(person) >= MOST_CONSUMERS:
            raise Problem("too_fast")
        transport, capabilities = self.owners.transport(person, asked), asked.get("rtpCapabilities")
        try:
            described: dict[str, Any] = await self._room.ask(
                "consume", transport=transport, track=track, rtp_capabilities=capabilities
            )
        except MediaRefusal as refusal:
            if refusal.code == "unsupported_codec":
                self._later(self._unplayable(track))
            raise
        self.owners.consumers[described["id"]] = Receipt(person, track)
        try:
            self._must_be_for(person, track)
        except Refusal:
            self._room.tell("close_consumer", consumer=described["id"])
            raise
        return described

    def _must_be_for(self, person: str, track: str) -> None:
        """Raises Refusal where the person may not receive the track now."""
        found = self._classroom.room.tracks.find(track)
        if found is None:
            raise Refusal("no_such_track")
        if not self._meant_for(person, found):
            raise Refusal("not_in_group")

    async def _unplayable(self, track: str) -> None:
        """Somebody cannot play the format of a track: its sender is asked for another one."""
        producer = self._room.producer(track)
        if producer is not None:
            await self._signals.format(producer.peer, track, producer.codec_mime)

    # -- effects

    def _meant_for(self, person: str, track: Track) -> bool:
        """Who is in the same place; and a microphone whose voice is spread, for everybody."""
        room = self._classroom.room
        if track.source == "microphone" and track.person in room.broadcasts.voices:
            return True
        place = room.breakouts.place
        return place.get(person) == place.get(track.person)

    def _place(self) -> None:
        room = self._classroom.room
        self._room.place(room.breakouts.place, room.broadcasts.voices)

    def part(self) -> None:
        """After a move, or when a voice is withdrawn: nobody goes on receiving someone who is in another room now."""
        self._place()
        open_tracks = self._classroom.room.tracks.open
        for name, receipt in list(self.owners.consumers.items()):
            track = open_tracks.get(receipt.track)
            if track is None or not self._meant_for(receipt.person, track):
                self.owners.consumers.pop(name, None)
                self._room.tell("close_consumer", consumer=name)

    def producer(self, track: str) -> RemoteProducer | None:
        """The producer of a track, None if it is gone already."""
        return self._room.producer(track)

    def mute(self, track: str) -> None:
        """Forward nothing of a track."""
        self._room.tell("mute", track=track)

    def unmute(self, track: str) -> None:
        """Forward a track again."""
        self._room.tell("unmute", track=track)

    def end(self, track: str) -> None:
        """Close a track."""
        self.owners.senders.pop(track, None)
        self._room.end(track)

    def close_person(self, person: str) -> None:
        """Close everything of a person who left."""
        self._room.tell("close_peer", peer=person)

    async def close(self) -> None:
        """Close everything of the class; the recorder has got all that was sent until then."""
        await self._room.close()

    # -- what media tells

    def tell(
        self,
        speaker: Callable[[str | None], Coroutine[Any, Any, None]],
        levels: Callable[[dict[str, int]], Coroutine[Any, Any, None]],
    ) -> None:
        """Hand on who speaks, and how loud everyone is."""
        self._room.on("speaker", lambda person: self._later(speaker(person)))
        self._room.on("levels", lambda heard: self._later(levels(heard)))
        self._room.on("shortage", lambda *told: self._later(self._signals.shortage(*told)))
        self._room.on("wanted", lambda track, layers: self._later(self._signals.wanted(track, layers)))

    def _transport_closed(self, name: str, reason: str) -> None:
        """Whoever is still there makes another one, as soon as there is something to send or to receive."""
        owner = self.owners.transports.pop(name, None)
        if owner is not None and reason == "silent":
            self._later(self._signals.closed(owner, name))

    def _lost(self) -> None:
        """The media process is gone: its tracks end as facts, for each producer by itself."""
        self.owners.clear()

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
        except Exception as error:
            if not (isinstance(error, Problem) and error.code == "class_moved"):  # whoever leads now notes it
                log.exception("what media told was lost", class_id=self._classroom.id)


def _size(asked: dict[str, Any]) -> dict[str, int]:
    """The pixels of a tile; raises Refusal."""
    width, height = asked.get("width"), asked.get("height")
    if not all(isinstance(side, (int, float)) and 0 <= side <= 16384 for side in (width, height)):
        raise Refusal("malformed", "width and height are pixels.")
    return {"width": int(cast("float", width)), "height": int(cast("float", height))}
