"""Small pictures of what was on the stage, five minutes of class in one file, made in a process of its own.

    python -m recording.glimpses FOLDER PICKS TARGET.webp

PICKS is a JSON list with a place for each picture: null, or [file, offset and length of its init segment, offset and
length of a fragment that begins with a keyframe]. Only keyframes are decoded, one for each picture. Writes TARGET and a
line of JSON: {pictures}, or {error, detail}.
"""

import errno
import io
import json
import os
import resource
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import av
from av.error import FFmpegError
from PIL import Image

from recording.processes import end_with_server

STEP = 10_000
"""Class ms between two pictures."""
COLUMNS, ROWS = 6, 5
STRIP = STEP * COLUMNS * ROWS
"""Class ms in one file."""
WIDTH, HEIGHT = 192, 108
MEMORY, CPU_SECONDS = 2 << 30, 60
QUALITY = 60
GROUND = (11, 13, 16)

Pick = tuple[str, int, int, int, int]


def picks(manifest: Mapping[str, Any], number: int) -> list[Pick | None]:
    """Which keyframe stands for each moment of strip `number`, up to the end of what is recorded."""
    tracks = {track["id"]: track for track in manifest["tracks"]}
    end = min(manifest["live_edge"], manifest["duration"])
    moments = range(number * STRIP, min((number + 1) * STRIP, end), STEP)
    return [_pick(tracks, manifest["stage"], at + STEP // 2) for at in moments]


def _pick(tracks: Mapping[str, Any], stage: Sequence[Mapping[str, Any]], at: int) -> Pick | None:
    on = next((one["track"] for one in reversed(stage) if one["from"] <= at), None)
    track = tracks.get(on or "")
    if track is None:
        return None
    keys = [one for one in track["fragments"] if one[5] and one[2] <= at]
    if not keys:
        return None
    offset, length, _, _, init, _ = keys[-1]
    head = track["inits"][init]
    return (track["file"], head["offset"], head["length"], offset, length)


def strip(folder: Path, chosen: Sequence[Pick | None]) -> tuple[Image.Image, int]:
    """All pictures beside and below each other, and how many could be made; a broken one leaves its place dark."""
    whole = Image.new("RGB", (COLUMNS * WIDTH, ROWS * HEIGHT), GROUND)
    known: dict[Pick, Image.Image | None] = {}
    for place, pick in enumerate(chosen[: COLUMNS * ROWS]):
        if pick is None:
            continue
        if pick not in known:
            known[pick] = _picture(folder, pick)
        small = known[pick]
        if small is not None:
            left, top = (place % COLUMNS) * WIDTH, (place // COLUMNS) * HEIGHT
            whole.paste(small, (left + (WIDTH - small.width) // 2, top + (HEIGHT - small.height) // 2))
    return whole, sum(one is not None for one in known.values())


def _picture(folder: Path, pick: Pick) -> Image.Image | None:
    name, head, head_length, offset, length = pick
    try:
        with (folder / name).open("rb") as file:
            file.seek(head)
            data = file.read(head_length)
            file.seek(offset)
            data += file.read(length)
        with av.open(io.BytesIO(data), "r") as container:
            container.streams.video[0].thread_type = "NONE"
            frame = next(container.decode(video=0))
            share = min(WIDTH / frame.width, HEIGHT / frame.height)
            size = max(2, round(frame.width * share)), max(2, round(frame.height * share))
            return Image.fromarray(frame.reformat(*size, format="rgb24").to_ndarray())
    except (OSError, FFmpegError, ValueError, IndexError, StopIteration):
        return None


def main() -> None:
    """Makes one strip within limits and tells of it."""
    end_with_server()
    os.nice(10)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    folder, target = Path(sys.argv[1]), Path(sys.argv[3])
    av.logging.set_level(None)
    chosen = [None if one is None else tuple(one) for one in json.loads(sys.argv[2])]
    try:
        whole, pictures = strip(folder, chosen)
        whole.save(target, "WEBP", quality=QUALITY, method=2)
        told: dict[str, Any] = {"pictures": pictures}
    except MemoryError:
        told = {"error": "broken_picture", "detail": "it needs too much memory."}
    except OSError as error:
        told = {"error": "storage_full" if error.errno == errno.ENOSPC else "storage_failed", "detail": ""}
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
