"""Writes names and words onto pictures: in the fonts of this machine, or in the one that the drawing library brings."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import ImageFont

if TYPE_CHECKING:
    from PIL import ImageDraw

    Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
FIRST = ("NotoSans-Regular", "DejaVuSans", "LiberationSans-Regular", "Arial")
PLAIN = ("Regular", "Sans", "VF", "Book")
MOST = 200
MISSING = "\U0010fffd"


@cache
def _files() -> tuple[Path, ...]:
    """The font files of this machine, the usual ones first."""
    found = [path for folder in FOLDERS for path in folder.rglob("*.[to]t[fc]") if "Bold" not in path.stem]

    def rank(path: Path) -> tuple[int, int, str]:
        known = FIRST.index(path.stem) if path.stem in FIRST else len(FIRST)
        return known, not path.stem.endswith(PLAIN), path.stem

    return tuple(sorted(found, key=rank)[:MOST])


@cache
def _open(path: Path | None, size: int) -> Font:
    return ImageFont.load_default(size) if path is None else ImageFont.truetype(str(path), size)


@cache
def _has(path: Path | None, letter: str) -> bool:
    """Whether a font has a letter: it draws something else for it than for one that no font has."""
    try:
        font = _open(path, 24)
        return bytes(font.getmask(letter)) != bytes(font.getmask(MISSING))
    except (OSError, ValueError):
        return False


def _letters(text: str) -> set[str]:
    """What of a text must be drawn: not spaces, and not what only changes other letters."""
    return {letter for letter in text if unicodedata.category(letter)[0] not in "ZCM"}


@cache
def _written(text: str) -> tuple[Path | None, str]:
    """A font, and as much of the text as it has: all of it if there is such a font on this machine."""
    letters = _letters(text)
    fonts = (*_files(), None)
    for path in fonts:
        if all(_has(path, letter) for letter in letters):
            return path, text
    kept = {path: sum(_has(path, letter) for letter in letters) for path in fonts}
    best = max(fonts, key=lambda path: kept[path])
    return best, "".join(letter for letter in text if letter not in letters or _has(best, letter)).strip()


def _lettered(text: str, size: int) -> tuple[Font, str]:
    path, kept = _written(text)
    return _open(path, size), kept


def fitted(text: str, size: int, width: float) -> str:
    """As much of a line as there is room for."""
    font, text = _lettered(text, size)
    if font.getlength(text) <= width:
        return text
    kept = text
    while kept and font.getlength(f"{kept}...") > width:
        kept = kept[:-1]
    return f"{kept.rstrip()}..." if kept else ""


def write(draw: ImageDraw.ImageDraw, spot: tuple[float, float], text: str, size: int, **how: str) -> None:
    """One line of text; letters that no font of this machine has are left out."""
    font, kept = _lettered(text, size)
    if kept:
        draw.text(spot, kept, font=font, **how)  # type: ignore[arg-type]


def length(text: str, size: int) -> float:
    """How wide a line is."""
    font, kept = _lettered(text, size)
    return float(font.getlength(kept))


def wrapped(text: str, size: int, width: float) -> list[str]:
    """Lines that fit; a word too long for a line is cut."""
    lines = []
    for line in text.split("\n"):
        kept = ""
        for word in line.split(" "):
            more = f"{kept} {word}" if kept else word
            if length(more, size) <= width:
                kept = more
                continue
            lines += [kept] if kept else []
            kept = word
            while length(kept, size) > width and len(kept) > 1:
                most = next(n for n in range(len(kept), 0, -1) if n == 1 or length(kept[:n], size) <= width)
                lines.append(kept[:most])
                kept = kept[most:]
        lines.append(kept)
    return lines


def initials(name: str) -> str:
    """What stands for a face that is not seen."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper() or "?"


def disc(draw: ImageDraw.ImageDraw, middle: tuple[float, float], radius: float, name: str, tint: str) -> None:
    """A person without a camera: their initials on a disc."""
    x, y = middle
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=tint)
    write(draw, middle, initials(name), round(radius * 0.8), anchor="mm", fill="#ffffff")
