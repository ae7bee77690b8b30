"""The silent member of a class: writes every track as it came, mixes the voices, and tells what can be played."""

import asyncio
import re
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from recording import manifest as manifests
from recording.clock import SenderOffset
from recording.files import Pen, trouble_of
from recording.ledger import Ledger
from recording.mixer import MIX, Mixer
from recording.ports import CannotRecord, KeyframeRequest, OnTrouble, Segment, Source, TrackInfo
from recording.recover import Found, find
from recording.stage import Attention
from recording.stage_so_far import StageSoFar
from recording.track_file import TrackFile
from recording.track_sink import TrackSink
from rooms.facts import Entry

SYNC_EVERY = 5.0
KEYFRAME_EVERY: Mapping[str, float] = {"camera": 4.0, "screen": 10.0}
CODECS = {
    "video/h264": "mp4", "video/vp8": "webm", "video/vp9": "mp4", "video/av1": "mp4", "audio/opus": "mp4",
}  # fmt: skip
TRACK_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")


class Recorder:
    """Records one class into one folder. Not thread-safe: call it from the event loop, nothing here blocks it.

    A folder that already holds a recording (the server was killed in mid-class) is mended and continued.
    `zero`: `time.monotonic()` of class time 0. `wall`: Unix seconds of class time 0, told in the manifest.
    `paused`: do not begin before `resume` (the class is taken up again while its recording is in pause).
    Raises OSError when the folder cannot be made or read. Opening an old recording reads its headers (0.1 s an hour).
    `reserve`: bytes of free disk space at which recording stops cleanly, so that the class itself can go on.
    """

    def __init__(
        self,
        folder: Path,
        zero: float,
        class_id: str | None = None,
        *,
        wall: float | None = None,
        on_trouble: OnTrouble | None = None,
        reserve: int = 64 << 20,
        fragment: float = 0.5,
        paused: bool = False,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.zero, self.wall = folder, zero, wall
        self.class_id = class_id or folder.name
        self.trouble: tuple[str, str] | None = None
        """(code, message) once recording has stopped by itself; the class goes on."""
        self._on_trouble, self._reserve, self._fragment = on_trouble, reserve, fragment
        self._found: Found = find(folder)
        self.pen = Pen(folder)
        self._ledger = Ledger(self.pen, self._found.ledger_length)
        self._offsets: dict[str, SenderOffset] = {}
        self._sinks: dict[str, TrackSink] = {}
        self._files: list[TrackFile] = []
        self._names = {found.info.id for found in self._found.tracks}
        self._recorded: list[list[int]] = [list(span) for span in self._found.recorded]
        self._paused, self._closed = True, False
        self._next_sync = 0.0
        self._attention, self._stage = Attention(), StageSoFar()
        self._staged: str | None = None
        self._mix_file = self._open_mix()
        self._mixer = Mixer(self._mix_file, *self._found.ears(self._ledger))
        if not paused:
            self.resume(max(zero, time.monotonic()) if self._recorded else zero)

    def add_track(
        self,
        track: str,
        person: str,
        source: Source,
        codec_mime: str,
        clock_rate: int,
        parameters: Mapping[str, Any],
        request_keyframe: KeyframeRequest,
        *,
        group: str | None = None,
        cname: str | None = None,
        channels: int | None = None,
    ) -> TrackSink:
        """Begins to record a track and returns its `ports.Sink`.

        `codec_mime`: "video/H264", "video/VP8", "video/VP9", "video/AV1" or "audio/opus" (any case); `parameters`: its fmtp parameters.
        `cname`: tracks with the same RTCP cname share one sender clock (default: the person), that is lip sync.
        Microphones and screen sound of the main room (`group` None) go into the mix.
        Raises CannotRecord: "codec" (nothing we can write), "track_id", "track_exists", "stopped".
        """
        codec = codec_mime.lower()
        self._check(track, codec)
        rate = clock_rate if codec != "audio/opus" else 48000
        self._end_part(track)
        info = self._describe(track, person, source, codec, rate, channels or 1, group)
        offset = self._offsets.setdefault(cname or person, SenderOffset())
        sink = TrackSink(self._new_file(info), self.zero, offset, parameters, request_keyframe, self._mixer)
        sink.keyframe_every = KEYFRAME_EVERY.get(source, 0.0)
        sink.paused = self._paused
        self._sinks[track] = sink
        return sink

    def end_track(self, track: str) -> list[Segment]:
        """Ends a track (an unknown one is ignored) and tells what of it is in the recording, part by part."""
        self._end_part(track)
        return [segment for segment in self.segments() if segment.track == track]

    def move_track(self, track: str, group: str | None) -> None:
        """The person went into a breakout group (or back, None): what follows goes into a file of its own.

        So a file never mixes rooms, and a reader's rights can be judged per file (TRACK field "group").
        """
        sink = self._sinks.get(track)
        if sink is None or sink.file.info.group == group or self.trouble:
            return
        old = sink.file.info
        info = self._describe(track, old.person, old.source, old.codec, old.rate, old.channels, group)
        sink.move(self._new_file(info))

    def segments(self) -> list[Segment]:
        """Every stretch that was recorded so far, one per file, also by an earlier run of the server."""
        found = [part.segment() for part in self._found.tracks] + [file.segment() for file in self._files]
        return [segment for segment in found if segment]

    def tick(self, now: float) -> None:
        """Call every 20-100 ms with `time.monotonic()`: releases late packets, closes fragments, mixes, syncs."""
        if self._closed or self.trouble:
            return
        for sink in self._sinks.values():
            sink.tick(now)
        if not self._paused:
            self._mixer.advance(now - self.zero)
            self._recorded[-1][1] = max(self._recorded[-1][1], self._mix_file.end_ms)
        if now >= self._next_sync:
            self._next_sync = now + SYNC_EVERY
            self.pen.sync(self._reserve)
        if self.pen.trouble:
            self._stop(*self.pen.trouble)

    def pause(self, now: float | None = None) -> None:
        """Nothing is recorded from this moment (RecordingPaused); a cut in `recorded`. Twice is harmless."""
        if self._paused:
            return
        at = self._ms(now)
        self._mixer.pause(at / 1000)
        for sink in self._sinks.values():
            sink.pause(at)
        self._paused = True
        self._recorded[-1][1] = self._mix_file.end_ms
        self._ledger.paused(self._mix_file.end_ms)

    def resume(self, now: float | None = None) -> None:
        """Recording goes on from this moment (RecordingResumed), every video track from its next keyframe."""
        if not self._paused or self.trouble:
            return
        at = self._ms(now)
        if self._recorded:
            at = max(at, self._recorded[-1][1])
        self._paused = False
        self._recorded.append([at, at])
        self._ledger.resumed(at)
        self._mixer.resume(at / 1000)
        for sink in self._sinks.values():
            sink.resume(at)

    def follow(self, entry: Entry) -> None:
        """Give every entry of the timeline, once, when it is written: when the stage is about to switch (SpeakerChanged,
        a screen shared or ended) fragments end here, and the track that comes on is asked for a fresh picture."""
        self._attention.take(entry.event)
        wished = next((track for track in self._attention.choice() if track in self._sinks), None)
        if wished is not None and wished != self._staged:
            self.cut(wished)
        self._staged = wished

    def cut(self, track: str) -> None:
        """Ends the fragments of all tracks at this moment; `track` begins its next one with a keyframe, soon."""
        for sink in self._sinks.values():
            sink.file.cut()
        if track in self._sinks:
            self._sinks[track].refresh()

    @property
    def paused(self) -> bool:
        """Whether the recording is paused by the instructor (a trouble is not a pause)."""
        return self._paused

    @property
    def live_edge(self) -> int:
        """Class ms up to which the recording can be played now."""
        return self._mix_file.written_ms

    def manifest(
        self, entries: Iterable[Entry] = (), now: float | None = None, since: int | None = None
    ) -> dict[str, Any]:
        """The manifest of this moment; lists only fragments that are on disk, so it is valid at any time.

        `entries`: the class's timeline so far (for the stage). `since`: without what ended before this class ms.
        """
        return self._manifest("live", entries, self._ms(now), since)

    async def close(self, entries: Iterable[Entry] = (), now: float | None = None) -> dict[str, Any]:
        """Ends the recording: writes out what waits, then manifest.json last (tmp + rename); returns it."""
        at = self._ms(now)
        entries = list(entries)
        if not self._closed:
            self._closed = True
            if not self.trouble:
                self._write_out(at)
            await asyncio.to_thread(self.pen.close)
            if self.pen.trouble and not self.trouble:
                self._stop(*self.pen.trouble)
        made = self._manifest("ended", entries, at, None)
        try:
            await asyncio.to_thread(manifests.finish, self.folder, made)
        except OSError as error:
            # `recover` makes the same manifest again from the media, once there is room.
            if not self.trouble:
                self._stop(*trouble_of(error))
        return made

    def _write_out(self, at: int) -> None:
        """Writes out what still waits in reorder buffers, fragments and the mix."""
        for sink in list(self._sinks.values()):
            sink.closed()
        if not self._paused:
            self._mixer.finish(at / 1000)
            self._recorded[-1][1] = max(self._recorded[-1][1], self._mix_file.end_ms)
            self._ledger.paused(self._recorded[-1][1])

    def _manifest(self, state: str, entries: Iterable[Entry], at: int, since: int | None) -> dict[str, Any]:
        tracks = [*self._found.tracks, *(file.index() for file in self._files)]
        edge = self.live_edge
        recorded = [(a, min(b, edge)) for a, b in self._recorded if a < min(b, edge)]
        return manifests.build(
            class_id=self.class_id,
            state=state,
            duration=max(at, edge) if state == "live" or self._paused or self.trouble else edge,
            live_edge=edge,
            recorded=recorded,
            quiet=self._mixer.quiet.spans,
            mix=self._mix_file.index(),
            tracks=tracks,
            entries=entries,
            since=since,
            wall=self.wall,
            look=self._stage.told,
            loud=self._mixer.levels.stretches if state == "ended" else (),
        )

    def _check(self, track: str, codec: str) -> None:
        if self._closed or self.trouble:
            raise CannotRecord("stopped", "The recording has stopped.")
        if not TRACK_ID.fullmatch(track):
            raise CannotRecord("track_id", "A track id has 1 to 40 letters, digits, _ or -.")
        if codec not in CODECS:
            raise CannotRecord("codec", f"{codec} cannot be recorded; H.264, VP8, VP9, AV1 and Opus can.")

    def _describe(
        self, track: str, person: str, source: Source, codec: str, rate: int, channels: int, group: str | None
    ) -> TrackInfo:
        name, part = track, 1
        while name in self._names or name == MIX:
            part += 1
            name = f"{track}~{part}"
        self._names.add(name)
        return TrackInfo(name, track, person, source, codec, rate, channels, group, f"{name}.{CODECS[codec]}")

    def _new_file(self, info: TrackInfo) -> TrackFile:
        file = TrackFile(info, self.pen, self._ledger, fragment=self._fragment)
        self._files.append(file)
        return file

    def _open_mix(self) -> TrackFile:
        info = TrackInfo(MIX, MIX, "", "microphone", "audio/opus", 48000, 1, None, f"{MIX}.mp4")
        file = TrackFile(info, self.pen, self._ledger, fragment=self._fragment)
        if self._found.mix is not None:
            file.continue_from(self._found.mix)
        self._names.add(MIX)
        return file

    def _end_part(self, track: str) -> None:
        sink = self._sinks.pop(track, None)
        if sink is not None:
            sink.closed()

    def _stop(self, code: str, message: str) -> None:
        self.trouble = (code, message)
        for sink in self._sinks.values():
            sink.paused = True
        if self._on_trouble:
            self._on_trouble(code, message)

    def _ms(self, now: float | None) -> int:
        return max(0, round(((time.monotonic() if now is None else now) - self.zero) * 1000))
