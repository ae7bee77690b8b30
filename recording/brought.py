"""What the readers of media that somebody brought have in common: limits, an answer in one line, and an index for what lacks one.

Each runs in a process of its own, since what it reads may be made to harm it.
"""

import json
import os
import resource
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import av

from recording.processes import end_with_server

TOO_LONG = "it is longer than eight hours, or its times cannot be true."


class UnusableError(Exception):
    """It cannot be used; says why."""


def whole_of(path: Path) -> Path:
    """Where a file stands while it is written anew; a reader that is ended in the middle leaves it behind."""
    return path.with_name(f"{path.name}.whole")


def write_anew(path: Path, form: str, options: Mapping[str, str] | None = None) -> None:
    """The same in place, packet by packet, with its length and an index; `form`: mp4 or webm. Raises FFmpegError, OSError."""
    whole = whole_of(path)
    try:
        with (
            av.open(str(path)) as source,
            av.open(str(whole), "w", format=form, options=dict(options or {})) as target,
        ):
            streams = [*source.streams.video[:1], *source.streams.audio[:1]]
            made = {one.index: target.add_stream_from_template(one) for one in streams}
            for packet in source.demux(streams):
                if packet.dts is not None:
                    packet.stream = made[packet.stream.index]
                    target.mux(packet)
        whole.replace(path)
    finally:
        whole.unlink(missing_ok=True)


def run(
    look: Callable[[Path], dict[str, Any]], wrong: str, *, memory: int, seconds: int, own: int = 1 << 20
) -> None:
    """Look at the file that the command line names, within bytes of memory and seconds of processor time, and print what is told.

    `wrong` is the code of what cannot be used. Nothing is written that is much larger than the file: an index may say of
    each of its pictures that it is the same megabyte. `own`: bytes of what is made of it, however small it is.
    """
    end_with_server()
    os.nice(10)
    path = Path(sys.argv[1])
    largest = 2 * path.stat().st_size + own
    # Python ignores SIGXFSZ: who writes more gets EFBIG.
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    av.logging.set_level(None)
    try:
        told = look(path)
    except UnusableError as error:
        told = {"error": wrong, "detail": str(error)}
    except MemoryError:
        told = {"error": wrong, "detail": "it needs too much memory."}
    except OSError as error:
        told = {"error": "storage_full" if error.errno == 28 else "storage_failed", "detail": ""}
    print(json.dumps(told))
