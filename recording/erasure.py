"""The recording of a class without one person: their files go, and the mix is replaced by one that never had their voice.

What is left can be played at any moment: the list of what there is is written anew before a file goes. Done again after
a stop it does what was left.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from recording import ledger, levels
from recording import manifest as manifests
from recording.mixer import MIX
from recording.remix import name_of, sweep
from rooms.spans import Spans, length, union


def tracks_of(manifest: dict[str, Any], person: str) -> list[dict[str, Any]]:
    """What was recorded of a person, each in a file of its own."""
    return [track for track in manifest["tracks"] if track["person"] == person]


def figures(manifest: dict[str, Any], person: str) -> dict[str, int]:
    """How many files, seconds of voice, camera and screen, and bytes there are of a person."""
    told = {"tracks": 0, "voice": 0, "camera": 0, "screen": 0, "bytes": 0}
    kinds = {"microphone": "voice", "camera": "camera", "screen": "screen"}
    for track in tracks_of(manifest, person):
        told["tracks"] += 1
        told["bytes"] += track["size"]
        if track["source"] in kinds:
            spans = ((piece[2], piece[2] + piece[3]) for piece in track["fragments"])
            told[kinds[track["source"]]] += length(union(spans)) // 1000
    return told


def needs_mix(manifest: dict[str, Any], person: str) -> bool:
    """Whether a person can be heard in the mix, and it can be made anew: single voices are all there."""
    heard = any(manifests.is_heard(track) for track in tracks_of(manifest, person))
    return heard and manifest["mix"] is not None and "voices" not in manifest.get("gone", ())


def take_out(folder: Path, person: str, mix: dict[str, Any] | None, spoke: Spans) -> None:
    """Take a person out of what a folder holds. `mix`: the one without them, as `recording.remix` told it, if it was
    made; else the mix is silent wherever they may be heard (`spoke`: when their microphone was on). Raises OSError."""
    made = manifests.read(folder)
    if made is None:
        return
    left = manifests.without_people(made, {person}, mix)
    silent: list[tuple[int, int]] = []
    if mix is None and left["mix"] is not None and "voices" in made.get("gone", ()):
        left["mix"], silent = _silenced(left["mix"], made["mix"], spoke)
        left |= {levels.NAME: levels.without(made.get(levels.NAME, []), spoke)}
    if silent:  # before it is written down that it is done
        _overwrite(folder / left["mix"]["file"], silent)
    manifests.finish(folder, left)
    told = {track["file"] for track in (*left["tracks"], *([left["mix"]] if left["mix"] else []))}
    for path in manifests.media(folder):
        if path.name not in told:
            path.unlink(missing_ok=True)
    for path in (*folder.glob(f"{name_of('')}*.json"), *folder.glob(f"{MIX}-*.json")):
        path.unlink(missing_ok=True)
    sweep(folder)
    _forget(folder, person)


def _silenced(
    left: dict[str, Any], was: dict[str, Any], spoke: Spans
) -> tuple[dict[str, Any], list[tuple[int, int]]]:
    """The mix without the pieces in which somebody may be heard, and where in the file those lie."""
    kept = [
        piece
        for piece in left["fragments"]
        if not any(start < piece[2] + piece[3] and piece[2] < end for start, end in spoke)
    ]
    there = {piece[0] for piece in kept}
    return {**left, "fragments": kept}, [(one[0], one[1]) for one in was["fragments"] if one[0] not in there]


def _overwrite(path: Path, pieces: Iterable[tuple[int, int]]) -> None:
    with path.open("r+b") as file:
        for offset, size in pieces:
            file.seek(offset)
            for at in range(0, size, 1 << 20):
                file.write(bytes(min(1 << 20, size - at)))


def _forget(folder: Path, person: str) -> None:
    """The ledger, which is read after a crash, names whose each file was, and says how loud the class was with them."""
    path = folder / ledger.NAME
    if not path.is_file():
        return
    lines = path.read_bytes().splitlines(keepends=True)
    left = [line for line in lines if not _is_theirs(line, person)]
    if left != lines:
        temporary = path.with_suffix(".tmp")
        temporary.write_bytes(b"".join(left))
        temporary.replace(path)


def _is_theirs(line: bytes, person: str) -> bool:
    try:
        fact = json.loads(line)
    except ValueError:
        return False
    if not isinstance(fact, dict):
        return False
    return "loud" in fact or fact.get("file", {}).get("person") == person
