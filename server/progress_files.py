"""How far everybody is in a class, as tables to take away for those who lead."""

import csv
import io
from typing import Any

from rooms.completion import Done
from rooms.room import Room
from server.answers import safe
from server.standings import done_json

COLUMNS = (
    "name",
    "person",
    "complete",
    "how",
    "seen percent",
    "needed percent",
    "polls left",
    "comments and questions",
    "needed comments and questions",
    "tasks left",
    "longer than others",
)


def progress_rows(room: Room, judged: dict[str, Done], names: dict[str, str]) -> list[dict[str, Any]]:
    """A row for each student, by name."""
    in_order = sorted(judged, key=lambda person: (names.get(person, "").casefold(), person))
    return [
        {"person": person, "name": names.get(person, ""), **done_json(room, judged[person], person)}
        for person in in_order
    ]


def progress_csv(rows: list[dict[str, Any]]) -> str:
    """The same as a table that a spreadsheet reads."""
    written = io.StringIO()
    lines = csv.writer(written)
    lines.writerow(COLUMNS)
    for row in rows:
        cells = [
            row["name"],
            row["person"],
            "yes" if row["complete"] else "no",
            row["how"] or "",
            str(row["share"]),
            str(row["needed"]),
            str(len(row["polls"])),
            str(row["posts"]),
            str(row["posts_needed"]),
            str(len(row["tasks"])),
            "yes" if row["extended"] else "",
        ]
        lines.writerow([safe(cell) for cell in cells])
    return "\ufeff" + written.getvalue()  # a spreadsheet reads it as UTF-8 by this mark
