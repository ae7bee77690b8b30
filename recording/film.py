"""Looks at a film that somebody brought, in a process of its own: what is in it, how long it is, whether browsers play it.

    python -m recording.film FILE

Writes one line of JSON: {kind, length, width, height}, or {error, detail}. A film that does not say how long it is, as
browsers record them, is written anew in place, packet by packet, with its length and an index.
"""

import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

import av
from av.error import FFmpegError

MEMORY = 2 << 30  # bytes
CPU_SECONDS = 60
LONGEST = 12 * 3600  # seconds
LARGEST = 4096  # pixels a side
# What Chromium, Firefox and Safari play of each container.
PLAYED: dict[str, tuple[str, frozenset[str], frozenset[str]]] = {
    "mov": ("video/mp4", frozenset({"h264", "av1", "vp9"}), frozenset({"aac", "mp3", "opus", "flac"})),
    "matroska": ("video/webm", frozenset({"vp8", "vp9", "av1"}), frozenset({"opus", "vorbis"})),
}


class UnplayableError(Exception):
    """Browsers do not play it; says why."""


def look(path: Path) -> dict[str, Any]:
    """What is told of a film; raises UnplayableError."""
    try:
        told = _look(path)
        if told["length"] <= 0:
            _write_anew(path, told["kind"])
            told = _look(path)
    except (FFmpegError, ValueError, IndexError) as error:
        raise UnplayableError("it is damaged.") from error
    if not 0 < told["length"] <= LONGEST * 1000:
        raise UnplayableError("its length cannot be told.")
    return told


def _look(path: Path) -> dict[str, Any]:
    with av.open(str(path)) as container:
        found = PLAYED.get(container.format.name.split(",")[0])
        if found is None:
            raise UnplayableError("it is neither MP4 nor WebM.")
        kind, pictures, sounds = found
        if not container.streams.video:
            raise UnplayableError("there is no picture in it.")
        picture = container.streams.video[0]
        codecs = {one.codec_context.name for one in container.streams.audio}
        if picture.codec_context.name not in pictures or not {_plain(name) for name in codecs} <= sounds:
            names = ", ".join(sorted({picture.codec_context.name, *codecs}))
            raise UnplayableError(f"{names} is not played by every browser.")
        if not 0 < picture.width <= LARGEST or not 0 < picture.height <= LARGEST:
            raise UnplayableError(f"its picture is larger than {LARGEST} pixels.")
        next(container.decode(picture))  # one picture, to see that there is one
        length = 0 if container.duration is None else container.duration // 1000
        return {"kind": kind, "length": length, "width": picture.width, "height": picture.height}


def _plain(name: str) -> str:
    """Decoders have names of their own: libopus and mp3float are opus and mp3."""
    return name.removeprefix("lib").removesuffix("float")


def _write_anew(path: Path, kind: str) -> None:
    whole = path.with_name(f"{path.name}.whole")
    try:
        with (
            av.open(str(path)) as source,
            av.open(str(whole), "w", format="mp4" if kind == "video/mp4" else "webm") as target,
        ):
            streams = [source.streams.video[0], *source.streams.audio[:1]]
            made = {one.index: target.add_stream_from_template(one) for one in streams}
            for packet in source.demux(streams):
                if packet.dts is not None:
                    packet.stream = made[packet.stream.index]
                    target.mux(packet)
        whole.replace(path)
    finally:
        whole.unlink(missing_ok=True)


def main() -> None:
    """Run with limits on memory and time."""
    os.nice(10)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    av.logging.set_level(None)
    try:
        told = look(Path(sys.argv[1]))
    except (UnplayableError, StopIteration) as error:
        told = {"error": "not_a_film", "detail": str(error) or "there is no picture in it."}
    except MemoryError:
        told = {"error": "not_a_film", "detail": "it needs too much memory."}
    except OSError as error:
        told = {"error": "storage_full" if error.errno == 28 else "storage_failed", "detail": ""}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
