"""The wiring of one server: the only module that knows every part."""

import asyncio
import ssl
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import structlog
from aiohttp import web

from rooms.facts import Entry
from server.auth import Tokens, load_secret
from server.certificate import own_certificate
from server.classroom import Classroom
from server.classrooms import Classrooms
from server.config import Settings
from server.downloads import Downloads
from server.erasures import Erasures
from server.finder import Finder
from server.http.answers import ERASURES, FINDER, SCHOOL, add_headers, careful
from server.http.routes import add_routes
from server.imports import Imports
from server.kept_files import sweep
from server.live.door import few_lines
from server.live.gateway import Gateway
from server.live.media import ClassMedia
from server.live.outlet import SocketOutlet, make_sio
from server.live.signals import Signals
from server.live_captions import LiveCaptions
from server.mail import Mail
from server.media.processes import MediaProcesses
from server.metrics import Metrics
from server.nodes.lease import Alone, Leases
from server.reactions import Reactions
from server.recordings import ClassRecording, recording_folder
from server.reminders import Reminders
from server.remixes import Remixes
from server.requests import Live
from server.retention import Retention
from server.school import School
from server.standings import Standings
from server.store import open_store
from server.store.courses import SchoolClass
from server.store.people import new_id
from server.summaries import Summaries
from server.transcripts import Transcripts
from server.translations import Translations
from server.wanted_jobs import WantedJobs

if TYPE_CHECKING:
    from server.nodes.shared import Shared

MOST_BODY = 256 * 1024
ABANDONED_SECONDS = 3600.0  # nothing comes in so slowly

log = structlog.get_logger("server")


class Server:
    """One server process: ``start`` brings it up, ``stop`` puts everything away."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.node = settings.node or new_id("n")
        router = {
            "announce": settings.media_addresses(),
            "host": settings.media_host or settings.host,
            "udp": "udp" in settings.media_ways,
        }
        self.media = MediaProcesses(router, settings.udp_port, settings.tcp_port, settings.media_processes)
        self.sio = make_sio(settings.redis_url)
        self.shared = self._join_others() if settings.redis_url else None
        self.school: School
        self.finder: Finder
        self.erasures: Erasures
        self._runner: web.AppRunner | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._transcripts: Transcripts
        self._captions: LiveCaptions
        self._downloads: Downloads

    def _join_others(self) -> "Shared":
        # Imported only when there are several processes: it would take a fifth of the start.
        from server.nodes.shared import Shared

        return Shared(self.settings.redis_url, self.node, self.settings.lease_seconds)

    async def start(self) -> None:
        """Start the media processes, the store, the doors and the classes, in this order; raises OSError or Problem.

        Media processes take a second: `ready` waits for them, and so does whoever asks for media before.
        """
        settings = self.settings
        self.media.start()
        secret = load_secret(settings.data)
        # Where other processes share the folder, what comes in to them is left alone.
        sweep(settings.data, 0.0 if self.shared is None else ABANDONED_SECONDS)
        store = await open_store(settings.data, settings.database_url)
        leases: Leases = Alone(self.node) if self.shared is None else self.shared.leases
        classrooms = Classrooms(store, leases, self._furnish, settings.idle_seconds)
        metrics, standings = Metrics(self.media.stats), Standings(store)
        mail = Mail(settings.smtp_url.get_secret_value(), settings.mail_from)
        self.school = School(settings, store, Tokens(secret), classrooms, metrics, standings, mail)
        self.finder = Finder(self.school)
        self.erasures = Erasures(self.school, self.finder)
        await self.erasures.refresh()  # before any door opens
        if self.shared is not None:
            classrooms.relay = await self.shared.start(classrooms.answer_here)
        gateway = Gateway(self.sio, self.school)
        await self._open_doors()
        await self._release()
        await classrooms.start()
        self._transcripts, self._captions = Transcripts(self.school), LiveCaptions(self.school)
        self._downloads = Downloads(self.school)
        running = (
            gateway.watch(),
            self._transcripts.run(),
            self._captions.run(),
            self._downloads.run(),
            self.finder.run(),
            self.erasures.run(),
            Imports(self.school).run(),
            Summaries(self.school).run(),
            Translations(self.school).run(),
            Remixes(self.school).run(),
            Retention(self.school).run(),
            Reminders(self.school).run(),
        )
        self._tasks += [asyncio.create_task(one) for one in running]

    async def _release(self) -> None:
        """What this process claimed before it was stopped or killed is begun anew."""
        jobs, alone = self.school.store.jobs, self.shared is None
        await jobs.release(None if alone else self.node)
        if alone:
            await self.school.store.erasures.release()

    async def ready(self) -> None:
        """Until media can be served too. Raises OSError or MediaLost when it cannot."""
        await self.media.ready()

    def _furnish(self, found: SchoolClass, entries: list[Entry], lead_lost: Callable[[str], None]) -> Live:
        """Everything that one class needs while it is led here."""
        settings, store = self.settings, self.school.store
        classroom = Classroom(
            found.id,
            entries,
            store,
            SocketOutlet(self.sio, self.node),
            recorded=found.recorded,
            seat_seconds=settings.seat_seconds,
            lead_lost=lead_lost,
        )
        media = ClassMedia(classroom, self.media, settings.relay)
        recording = ClassRecording(
            classroom,
            recording_folder(settings.data, found.id),
            media.recorded_until,
            partial(self.school.classrooms.still_leads, found.id),
        )
        transcribe, data = settings.transcription != "off", settings.data
        jobs = WantedJobs(
            classroom,
            store,
            transcribe=transcribe,
            downloads=settings.download_processes > 0,
            language_model=bool(settings.language_model_url),
            data=data,
        )
        standings = self.school.standings
        reactions = Reactions(
            classroom, store, media, recording, standings, jobs, transcribe=transcribe, data=data
        )
        signals = Signals(classroom)
        classroom.then(self.finder.follow(found.id))
        media.track_gone = reactions.track_gone
        media.tell(reactions.speaker, signals.levels)
        return Live(classroom, media, recording, reactions, signals)

    async def _open_doors(self) -> None:
        app = web.Application(middlewares=[careful, few_lines(self.school)], client_max_size=MOST_BODY)
        app[SCHOOL] = self.school
        app[FINDER] = self.finder
        app[ERASURES] = self.erasures
        app.on_response_prepare.append(add_headers)
        self.sio.attach(app)
        add_routes(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=3)
        await self._runner.setup()
        site = web.TCPSite(
            self._runner, self.settings.host or None, self.settings.port, ssl_context=self._tls()
        )
        await site.start()

    def _tls(self) -> ssl.SSLContext | None:
        settings = self.settings
        if not settings.secure:
            return None
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        if settings.tls_cert is not None:
            context.load_cert_chain(settings.tls_cert, settings.tls_key)
        else:
            context.load_cert_chain(
                own_certificate(settings.data, [*settings.media_addresses(), "localhost", "127.0.0.1"])
            )
        return context

    async def sign_in_link(self) -> str:
        """A link that signs in whoever runs this server."""
        owner = await self.school.store.people.owner()
        return f"{self.settings.address}/signin/{self.school.tokens.sign_in(owner.id)}"

    async def stop(self) -> None:
        """Put classes and recordings away, then close every door."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if hasattr(self, "_transcripts"):
            await self._transcripts.close()
            await self._captions.close()
        if hasattr(self, "_downloads"):
            await self._downloads.close()
        if hasattr(self, "school"):
            await self.school.pages.close()
            await self.school.classrooms.close()
        if self._runner is not None:
            self._end_lines()
            await self.sio.shutdown()
            await self._runner.cleanup()
            self._runner = None
        await self.media.close()
        if hasattr(self, "school"):
            await self.school.store.close()
        if self.shared is not None:
            await self.shared.close()

    def _end_lines(self) -> None:
        """Live connections end from here: pages hold theirs open, and the web server would wait for them until its time is up.

        Pages see a lost connection and come back by themselves as soon as somebody listens again.
        """
        for line in self.sio.eio.sockets.values():
            line.queue.put_nowait(None)  # what ends the writer of Engine.IO, and with it the WebSocket


__all__ = ["Server"]
