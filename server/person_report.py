"""What the school keeps of one person, class by class, in figures: nothing of what was said is in it."""

import asyncio
from typing import Any

from recording import erasure, manifest
from rooms.traces import FIGURES, figures
from server.recordings import recording_folder
from server.school import School

KEPT = ("others_words", "structure", "material", "others_tracks", "saved", "backups")
"""What stays when a person is erased, by why; the page and the report say it in words."""
RECORDED = ("tracks", "voice", "camera", "screen", "bytes")
SUMS = (*FIGURES, *RECORDED)


async def report_of(school: School, person: str) -> dict[str, Any]:
    """{classes: [{class, title, course, state, opened_at, counts, recorded}], totals, rows, refused, kept}.

    `counts` as `rooms.traces.FIGURES`; `recorded`: files, seconds and bytes; `rows`: how many of each table; `refused`:
    why they cannot be erased now, as a code and the titles it is about.
    """
    classes = []
    for class_id in await school.store.personal.classes(person):
        found = await of_class(school, class_id, person)
        if found is not None:
            classes.append(found)
    rows = {name: len(there) for name, there in (await school.store.personal.rows(person)).items()}
    totals = dict.fromkeys(SUMS, 0)
    for one in classes:
        for name, count in (*one["counts"].items(), *one["recorded"].items()):
            totals[name] += count
    return {
        "classes": classes,
        "totals": totals,
        "rows": rows,
        "refused": await why_not(school, person, classes),
        "kept": list(KEPT),
    }


async def of_class(school: School, class_id: str, person: str) -> dict[str, Any] | None:
    """What one class keeps of a person."""
    found = await school.store.courses.find(class_id)
    if found is None:
        return None
    timeline = await school.classrooms.read(class_id)
    counts = await asyncio.to_thread(figures, timeline.room, list(timeline.entries), person)
    made = await asyncio.to_thread(manifest.read, recording_folder(school.data, class_id))
    recorded = dict.fromkeys(RECORDED, 0) if made is None else erasure.figures(made, person)
    return {
        "class": class_id,
        "title": found.title,
        "course": found.course,
        "state": timeline.room.lesson.state,
        "opened_at": found.opened_at,
        "counts": counts,
        "recorded": recorded,
    }


async def why_not(school: School, person: str, classes: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Why a person cannot be erased now, as a code and the titles of what it is about; None: they can."""
    if (await school.store.people.owner()).id == person:
        return {"code": "last_owner", "about": []}
    running = [one["title"] for one in classes if one["state"] == "live"]
    return {"code": "class_runs", "about": running} if running else None
