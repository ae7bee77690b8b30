"""The chapters of a class's film, and what is spoken in it, both by play time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from recording.cuts import Cuts
from rooms.captions import CaptionSpoken
from rooms.contents import Chapter

AT_ONCE = 3
"""Lines that stand over each other where several people speak."""
Line = tuple[int, int, str]


def chapters(contents: Iterable[Chapter], cuts: Cuts) -> list[Line]:
    """The contents of the class by play time, the first from the beginning; what was cut out has none."""
    told = [(cuts.played(one.start), cuts.played(one.end), one.title) for one in contents]
    kept = [line for line in told if line[1] > line[0]]
    return [(0, *kept[0][1:]), *kept[1:]] if kept else []


def captions(said: Iterable[CaptionSpoken], cuts: Cuts, names: Mapping[str, str]) -> list[Line]:
    """What was said, with the name of whoever begins to speak; no two lines at the same time."""
    lines: list[tuple[int, int, CaptionSpoken]] = []
    for spoken in said:
        start, end = cuts.played(spoken.start), cuts.played(spoken.end)
        if end > start:
            lines.append((start, end, spoken))
    lines.sort(key=lambda line: line[:2])
    before, told = "", []
    for start, end, spoken in lines:
        name = names.get(spoken.person, "")
        told.append(
            (start, end, f"{name}: {spoken.text}" if name and spoken.person != before else spoken.text)
        )
        before = spoken.person
    return _apart(told)


def _apart(lines: Sequence[Line]) -> list[Line]:
    """Where lines overlap they stand over each other, as one."""
    edges = sorted({edge for start, end, _ in lines for edge in (start, end)})
    found: list[Line] = []
    waiting, now = list(reversed(lines)), list[Line]()
    for start, end in pairwise(edges):
        while waiting and waiting[-1][0] <= start:
            now.append(waiting.pop())
        now = [line for line in now if line[1] > start]
        text = "\n".join(line[2] for line in now[-AT_ONCE:])
        if text:
            found.append((start, end, text))
    return found
