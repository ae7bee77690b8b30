"""Makes of a recording that was brought what a class leaves behind, in a process of its own: picture, sound, mix, manifest.

    python -m recording.imports FILE FOLDER CLASS PERSON

Writes {done, of} in milliseconds while it works, and at the end {length, picture, sound, copied, short, began}, or {error,
detail}. The picture is copied packet by packet where browsers play it so; times are the class's, from 0. The manifest is
written last: a folder without one is to be thrown away.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from av import Packet
from av.container import InputContainer
from av.error import FFmpegError

from recording import manifest as manifests
from recording.brought import TOO_LONG, UnusableError, run
from recording.brought_file import LONGEST, judge, opened, packets_of, picture_of
from recording.brought_picture import TICKS, Pictures, pictures
from recording.brought_sound import Sound
from recording.files import Pen
from recording.ledger import Ledger
from recording.mixer import MIX, RATE
from recording.ports import TrackInfo
from recording.track_file import TrackFile
from rooms.facts import EVERYONE, Entry
from rooms.imports import PICTURE, SOUND
from rooms.tracks import TrackPublished

MEMORY = 3 << 30  # bytes
CPU_SECONDS = 8 * 3600
VOICE = 16_000  # bytes a second: no voice of ours takes more
SHORTEST = 500  # ms
TELL_EVERY = 1.0  # seconds
WAITING = 64 << 20  # bytes that may wait for the disk
RESERVE = 256 << 20
FOR_EVER = float(LONGEST)  # seconds: a picture stays until the next one
LIES = 5_000  # ms by which a file may be shorter than it says
BROKEN = "it is damaged, or not all of it is there."


@dataclass
class Brought:
    """The files of one class under way."""

    folder: Path
    person: str
    pen: Pen
    ledger: Ledger
    picture: TrackFile | None = None
    sound: TrackFile | None = None
    mix: TrackFile | None = None
    files: list[TrackFile] = field(default_factory=list)
    seen: int = 0  # ms of picture so far

    def open(self, name: str, source: Any, codec: str, rate: int) -> TrackFile:
        """A track of the class: the picture as a shared screen, the sound as a microphone."""
        person = "" if name == MIX else self.person
        info = TrackInfo(name, name, person, source, codec, rate, 1, None, f"{name}.{_form(codec)}")
        file = TrackFile(info, self.pen, self.ledger, hold=FOR_EVER)
        self.files.append(file)
        return file


def _form(codec: str) -> str:
    return "webm" if codec == "video/vp8" else "mp4"


def look(path: Path, folder: Path, class_id: str, person: str) -> dict[str, Any]:
    """Write the folder of a class; what is told of it. Raises UnusableError, OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(folder).free < path.stat().st_size + RESERVE:
        raise OSError(28, "less free space than the recording needs")
    pen = Pen(folder)
    brought = Brought(folder, person, pen, Ledger(pen))
    try:
        turned = judge(path)
        with opened(path) as container:
            told = _make(container, brought, turned=turned)
    except (FFmpegError, ValueError, IndexError, AssertionError) as error:
        raise UnusableError(BROKEN) from error
    finally:
        pen.close()
    if pen.trouble:
        raise OSError(28 if pen.trouble[0] == "disk_full" else 5, pen.trouble[1])
    _finish(brought, class_id, told)
    return told


def _make(container: InputContainer, brought: Brought, *, turned: bool) -> dict[str, Any]:
    video = picture_of(container)
    audio = container.streams.audio[0] if container.streams.audio else None
    way = pictures(video, turned=turned) if video is not None else None
    sound = Sound(audio, LONGEST * RATE)
    said = 0 if container.duration is None else container.duration // 1000
    brought.mix = brought.open(MIX, "microphone", "audio/opus", RATE)
    if audio is not None:
        brought.sound = brought.open(SOUND, "microphone", "audio/opus", RATE)
    zero = Fraction(container.start_time or 0, 1_000_000)
    told = time.monotonic()
    for packet in packets_of(container, [one for one in (video, audio) if one is not None]):
        _take(brought, packet, zero, way, sound)
        if time.monotonic() - told > TELL_EVERY:
            told = time.monotonic()
            _tell(brought, sound, said)
    if way is not None:
        _see(brought, way, way.rest())
    return _told(container, brought, way, sound, said)


def _take(brought: Brought, packet: Packet[Any], zero: Fraction, way: Pictures | None, sound: Sound) -> None:
    if packet.stream.type == "video":
        assert way is not None
        _see(brought, way, way.take(packet, zero))
    else:
        _hear(brought, sound.take(packet, zero))
    _must_not_last(max(brought.seen, sound.samples * 1000 // RATE))
    while brought.pen.trouble is None and _behind(brought) > WAITING:
        time.sleep(0.01)
    if brought.pen.trouble:
        raise OSError(28, brought.pen.trouble[1])


def _behind(brought: Brought) -> int:
    return sum(file.waiting for file in brought.files)


def _must_not_last(ms: int) -> None:
    if ms > LONGEST * 1000:
        raise UnusableError(TOO_LONG)


def _see(brought: Brought, way: Pictures, frames: Iterator[Any]) -> None:
    for at, frame in frames:
        if brought.picture is None:
            brought.picture = brought.open(PICTURE, "screen", way.codec, TICKS)
        _must_not_last(at * 1000 // TICKS)
        brought.picture.frame(max(0, at), frame)
        brought.seen = max(brought.seen, at * 1000 // TICKS)


def _hear(brought: Brought, frames: Iterator[Any]) -> None:
    for at, frame in frames:
        for file in (brought.sound, brought.mix):
            if file is not None:
                file.steady(at, frame)
        if brought.pen.trouble:  # hours of silence may come of one packet
            return


def _tell(brought: Brought, sound: Sound, said: int) -> None:
    done = max(brought.seen, sound.samples * 1000 // RATE)
    print(json.dumps({"done": done, "of": max(done, said)}), flush=True)
    brought.pen.sync(RESERVE)


def _told(
    container: InputContainer, brought: Brought, way: Pictures | None, sound: Sound, said: int
) -> dict[str, Any]:
    if brought.picture is not None:
        brought.picture.close()
        brought.seen = max(brought.seen, brought.picture.end_ms)
    length = max(brought.seen, sound.samples * 1000 // RATE)
    if length < SHORTEST:
        raise UnusableError("there is nothing to see or hear in it.")
    _hear(brought, sound.finish(length * RATE // 1000))
    for file in (brought.sound, brought.mix):
        if file is not None:
            file.close()
    for start, end in sound.quiet.spans:
        brought.ledger.quiet(start, end)
    return {
        "length": length,
        "picture": brought.picture is not None,
        "sound": brought.sound is not None and sound.heard,
        "copied": way is None or way.copied,
        "short": said - length if said - length > LIES else 0,
        "began": _began(container),
        "quiet": sound.quiet.spans,
        "loud": sound.levels.stretches,
    }


def _began(container: InputContainer) -> int | None:
    """When it was recorded, in Unix ms, if it says so and it can be true."""
    try:
        began = datetime.fromisoformat(container.metadata.get("creation_time", ""))
    except ValueError:
        return None
    unix = int(began.timestamp() * 1000)
    return unix if 946_684_800_000 < unix < time.time() * 1000 else None


def _finish(brought: Brought, class_id: str, told: dict[str, Any]) -> None:
    assert brought.mix is not None
    tracks = [file.index() for file in (brought.picture, brought.sound) if file is not None]
    shown = TrackPublished(PICTURE, brought.person, "screen")
    edge = brought.mix.end_ms
    made = manifests.build(
        class_id=class_id,
        state="ended",
        duration=edge,
        live_edge=edge,
        recorded=[(0, edge)],
        mix=brought.mix.index(),
        tracks=tracks,
        entries=[Entry(1, 0, 0, None, EVERYONE, shown)] if brought.picture is not None else [],
        quiet=told.pop("quiet"),
        loud=told.pop("loud"),
    )
    told["length"] = edge
    manifests.finish(brought.folder, made)


def main() -> None:
    """Run with limits on memory and time."""
    folder, class_id, person = sys.argv[2:5]
    run(
        lambda path: look(path, Path(folder), class_id, person),
        "not_a_recording",
        memory=MEMORY,
        seconds=CPU_SECONDS,
        own=LONGEST * VOICE,
    )


if __name__ == "__main__":
    main()
