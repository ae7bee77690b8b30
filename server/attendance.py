"""Who was in class and what each did, as tables to take away for those who lead."""

import csv
import io
from typing import Any

from rooms.attendance import KINDS, Attendance, told
from rooms.facts import STAFF_ROLES
from server.answers import safe

COLUMNS = (
    "name",
    "person",
    "role",
    "came",
    "left",
    "stays",
    "here",
    "spoke",
    "came late",
    *KINDS,
    *(f"later {kind}" for kind in KINDS),
    "polls with names",
)


def attendance_json(found: Attendance, now: int, people: dict[str, dict[str, str]]) -> dict[str, Any]:
    """Everybody's part with their name; whoever never came in has the role that they belong to the class with."""
    return {
        "now": now,
        "begin": found.begin,
        "polls": len(found.polls),
        "people": [_named(row, people.get(row["person"], {})) for row in told(found, now)],
    }


def attendance_csv(found: Attendance, now: int, people: dict[str, dict[str, str]]) -> str:
    """The same, a line for each person; class times as hours, minutes and seconds."""
    written = io.StringIO()
    lines = csv.writer(written)
    lines.writerow(COLUMNS)
    shown = attendance_json(found, now, people)["people"]
    for row in sorted(
        shown, key=lambda row: (row["role"] in STAFF_ROLES, row["name"].casefold(), row["person"])
    ):
        stays = row["stays"]
        left = stays[-1][1] if stays else None
        cells = [
            row["name"],
            row["person"],
            row["role"],
            _clock(stays[0][0]) if stays else "",
            "" if left is None else _clock(left),
            str(len(stays)),
            _clock(row["here"]),
            _clock(row["spoke"]),
            "yes" if row["came_late"] else "",
            *(str(row["live"][kind]) for kind in KINDS),
            *(str(row["late"][kind]) for kind in KINDS),
            str(len(found.polls)),
        ]
        lines.writerow([safe(cell) for cell in cells])
    return "\ufeff" + written.getvalue()  # a spreadsheet reads it as UTF-8 by this mark


def _named(row: dict[str, Any], person: dict[str, str]) -> dict[str, Any]:
    return {**row, "name": person.get("name", ""), "role": row["role"] or person.get("role", "student")}


def _clock(at: int) -> str:
    minutes, seconds = divmod(at // 1000, 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
