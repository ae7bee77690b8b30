"""Looks at a film that somebody brought, in a process of its own: what is in it, how long it is, whether browsers play it.

    python -m recording.film FILE

Writes one line of JSON: {kind, length, width, height}, or {error, detail}. A film that does not say how long it is, as
browsers record them, is written anew in place, packet by packet, with its length and an index.
"""

from pathlib import Path
from typing import Any

import av
from av.error import FFmpegError

from recording.brought import UnusableError, run, write_anew

MEMORY = 2 << 30  # bytes
CPU_SECONDS = 60
LONGEST = 12 * 3600  # seconds
LARGEST = 4096  # pixels a side
# What Chromium, Firefox and Safari play of each container.
PLAYED: dict[str, tuple[str, frozenset[str], frozenset[str]]] = {
    "mov": ("video/mp4", frozenset({"h264", "av1", "vp9"}), frozenset({"aac", "mp3", "opus", "flac"})),
    "matroska": ("video/webm", frozenset({"vp8", "vp9", "av1"}), frozenset({"opus", "vorbis"})),
}


def look(path: Path) -> dict[str, Any]:
    """What is told of a film; raises UnusableError."""
    try:
        told = _look(path)
        if told["length"] <= 0:
            write_anew(path, told["kind"].removeprefix("video/"))
            told = _look(path)
    except (FFmpegError, ValueError, IndexError) as error:
        raise UnusableError("it is damaged.") from error
    except StopIteration as error:
        raise UnusableError("there is no picture in it.") from error
    if not 0 < told["length"] <= LONGEST * 1000:
        raise UnusableError("its length cannot be told.")
    return told


def _look(path: Path) -> dict[str, Any]:
    with av.open(str(path)) as container:
        found = PLAYED.get(container.format.name.split(",")[0])
        if found is None:
            raise UnusableError("it is neither MP4 nor WebM.")
        kind, pictures, sounds = found
        if not container.streams.video:
            raise UnusableError("there is no picture in it.")
        picture = container.streams.video[0]
        codecs = {one.codec_context.name for one in container.streams.audio}
        if picture.codec_context.name not in pictures or not {_plain(name) for name in codecs} <= sounds:
            names = ", ".join(sorted({picture.codec_context.name, *codecs}))
            raise UnusableError(f"{names} is not played by every browser.")
        if not 0 < picture.width <= LARGEST or not 0 < picture.height <= LARGEST:
            raise UnusableError(f"its picture is larger than {LARGEST} pixels.")
        next(container.decode(picture))  # one picture, to see that there is one
        length = 0 if container.duration is None else container.duration // 1000
        return {"kind": kind, "length": length, "width": picture.width, "height": picture.height}


def _plain(name: str) -> str:
    """Decoders have names of their own: libopus and mp3float are opus and mp3."""
    return name.removeprefix("lib").removesuffix("float")


def main() -> None:
    """Run with limits on memory and time."""
    run(look, "not_a_film", memory=MEMORY, seconds=CPU_SECONDS)


if __name__ == "__main__":
    main()
