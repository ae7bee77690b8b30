"""The sample tables of one track of a whole MP4 (ISO/IEC 14496-12 8.6 and 8.7): sizes, times, keyframes, places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from struct import pack

from recording.fmp4 import box, full


@dataclass
class Table:
    """One track: its samples, and the runs of them that lie together in the file."""

    rate: int
    sizes: list[int] = field(default_factory=list)
    durations: list[tuple[int, int]] = field(default_factory=list)
    """(how many, ticks each)."""
    shifts: list[tuple[int, int]] = field(default_factory=list)
    """(how many, ticks by which each is shown later than it is decoded)."""
    keys: list[int] = field(default_factory=list)
    runs: list[tuple[int, int, int]] = field(default_factory=list)
    """(offset, how many samples, which description)."""
    entries: list[bytes] = field(default_factory=list)

    def add(self, size: int, duration: int, *, key: bool = True, shift: int = 0) -> None:
        """One more sample."""
        self.sizes.append(size)
        if key:
            self.keys.append(len(self.sizes))
        for told, value in ((self.durations, duration), (self.shifts, shift)):
            if told and told[-1][1] == value:
                told[-1] = (told[-1][0] + 1, value)
            else:
                told.append((1, value))

    def described(self, entry: bytes) -> int:
        """The number of a sample description; the same one is kept once."""
        if entry not in self.entries:
            self.entries.append(entry)
        return self.entries.index(entry) + 1

    @property
    def length(self) -> int:
        """Ticks of all samples."""
        return sum(count * each for count, each in self.durations)

    def stbl(self, shift: int, *, wide: bool) -> bytes:
        """The tables; offsets are moved on by `shift`."""
        stts = b"".join(pack(">II", *each) for each in self.durations)
        steps, before = [], (0, 0)
        for number, (_, count, entry) in enumerate(self.runs, 1):
            if (count, entry) != before:
                steps.append(pack(">III", number, count, entry))
                before = (count, entry)
        offsets = [offset + shift for offset, _, _ in self.runs]
        some = [] if len(self.keys) == len(self.sizes) else [_numbers(b"stss", self.keys)]
        if any(shift for _, shift in self.shifts):
            ctts = b"".join(pack(">Ii", *each) for each in self.shifts)
            some.insert(0, full(b"ctts", 1, 0, pack(">I", len(self.shifts)), ctts))
        return box(
            b"stbl",
            full(b"stsd", 0, 0, pack(">I", len(self.entries)), *self.entries),
            full(b"stts", 0, 0, pack(">I", len(self.durations)), stts),
            *some,
            full(b"stsc", 0, 0, pack(">I", len(steps)), *steps),
            full(b"stsz", 0, 0, pack(">II", 0, len(self.sizes)), pack(f">{len(self.sizes)}I", *self.sizes)),
            _numbers(b"co64", offsets, "Q") if wide else _numbers(b"stco", offsets),
        )


def _numbers(name: bytes, values: Sequence[int], each: str = "I") -> bytes:
    return full(name, 0, 0, pack(f">I{len(values)}{each}", len(values), *values))
