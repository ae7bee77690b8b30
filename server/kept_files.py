"""Where the files that people bring to a class are kept, and how they are removed."""

from pathlib import Path


def files_folder(data: Path, class_id: str) -> Path:
    """Where the files of a class are."""
    return data / "classes" / class_id / "files"


def preview_of(path: Path) -> Path:
    """The small picture of a file."""
    return path.with_name(f"{path.name}.webp")


def remove(data: Path, class_id: str, file: str) -> None:
    """Remove a file and its preview from the disk."""
    path = files_folder(data, class_id) / file
    for one in (path, preview_of(path)):
        one.unlink(missing_ok=True)


def films_folder(data: Path, class_id: str) -> Path:
    """Where the films of a class are."""
    return data / "classes" / class_id / "films"


def remove_film(data: Path, class_id: str, film: str) -> None:
    """Remove a film from the disk."""
    (films_folder(data, class_id) / film).unlink(missing_ok=True)
