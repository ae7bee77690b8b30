"""What a player is told: the files of a class, where each moment lies in them, the stage and the cuts.

The JSON is the contract of `GET /api/v1/classes/{id}/manifest`; all times are class milliseconds, and the media
themselves carry class time in their timestamps.
"""

import json
import os
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from recording.index import Index, merged
from recording.stage import stage
from recording.stage import told as staged
from rooms.facts import STAFF_ROLES, Entry, Reader

NAME = "manifest.json"
VERSION = 1

Look = Callable[[Iterable[Entry], int, Sequence[Index]], list[dict[str, Any]]]
"""What players are told of the stage up to a class ms, from a timeline and what was recorded of pictures."""


def build(
    *,
    class_id: str,
    state: str,
    duration: int,
    live_edge: int,
    recorded: Sequence[tuple[int, int]],
    mix: Index | None,
    tracks: Sequence[Index],
    entries: Iterable[Entry] = (),
    since: int | None = None,
    wall: float | None = None,
    quiet: Sequence[tuple[int, int]] = (),
    look: Look = lambda *seen: staged(stage(*seen)),
) -> dict[str, Any]:
    """The manifest as a JSON object.

    `state` "live" or "ended"; once ended, fragments are joined into runs of up to 4 s. `since`: fragments that ended
    before this class ms are left out (byte offsets and init numbers stay the same). `wall`: Unix seconds of class
    time 0. `quiet`: where nobody is heard. `look` tells the stage.
    """
    ended = state == "ended"
    told = [index for index in tracks if index.fragments]
    made: dict[str, Any] = {
        "version": VERSION,
        "class": class_id,
        "state": state,
        "duration": duration,
        "live_edge": live_edge,
        "recorded": [list(span) for span in recorded],
        "quiet": [list(span) for span in quiet],
        "mix": track_json(mix, ended, since) if mix and mix.fragments else None,
        "tracks": [track_json(index, ended, since) for index in told],
        "stage": look(entries, live_edge, [one for one in told if one.info.codec.startswith("video/")]),
    }
    if wall is not None:
        made["wall"] = wall
    return made


def track_json(index: Index, ended: bool, since: int | None = None) -> dict[str, Any]:
    """One TRACK: beside the contract's fields also `track` (the timeline's id), `group` and what is known of the file."""
    info = index.info
    fragments = merged(index.fragments) if ended else index.fragments
    first = 0 if since is None else bisect_left(fragments, since, key=lambda piece: piece.end)
    made: dict[str, Any] = {
        "id": info.id,
        "track": info.track,
        "person": info.person,
        "source": info.source,
        "group": info.group,
        "codec": info.codec,
        "mime": index.inits[0].mime,
        "file": info.file,
        "inits": [init._asdict() for init in index.inits],
        # Named tuples are arrays in JSON; a long class has 100,000 of them, so they are handed on as they are.
        "fragments": fragments[first:],
        "holes": [list(hole) for hole in index.holes()],
        "size": index.size,
    }
    if index.sha256:
        made["sha256"] = index.sha256
    return made


def for_reader(manifest: dict[str, Any], reader: Reader) -> dict[str, Any]:
    """The manifest without the tracks of breakout groups that the reader was never in."""
    hidden = {t["id"] for t in manifest["tracks"] if not _may_hear(t.get("group"), reader)}
    if not hidden:
        return manifest
    return {
        **manifest,
        "tracks": [track for track in manifest["tracks"] if track["id"] not in hidden],
        "stage": [
            {**part, "track": None} if part["track"] in hidden else part for part in manifest.get("stage", [])
        ],
    }


def may_fetch(
    tracks: Iterable[dict[str, Any]], mix: dict[str, Any] | None, file: str, reader: Reader
) -> bool:
    """Whether the reader may fetch this file: the mix, or a track that is told of and that they may hear."""
    if mix is not None and mix["file"] == file:
        return True
    found = [track for track in tracks if track["file"] == file]
    return bool(found) and all(_may_hear(track.get("group"), reader) for track in found)


def _may_hear(group: str | None, reader: Reader) -> bool:
    return group is None or reader.role in STAFF_ROLES or group in reader.groups


def finish(folder: Path, manifest: dict[str, Any]) -> None:
    """Writes manifest.json so that it is either there and whole, or not there. Raises OSError (a full disk)."""
    temporary = folder / f"{NAME}.tmp"
    try:
        with temporary.open("wb") as file:
            file.write(json.dumps(manifest, separators=(",", ":")).encode())
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(folder / NAME)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def read(folder: Path) -> dict[str, Any] | None:
    """The manifest of a class that is over; None when it was never closed, or not whole (see `recover`)."""
    try:
        made = json.loads((folder / NAME).read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    return made if isinstance(made, dict) else None
