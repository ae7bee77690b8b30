"""What an entry gives the workers to do: a job in the store for each thing that is made of a class."""

import asyncio
from pathlib import Path

from recording.shelf import Shelf
from rooms.captions import CaptionCorrected, ReportTranscript, TranscriptChanged, TranscriptReviewed
from rooms.chapters import ChapterDropped, ChapterNamed, ChapterRestored
from rooms.edit import ClassEdited, PassageCut, PassageRestored, PersonHidden, PersonRevealed
from rooms.facts import Entry
from rooms.lesson import ClassOpened
from rooms.notes import CommentAdded
from rooms.spoken import LanguageSet
from rooms.summary import FailSummary, SummaryWanted
from rooms.translations import (
    FailTranslation,
    TranslationFailed,
    TranslationFinished,
    TranslationStopped,
    TranslationWanted,
    TranslationWithdrawn,
)
from server.classroom import Classroom
from server.kept_files import download_folder
from server.store import Store

TRANSCRIPT, NOTES, DOWNLOAD = "transcript", "notes", "download"
SUMMARY, REMIX, TRANSLATION = "summary", "remix", "translation"
REST_MS = 60_000
"""After so long without another correction the film gets the words as they read now."""


class WantedJobs:
    """Queues the jobs of one class; whether a kind is done here at all is for the settings to say."""

    def __init__(
        self,
        classroom: Classroom,
        store: Store,
        *,
        transcribe: bool,
        downloads: bool = False,
        language_model: bool = False,
        data: Path,
    ) -> None:
        self._classroom = classroom
        self._store = store
        self._transcribe = transcribe
        self._downloads = downloads
        self._language_model = language_model
        self._data = data

    async def follow(self, entry: Entry) -> None:
        """Queue what this entry asks for."""
        match entry.event:
            case ClassOpened():
                # Words that were brought with the class need no machine.
                if self._transcribe and self._classroom.room.captions.state != "done":
                    await self._queue(TRANSCRIPT)
                await self.film()
            case LanguageSet() if self._transcribe and self._classroom.room.captions.state == "no_model":
                await self._queue(TRANSCRIPT)
            case TranscriptChanged("working") if entry.by is not None:  # somebody asks for what is missing
                await self._hear_again()
            case TranscriptChanged("done" | "failed") if self._downloads:
                await self._queue(DOWNLOAD)  # the film gets the rest of its captions
            case TranscriptReviewed(True) | TranslationFinished() | TranslationFailed():
                await self.film()  # joined anew with the words as they read now, if these are others
            case TranslationStopped() | TranslationWithdrawn():
                await self.film()
            case CaptionCorrected() | ChapterNamed() | ChapterDropped() | ChapterRestored():
                await self._reworded()
            case CommentAdded(note=note) if note is not None and self._transcribe:
                await self._queue(NOTES)
            case PersonHidden() | PersonRevealed():
                await self._queue(REMIX)
                await self._edited()
            case PassageCut() | PassageRestored() | ClassEdited():
                await self._edited()
            case SummaryWanted():
                await self._summary()
            case TranslationWanted(language):
                await self._translation(language)

    async def make_up(self) -> None:
        """Queue what a class that is over waits for, and no job was queued for: the server was killed, or the store away,
        right behind the asking. Nothing where all is well."""
        room, jobs = self._classroom.room, self._store.jobs
        if room.summary.wanted:
            await self._summary()
        for language in list(room.translations.wanted):
            await self._translation(language)
        unheard = any(one.note is not None and one.transcript is None for one in room.notes.standing.values())
        if unheard and self._transcribe:
            state = await jobs.state(NOTES, self._classroom.id)
            if state is None or state[0] == "done":
                await self._queue(NOTES)
        if room.edit.hidden:
            await self._queue(REMIX)
        shelf = Shelf(download_folder(self._data, self._classroom.id))
        if await asyncio.to_thread(lambda: shelf.edit) not in (None, room.edit.key):
            await self._edited()

    async def _summary(self) -> None:
        if self._language_model:
            await self._queue(SUMMARY)
        else:
            await self._classroom.do(FailSummary("off"))

    async def _translation(self, language: str) -> None:
        if self._language_model:
            await self._queue(TRANSLATION)
        else:
            await self._classroom.do(FailTranslation(language, "off"))

    async def _hear_again(self) -> None:
        if self._transcribe:
            await self._queue(TRANSCRIPT)
        else:
            await self._classroom.do(ReportTranscript("off", ""))

    async def film(self) -> None:
        """A film of what is recorded, where films are made."""
        if self._downloads and self._classroom.room.lesson.recorded:
            await self._queue(DOWNLOAD)

    async def _reworded(self) -> None:
        """The film is joined anew once whoever corrects has rested: they go from line to line, and each join copies it."""
        if self._downloads and self._classroom.room.lesson.recorded:
            await self._store.jobs.queue_rested(DOWNLOAD, self._classroom.id, REST_MS)

    async def _edited(self) -> None:
        """The film of before is not the class any more."""
        shelf = Shelf(download_folder(self._data, self._classroom.id))
        await asyncio.to_thread(shelf.note_edit, None)
        await self.film()

    async def _queue(self, kind: str) -> None:
        await self._store.jobs.queue(kind, self._classroom.id)
