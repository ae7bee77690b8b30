"""The index of a track's file: where its init segments and fragments lie, and which class time each holds."""

import itertools
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from recording.ports import Segment, TrackInfo

JOINED = 40
"""Class ms up to which a fragment still counts as following the one before."""


class Init(NamedTuple):
    """An init segment: what a decoder needs before the fragments that refer to it."""

    offset: int
    length: int
    mime: str
    width: int
    height: int


class Fragment(NamedTuple):
    """A run of bytes that can be appended to a player: class ms, init segment, whether it begins with a keyframe."""

    offset: int
    length: int
    time: int
    duration: int
    init: int
    key: int

    @property
    def end(self) -> int:
        """Class ms at which it is over."""
        return self.time + self.duration


@dataclass
class Index:
    """One file of the recording; grows while the class runs."""

    info: TrackInfo
    inits: list[Init] = field(default_factory=list)
    fragments: list[Fragment] = field(default_factory=list)
    size: int = 0
    sha256: str = ""
    spans: list[tuple[int, int]] = field(default_factory=list)
    """The class time that is covered without a gap, in ms."""
    keys: list[int] = field(default_factory=list)
    """Class ms at which a fragment begins with a keyframe: where a player can come in."""

    def add(self, piece: Init | Fragment) -> None:
        """One more init segment or fragment, behind all others."""
        self.size = piece.offset + piece.length
        if isinstance(piece, Init):
            self.inits.append(piece)
            return
        self.fragments.append(piece)
        if piece.key:
            self.keys.append(piece.time)
        if self.spans and piece.time <= self.spans[-1][1] + JOINED:
            self.spans[-1] = (self.spans[-1][0], max(self.spans[-1][1], piece.end))
        else:
            self.spans.append((piece.time, piece.end))

    def written(self, size: int, sha256: str = "") -> "Index":
        """The index of the first `size` bytes, for handing out: what is not on disk yet is not told."""
        count = len(self.fragments)
        while count and self.fragments[count - 1].offset + self.fragments[count - 1].length > size:
            count -= 1
        end = self.fragments[count - 1].end if count else 0
        inits = [init for init in self.inits if init.offset + init.length <= size]
        spans = [(start, min(stop, end)) for start, stop in self.spans if start < end]
        keys = self.keys[: bisect_left(self.keys, end)]
        return Index(self.info, inits, self.fragments[:count], size, sha256, spans, keys)

    def holes(self) -> list[tuple[int, int]]:
        """The gaps between the spans, in class ms."""
        return [(before[1], after[0]) for before, after in itertools.pairwise(self.spans)]

    def segment(self) -> Segment | None:
        """From where to where it reaches; None while it is empty."""
        if not self.fragments:
            return None
        return Segment(self.info.track, self.info.file, self.fragments[0].time, self.fragments[-1].end)


def merged(fragments: Sequence[Fragment], longest: int = 4000) -> list[Fragment]:
    """Joins neighbours that follow without a gap into runs of up to `longest` ms; a keyframe always begins a run.

    For a class that is over: a tenth of the entries, the same bytes. (Sound has only keyframes: runs end by length.)
    """
    out: list[Fragment] = []
    sound = all(fragment.key for fragment in fragments)
    for fragment in fragments:
        last = out[-1] if out else None
        if (
            last is not None
            and fragment.offset == last.offset + last.length
            and fragment.init == last.init
            and fragment.time == last.end
            and fragment.end - last.time <= longest
            and (sound or not fragment.key)
        ):
            out[-1] = last._replace(length=last.length + fragment.length, duration=fragment.end - last.time)
        else:
            out.append(fragment)
    return out
