"""A recording that was brought, before anything is made of it: opened as what it is, and refused where it is none for a class."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
from av import Packet
from av.container import InputContainer
from av.error import FFmpegError
from av.stream import Disposition
from av.video.stream import VideoStream

from recording.brought import TOO_LONG, UnusableError

LONGEST = 8 * 3600  # seconds
LARGEST = 4096  # pixels a side
COVER = Disposition.attached_pic


def opened(path: Path) -> InputContainer:
    """Only as what its first bytes say: no list of other files, nor what names an address."""
    beginning = path.open("rb").read(12)
    if beginning[4:8] in (b"ftyp", b"moov", b"mdat", b"free", b"wide", b"skip"):
        form = "mov"
    elif beginning[:4] == b"\x1a\x45\xdf\xa3":
        form = "matroska"
    else:
        raise UnusableError("it is neither MP4, M4A, WebM nor MKV.")
    return av.open(str(path), format=form)


def judge(path: Path) -> bool:
    """Refuse what is too long, too large or empty; whether its pictures lie on their side."""
    with opened(path) as container:
        lasts = last_moment(path) if container.duration is None else container.duration / 1_000_000
        if lasts > LONGEST:
            raise UnusableError(TOO_LONG)
        stream = picture_of(container)
        if stream is None and not container.streams.audio:
            raise UnusableError("there is neither picture nor sound in it.")
        if stream is None:
            return False
        if not 0 < stream.width <= LARGEST or not 0 < stream.height <= LARGEST:
            raise UnusableError(f"its picture is larger than {LARGEST} pixels.")
        frame = next(container.decode(stream), None)
        return frame is not None and bool(round(frame.rotation / 90) % 4)


def last_moment(path: Path) -> float:
    """How long it is (seconds) where its beginning does not say so, as in what a browser records: nothing is decoded."""
    first, last = None, 0.0
    with opened(path) as container:
        for packet in packets_of(container, [*container.streams.video, *container.streams.audio]):
            if packet.pts is None or packet.time_base is None:
                continue
            at = float(packet.pts * packet.time_base)
            first = at if first is None else min(first, at)
            last = max(last, at)
    return last - (first or 0.0)


def picture_of(container: InputContainer) -> VideoStream | None:
    """The first stream of pictures; what a sound file has on its cover is none."""
    return next((one for one in container.streams.video if not one.disposition & COVER), None)


def packets_of(container: InputContainer, streams: list[Any]) -> Iterator[Packet[Any]]:
    """All that can be read; a file that breaks off ends there."""
    packets = container.demux(streams)
    count = 0
    while True:
        try:
            packet = next(packets)
        except StopIteration:
            return
        except FFmpegError:
            if count:
                return
            raise
        count += 1
        if packet.size:
            yield packet
