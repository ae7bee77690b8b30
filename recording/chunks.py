"""A class's film in chunks of 32 s of play time, each made by itself: what stands in one, and which are to be made.

32 s are 480 pictures and 1500 frames of AAC, so that neither is cut where two chunks meet. A chunk is known by what it
shows: the same plan gives the same name, and what was made before a crash or an edit is used again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from recording.cuts import Cuts
from recording.mixer import MIX
from recording.shots import Onlooker, Scenes, Shot, clipped, indexes, is_drawn, is_seen, shots
from rooms.facts import Entry
from rooms.wire import event_to_json

CHUNK = 32_000
RATE = 15
"""Pictures a second."""
LEAD = 128
"""Ms of sound heard before a chunk begins, so that its first frames follow the ones before: 6 frames of AAC."""
TRAIL = 64
MARGIN = 5_000
"""How far behind the live edge a chunk must end: tracks are written a little later than the mix."""
BEFORE = 60_000
"""Class ms before a chunk in which its tracks have a keyframe."""
VERSION = 2
"""Of the drawing, and of what a chunk's head tells; another one makes all chunks anew."""


@dataclass
class Seen:
    """What of a timeline counts for its film; grows with it."""

    entries: list[Entry] = field(default_factory=list)
    drawn: dict[str, list[Entry]] = field(default_factory=dict)
    read: int = 0

    def read_on(self, entries: Sequence[Entry]) -> None:
        """Take in what was written since."""
        for entry in entries[self.read :]:
            if is_seen(entry):
                self.entries.append(entry)
            elif is_drawn(entry):
                self.drawn.setdefault(entry.event.surface, []).append(entry)  # type: ignore[attr-defined]
        self.read = len(entries)


@dataclass(frozen=True)
class Chunk:
    """One chunk: its place and what stands in it, as JSON for whoever makes it."""

    number: int
    plan: dict[str, Any]

    def named(self, names: Mapping[str, str]) -> Chunk:
        """The same with the names of its people."""
        return Chunk(
            self.number, {**self.plan, "names": {one: names[one] for one in self.people if one in names}}
        )

    def heard(self) -> Chunk:
        """Its sound alone, where the pictures are copied."""
        kept = ("number", "length", "spans", "sound", "lead", "voices", "mix")
        told = {name: self.plan[name] for name in kept if name in self.plan}
        return Chunk(self.number, {**told, "shots": [], "names": {}, "heard": True})

    @property
    def people(self) -> set[str]:
        """Whose names are seen."""
        return {one for shot in self.plan["shots"] for one in (shot["person"], shot["speaker"]) if one}

    @property
    def pages(self) -> set[tuple[str, int]]:
        """The pages of slides that are shown."""
        return {tuple(shot["thing"][1:]) for shot in self.plan["shots"] if shot["thing"][:1] == ("slide",)}

    @property
    def key(self) -> str:
        """A name for exactly this content; where its media lie in their files does not count."""
        looks = {name: told for name, told in self.plan.items() if name not in ("tracks", "mix")}
        told = json.dumps([VERSION, looks], sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(told.encode()).hexdigest()[:20]


def whole(manifest: Mapping[str, Any]) -> tuple[int, bool]:
    """(how many chunks can be made now, whether these are all of the class)."""
    length = Cuts(manifest["recorded"]).length
    if manifest["state"] == "ended":
        return -(-length // CHUNK), True
    return max(0, length - MARGIN) // CHUNK, False


def begins(manifest: Mapping[str, Any], number: int) -> int:
    """From which class time on the media of a chunk are needed."""
    spans = Cuts(manifest["recorded"]).spans(max(0, number * CHUNK - LEAD), (number + 1) * CHUNK)
    return max(0, spans[0][0] - BEFORE) if spans else 0


def scenes(manifest: Mapping[str, Any], seen: Seen) -> Scenes:
    """What is shown in all of a class, for whoever makes many of its chunks."""
    cuts = Cuts(manifest["recorded"])
    return shots(seen.entries, indexes(manifest["tracks"]), cuts.spans(0, cuts.length))


def plan(
    number: int, manifest: Mapping[str, Any], seen: Seen, title: str = "", known: Scenes | None = None
) -> Chunk:
    """What stands in a chunk that is `whole`; `known`: its scenes, where they were found before."""
    cuts = Cuts(manifest["recorded"])
    start = number * CHUNK
    end = min(start + CHUNK, cuts.length)
    spans = cuts.spans(start, end)
    found, room = known or shots(seen.entries, indexes(manifest["tracks"]), spans)
    shown = [shot for span in spans for shot in clipped(found, *span)] if known else found
    told = {
        "number": number,
        "title": title,
        "length": end - start,
        "sound": cuts.spans(max(0, start - LEAD), end + TRAIL),
        "lead": min(LEAD, start),
        **painted(spans, shown, manifest, seen, room),
        **_voices(manifest),
        "mix": None
        if manifest["mix"] is None
        else window(manifest["mix"], spans[0][0] - 1000, spans[-1][1] + 1000),
    }
    return Chunk(number, told)


def painted(
    spans: Sequence[tuple[int, int]],
    shown: Sequence[Shot],
    manifest: Mapping[str, Any],
    seen: Seen,
    room: Onlooker,
) -> dict[str, Any]:
    """What a painter needs for what is `shown` in these stretches of class time."""
    used = {
        name for shot in shown for name in (shot.face, shot.thing[1] if shot.thing[:1] == ("screen",) else 0)
    }
    first, last = max(0, spans[0][0] - BEFORE), spans[-1][1] + 1000
    return {
        "spans": spans,
        "shots": [{**asdict(shot), "surface": shot.surface} for shot in shown],
        **_about(shown, room),
        "drawn": _drawn(shown, seen.drawn, spans[-1][1]),
        "names": {},
        "tracks": {t["id"]: window(t, first, last) for t in manifest["tracks"] if t["id"] in used},
    }


def _about(shown: Iterable[Shot], room: Onlooker) -> dict[str, Any]:
    decks = {shot.thing[1] for shot in shown if shot.thing[:1] == ("slide",)}
    clips = {shot.thing[1] for shot in shown if shot.thing[:1] == ("clip",)}
    return {
        "decks": {deck: room.decks[deck] for deck in sorted(map(str, decks)) if deck in room.decks},
        "clips": {clip: room.films[clip].name for clip in sorted(map(str, clips)) if clip in room.films},
    }


def _voices(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Another mix is another chunk: who is hidden is in none that was made before."""
    mix = manifest["mix"]
    return {} if mix is None or mix["file"] == f"{MIX}.mp4" else {"voices": mix["file"]}


def _drawn(shown: Iterable[Shot], drawn: Mapping[str, list[Entry]], until: int) -> dict[str, list[Any]]:
    found = {}
    for surface in sorted({shot.surface for shot in shown if shot.surface}):
        entries = sorted(
            (one for one in drawn.get(surface, ()) if one.at < until), key=lambda one: (one.at, one.seq)
        )
        if entries:
            found[surface] = [[one.at, event_to_json(one.event)] for one in entries]
    return found


def window(track: Mapping[str, Any], first: int, last: int) -> dict[str, Any]:
    """A track with those of its fragments that count here."""
    inside = [
        list(piece) for piece in track["fragments"] if piece[2] + piece[3] >= first and piece[2] <= last
    ]
    return {name: track[name] for name in ("file", "codec", "inits")} | {"fragments": inside}
