"""Ink that is still wet: what a stroke in the making may tell others, before it is an entry of the timeline."""

from typing import Any, get_args

from rooms.board import Colour, Kind
from rooms.drawing import DIGITS, FAR, WIDEST, must_draw
from rooms.errors import Refusal
from rooms.facts import Audience, Caller
from rooms.room import Room
from server.seats import Connection

MOST_LETTERS = 1000  # of points in one signal: a tenth of a second of a fast pen is 60
KINDS, COLOURS = get_args(Kind), get_args(Colour)


def clean_ink(data: dict[str, Any]) -> dict[str, Any] | None:
    """Where a pen is, and what it has drawn since the last signal; None when it is not that."""
    if data.get("type") != "ink":
        return None
    numbers = [data.get(name) for name in ("x", "y")]
    surface = data.get("surface")
    if not isinstance(surface, str) or len(surface) > 100 or not all(_whole(n) for n in numbers):
        return None
    told = {"type": "ink", "surface": surface, "x": numbers[0], "y": numbers[1]}
    if data.get("item") is None:
        return told
    item, points, pressure = data["item"], data.get("points"), data.get("pressure", "")
    if not _letters(item, 40) or not _letters(points, MOST_LETTERS) or not _letters(pressure, MOST_LETTERS):
        return None
    if data.get("kind") not in KINDS or data.get("colour") not in COLOURS:
        return None
    if not _whole(data.get("width")) or not 1 <= data["width"] <= WIDEST or not _whole(data.get("first")):
        return None
    look = {name: data[name] for name in ("kind", "colour", "width", "first")}
    return {**told, "item": item, **look, "points": points, "pressure": pressure}


def ink_audience(room: Room, sender: Connection, surface: str) -> Audience | None:
    """Who may see ink on a surface; None when it does not exist, or the sender may not draw there."""
    caller = Caller(sender.person, sender.role)
    try:
        return must_draw(room.board, room.people, caller, room.ground(caller), surface)
    except Refusal:
        return None


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= FAR


def _letters(value: object, most: int) -> bool:
    return isinstance(value, str) and len(value) <= most and DIGITS.keys() >= set(value)
