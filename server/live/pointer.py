"""Where somebody points on the slides: a dot that everybody sees at once, and that is nowhere afterwards."""

from typing import Any

from rooms.facts import Caller
from rooms.room import Room
from server.seats import Connection

WIDE, HIGH = (
    16_000,
    130_000,
)  # tenths of a pixel, as on the board; no page is more than eight times as high as wide


def clean_pointer(data: dict[str, Any]) -> dict[str, Any] | None:
    """A place on a page, or that the dot is gone; None when it is not that."""
    surface = data.get("surface")
    if data.get("type") != "pointer" or not isinstance(surface, str) or len(surface) > 100:
        return None
    x, y = data.get("x"), data.get("y")
    if x is None and y is None:
        return {"type": "pointer", "surface": surface, "x": None, "y": None}
    if not _within(x, WIDE) or not _within(y, HIGH):
        return None
    return {"type": "pointer", "surface": surface, "x": x, "y": y}


def may_point(room: Room, sender: Connection, surface: str) -> bool:
    """Whether somebody may point there: at the page that is shown, if they show slides."""
    if room.slides.shown is None or not room.rights.may(
        room.people, Caller(sender.person, sender.role), "slides"
    ):
        return False
    deck, page = room.slides.shown
    return surface == f"deck:{deck}:{page}"


def _within(value: object, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most
