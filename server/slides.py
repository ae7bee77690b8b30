"""A PDF becomes a deck of a class: its pages as pictures in the class's folder, then a fact on the timeline."""

import asyncio
import shutil
from pathlib import Path

from server.drawing import run_reader
from server.errors import Problem
from server.school import School
from server.store.decks import Deck

RENDER_SECONDS = 300


def looks_like_pdf(beginning: bytes) -> bool:
    """Whether a file begins as a PDF does; readers allow up to 1,024 bytes before it (ISO 32000-1, annex H)."""
    return b"%PDF-" in beginning[:1024]


async def add_deck(school: School, class_id: str, deck: str, title: str, pdf: Path) -> Deck:
    """Render a PDF and add it to the class; raises Problem and leaves nothing behind if it cannot be."""
    folder = school.class_folder(class_id) / "decks" / deck
    try:
        folder.mkdir(parents=True)
    except FileExistsError as error:
        raise Problem("bad_request", "there is a deck with that id.") from error
    try:
        told = await _render(pdf, folder, school.settings.deck_pages)
        added = Deck(deck, class_id, title, int(told["pages"]), int(told["width"]), int(told["height"]))
        await school.store.decks.add(added)
        fields = {
            "deck": deck,
            "title": title,
            "pages": added.pages,
            "width": added.width,
            "height": added.height,
        }
        reply = await school.classrooms.ask(class_id, {"what": "do", "do": "AddDeck", "fields": fields})
        if not reply["ok"]:
            raise Problem("bad_request", reply["error"]["message"])
    except BaseException:
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
        raise
    return added


async def _render(pdf: Path, folder: Path, most: int) -> dict[str, int]:
    return await run_reader(
        "server.render_deck", str(pdf), str(folder), str(most), seconds=RENDER_SECONDS, broken="broken_pdf"
    )
