"""What is told in the film of a class beside picture and sound, of what everybody could see."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from recording import chapters
from recording.cuts import Cuts
from rooms import captions, translations
from rooms.facts import EVERYONE, Entry
from rooms.withheld import is_left_out, masked, masks
from server.contents import chapters_of
from server.school import School
from server.spoken import spoken_in


async def film_words(school: School, class_id: str, manifest: dict[str, Any]) -> dict[str, Any]:
    """Title, captions in each language and chapters as JSON, by the play time of a manifest; of nobody who is hidden."""
    timeline = await school.classrooms.read(class_id)
    entries, title = list(timeline.entries), timeline.room.lesson.title
    found = await school.store.courses.find(class_id)
    course = await school.store.courses.course(found.course) if found else None
    names = await school.store.people.names({line.person for line in captions.read(entries)})
    cuts, end = Cuts(manifest["recorded"]), manifest["recorded"][-1][1] if manifest["recorded"] else 0
    room, hidden = timeline.room, masks(timeline.room)
    shared = [masked(one, hidden) for one in entries if one.to == EVERYONE and not is_left_out(room, one)]
    contents = await chapters_of(school, class_id, shared, end)
    return {
        "title": title,
        "album": course.title if course else "",
        "language": spoken_in(school, room),
        **await asyncio.to_thread(spoken_lines, shared, list(room.translations.sources), cuts, names),
        "chapters": chapters.chapters(contents, cuts),
    }


def spoken_lines(
    entries: Sequence[Entry], languages: Iterable[str], cuts: Cuts, names: Mapping[str, str]
) -> dict[str, Any]:
    """What was said, as people corrected it, and in each of these languages in which there is something of it."""
    said = captions.read(entries)
    found = {language: translations.read(entries, language) for language in languages}
    return {
        "captions": chapters.captions(said, cuts, names),
        "translated": {
            language: chapters.captions(put.of(said), cuts, names) for language, put in found.items() if put
        },
    }
