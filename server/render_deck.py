"""Turns a PDF or a picture into pages, in a process of its own: a file that crashes or never ends harms nobody else.

    python -m server.render_deck FILE KIND FOLDER MOST_PAGES DAMAGED,PAGES

Writes FOLDER/1.webp, 1.small.webp and 1.txt and so on, a line of JSON for each page, {page, pages, width, height}, and
at the end {pages, width, height} or {error, detail}. Pages that are there already are left as they are.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont

from server.confined import UnreadableError, allow, run, tell
from server.render_preview import FORMATS, open_picture

WIDTH = 1600  # pixels: sharp on a stage of 1280 with room to zoom
MOST_HEIGHT = 2400
SMALL = (320, 480)
OPEN_CPU_SECONDS = 60
PAGE_CPU_SECONDS = 20
QUALITY = 82
LETTERS = 8_000  # of one page's words
LARGEST_PAGE = 20_000  # points
FLATTEST = 8  # times as wide as high, or as high as wide
BROKEN = "This page of the file is damaged."
UNSEEN = re.compile(r"[^\S\n ]+|[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

Draw = Callable[[int], tuple[Image.Image, str]]


def render(source: str, kind: str, folder: str, most: str, damaged: str = "") -> dict[str, Any]:
    """Write all pages; how many there are, and the size of each in pixels."""
    if kind in FORMATS:
        picture, _ = open_picture(Path(source), kind, (WIDTH, MOST_HEIGHT))
        _must_be_page(picture.size)
        return _write(Path(folder), 1, picture.size, lambda _: (picture, ""), ())
    document = _opened(Path(source))
    pages = len(document)
    if not 1 <= pages <= int(most):
        told = f"they have {pages:,} pages, and {int(most):,} are the most."
        raise UnreadableError(told, "too_many_pages", int(most))
    for number in range(pages):
        _must_be_page(document.get_page_size(number), f"page {number + 1}")
    width, height = document.get_page_size(0)
    scale = min(WIDTH / width, MOST_HEIGHT / height)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    skipped = [int(page) for page in damaged.split(",") if page]
    return _write(Path(folder), pages, size, lambda page: _draw(document, page, size), skipped)


def _opened(source: Path) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(source)
    except pdfium.PdfiumError as error:
        protected = "password" in str(error).lower()
        raise UnreadableError("it needs a password." if protected else "it is damaged.") from error


def _must_be_page(size: tuple[float, float], name: str = "it") -> None:
    width, height = size
    fits = 1 <= width <= LARGEST_PAGE and 1 <= height <= LARGEST_PAGE
    if not fits or not 1 / FLATTEST <= width / height <= FLATTEST:
        raise UnreadableError(f"{name} has an impossible size.")


def _write(
    folder: Path, pages: int, size: tuple[int, int], draw: Draw, damaged: Iterable[int]
) -> dict[str, Any]:
    about = {"pages": pages, "width": size[0], "height": size[1]}
    for page in range(1, pages + 1):
        target = folder / f"{page}.webp"
        if not target.exists():
            allow(PAGE_CPU_SECONDS)
            drawn, words = _broken(size) if page in damaged else draw(page)
            _save(_fitted(drawn, size), words, target)
        tell({"page": page, **about})
    return about


def _draw(document: pdfium.PdfDocument, number: int, size: tuple[int, int]) -> tuple[Image.Image, str]:
    try:
        page = document[number - 1]
        width, height = page.get_size()
        image = page.render(scale=min(size[0] / width, size[1] / height)).to_pil()
        words = page.get_textpage().get_text_range()
        page.close()
    except pdfium.PdfiumError:
        return _broken(size)  # one bad page costs nobody the others
    return image, words


def _fitted(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """On a page of the deck's size: what is drawn on one stands at the same place on every screen."""
    if image.size == size and image.mode == "RGB":
        return image
    image.thumbnail(size)
    page = Image.new("RGB", size, "white")
    corner = ((size[0] - image.width) // 2, (size[1] - image.height) // 2)
    page.paste(image, corner, image if image.mode == "RGBA" else None)
    return page


def _broken(size: tuple[int, int]) -> tuple[Image.Image, str]:
    page = Image.new("RGB", size, "white")
    middle = (size[0] / 2, size[1] / 2)
    font = ImageFont.load_default(size=max(12, size[0] // 40))
    ImageDraw.Draw(page).text(middle, BROKEN, fill="#4a5463", font=font, anchor="mm")
    return page, BROKEN


def _save(page: Image.Image, words: str, target: Path) -> None:
    """The picture comes last, and whole: where it is, the page is ready."""
    lines = UNSEEN.sub(" ", words.replace("\r", "\n")).split("\n")
    text = "\n".join(line.strip() for line in lines if line.strip())
    target.with_suffix(".txt").write_text(text[:LETTERS], encoding="utf-8")
    small = page.copy()
    small.thumbnail(SMALL)
    small.save(target.with_suffix(".small.webp"), "WEBP", quality=QUALITY, method=2)
    part = target.with_suffix(".part")
    page.save(part, "WEBP", quality=QUALITY, method=2)
    part.rename(target)


if __name__ == "__main__":
    run(render, "broken_pdf", cpu_seconds=OPEN_CPU_SECONDS)
