"""Small pictures of the stage for the seek bar: made when somebody first asks, five minutes at a time, and kept."""

import asyncio
import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from recording.glimpses import COLUMNS, ROWS, picks
from server.errors import Problem
from server.foreign_files import run_reader

SECONDS = 90
WHOLE = COLUMNS * ROWS


@dataclass
class Glimpses:
    """The strips under way, so that nobody makes one twice."""

    making: dict[Path, asyncio.Task[None]] = field(default_factory=dict)

    async def strip(self, folder: Path, recording: Path, manifest: Mapping[str, Any], number: int) -> Path:
        """The file of strip `number`; of a running class's last one as far as it goes. Raises Problem."""
        chosen = picks(manifest, number)
        if not chosen:
            raise Problem("no_such_file")
        whole = len(chosen) == WHOLE or manifest["state"] == "ended"
        path = folder / (f"{number}.webp" if whole else f"{number}-{len(chosen)}.webp")
        if not await asyncio.to_thread(path.is_file):
            if path not in self.making:
                task = asyncio.create_task(_make(path, recording, json.dumps(chosen)))
                self.making[path] = task
                task.add_done_callback(lambda _: self.making.pop(path, None))
            # Whoever asked may go away: the strip is for the next one, too.
            await asyncio.shield(self.making[path])
        return path


async def _make(path: Path, recording: Path, chosen: str) -> None:
    await asyncio.to_thread(path.parent.mkdir, parents=True, exist_ok=True)
    temporary = path.with_suffix(".tmp")
    try:
        await run_reader(
            "recording.glimpses",
            str(recording),
            chosen,
            str(temporary),
            seconds=SECONDS,
            broken="broken_picture",
        )
        await asyncio.to_thread(_put, temporary, path)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _put(temporary: Path, path: Path) -> None:
    """In its place; what was made of a part of it is of no use any more."""
    temporary.replace(path)
    number = path.stem.partition("-")[0]
    for old in path.parent.glob(f"{number}-*.webp"):
        if old != path:
            old.unlink(missing_ok=True)
