"""Looks at a spoken comment that somebody brought, in a process of its own: how long it is, and whether browsers play it.

    python -m recording.voice_note FILE

Writes one line of JSON: {kind, length, width, height}, or {error, detail}. All of it is decoded once; then it is written
anew in place, packet by packet, with its length and an index, which what browsers record lacks.
"""

from pathlib import Path
from typing import Any

import av
from av.container import InputContainer
from av.error import FFmpegError

from recording.brought import UnusableError, run, write_anew

MEMORY = 1 << 30  # bytes
CPU_SECONDS = 90
LONGEST = 3 * 60_000 + 2_000  # ms: a browser stops a little after it is told
LARGEST = 1280  # pixels a side
# What the recorders of browsers write, and what Chromium, Firefox and Safari play of it.
FORMS: dict[str, tuple[str, frozenset[str], frozenset[str]]] = {
    "matroska": ("webm", frozenset({"vp8", "vp9", "av1", "h264"}), frozenset({"opus"})),
    "mov": ("mp4", frozenset({"h264", "vp9", "av1"}), frozenset({"aac", "opus"})),
}

# The index goes before the media, so that a player can seek at once.
INDEX_FIRST = {
    "mp4": {"movflags": "faststart"},
    "webm": {"cues_to_front": "1", "reserve_index_space": "4096"},
}


def look(path: Path) -> dict[str, Any]:
    """What is told of it; raises UnusableError."""
    try:
        with av.open(str(path)) as container:
            form, width, height = _form(container)
            length = _length(container)
        write_anew(path, form, INDEX_FIRST[form])
    except (FFmpegError, ValueError, IndexError, StopIteration) as error:
        raise UnusableError("it is damaged.") from error
    return {
        "kind": f"{'video' if width else 'audio'}/{form}",
        "length": length,
        "width": width,
        "height": height,
    }


def _form(container: InputContainer) -> tuple[str, int, int]:
    found = FORMS.get(container.format.name.split(",")[0])
    if found is None:
        raise UnusableError("it is neither WebM nor MP4.")
    form, pictures, sounds = found
    streams = container.streams
    if len(streams.audio) != 1 or len(streams.video) > 1 or len(streams) > 2:
        raise UnusableError("it has one sound track and at most one picture.")
    names = {one.codec_context.name.removeprefix("lib") for one in streams.audio}
    if not names <= sounds:
        raise UnusableError("its sound is not one that every browser plays.")
    if not streams.video:
        return form, 0, 0
    picture = streams.video[0]
    if picture.codec_context.name.removeprefix("lib").split("-")[0] not in pictures:
        raise UnusableError("its picture is not one that every browser plays.")
    if not 0 < picture.width <= LARGEST or not 0 < picture.height <= LARGEST:
        raise UnusableError(f"its picture has more than {LARGEST} pixels a side.")
    next(container.decode(picture))  # one picture, to see that there is one
    container.seek(0)
    return form, picture.width, picture.height


def _length(container: InputContainer) -> int:
    """By its sound, which is decoded whole: nobody's word is taken for it."""
    samples, rate = 0, 0
    for frame in container.decode(container.streams.audio[0]):
        samples, rate = samples + frame.samples, frame.sample_rate
        if samples * 1000 > LONGEST * rate:
            raise UnusableError("it is longer than three minutes.")
    if not samples:
        raise UnusableError("there is no sound in it.")
    return max(1, samples * 1000 // rate)


def main() -> None:
    """Run with limits on memory and time."""
    run(look, "not_a_note", memory=MEMORY, seconds=CPU_SECONDS)


if __name__ == "__main__":
    main()
