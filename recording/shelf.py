"""Where the chunks of a class's film lie: each in a file of its own while it is being made, then all in the film."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from recording.loudness import runs, unrolled

FILM, SOUND, PARTS, EDIT = "class.mp4", "class.m4a", "parts.json", "edit"
COPY, ABOUT, WANTED = "recorded.mp4", "copy.json", "copy.wanted"
CHANGES = "?"
MOST_HEAD = 4 << 20


@dataclass(frozen=True)
class Piece:
    """One chunk: what its head tells, and where its media lie."""

    key: str
    head: dict[str, Any]
    path: Path
    offset: int
    length: int
    turn: Sequence[int] = ()
    """By how many steps each frame of its sound is to be louder than it is in the file; as it is when nothing is told."""

    @property
    def gains(self) -> list[int]:
        """By how many steps each frame of its sound is louder in the file than it was coded."""
        return unrolled(self.head["gains"]) if "gains" in self.head else [0] * len(self.head["sound"])

    def turned(self, gains: Sequence[int]) -> Piece:
        """The same piece, to be given out so much louder than it was coded."""
        turn = [wanted - there for wanted, there in zip(gains, self.gains, strict=True)]
        return replace(self, head={**self.head, "gains": runs(gains)}, turn=turn)


class Shelf:
    """The folder of one class's downloads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._parts: dict[str, Any] | None = None

    @property
    def film(self) -> Path:
        """The film that was joined last."""
        return self.folder / FILM

    @property
    def sound(self) -> Path:
        """The same without pictures."""
        return self.folder / SOUND

    @property
    def copy(self) -> Path:
        """The class as it was recorded, where somebody asked for it."""
        return self.folder / COPY

    @property
    def about_copy(self) -> dict[str, Any]:
        """What is known of the class as it was recorded: `share`, `size`, whether it `holds` enough and is the film
        `alone`, the `signature` of what was made, and why that `failed`; nothing before the film is there."""
        try:
            told = json.loads((self.folder / ABOUT).read_bytes())
        except (OSError, ValueError):
            return {}
        return told if isinstance(told, dict) else {}

    def note_copy(self, told: dict[str, Any]) -> None:
        """This is known of it from now on; what was made goes where nothing is told of it."""
        if told.get("signature") is None:
            self.copy.unlink(missing_ok=True)
        _write(self.folder / ABOUT, told)

    @property
    def wants_copy(self) -> bool:
        """Whether somebody asked for it."""
        return (self.folder / WANTED).exists()

    def want_copy(self, wanted: bool = True) -> None:
        """Make it as soon as the film is there, and again whenever the class is edited."""
        if wanted:
            (self.folder / WANTED).touch()
        else:
            (self.folder / WANTED).unlink(missing_ok=True)

    @property
    def edit(self) -> str | None:
        """Which edit of the class the film shows, by its key; None while that changes."""
        try:
            told = (self.folder / EDIT).read_text()
        except OSError:
            return ""
        return None if told == CHANGES else told

    def note_edit(self, key: str | None) -> None:
        """The film shows this edit of the class from now on; None: it is being made anew."""
        if self.edit != key and self.folder.is_dir():
            (self.folder / EDIT).write_text(CHANGES if key is None else key)

    def path(self, key: str) -> Path:
        """Where a chunk is put when it is made."""
        return self.folder / f"{key}.chunk"

    def has(self, key: str) -> bool:
        """Whether a chunk need not be made."""
        return self.path(key).is_file() or any(part["key"] == key for part in self._joined()["parts"])

    def find(self, key: str) -> Piece | None:
        """A chunk, by itself or within the film."""
        path = self.path(key)
        try:
            with path.open("rb") as file:
                size = int.from_bytes(file.read(4), "big")
                head = json.loads(file.read(min(size, MOST_HEAD)))
            return Piece(key, head, path, 4 + size, path.stat().st_size - 4 - size)
        except (OSError, ValueError):
            pass
        told = self._joined()
        part = next((part for part in told["parts"] if part["key"] == key), None)
        if part is None:
            return None
        return Piece(key, part["head"], self.film, told["media"] + part["offset"], part["length"])

    def _joined(self) -> dict[str, Any]:
        """What the film consists of; nothing when it is gone, or another one than was noted."""
        if self._parts is None:
            self._parts = {"parts": [], "media": 0}
            try:
                told = json.loads((self.folder / PARTS).read_bytes())
                if self.film.stat().st_size == told["size"]:
                    self._parts = told
            except (OSError, ValueError, KeyError):
                pass
        return self._parts

    def joined(self, signature: str) -> bool:
        """Whether the film is the one of this signature."""
        return self._joined().get("signature") == signature and self.sound.is_file()

    def note(self, pieces: Iterable[Piece], media: int, signature: str) -> None:
        """The film holds these chunks from byte `media` on: they need no files of their own any more."""
        parts, at = [], 0
        for piece in pieces:
            parts.append({"key": piece.key, "head": piece.head, "offset": at, "length": piece.length})
            at += piece.length
        told = {
            "signature": signature, "media": media, "size": self.film.stat().st_size, "parts": parts
        }  # fmt: skip
        _write(self.folder / PARTS, told)
        self._parts = None

    def tidy(self, keep: Collection[str] = ()) -> None:
        """Put away what the film holds, and what nothing needs; not the chunks of these keys."""
        for path in [*self.folder.glob("*.chunk"), *self.folder.glob("*.part")]:
            if path.stem not in keep:
                path.unlink(missing_ok=True)


def _write(path: Path, told: dict[str, Any]) -> None:
    temporary = path.with_name(f"{path.name}.part")
    temporary.write_text(json.dumps(told, separators=(",", ":")))
    temporary.replace(path)
