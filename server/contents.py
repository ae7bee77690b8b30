"""The chapters of a class with the words of its slides, for whoever writes them into a file."""

import asyncio
from collections.abc import Iterable
from pathlib import Path

from rooms.contents import Chapter, contents, page_title, without_cuts
from rooms.edit import HIDDEN
from rooms.facts import Entry, Milliseconds
from rooms.replay import playing_order
from rooms.rights import PresenterChanged
from rooms.spans import Spans
from rooms.spoken import language_of
from rooms.tracks import TrackPublished
from rooms.wording import said
from server.school import School


async def chapters_of(
    school: School, class_id: str, entries: Iterable[Entry], end: Milliseconds, gone: Spans = ()
) -> list[Chapter]:
    """The chapters up to class ms `end`, in the language of the class; `entries`: those that the reader may see; `gone`: what is cut out."""
    ordered = playing_order(entries)
    turns = (entry.event for entry in ordered)
    people = {one.person for one in turns if isinstance(one, PresenterChanged | TrackPublished)}
    names = await school.store.people.names({person for person in people if person is not None})
    language = language_of(ordered) or school.settings.transcription_language
    somebody = said(language, "somebody")
    names |= {person: somebody for person in people if person is not None and person.startswith(HIDDEN)}

    def title(deck: str, page: int) -> str:
        return page_title(page_words(school, class_id, deck, page))

    return without_cuts(await asyncio.to_thread(contents, ordered, end, title, names, language), gone)


def page_words(school: School, class_id: str, deck: str, page: int) -> str:
    """The words on a page of slides, empty where there are none."""
    path: Path = school.deck_folder(class_id, deck) / f"{page}.txt"
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""
