"""What can be played of classes that are over: their lists are long, and read from the disk once for all who ask."""

import asyncio
from collections import OrderedDict
from pathlib import Path
from typing import Any

from recording import manifest as manifests

MOST_KEPT = (
    8 << 20
)  # bytes on the disk: in memory it is six times as much; a class of an hour takes a quarter of a megabyte

Version = tuple[int, int]


class Manifests:
    """Keeps those that were asked for last; nobody changes what it hands out."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Path, tuple[Version, dict[str, Any]]] = OrderedDict()
        self._reading = asyncio.Lock()

    async def of(self, folder: Path) -> dict[str, Any] | None:
        """The manifest in this folder as it is now; None if there is none, or it is not whole."""
        async with self._reading:  # a whole class asks in the same second
            version = _version(folder)
            kept = self._kept.pop(folder, None)
            made = kept[1] if kept is not None and kept[0] == version else None
            if made is None and version is not None:
                made = await asyncio.to_thread(manifests.read, folder)
            if made is not None and version is not None:
                self._kept[folder] = version, made
            while len(self._kept) > 1 and sum(one[0][1] for one in self._kept.values()) > MOST_KEPT:
                self._kept.popitem(last=False)
            return made


def _version(folder: Path) -> Version | None:
    try:
        found = (folder / manifests.NAME).stat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_size
