"""Turns a PDF into pictures, in a process of its own: a PDF that crashes or never ends harms nobody else.

    python -m server.render_deck FILE.pdf FOLDER MOST_PAGES

Writes FOLDER/1.webp and so on, and one line of JSON: {pages, width, height} or {error, detail}.
"""

import json
import os
import resource
import sys
from pathlib import Path

import pypdfium2 as pdfium

WIDTH = 1600  # pixels: sharp on a stage of 1280 with room to zoom
MOST_HEIGHT = 2400
MEMORY = 2 << 30  # bytes
CPU_SECONDS = 240
QUALITY = 82


class UnreadableError(Exception):
    """The PDF cannot become slides; says why."""


def render(source: Path, folder: Path, most: int) -> dict[str, int]:
    """Write all pages as WebP; sizes in pixels of the first page."""
    try:
        document = pdfium.PdfDocument(source)
    except pdfium.PdfiumError as error:
        protected = "password" in str(error).lower()
        raise UnreadableError("it needs a password." if protected else "it is damaged.") from error
    pages = len(document)
    if not 1 <= pages <= most:
        raise UnreadableError(f"it has {pages} pages, and at most {most} are taken.")
    first = (0, 0)
    for number in range(pages):
        size = _page(document, number, folder / f"{number + 1}.webp")
        first = first if number else size
    return {"pages": pages, "width": first[0], "height": first[1]}


def _page(document: pdfium.PdfDocument, number: int, target: Path) -> tuple[int, int]:
    try:
        page = document[number]
        width, height = page.get_size()
        if not (1 <= width <= 20_000 and 1 <= height <= 20_000):
            raise UnreadableError(f"page {number + 1} has an impossible size.")
        image = page.render(scale=min(WIDTH / width, MOST_HEIGHT / height)).to_pil().convert("RGB")
        page.close()
    except pdfium.PdfiumError as error:
        raise UnreadableError(f"page {number + 1} is damaged.") from error
    image.save(target, "WEBP", quality=QUALITY, method=2)
    return image.width, image.height


def main() -> None:
    """Run with limits on memory and time."""
    os.nice(10)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    source, folder, most = sys.argv[1:4]
    try:
        told: dict[str, object] = dict(render(Path(source), Path(folder), int(most)))
    except UnreadableError as error:
        told = {"error": "broken_pdf", "detail": str(error)}
    except MemoryError:
        told = {"error": "broken_pdf", "detail": "it needs too much memory."}
    except OSError as error:
        told = {"error": "storage_full" if error.errno == 28 else "storage_failed", "detail": ""}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
