"""A file becomes a deck of a class: its pages as pictures in the class's folder, then a fact on the timeline."""

import asyncio
import shutil
from dataclasses import dataclass
from pathlib import Path

from server.content import LOOKED_AT, PICTURES, kind_of
from server.deck_pages import CONVERTED, KINDS, ORIGINAL
from server.errors import Problem
from server.foreign_files import run_reader
from server.office_files import looks_like_office, sweep_work
from server.school import School
from server.store.decks import Deck

PDF, OFFICE = "application/pdf", "office"
JUDGE_SECONDS = 60  # besides what LibreOffice may take


@dataclass(frozen=True)
class Brought:
    """A file that came in whole: what it looks like, and whose it is."""

    path: Path
    kind: str
    person: str | None


def slides_kind(beginning: bytes) -> str:
    """What a file is by its first bytes; raises not_slides if it can be no slides."""
    if b"%PDF-" in beginning[:1024]:  # readers allow up to 1,024 bytes before it (ISO 32000-1, annex H)
        return PDF
    if looks_like_office(beginning):
        return OFFICE
    try:
        kind = kind_of(beginning[:LOOKED_AT])
    except Problem as problem:
        raise Problem("not_slides") from problem
    if kind not in PICTURES:
        raise Problem("not_slides")
    return kind


async def add_deck(school: School, class_id: str, deck: str, title: str, brought: Brought) -> Deck:
    """Draw the first page and add the deck to the class; raises Problem and leaves nothing behind if it cannot be."""
    folder = school.deck_folder(class_id, deck)
    try:
        folder.mkdir(parents=True)
    except FileExistsError as error:
        raise Problem("bad_request", "there is a deck with that id.") from error
    try:
        noted = await _bring(school, brought, folder)
        told = await school.pages.begin(folder, school.settings.deck_pages)
        added = Deck(deck, class_id, title, int(told["pages"]), int(told["width"]), int(told["height"]))
        await school.store.decks.add(added)
        fields = {
            "deck": deck,
            "title": title,
            "pages": added.pages,
            "width": added.width,
            "height": added.height,
            "noted": noted,
        }
        request = {"what": "do", "do": "AddDeck", "fields": fields}
        reply = await school.classrooms.ask(
            class_id, {**request, "person": brought.person, "by": brought.person}
        )
        if not reply["ok"]:
            raise Problem("bad_request", reply["error"]["message"])
    except BaseException:
        await school.pages.stop(folder)
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
        raise
    return added


async def _bring(school: School, brought: Brought, folder: Path) -> list[int]:
    """Put the file at its place, and beside it what LibreOffice makes of it; which pages have speaker notes."""
    if brought.kind != OFFICE:
        ending = next(ending for ending, kind in KINDS.items() if kind == brought.kind)
        await asyncio.to_thread(shutil.move, brought.path, folder / f"{ORIGINAL}{ending}")
        return []
    settings = school.settings
    soffice = (settings.libreoffice and shutil.which(settings.libreoffice)) or ""
    hidden = {str(folder.resolve()) for folder in (settings.data, Path.home(), Path.cwd())}
    try:
        told = await run_reader(
            "server.convert_office",
            str(brought.path),
            str(folder / CONVERTED),
            soffice,
            str(settings.libreoffice_seconds),
            *sorted(hidden),
            seconds=settings.libreoffice_seconds + JUDGE_SECONDS,
            broken="broken_office",
        )
    finally:
        await asyncio.to_thread(sweep_work)  # it may have been killed
    if told["unplaced"]:  # notes that nobody could share or keep back must not be handed out with the file
        (folder / CONVERTED).rename(folder / f"{ORIGINAL}.pdf")
    else:
        await asyncio.to_thread(shutil.move, brought.path, folder / f"{ORIGINAL}.{told['kind']}")
    return [int(page) for page in told["noted"]]
