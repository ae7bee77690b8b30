"""What goes of a recording as time passes, in one order: side cameras, single voices, the stage, and last the sound and the film.

What is left can always be played: the list of what there is is written anew before a file goes. `gone` in it says what went.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, get_args

from recording import manifest as manifests
from recording.remix import name_of

Step = Literal["cameras", "voices", "stage", "sound"]
STEPS: tuple[Step, ...] = get_args(Step)


def stays(manifest: dict[str, Any], step: Step) -> dict[str, Any]:
    """The manifest without what goes in a step; of the stage a card stays."""
    on_stage = {part["track"] for part in manifest["stage"]}
    tracks = [track for track in manifest["tracks"] if not _goes(track, step, on_stage)]
    left = {track["id"] for track in tracks}
    return {
        **manifest,
        "tracks": tracks,
        "stage": [part if part["track"] in left else {**part, "track": None} for part in manifest["stage"]],
        "mix": None if step == "sound" else manifest["mix"],
        "gone": [*gone(manifest), step],
        # whoever is hidden afterwards is silenced where they spoke, though their own track is no more
        **({manifests.VOICED: manifests.voiced(manifest)} if step == "voices" else {}),
    }


def _goes(track: dict[str, Any], step: Step, on_stage: set[str | None]) -> bool:
    match step:
        case "cameras":
            return track["source"] == "camera" and track["id"] not in on_stage
        case "voices":
            return track["source"] in ("microphone", "screen_audio")
        case "stage":
            return track["source"] in ("camera", "screen")
        case "sound":
            return True


def gone(manifest: dict[str, Any]) -> list[str]:
    """Which steps were done."""
    return list(manifest.get("gone", ()))


def let_go(folder: Path, step: Step) -> bool:
    """Do one step of a class that is over; False when it was done. Done again after a crash it does what was left."""
    made = manifests.read(folder)
    if made is None or made["state"] != "ended":
        return False
    new = step not in gone(made)
    if new:
        made = stays(made, step)
        manifests.finish(folder, made)
    told = {track["file"] for track in (*made["tracks"], *([made["mix"]] if made["mix"] else []))}
    for path in manifests.media(folder):
        # a mix without those who are hidden cannot be made again
        if path.name not in told and not (made["mix"] and path.name.startswith(name_of(""))):
            path.unlink(missing_ok=True)
    return new
