"""One class's film under way: what is known of the class so far, which chunks there are, and what can be copied."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from recording import chunks, copies
from recording.chunks import Seen
from recording.keeping import gone
from recording.shelf import Shelf
from recording.shots import Scenes
from rooms.edit import Edit
from rooms.facts import Entry
from server.store.jobs import Job

RESERVE = 256 << 20
"""Bytes of disk that are left to the recording of classes."""
REST_SECONDS, MOST_RESTS = 5.0, 60
FULL, BROKEN, CANNOT, NOTHING = "full", "broken", "cannot", "nothing"
"""Why there is no film: the pages say it in the reader's language."""


class GaveUpError(Exception):
    """The film cannot be made; says why in one word."""


@dataclass
class Work:
    """``keys`` are its chunks so far, ``due`` when the next may be whole; ``offer`` and ``alone`` are known once it is over:
    what can be had as recorded, and whether that is the film."""

    job: Job
    shelf: Shelf
    seen: Seen = field(default_factory=Seen)
    keys: list[str] = field(default_factory=list)
    since: int = 0
    due: float = 0.0
    ended: dict[str, Any] | None = None
    edit: Edit = field(default_factory=Edit)
    scenes: Scenes | None = None
    offer: copies.Offer | None = None
    alone: bool = False
    words: dict[str, Any] | None = None
    """What the film tells beside picture and sound."""
    tries: int = 0
    busy: bool = False
    rested: int = 0
    rests_until: float = 0.0

    def rests(self) -> bool:
        """Whether it is to be left alone just now."""
        return time.monotonic() < self.rests_until

    def rest(self) -> bool:
        """Leave it alone for a while: the database or the disk is away. False if that was so too often."""
        self.rested += 1
        self.rests_until = time.monotonic() + REST_SECONDS
        return self.rested <= MOST_RESTS

    def learn(self, entries: Sequence[Entry], manifest: dict[str, Any]) -> None:
        """Take in what the timeline tells; of a class that is over all at once, and what of it can be copied."""
        self.seen.read_on(entries)
        if manifest["state"] == "ended" and self.scenes is None:
            self.scenes = chunks.scenes(manifest, self.seen)
            self.offer = copies.offered(manifest, self.scenes)
            self.alone = self.offer.holds and copies.is_alone(self.seen, self.scenes)

    def signature(self, words: dict[str, Any]) -> str:
        """A name for exactly the film that these chunks make with these words."""
        copied = [self.offer.share, self.offer.size, self.alone] if self.offer else []
        told = json.dumps([chunks.VERSION, self.keys, words, copied], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()

    def note(self, signature: str) -> bool:
        """The film is there: note what it shows, and what of it can be had as recorded; whether that is to be made now."""
        assert self.offer is not None
        same = self.shelf.about_copy.get("signature") == signature
        told = {
            "share": self.offer.share,
            "size": self.offer.size,
            "holds": self.offer.holds,
            "alone": self.alone,
        }
        self.shelf.note_copy({**told, "signature": signature if same else None, "failed": ""})
        self.shelf.note_edit(self.edit.key)
        self.shelf.tidy(keep=self.keys if self.alone else ())  # whoever joined it may have died over this
        return self.shelf.wants_copy and self.offer.holds and not self.alone and not same

    def outlives(self, manifest: dict[str, Any]) -> bool:
        """Whether the film has what was let go of the recording since: for other words alone it is not made of less."""
        whole = self.shelf.film.is_file() and self.shelf.edit == self.edit.key
        return bool(gone(manifest)) and whole and not self.owes()

    def owes(self) -> bool:
        """Whether somebody asked for the class as recorded while this was finished."""
        about = self.shelf.about_copy
        return (
            self.shelf.wants_copy
            and about.get("holds", False)
            and not about["alone"]
            and not about["signature"]
        )

    def size(self) -> int:
        """Bytes of its chunks."""
        return sum(piece.length for key in self.keys if (piece := self.shelf.find(key)) is not None)

    def must_have_room(self, needed: int) -> None:
        """Raises GaveUpError when the disk has less."""
        self.shelf.folder.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(self.shelf.folder).free < needed:
            raise GaveUpError(FULL)
