"""The sound of a class made anew without some of its voices, from the tracks as they were recorded.

    python -m recording.remix FOLDER NAME PERSON...

Reads the manifest of FOLDER and writes NAME.mp4 and NAME.json beside it: the mix as a track of the manifest, and where
nobody is heard. Prints a line of JSON: {seconds}, or {error, detail}. What is half made is made again.
"""

import errno
import heapq
import json
import os
import shutil
import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from recording import levels
from recording import manifest as manifests
from recording.files import Pen
from recording.frames import Format, Frame
from recording.ledger import Ledger
from recording.listen import packets
from recording.mixer import MIX, RATE, Mixer
from recording.ports import TrackInfo
from recording.processes import end_with_server
from recording.track_file import TrackFile

SOUND = Format('audio/mp4; codecs="opus"', channels=1)
STEP = 1.0
"""Seconds mixed at once while nobody sends anything."""


def name_of(voices: str) -> str:
    """What the files of a mix are called that was made without those whom `rooms.edit.Edit.voices` stands for."""
    return f"{MIX}~{voices}"


def read(folder: Path, voices: str) -> dict[str, Any] | None:
    """The mix that was made without them; None when there is none yet."""
    return made(folder, name_of(voices))


def made(folder: Path, name: str) -> dict[str, Any] | None:
    """The mix of this name; None when it is not made yet."""
    try:
        told = json.loads((folder / f"{name}.json").read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    return told if isinstance(told, dict) else None


def sweep(folder: Path, names: str = MIX) -> None:
    """Remove what is half made of mixes whose names begin so: a server that ended left it behind, and it holds voices."""
    for path in folder.glob(f"{names}*.part"):
        shutil.rmtree(path, ignore_errors=True)


def remix(folder: Path, name: str, without: Collection[str]) -> float:
    """Makes it; returns its seconds. Blocks: for a process of its own. Raises OSError, ValueError."""
    told = manifests.read(folder)
    if told is None or not told["recorded"]:
        raise ValueError("nothing was recorded")
    heard = [
        track for track in told["tracks"] if manifests.is_heard(track) and track["person"] not in without
    ]
    working = folder / f"{name}.part"
    shutil.rmtree(working, ignore_errors=True)
    working.mkdir()
    pen = Pen(working)
    info = TrackInfo(MIX, MIX, "", "microphone", "audio/opus", RATE, 1, None, f"{name}.mp4")
    file = TrackFile(info, pen, Ledger(pen))
    mixer = Mixer(file)
    _play(mixer, told["recorded"], _all(folder, heard))
    pen.close()
    if pen.trouble:
        raise OSError(errno.ENOSPC if pen.trouble[0] == "disk_full" else errno.EIO, pen.trouble[1])
    (working / info.file).replace(folder / info.file)
    track = manifests.track_json(file.index(), ended=True)
    sound = {"quiet": [list(span) for span in mixer.quiet.spans], levels.NAME: mixer.levels.stretches}
    _write(folder / f"{name}.json", {"mix": track, **sound})
    shutil.rmtree(working, ignore_errors=True)
    return float(sum(end - start for start, end in told["recorded"])) / 1000


def _all(folder: Path, tracks: list[dict[str, Any]]) -> Iterator[tuple[int, str, bytes]]:
    """The packets of all tracks by class time."""
    return heapq.merge(*(_of(folder, track) for track in tracks), key=lambda one: one[0])


def _of(folder: Path, track: Mapping[str, Any]) -> Iterator[tuple[int, str, bytes]]:
    for ticks, data in packets(folder / track["file"], track["fragments"]):
        yield ticks, track["id"], data


def _play(mixer: Mixer, recorded: list[list[int]], heard: Iterator[tuple[int, str, bytes]]) -> None:
    waiting = next(heard, None)
    for start, end in recorded:
        mixer.resume(start / 1000)
        done = start / 1000
        while waiting is not None and waiting[0] < end * RATE // 1000:
            ticks, track, data = waiting
            done = _advance(mixer, done, ticks / RATE)
            mixer.hear(track, ticks, Frame(data, 0, 0.0, True, SOUND, 0))
            waiting = next(heard, None)
        _advance(mixer, done, end / 1000)
        mixer.pause(end / 1000)


def _advance(mixer: Mixer, done: float, until: float) -> float:
    """What lies so far behind that nothing is added to it any more is written."""
    while done < until:
        done = min(until, done + STEP)
        mixer.advance(done)
    return done


def _write(path: Path, made: dict[str, Any]) -> None:
    temporary = path.with_suffix(".tmp")
    with temporary.open("wb") as file:
        file.write(json.dumps(made, separators=(",", ":")).encode())
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def main() -> None:
    """Makes one mix and tells of it."""
    end_with_server()
    os.nice(15)
    try:
        told: dict[str, Any] = {"seconds": remix(Path(sys.argv[1]), sys.argv[2], sys.argv[3:])}
    except OSError as error:
        told = {"error": "storage_full" if error.errno == errno.ENOSPC else "storage_failed", "detail": ""}
    except ValueError as error:
        told = {"error": "remix_failed", "detail": str(error)}
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
