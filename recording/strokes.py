"""Draws what was drawn in class: strokes, shapes, texts and notes of one surface as they stood at a moment."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from PIL import Image, ImageDraw

from recording import lettering
from rooms.drawing import DIGITS, points_of

PAGE = 16_000
"""How wide a page of slides, a shared screen and a new sheet are, in tenths of a pixel, as in the room."""
HOME = (0.0, 0.0, float(PAGE), PAGE * 9 / 16)
INKS = {
    "black": "#14181d", "red": "#c62828", "blue": "#1b5fd9",
    "green": "#187a47", "orange": "#a84f00", "purple": "#7a3bb8",
}  # fmt: skip
PAPERS = {
    "black": "#e9edf2", "red": "#fde2e2", "blue": "#dfeafc",
    "green": "#def3e6", "orange": "#fff0c2", "purple": "#efe3fb",
}  # fmt: skip
NOTE_SIDE, NOTE_MARGIN, LINE_HEIGHT = 2000, 140, 1.3
SEE_THROUGH = 90
"""Of 255, for a highlighter."""
FINE = 2
"""Drawn so many times larger, then made smaller: lines without steps."""

Box = tuple[float, float, float, float]
Point = tuple[float, float]
Item = dict[str, Any]


@dataclass
class Drawn:
    """What stands on one surface; `told` are the entries about it as [at, event], in order."""

    told: Sequence[tuple[int, dict[str, Any]]]
    items: dict[str, Item] = field(default_factory=dict)
    read: int = 0

    def at(self, time: int) -> bool:
        """Go on to a class time; whether anything changed."""
        before = self.read
        while self.read < len(self.told) and self.told[self.read][0] <= time:
            self._take(self.told[self.read][1])
            self.read += 1
        return self.read != before

    def _take(self, event: dict[str, Any]) -> None:
        found = [self.items[one] for one in event.get("items", ()) if one in self.items]
        match event["type"]:
            case "ItemDrawn":
                points = [(float(x), float(y)) for x, y in points_of(event["points"])]
                self.items[event["item"]] = {**event, "points": points, "erased": False}
            case "ItemsMoved":
                for item in found:
                    item["points"] = [(x + event["x"], y + event["y"]) for x, y in item["points"]]
            case "ItemRewritten":
                if event["item"] in self.items:
                    self.items[event["item"]]["text"] = event["text"]
            case "ItemsErased" | "ItemsRestored":
                for item in found:
                    item["erased"] = event["type"] == "ItemsErased"
            case "SurfaceCleared":
                for item in self.items.values():
                    item["erased"] = True

    @property
    def visible(self) -> list[Item]:
        """What is to be seen, the oldest first."""
        return [item for item in self.items.values() if not item["erased"]]


def around(items: Iterable[Item]) -> Box:
    """A sheet as wide as a new one, and wider where more was drawn."""
    left, top, right, bottom = HOME
    for item in items:
        xs, ys = [x for x, _ in item["points"]], [y for _, y in item["points"]]
        reach = NOTE_SIDE if item["kind"] in ("note", "text") else 0.0
        left, top = min(left, *xs), min(top, *ys)
        right, bottom = max(right, max(xs) + reach), max(bottom, max(ys) + reach * 0.6)
    return left, top, right, bottom


def paint(items: Iterable[Item], box: Box, size: tuple[int, int], ground: str | None = None) -> Image.Image:
    """A layer (RGBA) of this size on which `box` of the surface is drawn; without a ground it is clear."""
    width, height = size[0] * FINE, size[1] * FINE
    scale = min(width / (box[2] - box[0]), height / (box[3] - box[1]))
    left = box[0] - (width / scale - (box[2] - box[0])) / 2
    top = box[1] - (height / scale - (box[3] - box[1])) / 2
    layer = Image.new("RGBA", (width, height), ground or "#ffffff00")
    for item in items:
        points = [((x - left) * scale, (y - top) * scale) for x, y in item["points"]]
        if item["kind"] == "highlighter":
            over = Image.new("RGBA", layer.size, "#ffffff00")
            _line(
                ImageDraw.Draw(over),
                list(_smooth(points)),
                item,
                scale,
                f"{INKS[item['colour']]}{SEE_THROUGH:02x}",
            )
            layer = Image.alpha_composite(layer, over)
        else:
            _draw(ImageDraw.Draw(layer), item, points, scale)
    return layer.resize(size, Image.Resampling.BOX)


def _draw(draw: ImageDraw.ImageDraw, item: Item, points: list[Point], scale: float) -> None:
    ink, width = INKS[item["colour"]], max(1, round(item["width"] * scale))
    match item["kind"]:
        case "pen":
            _pen(draw, item, points, scale, ink)
        case "line":
            _line(draw, points, item, scale, ink)
        case "arrow":
            _line(draw, points, item, scale, ink)
            for wing in _wings(points, item["width"], scale):
                _line(draw, [wing, points[1]], item, scale, ink)
        case "rectangle" | "ellipse" as kind:
            (x, y), (tx, ty) = points
            box = (min(x, tx), min(y, ty), max(x, tx), max(y, ty))
            (draw.rectangle if kind == "rectangle" else draw.ellipse)(box, outline=ink, width=width)
        case _:
            _words(draw, item, points[0], scale)


def _pen(draw: ImageDraw.ImageDraw, item: Item, points: list[Point], scale: float, ink: str) -> None:
    if not item["pressure"]:
        _line(draw, list(_smooth(points)), item, scale, ink)
        return
    pressed = [DIGITS[letter] / 63 for letter in item["pressure"]]
    radii = [max(0.5, item["width"] * scale / 2 * (0.35 + 0.9 * each)) for each in pressed]
    for (start, end), (one, other) in zip(pairwise(points), pairwise(radii), strict=False):
        draw.line((start, end), fill=ink, width=max(1, round(one + other)))
    for (x, y), radius in zip(points, radii, strict=False):
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=ink)


def _line(draw: ImageDraw.ImageDraw, points: list[Point], item: Item, scale: float, ink: str) -> None:
    width = max(1, round(item["width"] * scale))
    if len(points) > 1:
        draw.line(points, fill=ink, width=width, joint="curve")
    if item["kind"] != "highlighter" or len(points) == 1:
        for x, y in (points[0], points[-1]):
            draw.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=ink)


def _smooth(points: list[Point]) -> Iterator[Point]:
    """Straight between two points, rounded through the middle of each stretch, as in the room."""
    if len(points) < 3:
        yield from points
        return
    at = points[0]
    yield at
    for control, following in pairwise(points[1:]):
        end = ((control[0] + following[0]) / 2, (control[1] + following[1]) / 2)
        for part in (0.25, 0.5, 0.75, 1.0):
            a, b, c = (1 - part) ** 2, 2 * part * (1 - part), part**2
            yield (
                a * at[0] + b * control[0] + c * end[0],
                a * at[1] + b * control[1] + c * end[1],
            )
        at = end
    yield points[-1]


def _wings(points: list[Point], width: float, scale: float) -> list[Point]:
    (x, y), (tx, ty) = points
    long = min(math.hypot(tx - x, ty - y) / 2, (140 + width * 3) * scale)
    turn = math.atan2(ty - y, tx - x)
    return [(tx - long * math.cos(turn + side), ty - long * math.sin(turn + side)) for side in (0.45, -0.45)]


def _words(draw: ImageDraw.ImageDraw, item: Item, spot: Point, scale: float) -> None:
    note = item["kind"] == "note"
    size, margin = max(4, round(item["width"] * scale)), NOTE_MARGIN * scale if note else 0.0
    side = NOTE_SIDE * scale
    lines = lettering.wrapped(item["text"], size, side - 2 * margin if note else 1e9)
    step = item["width"] * scale * LINE_HEIGHT
    x, y = spot
    if note:
        tall = max(side * 0.6, len(lines) * step + 2 * margin)
        draw.rectangle((x, y, x + side, y + tall), fill=PAPERS[item["colour"]])
    ink = INKS["black"] if note else INKS[item["colour"]]
    for row, line in enumerate(lines):
        lettering.write(
            draw, (x + margin, y + margin + step * (row + 0.5)), line, size, anchor="lm", fill=ink
        )
