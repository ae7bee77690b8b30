"""What the media files do not say of themselves: whose track each file is, when recording was paused, when nobody was heard,
how loud it was.

`recording.jsonl`, one JSON object a line, append-only: `{"file": {...TrackInfo}}`, `{"from": ms}`, `{"to": ms}`,
`{"quiet": [ms, ms]}`, `{"loud": [ms, [tenths of LUFS, ...]]}`.
It is only read after a crash; a torn last line is cut like the torn tail of a media file.
"""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from recording.files import Pen
from recording.ports import TrackInfo

NAME = "recording.jsonl"


class Ledger:
    """Appends facts about the recording in the same order as the media they speak of."""

    def __init__(self, pen: Pen, keep: int = 0) -> None:
        self._pen = pen
        self._file = pen.open(NAME, keep)

    def opened(self, info: TrackInfo) -> None:
        """A file begins."""
        self._line({"file": asdict(info)})

    def resumed(self, at: int) -> None:
        """Recording goes on at class ms `at`."""
        self._line({"from": at})

    def paused(self, at: int) -> None:
        """Recording stops at class ms `at`."""
        self._line({"to": at})

    def quiet(self, start: int, end: int) -> None:
        """Nobody was heard between these class ms."""
        self._line({"quiet": [start, end]})

    def loud(self, at: int, pieces: list[int]) -> None:
        """How loud the class was from a class ms on, as `levels` measures it."""
        self._line({"loud": [at, pieces]})

    def _line(self, fact: dict[str, Any]) -> None:
        self._pen.append(self._file, json.dumps(fact).encode() + b"\n")


@dataclass
class Read:
    """A ledger as read back: its whole lines only."""

    infos: list[TrackInfo] = field(default_factory=list)
    spans: list[tuple[int, int | None]] = field(default_factory=list)
    """(from, to) in class ms; `to` None where the server died while recording."""
    quiet: list[tuple[int, int]] = field(default_factory=list)
    levels: list[tuple[int, list[int]]] = field(default_factory=list)
    length: int = 0
    """Bytes up to the end of the last whole line."""


def read(folder: Path) -> Read:
    """Reads the ledger of a folder; an absent one is empty, and reading ends at the first line that is not whole."""
    found = Read()
    try:
        data = (folder / NAME).read_bytes()
    except FileNotFoundError:
        return found
    for line in data.splitlines(keepends=True):
        try:
            fact = json.loads(line) if line.endswith(b"\n") else None
            if not isinstance(fact, dict):
                break
            _take(found, fact)
        except (ValueError, TypeError):
            break
        found.length += len(line)
    return found


def _take(found: Read, fact: dict[str, Any]) -> None:
    if "file" in fact:
        found.infos.append(TrackInfo(**fact["file"]))
    elif "quiet" in fact:
        start, end = fact["quiet"]
        found.quiet.append((int(start), int(end)))
    elif "loud" in fact:
        at, pieces = fact["loud"]
        found.levels.append((int(at), [int(piece) for piece in pieces]))
    elif "from" in fact:
        found.spans.append((int(fact["from"]), None))
    elif found.spans and found.spans[-1][1] is None:
        found.spans[-1] = (found.spans[-1][0], int(fact["to"]))
