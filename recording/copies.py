"""The class as it was recorded: where its large picture can be copied, and what is needed to paint the rest.

No face, name or drawing stands on it. Copying begins with a keyframe, and never with the one before a cut's end, since
what was cut out would then be in the file, seen or not: until the next one, pictures are painted, as are those of another
size, codec or kind. So all of it is H.264 of one size; a class of which too much would be painted is not offered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from recording.chunks import Seen, painted
from recording.cuts import Cuts
from recording.shots import Scenes, Shot, joined

H264 = "video/h264"
ENOUGH = 80
"""Per cent of a class that must be copied for it to be offered."""
SOUND_RATE = 8_000
"""Bytes a second of its sound."""

Shape = tuple[int, int]


@dataclass(frozen=True)
class Offer:
    """How much of a class would be copied (per cent), in which shape, and about how many bytes that makes."""

    share: int
    shape: Shape
    size: int

    @property
    def holds(self) -> bool:
        """Whether there is enough to copy."""
        return self.share >= ENOUGH and not any(side % 2 for side in self.shape)


def large(scenes: Scenes) -> list[Shot]:
    """What was large and nothing beside it: recorded pictures stand as a face without a name, which fills the picture."""
    return joined(_alone(shot) for shot in scenes[0])


def _alone(shot: Shot) -> Shot:
    if shot.thing[:1] == ("screen",):
        shot = replace(shot, thing=(), face=str(shot.thing[1]))
    face = None if shot.thing else shot.face
    return replace(shot, face=face, person=None, speaker=None)


def offered(manifest: Mapping[str, Any], scenes: Scenes) -> Offer:
    """What can be offered of a class that has ended."""
    known = {track["id"]: track for track in manifest["tracks"] if track["codec"] == H264}
    lasted: Counter[Shape] = Counter()
    sizes: Counter[Shape] = Counter()
    for shot in large(scenes):
        if shot.face in known:
            for shape, ms, size in _pieces(known[shot.face], shot.start, shot.end):
                lasted[shape] += ms
                sizes[shape] += size
    length = Cuts(manifest["recorded"]).length
    if not lasted or not length:
        return Offer(0, (0, 0), 0)
    [(shape, ms)] = lasted.most_common(1)
    return Offer(min(100, 100 * ms // length), shape, sizes[shape] + length * SOUND_RATE // 1000)


def is_alone(seen: Seen, scenes: Scenes) -> bool:
    """Whether the class is one recorded picture, with nothing beside or on it: its film is what was recorded."""
    shots = scenes[0]
    people = {shot.person for shot in shots if shot.face}
    return len(people) <= 1 and all(_stands_alone(shot, seen) for shot in shots)


def _stands_alone(shot: Shot, seen: Seen) -> bool:
    if shot.speaker is not None or shot.thing[:1] not in ((), ("screen",)):
        return False
    return not shot.thing or (shot.person is None and shot.surface not in seen.drawn)


def _pieces(track: Mapping[str, Any], start: int, end: int) -> Iterable[tuple[Shape, int, int]]:
    for _, length, time, duration, init, *_ in track["fragments"]:
        ms = min(end, time + duration) - max(start, time)
        if ms > 0:
            yield shape_of(track["inits"][init]), ms, length * ms // max(1, duration)


def shape_of(init: Any) -> Shape:
    """The size of the pictures behind an init segment of a manifest."""
    width, height = (init["width"], init["height"]) if isinstance(init, dict) else init[3:5]
    return int(width), int(height)


def plan(manifest: Mapping[str, Any], seen: Seen, scenes: Scenes, title: str) -> dict[str, Any]:
    """What whoever makes the file needs to know, as JSON."""
    cuts, shots = Cuts(manifest["recorded"]), large(scenes)
    spans: Sequence[tuple[int, int]] = cuts.spans(0, cuts.length)
    return {
        "title": title,
        "length": cuts.length,
        "shape": offered(manifest, scenes).shape,
        **painted(spans, shots, manifest, seen, scenes[1]),
    }
