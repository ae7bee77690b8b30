"""What follows from what was written: each kind of entry and its effects on media, recording, desk and jobs."""

import asyncio
from pathlib import Path

import structlog

from recording.shelf import Shelf
from rooms import breakouts, broadcasts, files, films, lesson, notes, people, polls, slides, tracks
from rooms.captions import ReportTranscript, TranscriptChanged
from rooms.edit import ClassEdited, PassageCut, PassageRestored, PersonHidden, PersonRevealed
from rooms.facts import STAFF_ROLES, Entry
from rooms.notebook import ReturnNotebook
from rooms.room import Room
from rooms.tracks import EndTrack, ReportSegment, ReportSpeaker
from server.classroom import Classroom
from server.deadlines import Deadline
from server.kept_files import download_folder, remove, remove_deck, remove_film
from server.live.media import ClassMedia
from server.recordings import ClassRecording
from server.standings import Standings
from server.store import Store

TALLY_SECONDS = 0.25
AGAIN_SECONDS = 2.0
TRANSCRIPT, NOTES, DOWNLOAD, REMIX = "transcript", "notes", "download", "remix"

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
        *,
        transcribe: bool,
        downloads: bool = False,
        data: Path,
    ) -> None:
        self._data = data
        self._classroom = classroom
        self._store = store
        self._media = media
        self._recording = recording
        self._standings = standings
        self._transcribe = transcribe
        self._downloads = downloads
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

    async def react(self, entry: Entry) -> None:
        """Do what follows from one entry."""
        await self._do(entry)
        self._recording.follow(entry)
        classroom = self._classroom
        await self._standings.follow(classroom.id, classroom.entries, classroom.room, entry)

    async def _do(self, entry: Entry) -> None:
        match entry.event:
            case lesson.ClassOpened(opened_at):
                await self._store.courses.opened(self._classroom.id, opened_at)
                self._recording.start(entry.seq - 1)
                if self._transcribe:
                    await self._store.jobs.queue(TRANSCRIPT, self._classroom.id)
                if self._downloads and self._classroom.room.lesson.recorded:
                    await self._store.jobs.queue(DOWNLOAD, self._classroom.id)
            case TranscriptChanged("done" | "failed") if self._downloads:
                # The film gets the rest of its captions.
                await self._store.jobs.queue(DOWNLOAD, self._classroom.id)
            case PassageCut() | PassageRestored() | PersonHidden() | PersonRevealed() | ClassEdited():
                await self._edited(entry)
            case lesson.ClassEnded():
                await self._ended(entry)
            case lesson.RecordingPaused():
                self._recording.pause()
            case lesson.RecordingResumed():
                await self._record_again(entry)
            case people.PersonLeft(person, reason):
                await self._left(person, reason)
            case people.AdmissionDeclined(person):
                await self._dismiss(person, "declined", "An instructor did not let you in.")
            case people.RoleChanged(person, role):
                await self._store.courses.enrol(self._classroom.id, person, role)
                self._media.part()  # an assistant's voice was perhaps heard in every group
            case notes.CommentAdded(note=note) if note is not None and self._transcribe:
                await self._store.jobs.queue(NOTES, self._classroom.id)
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

    async def _edited(self, entry: Entry) -> None:
        """The film of before is not the class any more, nor is its sound when somebody is hidden in it."""
        if isinstance(entry.event, PersonHidden | PersonRevealed):
            await self._store.jobs.queue(REMIX, self._classroom.id)
        shelf = Shelf(download_folder(self._data, self._classroom.id))
        await asyncio.to_thread(shelf.note_edit, None)
        if self._downloads and self._classroom.room.lesson.recorded:
            await self._store.jobs.queue(DOWNLOAD, self._classroom.id)

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
        if self._recording.trouble is None:
            self._recording.resume()
            return
        await self._recording.start_again(entry.seq - 1)
        for track, found in list(self._classroom.room.tracks.open.items()):
            self._listen(track, found.person, found.source)

    def _listen(self, track: str, person: str, source: tracks.Source) -> None:
        producer = self._media.producer(track)
        if producer is not None:
            self._recording.listen(producer, source, self._place(person))

    async def _track_ended(self, track: str) -> None:
        segments = await self._recording.end(track)
        self._media.end(track)
        for part in segments:
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
        if not self._transcribe:
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
                    if may_see_tally(room, poll, c.person, c.role)
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

    def close(self) -> None:
        """Tell nothing more."""
        self._groups_end.close()
        for task in (*self._counting.values(), *self._telling):
            task.cancel()


def trouble_json(code: str, message: str) -> dict[str, object]:
    """The signal that recording stopped by itself."""
    return {"type": "trouble", "what": "recording", "code": code, "message": message}


def tally_json(room: Room, poll: str) -> dict[str, object]:
    """The votes of a poll, live and late apart; refuses a poll that does not exist."""
    counted = room.polls.tally(poll)
    return {
        "poll": poll,
        "counts": list(counted.counts),
        "late_counts": list(counted.late_counts),
        "voters": counted.voters,
        "late_voters": counted.late_voters,
        "answers": [
            {"text": one.text, "count": one.count, "late_count": one.late_count} for one in counted.answers
        ],
    }


def may_see_tally(room: Room, poll: str, person: str | None, role: str) -> bool:
    """Whether somebody with this role in the class may know how a poll stands."""
    leads = room.people.roles.get(person or "", role) in STAFF_ROLES
    return room.polls.may_see_results(poll, person, leads=leads)
