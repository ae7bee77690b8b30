"""What a player is told: the files of a class, where each moment lies in them, the stage and the cuts.

The JSON is the contract of `GET /api/v1/classes/{id}/manifest`; all times are class milliseconds, and the media
themselves carry class time in their timestamps.
"""

import json
import os
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from recording import levels
from recording.index import Index, merged
from recording.levels import Stretch
from recording.ports import AUDIO
from recording.stage import stage
from recording.stage import told as staged
from rooms.facts import STAFF_ROLES, Entry, Reader
from rooms.spans import Spans, union, without

NAME = "manifest.json"
VOICED = "voiced"
"""Of a class whose single voices went: whose sound is in the mix when. For this server alone."""
VERSION = 1
GAP = 1_000
"""Ms without media after which a track begins anew with a keyframe."""

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
    loud: Sequence[Stretch] = (),
    look: Look = lambda *seen: staged(stage(*seen)),
) -> dict[str, Any]:
    """The manifest as a JSON object.

    `state` "live" or "ended"; once ended, fragments are joined into runs of up to 4 s. `since`: fragments that ended
    before this class ms are left out (byte offsets and init numbers stay the same). `wall`: Unix seconds of class
    time 0. `quiet`: where nobody is heard. `loud`: how loud it is, as `levels` measured it. `look` tells the stage.
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
    if loud:
        made[levels.NAME] = [[at, pieces] for at, pieces in loud]
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
    return _without(manifest, hidden) if hidden else manifest


def _without(manifest: dict[str, Any], hidden: Collection[str]) -> dict[str, Any]:
    return {
        **manifest,
        "tracks": [track for track in manifest["tracks"] if track["id"] not in hidden],
        "stage": [
            {**part, "track": None} if part["track"] in hidden else part for part in manifest.get("stage", [])
        ],
    }


def without_people(
    manifest: dict[str, Any], hidden: Collection[str], remix: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The manifest without the tracks of these people. The mix that they are in is replaced by the one that was made
    without them (`recording.remix`); until there is one, the class is silent wherever they can be heard."""
    if not hidden:
        return manifest
    left = _without(manifest, {track["id"] for track in manifest["tracks"] if track["person"] in hidden})
    if VOICED in manifest:
        left[VOICED] = {one: spans for one, spans in manifest[VOICED].items() if one not in hidden}
    spoken = voiced(manifest)
    sound = union((start, end) for person in hidden for start, end in spoken.get(person, ()))
    if not sound or manifest["mix"] is None:
        return left
    if remix is not None:
        return {**left, **remix}
    pieces = [
        piece
        for piece in manifest["mix"]["fragments"]
        if not any(start < piece[2] + piece[3] and piece[2] < end for start, end in sound)
    ]
    return {**left, "mix": {**manifest["mix"], "fragments": pieces}}


def voiced(manifest: Mapping[str, Any]) -> dict[str, list[list[int]]]:
    """When whose sound is in the mix: by their tracks, or as it was noted when single voices went."""
    found = {one: list(spans) for one, spans in manifest.get(VOICED, {}).items()}
    for track in filter(is_heard, manifest["tracks"]):
        found.setdefault(track["person"], []).extend(
            [piece[2], piece[2] + piece[3]] for piece in track["fragments"]
        )
    return {one: [list(span) for span in union(map(tuple, spans))] for one, spans in found.items() if spans}


def is_heard(track: Mapping[str, Any]) -> bool:
    """Whether a track is in the mix: a microphone or the sound of a screen, in the main room."""
    return track["source"] in AUDIO and track.get("group") is None


def edited(manifest: dict[str, Any], gone: Spans) -> dict[str, Any]:
    """The manifest of a class of which passages are cut out: they are as if they had not been recorded."""
    if not gone:
        return manifest
    last = manifest["duration"]  # the sound may last some milliseconds longer than its class
    gone = union((start, last if 0 < last - end < GAP else end) for start, end in gone)
    mix = manifest["mix"]
    tracks = [_edited(track, gone) for track in manifest["tracks"]]
    heard = {levels.NAME: levels.without(manifest[levels.NAME], gone)} if levels.NAME in manifest else {}
    return {
        **manifest,
        **heard,
        "recorded": [list(span) for span in without(union(map(tuple, manifest["recorded"])), gone)],
        "mix": None if mix is None else _edited(mix, gone),
        "tracks": [track for track in tracks if track["fragments"]],
        "stage": sorted(
            [
                *(
                    {**piece, "from": start, "to": end}
                    for piece in manifest.get("stage", [])
                    for start, end in without(((piece["from"], piece["to"]),), gone)
                ),
                *({"from": start, "to": end, "track": None} for start, end in gone),
            ],
            key=lambda piece: piece["from"],
        ),
    }


def _edited(track: dict[str, Any], gone: Spans) -> dict[str, Any]:
    """A track without the fragments that lie wholly in a cut; pictures keep what a decoder needs to go on behind it."""
    fragments = track["fragments"]
    dropped: set[int] = set()
    for start, end in gone:
        first = bisect_left(fragments, start, key=lambda piece: piece[2])
        after = bisect_left(fragments, end, key=lambda piece: piece[2] + piece[3] - 1)
        until = after
        if after < len(fragments) and fragments[after][2] - end < GAP:
            while until > 0 and not fragments[until][5]:
                until -= 1
        dropped.update(range(first, until))
    return {**track, "fragments": [one for number, one in enumerate(fragments) if number not in dropped]}


def for_players(manifest: dict[str, Any]) -> dict[str, Any]:
    """The manifest as it is handed out: `gain` is by how many dB all of it is made louder; without what only this server
    needs. Of a class that goes on, and of older ones, nobody knows how loud it is."""
    told = {name: value for name, value in manifest.items() if name not in (VOICED, levels.NAME)}
    return {**told, "gain": levels.gain(manifest[levels.NAME])} if levels.NAME in manifest else told


def bytes_of(manifest: dict[str, Any]) -> dict[str, Spans]:
    """For each file: which of its bytes a class is played with, as this manifest tells it."""
    found: dict[str, Spans] = {}
    for track in (*manifest["tracks"], manifest["mix"]):
        if track is not None:
            heads = [(one["offset"], one["offset"] + one["length"]) for one in track["inits"]]
            pieces = [(piece[0], piece[0] + piece[1]) for piece in track["fragments"]]
            found[track["file"]] = union([*found.get(track["file"], ()), *heads, *pieces])
    return found


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


def media(folder: Path) -> list[Path]:
    """The files of sound and pictures in a folder, told of or not."""
    return [*folder.glob("*.mp4"), *folder.glob("*.webm")]


def is_unfinished(folder: Path) -> bool:
    """Whether a folder holds media that no manifest tells of: of a class that goes on, or left behind by a crash."""
    return read(folder) is None and bool(media(folder))
