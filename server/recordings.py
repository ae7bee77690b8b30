"""The recorder's place in a class: which tracks it listens to, when it pauses, and what can be played of it."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any

import structlog

from recording import manifest as manifests
from recording import remix
from recording.files import trouble_of
from recording.ports import CannotRecord, Segment, Source
from recording.recorder import Recorder
from recording.recover import recover
from recording.stage import Attention
from rooms.edit import Edit
from rooms.facts import Entry
from rooms.lesson import ClassOpened
from rooms.traces import microphone_on
from server.classroom import Classroom
from server.media.remote import RemoteProducer, RemoteTap

TICK_SECONDS = 0.05
FROZEN_SECONDS = 1.0  # no tick for so long: this process was stopped, or its machine slept
AGAIN_SECONDS = 0.5

log = structlog.get_logger("recording")


def recording_folder(data: Path, class_id: str) -> Path:
    """Where a class's recording is kept."""
    return data / "classes" / class_id / "recording"


def as_edited(folder: Path, manifest: dict[str, Any], edit: Edit, entries: Iterable[Entry]) -> dict[str, Any]:
    """What can be played of a class as it is edited; reads the mix without those who are hidden, if there is one."""
    if "voices" in manifest.get("gone", ()) and manifests.VOICED not in manifest:
        # They went before it was noted who is heard where: the timeline knows when their microphones were on.
        manifest = {**manifest, manifests.VOICED: {one: microphone_on(entries, one) for one in edit.hidden}}
    mix = remix.read(folder, edit.voices) if edit.voices else None
    return manifests.edited(manifests.without_people(manifest, edit.hidden, mix), edit.gone)


def wants_mix(folder: Path, manifest: dict[str, Any], edit: Edit) -> bool:
    """Whether somebody who is hidden can be heard in the mix, and there is none without them yet."""
    heard = any(manifests.is_heard(one) and one["person"] in edit.hidden for one in manifest["tracks"])
    return heard and remix.read(folder, edit.voices) is None


async def _alone() -> bool:
    return True


class ClassRecording:
    """The recording of one class that is live: begins when the class opens, and ends with it."""

    def __init__(
        self,
        classroom: Classroom,
        folder: Path,
        recorded_until: Callable[[], float] = time.monotonic,
        still_leads: Callable[[], Awaitable[bool]] = _alone,
    ) -> None:
        self._classroom = classroom
        self._recorded_until = recorded_until
        self._still_leads = still_leads
        self._folder = folder
        self._recorder: Recorder | None = None
        self._taps: dict[str, RemoteTap] = {}
        self._attention = Attention()
        self._ticking: asyncio.Task[None] | None = None
        self.trouble: tuple[str, str] | None = None
        """(code, message for people) once recording stopped by itself, until somebody resumes it."""
        self.stopped: Callable[[str, str], None] | None = None
        """Called with both when it does."""

    @property
    def begun(self) -> bool:
        """Whether anything was to be recorded so far, even if recording stopped by itself."""
        return self._recorder is not None or self.trouble is not None

    def start(self, upto: int) -> None:
        """Begin, or go on after a crash: what the folder holds is mended and continued.

        ``upto``: the seq of the last entry that had its effects; every later one is given to ``follow``.
        """
        lesson = self._classroom.room.lesson
        if self._recorder is not None or not lesson.recorded or not lesson.is_live:
            return
        wall = None if lesson.opened_at is None else lesson.opened_at / 1000
        switched_on = any(
            isinstance(entry.event, ClassOpened) and not entry.event.recorded
            for entry in self._classroom.entries
        )
        try:
            self._recorder = Recorder(
                self._folder,
                self._classroom.zero,
                self._classroom.id,
                wall=wall,
                on_trouble=self._trouble,
                paused=lesson.paused or switched_on,
            )
        except OSError as error:
            self._trouble(*trouble_of(error))  # the class goes on without it
            return
        if switched_on and not lesson.paused:
            self.resume()  # from this moment, not from the beginning of the class
        for entry in self._classroom.entries[:upto]:
            self.follow(entry)
        self._ticking = asyncio.create_task(self._tick(), name=f"recording {self._classroom.id}")

    def follow(self, entry: Entry) -> None:
        """An entry was written: the stage may change with it."""
        if self._recorder is not None:
            self._recorder.follow(entry)
            self._attention.take(entry.event)
            self._look()

    def _look(self) -> None:
        """Of what is seen small when the class is played, the smallest layer will do: the others need not be sent."""
        large = self._attention.large()
        for track, tap in self._taps.items():
            tap.limit(None if track in large else 0)

    async def _tick(self) -> None:
        last = time.monotonic()
        while self._recorder is not None:
            if time.monotonic() - last > FROZEN_SECONDS and not await self._leads():
                self._recorder.pen.forsake()  # whoever leads now goes on with the same files
                return
            last = time.monotonic()
            self._recorder.tick(self._recorded_until())
            await asyncio.sleep(TICK_SECONDS)

    async def _leads(self) -> bool:
        """Whether this process leads the class still, after it stood still for a while: nothing is written before that is known."""
        while True:
            try:
                return await self._still_leads()
            except Exception as error:
                log.warning("who records is not known", class_id=self._classroom.id, reason=str(error))
                await asyncio.sleep(AGAIN_SECONDS)

    def _trouble(self, code: str, message: str) -> None:
        log.error("recording stopped by itself", class_id=self._classroom.id, code=code, reason=message)
        self.trouble = (code, message)
        if self.stopped is not None:
            self.stopped(code, message)

    async def start_again(self, upto: int) -> None:
        """Go on after recording stopped by itself: what the folder holds is mended and continued, as after a crash."""
        if self._recorder is not None:
            await self._stop_listening()
            # It still tells what can be played while it is being put away.
            await self._recorder.close(self._classroom.entries, time.monotonic())
        self._recorder, self.trouble, self._attention = None, None, Attention()
        self.start(upto)

    def listen(self, producer: RemoteProducer, source: Source, group: str | None) -> None:
        """Record a track from now on."""
        if self._recorder is None or producer.id in self._taps:
            return
        taps = self._taps

        def keyframe() -> None:
            tap = taps.get(producer.id)
            if tap is not None:
                tap.request_keyframe()

        try:
            sink = self._recorder.add_track(
                producer.id,
                producer.peer,
                source,
                producer.codec_mime,
                producer.clock_rate,
                producer.codec_parameters,
                keyframe,
                group=group,
            )
        except CannotRecord as trouble:
            log.warning("a track is not recorded", class_id=self._classroom.id, code=trouble.code)
            return
        taps[producer.id] = producer.tap(sink)
        keyframe()

    def move(self, track: str, group: str | None) -> None:
        """A track is heard in another breakout group from now on (None: the main room)."""
        if self._recorder is not None:
            self._recorder.move_track(track, group)

    async def end(self, track: str) -> list[Segment]:
        """A track is over; what of it is in the recording."""
        tap = self._taps.pop(track, None)
        if tap is not None:
            await tap.close()
        return [] if self._recorder is None else self._recorder.end_track(track)

    def pause(self) -> None:
        """Record nothing for a while."""
        if self._recorder is not None:
            self._recorder.pause(time.monotonic())

    def resume(self) -> None:
        """Record again."""
        if self._recorder is not None:
            self._recorder.resume(time.monotonic())

    def manifest(self, since: int | None = None) -> dict[str, Any] | None:
        """What can be played now, None if nothing is being recorded."""
        if self._recorder is None:
            return None
        return self._recorder.manifest(self._classroom.entries, time.monotonic(), since)

    async def _stop_listening(self) -> None:
        if self._ticking is not None:
            self._ticking.cancel()
        taps, self._taps = list(self._taps.values()), {}
        await asyncio.gather(*(tap.close() for tap in taps))

    async def finish(self) -> None:
        """Write out everything and the manifest; returns when it can be played from the disk."""
        recorder, self._recorder = self._recorder, None
        if recorder is None:
            return
        await self._stop_listening()
        ended = self._classroom.room.lesson.ended_at
        now = time.monotonic() if ended is None else self._classroom.zero + ended / 1000
        await recorder.close(self._classroom.entries, now)

    async def forsake(self) -> None:
        """Another process leads the class now, and goes on with the recording: nothing more is written from here."""
        recorder, self._recorder = self._recorder, None
        if recorder is not None:
            recorder.pen.forsake()
            await self._stop_listening()

    async def mend(self) -> None:
        """The class is over: what a crash or a full disk kept from being written at its end is made from the media."""
        if not self._folder.is_dir() or manifests.read(self._folder) is not None:
            return
        opened = self._classroom.room.lesson.opened_at
        wall = None if opened is None else opened / 1000
        entries = list(self._classroom.entries)
        try:
            await asyncio.to_thread(recover, self._folder, entries, self._classroom.id, wall)
        except OSError as error:
            log.error("a recording could not be mended", class_id=self._classroom.id, reason=str(error))
