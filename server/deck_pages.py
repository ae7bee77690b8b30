"""The pages of decks: made one after the other in the background, from the file that is kept beside them."""

import asyncio
import re
from collections.abc import Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import structlog

from server.errors import Problem
from server.foreign_files import Heard, run_reader
from server.store.decks import Deck

RENDER_SECONDS = 1800  # a machine that is busy with a class takes its time
MOST_CRASHES = 5
MOST_REMEMBERED = 50
LOOK_EVERY = 0.2
PATIENCE = 20.0
ALONE_AFTER = 2.0  # seconds without the page, after which it is made here if nobody does
ORIGINAL = "original"
CONVERTED = "deck.pdf"
KINDS = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
READY = re.compile(r"[1-9][0-9]*\.webp\Z")

log = structlog.get_logger("slides")


def original_of(folder: Path) -> Path | None:
    """The file as somebody brought it."""
    return next(iter(sorted(folder.glob(f"{ORIGINAL}.*"))), None)


def source_of(folder: Path) -> Path | None:
    """The file from which pages are drawn: what LibreOffice made of it, or itself."""
    converted = folder / CONVERTED
    return converted if converted.is_file() else original_of(folder)


def ready(folder: Path) -> int:
    """How many pages are there."""
    return sum(1 for path in folder.iterdir() if READY.match(path.name)) if folder.is_dir() else 0


@dataclass
class DeckPages:
    """Which decks are being added and drawn by this process."""

    making: dict[Path, asyncio.Task[None]] = field(default_factory=dict)
    adding: dict[Path, asyncio.Task[Deck]] = field(default_factory=dict)
    given_up: set[Path] = field(default_factory=set)

    def add(self, folder: Path, work: Coroutine[Any, Any, Deck]) -> asyncio.Task[Deck]:
        """Add a deck, whether or not somebody still waits for it; what became of it is kept until it is asked."""
        for known in [known for known, task in self.adding.items() if task.done()][:-MOST_REMEMBERED]:
            del self.adding[known]
        task = self.adding[folder] = asyncio.create_task(work)
        task.add_done_callback(lambda done: done.cancelled() or done.exception())
        return task

    async def begin(self, folder: Path, most: int) -> dict[str, Any]:
        """Begin to draw; gives {pages, width, height} once the first page is there. Raises Problem if none can be."""
        first: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()

        def heard(told: dict[str, Any]) -> None:
            if not first.done():
                first.set_result(told)

        task = self._start(folder, most, heard)
        task.add_done_callback(lambda _: first.cancel())
        await asyncio.wait({first})
        if first.cancelled():
            await task  # raises what went wrong
            raise Problem("internal")
        return first.result()

    def _start(self, folder: Path, most: int, heard: Heard | None = None) -> asyncio.Task[None]:
        task = asyncio.create_task(_make(folder, most, heard))
        self.making[folder] = task
        task.add_done_callback(lambda done: self._over(folder, done))
        return task

    def _over(self, folder: Path, task: asyncio.Task[None]) -> None:
        self.making.pop(folder, None)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.info("slides cannot be drawn", reason=str(error))
            self.given_up.add(folder)

    async def wait_for(self, path: Path, most: int) -> None:
        """Until a page is there, drawn by this process or another one; raises page_coming when that takes long."""
        loop = asyncio.get_running_loop()
        asked = loop.time()
        while not _is_there(path):
            waited = loop.time() - asked
            if waited > PATIENCE or path.parent in self.given_up:
                raise Problem("page_coming")
            if waited > ALONE_AFTER and path.parent not in self.making:
                # Whoever was to draw it was stopped: it goes on where that ended.
                self._start(path.parent, most)
            await asyncio.sleep(LOOK_EVERY)

    async def stop(self, folder: Path) -> None:
        """Stop drawing one deck."""
        if (task := self.making.get(folder)) is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def close(self) -> None:
        """Stop drawing; what is missing is drawn when it is asked for."""
        tasks = [*self.adding.values(), *self.making.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _is_there(path: Path) -> bool:
    """Whether a page is ready; raises no_such_file when its deck is gone altogether."""
    if path.is_file():
        return True
    if not path.parent.is_dir():
        raise Problem("no_such_file")
    return False


async def _make(folder: Path, most: int, heard: Heard | None) -> None:
    """All pages; one at which the reader fails is left out, and it goes on behind it."""
    source = source_of(folder)
    if source is None:
        raise Problem("no_such_file")
    kind, damaged, about = KINDS[source.suffix], list[int](), dict[str, Any]()

    def one(told: dict[str, Any]) -> None:
        about.update(told)
        if heard is not None:
            heard(told)

    while True:
        skipped = ",".join(map(str, damaged))
        arguments = (str(source), kind, str(folder), str(most), skipped)
        try:
            await run_reader(
                "server.render_deck", *arguments, seconds=RENDER_SECONDS, broken="broken_pdf", heard=one
            )
        except Problem as problem:
            if problem.code != "broken_pdf" or not about or len(damaged) > MOST_CRASHES:
                raise
            missing = int(about["page"]) + 1
            rest = len(damaged) >= MOST_CRASHES
            damaged += range(missing, int(about["pages"]) + 1) if rest else [missing]
        else:
            return
