"""After a crash: the torn tails are cut, the index is rebuilt from the media itself, and the class can be played."""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recording import ledger
from recording.boxes import walk_mp4, walk_webm
from recording.index import Index
from recording.levels import Levels, Stretch
from recording.ports import TrackInfo
from recording.quiet import Quiet
from rooms.facts import Entry

MIX = "mix"


@dataclass(frozen=True)
class Found:
    """What an earlier run of the server left in a folder."""

    tracks: list[Index]
    mix: Index | None
    recorded: list[tuple[int, int]]
    """[from, to] in class ms; one that the crash left open ends with the last media."""
    ledger_length: int
    quiet: list[tuple[int, int]]
    levels: list[Stretch]

    def ears(self, book: ledger.Ledger) -> tuple[Quiet, Levels]:
        """What listens to the mix, and knows what was heard before."""
        return Quiet(self.quiet, book.quiet), Levels(self.levels, book.loud)


def find(folder: Path) -> Found:
    """Looks through a folder, cutting torn tails; an empty or absent folder gives an empty finding."""
    book = ledger.read(folder)
    indexes = [index for info in _latest(book.infos) if (index := mend(folder, info)) is not None]
    mix = next((index for index in indexes if index.info.id == MIX), None)
    tracks = [index for index in indexes if index.info.id != MIX and index.fragments]
    edges = [index.fragments[-1].end for index in ([mix] if mix and mix.fragments else tracks)]
    recorded = _closed(book.spans, mix, max(edges, default=0))
    return Found(tracks, mix, recorded, book.length, book.quiet, book.levels)


def mend(folder: Path, info: TrackInfo) -> Index | None:
    """Cuts the torn tail of one file and rebuilds its index; None when the file is not there."""
    path = folder / info.file
    index = Index(info)
    try:
        with path.open("rb") as file:
            walk = walk_webm(file) if info.codec == "video/vp8" else walk_mp4(file, info.rate)
            for piece in walk:
                index.add(piece)
    except FileNotFoundError:
        return None
    if path.stat().st_size != index.size:
        os.truncate(path, index.size)
    return index


def recover(
    folder: Path, entries: Iterable[Entry] = (), class_id: str | None = None, wall: float | None = None
) -> dict[str, Any]:
    """Makes a recording whose server was killed playable as ended, and returns its manifest (also written).

    `wall`: Unix seconds of class time 0. For a class that goes on, open a `Recorder` on the folder instead. Blocks
    (reads every file once): use a thread. Raises OSError.
    """
    # Imported here because the manifest also reads what is found.
    from recording import manifest

    found = find(folder)
    tracks = [hashed(folder, index) for index in found.tracks]
    mix = hashed(folder, found.mix) if found.mix and found.mix.fragments else None
    edge = max((index.fragments[-1].end for index in ([mix] if mix else tracks)), default=0)
    made = manifest.build(
        class_id=class_id or folder.name,
        state="ended",
        duration=edge,
        live_edge=edge,
        recorded=found.recorded,
        quiet=found.quiet,
        loud=found.levels,
        mix=mix,
        tracks=tracks,
        entries=entries,
        wall=wall,
    )
    manifest.finish(folder, made)
    return made


def hashed(folder: Path, index: Index) -> Index:
    """The same index with the digest of its file."""
    with (folder / index.info.file).open("rb") as file:
        return index.written(index.size, hashlib.file_digest(file, "sha256").hexdigest())


def _latest(infos: list[TrackInfo]) -> list[TrackInfo]:
    return list({info.id: info for info in infos}.values())


def _closed(spans: list[tuple[int, int | None]], mix: Index | None, edge: int) -> list[tuple[int, int]]:
    """A span without an end reaches as far as the mix does before the next one."""
    out: list[tuple[int, int]] = []
    for number, (start, end) in enumerate(spans):
        limit = spans[number + 1][0] if number + 1 < len(spans) else 1 << 62
        if end is None:
            inside = [piece.end for piece in mix.fragments if start <= piece.time < limit] if mix else [edge]
            end = max([start, *inside])
        if min(end, limit) > start:
            out.append((start, min(end, limit)))
    return out
