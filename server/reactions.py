"""What follows from what was written: each kind of entry and its effects on media, recording, desk and jobs."""

import asyncio
from pathlib import Path

import structlog

from rooms import breakouts, broadcasts, consent, files, films, lesson, people, polls, slides, tracks
from rooms.captions import ReportTranscript
from rooms.facts import STAFF_ROLES, Entry
from rooms.notebook import ReturnNotebook
from rooms.tracks import EndTrack, ReportSegment, ReportSpeaker
from server.audited import write_down
from server.classroom import Classroom
from server.deadlines import Deadline
from server.kept_files import remove, remove_deck, remove_film
from server.live.media import ClassMedia
from server.recordings import ClassRecording
from server.standings import Standings
from server.store import Store
from server.tallies import may_see_tally, tally_json
from server.wanted_jobs import WantedJobs

TALLY_SECONDS = 0.25
AGAIN_SECONDS = 2.0

log = structlog.get_logger("reactions")


class Reactions:
    """The effects of one class's entries; each runs after the entry was told to everyone."""

    def __init__(
        self,
        classroom: Classroom,
        store: Store,
        media: ClassMedia,
        recording: ClassRecording,
        standings: Standings,
        jobs: WantedJobs,
        *,
        transcribe: bool,
        data: Path,
    ) -> None:
        self._data = data
        self._classroom = classroom
        self._store = store
        self._media = media
        self._recording = recording
        self._standings = standings
        self._jobs = jobs
        self._transcribe = transcribe
        self._reported: set[str] = set()
        self._counting: dict[str, asyncio.Task[None]] = {}
        self._telling: set[asyncio.Task[None]] = set()
        self._groups_end = Deadline(classroom)
        recording.stopped = self._recording_stopped
        classroom.then(self.react)

    def go_on(self) -> None:
        """The class was picked up after a restart: what was to happen at its time still does."""
        self._groups_end.heed()
        if self._classroom.room.notebook.waiting:
            task = asyncio.create_task(self._return_notes())
            self._telling.add(task)
            task.add_done_callback(self._telling.discard)

    async def make_up(self) -> None:
        """What was to follow when the server was killed, or the store away, is done now; a second time it is harmless."""
        for entry in list(self._classroom.entries):
            if isinstance(entry.event, files.FileDropped | slides.DeckRemoved | films.FilmDropped):
                await self._do(entry)
        await self._jobs.make_up()

    async def react(self, entry: Entry) -> None:
        """Do what follows from one entry."""
        await self._do(entry)
        await self._jobs.follow(entry)
        self._recording.follow(entry)
        classroom = self._classroom
        await self._standings.follow(classroom.id, classroom.entries, classroom.room, entry)
        await write_down(self._store, classroom.id, classroom.room, entry)

    async def _do(self, entry: Entry) -> None:
        match entry.event:
            case lesson.ClassOpened(opened_at):
                await self._store.courses.opened(self._classroom.id, opened_at)
                self._recording.start(entry.seq - 1)
            case lesson.ClassEnded():
                await self._ended(entry)
            case lesson.ClassPublished():
                await self._store.courses.published(self._classroom.id)
            case lesson.RecordingPaused():
                self._recording.pause()
            case lesson.RecordingResumed():
                await self._record_again(entry)
            case consent.RecordingChosen(person):
                await self._chosen(person)
            case people.PersonLeft(person, reason):
                await self._left(person, reason)
            case people.AdmissionDeclined(person):
                await self._dismiss(person, "declined", "An instructor did not let you in.")
            case people.RoleChanged(person, role):
                await self._store.courses.enrol(self._classroom.id, person, role)
                self._media.part()  # an assistant's voice was perhaps heard in every group
            case files.FileDropped(file):
                await asyncio.to_thread(remove, self._data, self._classroom.id, file)
            case slides.DeckRemoved(deck):
                await self._forget(deck)
            case films.FilmDropped(film):
                await asyncio.to_thread(remove_film, self._data, self._classroom.id, film)
            case polls.BallotCast(poll) | polls.PollEnded(poll) | polls.ResultsShown(poll):
                self._count(poll)
            case _:
                await self._do_media(entry)

    async def _forget(self, deck: str) -> None:
        """What was shown is part of the class, and stays for playback."""
        if deck not in self._classroom.room.slides.seen:
            await asyncio.to_thread(remove_deck, self._data, self._classroom.id, deck)

    async def _do_media(self, entry: Entry) -> None:
        match entry.event:
            case tracks.TrackPublished(track, person, source, muted):
                self._listen(track, person, source)
                if muted:
                    self._media.mute(track)
            case tracks.TrackMuted(track):
                self._media.mute(track)
            case tracks.TrackUnmuted(track):
                self._media.unmute(track)
            case tracks.TrackEnded(track):
                await self._track_ended(track)
            case breakouts.PersonMoved():
                self._moved()
            case breakouts.BreakoutsOpened() | breakouts.BreakoutsClosed():
                self._moved()
                self._groups_end.heed()
                await self._return_notes()
            case breakouts.BreakoutsExtended() | breakouts.BreakoutsCalledBack():
                self._groups_end.heed()
            case broadcasts.VoiceSpread() | broadcasts.VoiceWithdrawn():
                self._media.part()

    async def _record_again(self, entry: Entry) -> None:
        if self._recording.begun and self._recording.trouble is None:
            self._recording.resume()
            return
        if self._recording.begun:
            await self._recording.start_again(entry.seq - 1)
        else:
            await self._switched_on(entry)
        for track, found in list(self._classroom.room.tracks.open.items()):
            self._listen(track, found.person, found.source)

    async def _switched_on(self, entry: Entry) -> None:
        """A class that was not to be recorded is from now on."""
        self._recording.start(entry.seq - 1)
        await self._store.courses.recorded(self._classroom.id)
        await self._jobs.film()

    async def _chosen(self, person: str) -> None:
        """Somebody goes out of the recording, or into it; who hears and sees them live stays as it is."""
        room = self._classroom.room
        for track, found in list(room.tracks.open.items()):
            if found.person != person:
                continue
            if room.consent.keeps(person):
                self._listen(track, person, found.source)
            else:
                await self._stop_recording(track)

    def _listen(self, track: str, person: str, source: tracks.Source) -> None:
        producer = self._media.producer(track)
        if producer is not None and self._classroom.room.consent.keeps(person):
            self._recording.listen(producer, source, self._place(person))

    async def _track_ended(self, track: str) -> None:
        await self._stop_recording(track)
        self._media.end(track)

    async def _stop_recording(self, track: str) -> None:
        for part in await self._recording.end(track):
            if part.file not in self._reported:  # whoever comes and goes has several parts
                self._reported.add(part.file)
                await self._classroom.do(ReportSegment(part.track, part.file, part.start, part.end))

    def _place(self, person: str) -> str | None:
        return self._classroom.room.breakouts.place.get(person)

    def _moved(self) -> None:
        self._media.part()
        for track, found in self._classroom.room.tracks.open.items():
            self._recording.move(track, self._place(found.person))

    async def _return_notes(self) -> None:
        """What groups wrote comes back to the main room when they are over."""
        room, entries = self._classroom.room, self._classroom.entries
        for group in sorted(room.notebook.waiting - room.breakouts.groups.keys()):
            name = next((one.name for one in room.breakouts.last if one.group == group), "")
            update, authors = self._classroom.notebooks.whole(entries, group)
            await self._classroom.do(ReturnNotebook(group, name, update, authors))

    async def _left(self, person: str, reason: str) -> None:
        self._media.close_person(person)
        if reason == "removed":
            await self._dismiss(person, "removed", "An instructor removed you from this class.")
        if reason == "sent_out":
            await self._dismiss(person, "sent_out", "An instructor sent you out. You may come back.")

    async def _dismiss(self, person: str, code: str, message: str) -> None:
        await self._classroom.dismiss(self._classroom.seats.of(person), code, message)

    async def _ended(self, entry: Entry) -> None:
        await self._media.close()
        await self._recording.finish()
        opened = self._classroom.room.lesson.opened_at or entry.wrote
        await self._store.courses.ended(self._classroom.id, opened + entry.at)
        if not self._transcribe and self._classroom.room.captions.state is None:
            await self._classroom.do(ReportTranscript("off", "Transcription is turned off on this server."))

    # -- tallies: counted from the room, told a moment after the ballots, so that thirty votes are few messages

    def _count(self, poll: str) -> None:
        if poll not in self._counting:
            self._counting[poll] = asyncio.create_task(self._tell_tally(poll))

    async def _tell_tally(self, poll: str) -> None:
        await asyncio.sleep(TALLY_SECONDS)
        del self._counting[poll]
        try:
            room = self._classroom.room
            await self._classroom.signal(
                {"type": "tally", **tally_json(room, poll)},
                [
                    c
                    for c in self._classroom.seats.connections.values()
                    if room.may_read(c.person, c.role) and may_see_tally(room, poll, c.person, c.role)
                ],
            )
        except Exception:
            log.exception("a tally was not told", class_id=self._classroom.id)

    # -- the other way round: what media tells becomes an entry

    async def speaker(self, person: str | None) -> None:
        """Someone else is the loudest now; whoever is in a breakout group does not take the main stage."""
        room = self._classroom.room
        if not room.lesson.is_live or (
            person is not None and (person not in room.people.present or self._place(person))
        ):
            return
        await self._classroom.do(ReportSpeaker(person))

    async def track_gone(self, track: str) -> None:
        """A track's media ended without a command: its window was closed, or its connection died."""
        found = self._classroom.room.tracks.open.get(track)
        if found is not None:
            await self._classroom.do(EndTrack(track), person=found.person)

    def _recording_stopped(self, code: str, message: str) -> None:
        task = asyncio.create_task(self._tell_trouble(code, message))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def _tell_trouble(self, code: str, message: str) -> None:
        """Everybody sees that nothing is recorded; those who lead learn why, and resume when it is mended."""
        room = self._classroom.room
        staff = [
            c
            for c in self._classroom.seats.connections.values()
            if self._classroom.reader(c.person, c.role).role in STAFF_ROLES
        ]
        await self._classroom.signal(trouble_json(code, message), staff)
        while self._recording.trouble and room.lesson.is_live and not room.lesson.paused:
            try:
                await self._classroom.do(lesson.PauseRecording())
            except Exception as error:  # the disk that holds the recording often holds the timeline too
                log.warning("trouble is not written yet", class_id=self._classroom.id, reason=str(error))
                await asyncio.sleep(AGAIN_SECONDS)

    async def close(self) -> None:
        """Tell nothing more; it is over when nothing of it is still at the store, whose lock it would hold."""
        here = asyncio.current_task()
        tasks = [
            one
            for one in (self._groups_end.close(), *self._counting.values(), *self._telling)
            if one and one is not here
        ]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def trouble_json(code: str, message: str) -> dict[str, object]:
    """The signal that recording stopped by itself."""
    return {"type": "trouble", "what": "recording", "code": code, "message": message}
