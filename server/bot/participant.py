"""A participant of a class: takes a seat by a join link, sends and receives media, gives commands, sees what happens."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any, Literal

import aiohttp
from aiortc.mediastreams import MediaStreamTrack

from rooms import people
from rooms.facts import Entry, Event
from rooms.tracks import TrackPublished
from server.bot.errors import Refused
from server.bot.line import PATIENCE, Line
from server.bot.loss import Loss
from server.bot.media import Media
from server.bot.received import Received
from server.bot.seat import Seat, take_seat

Receive = Literal["all", "audio", "none"]
HEARD = ("microphone", "screen_audio")
RETRY = 0.5  # seconds at most before looking again for tracks that were not ready


def new_id(kind: str) -> str:
    """A fresh id for something this participant makes."""
    return f"{kind}-{secrets.token_hex(6)}"


class Participant(Line):
    """One person in one class. `receive` says whether to decode everything, only sound, or nothing."""

    def __init__(self, link: str, name: str, *, receive: Receive = "all", loss: Loss | None = None) -> None:
        super().__init__(name)
        self.link = link
        self.receive: Receive = receive
        self.loss = loss or Loss()
        self.received: dict[str, Received] = {}
        self.published: dict[str, tuple[str, MediaStreamTrack, str]] = {}  # source -> track id, track, codec
        self.trouble: list[Refused] = []  # tracks that could not be received, and why
        self.joined_at = 0.0
        self.returns = 0  # times that the connection came back
        self.renewals = 0  # times that the server asked for media to be built anew
        self._media = Media(self._ask_media, self.loss)
        self._inside = False
        self._tasks: set[asyncio.Task[None]] = set()
        self.came_back = self._connection_came_back
        self.renew = self._media_renewed

    @property
    def seat(self) -> Seat:
        """Who this is in class; only after `join` began."""
        if self._seat is None:
            raise Refused("not_present", "Join first.")
        return self._seat

    # -- coming and going

    async def join(self, patience: float = PATIENCE) -> None:
        """Come in; staff open the class if need be, others wait up to `patience` seconds to be let in."""
        self.joined_at = time.monotonic()
        async with aiohttp.ClientSession() as http:
            seat = await take_seat(self.link, self.name, http)
        await self.open(seat)
        await self._enter(patience)
        await self._media.start()
        self._inside = True
        self._later(self._follow_tracks())

    async def _enter(self, patience: float) -> None:
        while not self._present:
            try:
                await self.command("JoinClass")
            except Refused as refused:
                if refused.code != "not_open_yet":
                    raise
                await self._open_or_wait(patience)
                continue
            await self.until(lambda: self._present or self._admitted, "being let in", patience)

    async def _open_or_wait(self, patience: float) -> None:
        if not self.seat.is_staff:
            await self.until(lambda: self.view.live, "the class is open", patience)
            return
        try:
            await self.command("OpenClass")
        except Refused as refused:
            if refused.code != "already_open":
                raise

    @property
    def _present(self) -> bool:
        return self.seat.person in self.view.present

    @property
    def _admitted(self) -> bool:
        for entry in reversed(self.view.entries):
            match entry.event:
                case people.PersonAdmitted(person) if person == self.seat.person:
                    return True
                case people.AdmissionDeclined(person) if person == self.seat.person:
                    raise Refused("declined", "Those who lead the class did not let you in.", "rule")
        return False

    async def leave(self) -> None:
        """Go out and close everything; never fails."""
        self._inside = False
        for _, track, _ in self.published.values():
            track.stop()
        if self.connected and not self.view.ended:
            with suppress(Refused):  # the class ended, or the connection was lost, meanwhile
                await self.command("LeaveClass")
        await self._media.count_packets(self.received)
        await self._media.close()
        await self.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # -- commands

    async def command(self, do: str, *, at: int | None = None, **fields: Any) -> int:
        """Give a command; its seq on the timeline (-1 if it changed nothing). Raises Refused with the server's code."""
        asked = {"id": new_id("c"), "do": do, **fields} | ({} if at is None else {"at": at})
        seq = (await self.call("command", asked)).get("seq")
        return seq if isinstance(seq, int) else -1

    async def say(self, text: str, to: str = "everyone") -> int:
        """Write a chat message."""
        return await self.command("Say", message=new_id("m"), text=text, reply_to=None, to=to)

    async def _ask_media(self, asked: dict[str, Any]) -> dict[str, Any]:
        return await self.call("media", asked)

    # -- media

    async def publish(
        self, source: str, track: MediaStreamTrack, *, codec: str = "vp8", track_id: str = ""
    ) -> str:
        """Send a track as "microphone", "camera", "screen" or "screen_audio"; its id."""
        name = track_id or new_id(source.replace("_", "-"))
        await self._media.publish(name, source, track, codec)
        self.published[source] = (name, track, codec)
        return name

    async def unpublish(self, source: str) -> None:
        """Stop sending a track."""
        name, track, _ = self.published.pop(source)
        track.stop()
        await self.command("EndTrack", track=name)

    async def layer(self, track: str, width: int, height: int) -> None:
        """Tell at which size a received track is shown, in pixels."""
        await self._media.layer(track, width, height)

    async def count_packets(self) -> None:
        """Bring the packet figures of `received` up to date."""
        await self._media.count_packets(self.received)

    async def _follow_tracks(self) -> None:
        """Receive what is meant for this person, and nothing else, whatever happens on the timeline."""
        while self._inside:
            await self._match_tracks()
            await self.change(RETRY)

    async def _match_tracks(self) -> None:
        """Drop what is no longer meant for us, ask for what is new."""
        nothing = self.receive == "none" or self.view.ended
        wanted = {} if nothing else self.view.meant_for(self.seat.person)
        for name in [name for name in self.received if name not in wanted]:
            await self._media.forget(name)
        for name, track in wanted.items():
            if (self.receive == "all" or track.source in HEARD) and not self._media.receives(name):
                await self._receive(name, track)

    async def _receive(self, name: str, track: TrackPublished) -> None:
        received = self.received.setdefault(name, Received(name, track.person, track.source))
        try:
            await self._media.consume(name, received)
        except Refused as refused:
            # It ended or moved meanwhile, which the timeline will say in a moment.
            self.trouble.append(refused)
        except Exception as error:  # the transport was closed under us, because the connection was lost
            self.trouble.append(Refused("media_lost", f"{type(error).__name__}: {error}", "server"))

    async def frames(self, person: str, source: str, count: int = 1, patience: float = PATIENCE) -> Received:
        """Wait until `count` more frames of somebody's track were decoded; what came of it so far."""

        def found() -> Received | None:
            mine = [r for r in self.received.values() if (r.person, r.source) == (person, source)]
            return next((r for r in reversed(mine) if r.frames and self._media.receives(r.track)), None)

        await self.until(lambda: found() is not None, f"{source} of {person}", patience)
        received = found()
        assert received is not None
        target = received.frames + count
        await self.until(
            lambda: received.frames >= target, f"{count} frames of {source} of {person}", patience
        )
        return received

    # -- after a lost connection

    def _connection_came_back(self) -> None:
        if self._inside:
            # Until the class has us again nothing may be received: the news that come first are of others.
            self.view.present.discard(self.seat.person)
            self._later(self._come_back())

    async def _come_back(self) -> None:
        """Come in again and build media anew: the old server may be gone, and with it all transports."""
        before, self._media = self._media, Media(self._ask_media, self.loss)
        await before.close()
        self.view.present.discard(self.seat.person)
        await self.command("JoinClass")
        self.view.present.add(self.seat.person)
        await self._publish_again()
        self.returns += 1
        await self.notify()

    def _media_renewed(self) -> None:
        if self._inside:
            self._later(self._build_anew())

    async def _build_anew(self) -> None:
        """The media process that had our transports is gone; another one is at work, and we are still in class."""
        before, self._media = self._media, Media(self._ask_media, self.loss)
        await self._publish_again()
        self.renewals += 1
        await self.notify()
        await before.close()

    async def _publish_again(self) -> None:
        await self._media.start()
        for source, (_, track, codec) in list(self.published.items()):
            await self.publish(source, track, codec=codec)

    # -- what happens

    async def wait_for(
        self,
        kind: type[Event],
        where: Callable[[Any], bool] = lambda _event: True,
        *,
        after: int = 0,
        patience: float = PATIENCE,
    ) -> Entry:
        """The first entry written after seq `after` with an event of that kind for which `where` is true."""

        def found() -> Entry | None:
            for entry in self.view.entries:
                if entry.seq > after and isinstance(entry.event, kind) and where(entry.event):
                    return entry
            return None

        await self.until(lambda: found() is not None, kind.__name__, patience)
        entry = found()
        assert entry is not None
        return entry

    async def until_over(self) -> None:
        """Wait until the class ended or this participant was sent away."""
        while not self.view.ended and self.gone is None:
            await self.change(60)

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self.trouble.append(
                error if isinstance(error, Refused) else Refused("failed", repr(error), "server")
            )


@asynccontextmanager
async def taking_part(link: str, name: str, **choices: Any) -> AsyncIterator[Participant]:
    """A participant who is in class inside the `async with` and leaves at its end."""
    participant = Participant(link, name, **choices)
    try:
        await participant.join()
        yield participant
    finally:
        await participant.leave()
