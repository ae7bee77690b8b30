"""What a media process does for one class: the requests of the server, and what the class's media tells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from server.media.consumer import Consumer
from server.media.courier import Courier, Post
from server.media.errors import MediaRefusal
from server.media.producer import Producer
from server.media.room import Room
from server.media.tap import Tap
from server.media.transport import Transport


class ClassService:
    """Carries requests out on one room. `tell(name, *values)` sends an event of this class.

    Whose a transport or consumer is was judged by the server already; here everything goes by its id.
    """

    def __init__(
        self, room: Room, tell: Callable[..., None], courier: Courier, probe: Callable[[str], dict[str, Any]]
    ) -> None:
        self._room, self._tell, self._courier, self._probe = room, tell, courier, probe
        self._transports: dict[str, Transport] = {}
        self._consumers: dict[str, Consumer] = {}
        self._taps: dict[int, Tap] = {}
        # What the room tells. One line each; the server hears it by `RemoteRoom.on(name, ...)`.
        room.on_speaker(lambda person: tell("speaker", person))
        room.on_levels(lambda levels: tell("levels", levels))
        room.on_wanted(lambda track, layers: tell("wanted", track, layers))

    def do(self, what: str, asked: dict[str, Any]) -> Any:
        """Carry out one request; raises MediaRefusal."""
        match what:
            case "create_transport":
                return self._create(**asked)
            case "connect":
                return self._transport(asked).connect(asked["dtls_parameters"])
            case "restart_ice":
                return self._transport(asked).restart_ice()
            case "close_transport":
                return self._transport(asked).close(asked.get("reason", "closed"))
            case "produce":
                return self._produce(**asked)
            case "consume":
                return self._consume(**asked)
            case "resume" | "pause" | "close_consumer" | "keyframe" | "show":
                return self._steer(what, asked)
            case "mute":
                return self._room.producer(asked["track"]).pause()
            case "unmute":
                return self._room.producer(asked["track"]).resume()
            case "end":
                return self._room.producer(asked["track"]).close()
            case "probe":
                return self._probe(asked["asker"])
            case "wanted":
                return self._wanted(asked["peer"])
            case "place":
                return self._room.place(asked["places"], asked["spread"])
            case "tap" | "untap" | "tap_keyframe" | "tap_limit":
                return self._tap(what, **asked)
            case "close_peer":
                return self._room.close_peer(asked["peer"])
            case "close_room":
                return self._room.close()
        raise MediaRefusal("bad_parameters", f"The media process does not know {what!r}.")

    def _transport(self, asked: dict[str, Any]) -> Transport:
        found = self._transports.get(asked["transport"])
        if found is None:
            raise MediaRefusal("unknown_transport", "This media connection does not exist.")
        return found

    def _create(self, peer: str, direction: str, instead_of: list[str]) -> dict[str, Any]:
        """A transport in place of those that the person left behind."""
        for name in instead_of:
            if name in self._transports:
                self._transports[name].close("silent")
        transport = self._room.create_transport(peer, direction)
        self._transports[transport.id] = transport

        def closed(reason: str) -> None:
            self._transports.pop(transport.id, None)
            self._tell("transport_closed", transport.id, reason)

        transport.on_close(closed)
        transport.on_shortage(
            lambda pictures, carries: self._tell("shortage", transport.id, pictures, carries)
        )
        return transport.describe()

    def _produce(
        self, transport: str, track: str, kind: str, rtp_parameters: object, speaks: bool, group: str
    ) -> dict[str, Any]:
        producer: Producer = self._transport({"transport": transport}).produce(
            track, kind, rtp_parameters, speaks=speaks, group=group
        )

        def closed(reason: str) -> None:
            self._courier.deliver()  # what taps heard of it comes first
            self._tell("producer_closed", track, reason)

        producer.on_close(closed)
        return {
            "peer": producer.peer,
            "kind": producer.kind,
            "codec_mime": producer.codec_mime,
            "clock_rate": producer.clock_rate,
            "codec_parameters": dict(producer.codec_parameters),
        }

    def _consume(self, transport: str, track: str, rtp_capabilities: object) -> dict[str, Any]:
        receiving = self._transport({"transport": transport})
        consumer = receiving.consume(self._room.producer(track), rtp_capabilities)
        self._consumers[consumer.id] = consumer

        def closed(reason: str) -> None:
            self._consumers.pop(consumer.id, None)
            self._tell("consumer_closed", consumer.id, reason)

        consumer.on_close(closed)
        return consumer.describe()

    def _steer(self, what: str, asked: dict[str, Any]) -> None:
        consumer = self._consumers.get(asked["consumer"])
        if consumer is None:
            raise MediaRefusal("unknown_consumer", "This track is not being received here.")
        if "width" in asked:
            consumer.show(asked["width"], asked["height"])
        match what:
            case "resume":
                consumer.resume()
            case "pause":
                consumer.pause()
            case "close_consumer":
                consumer.close()
            case "keyframe":
                consumer.request_keyframe()

    def _wanted(self, peer: str) -> dict[str, list[bool]]:
        """Which layers of a person's pictures somebody watches, lowest first: for a window whose line was lost."""
        mine = [one for one in self._room.producers() if one.peer == peer and one.kind == "video"]
        return {producer.id: list(producer.wanted) for producer in mine}

    def _tap(self, what: str, tap: int, track: str = "", most: int | None = None) -> None:
        """Listen to a track under the number that the server gave, limit or stop that, or ask for a keyframe."""
        if what == "tap":
            post = Post(tap, self._courier, lambda number: self._taps.pop(number, None))
            try:
                self._taps[tap] = self._room.producer(track).tap(post)
            except MediaRefusal:
                post.closed()
            return
        found = self._taps.get(tap)
        if found is None:
            return
        if what == "tap_keyframe":
            found.request_keyframe()
            return
        if what == "tap_limit":
            found.limit(most)
            return
        found.close()
        self._courier.deliver()  # before the answer: whoever asked then has all of it
