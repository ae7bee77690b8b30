"""Where the files that people bring to a class are kept, and how they are removed."""

import contextlib
import secrets
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from recording.brought import whole_of
from server.office_files import sweep_work


def files_folder(data: Path, class_id: str) -> Path:
    """Where the files of a class are."""
    return data / "classes" / class_id / "files"


def deck_folder(data: Path, class_id: str, deck: str) -> Path:
    """Where the file and the pages of a deck are."""
    return data / "classes" / class_id / "decks" / deck


def preview_of(path: Path) -> Path:
    """The small picture of a file."""
    return path.with_name(f"{path.name}.webp")


def remove(data: Path, class_id: str, file: str) -> None:
    """Remove a file and its preview from the disk."""
    path = files_folder(data, class_id) / file
    for one in (path, preview_of(path)):
        one.unlink(missing_ok=True)


def remove_deck(data: Path, class_id: str, deck: str) -> None:
    """Remove a deck from the disk, also while its pages are being drawn: they find their folder gone."""
    folder = deck_folder(data, class_id, deck)
    gone = folder.with_name(f"{deck}~")  # no id has that
    with contextlib.suppress(FileNotFoundError):
        folder.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)


def films_folder(data: Path, class_id: str) -> Path:
    """Where the films of a class are."""
    return data / "classes" / class_id / "films"


def remove_film(data: Path, class_id: str, film: str) -> None:
    """Remove a film from the disk."""
    (films_folder(data, class_id) / film).unlink(missing_ok=True)


def download_folder(data: Path, class_id: str) -> Path:
    """Where what can be downloaded of a class is made and kept."""
    return data / "classes" / class_id / "download"


@contextlib.contextmanager
def arriving(data: Path) -> Iterator[Path]:
    """A place for a file that comes in; whatever stays there is gone afterwards, also what an ended reader left beside it."""
    path = data / "arriving" / secrets.token_hex(8)
    path.parent.mkdir(exist_ok=True)
    try:
        yield path
    finally:
        for one in (path, whole_of(path)):
            one.unlink(missing_ok=True)


def sweep(data: Path, quiet_seconds: float) -> None:
    """Remove what came in and was left behind by a server that ended, if nothing was written to it for so long."""
    sweep_work()
    folder, now = data / "arriving", time.time()
    for path in folder.iterdir() if folder.is_dir() else ():
        with contextlib.suppress(FileNotFoundError):
            if path.is_file() and now - path.stat().st_mtime >= quiet_seconds:
                path.unlink()


def import_folder(data: Path, class_id: str) -> Path:
    """Where what somebody brings of a class that was held elsewhere waits to become one of ours."""
    return data / "classes" / class_id / "import"
