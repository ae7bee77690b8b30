"""The picture of a film, 1280 by 720 if nothing else is said: where things stand on it, and how pictures, pages and names come onto it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from av import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter
from PIL import Image, ImageDraw

from recording import lettering

WIDTH, HEIGHT = 1280, 720
EDGE = 8
GROUND, CARD, DIM = "#0f1216", "#1d232b", "#c3ccd8"
TINTS = ("#2f5fb3", "#2b7a58", "#8a4fa8", "#a85a1c")


class Place(NamedTuple):
    """A rectangle on the canvas; even numbers, because two by two pixels share their colour."""

    x: int
    y: int
    width: int
    height: int

    def within(self, width: int, height: int) -> Place:
        """The largest rectangle of this shape in the middle."""
        scale = min(self.width / max(1, width), self.height / max(1, height))
        wide, tall = (max(2, round(side * scale / 2) * 2) for side in (width, height))
        wide, tall = min(wide, self.width), min(tall, self.height)
        x, y = self.x + (self.width - wide) // 4 * 2, self.y + (self.height - tall) // 4 * 2
        return Place(x, y, wide, tall)


WHOLE = Place(0, 0, WIDTH, HEIGHT)
ASIDE = Place(1072, 60, 200, 112)
"""The face beside something large; its name stands below."""
LARGE = Place(0, 60, 1064, 600)


class Canvas:
    """One picture in YUV 4:2:0, changed in place."""

    def __init__(self, width: int = WIDTH, height: int = HEIGHT) -> None:
        self.data = np.zeros((height * 3 // 2, width), np.uint8)
        flat, size = self.data.reshape(-1), width * height
        self.planes = (
            flat[:size].reshape(height, width),
            flat[size : size * 5 // 4].reshape(height // 2, width // 2),
            flat[size * 5 // 4 :].reshape(height // 2, width // 2),
        )
        self.planes[1][:] = self.planes[2][:] = 128
        self._scales: dict[tuple[int, ...], VideoReformatter] = {}

    def ground(self, image: Image.Image) -> None:
        """Everything anew."""
        whole = _yuv(image)
        for plane, new in zip(self.planes, whole, strict=True):
            plane[:] = new

    def put(self, frame: VideoFrame, place: Place) -> None:
        """A picture at its place, in its own shape."""
        inner = place.within(frame.width, frame.height)
        # One for each size: to turn from one size to another costs as much as scaling does.
        scale = self._scales.setdefault((frame.width, frame.height, *inner[2:]), VideoReformatter())
        made = scale.reformat(
            frame, inner.width, inner.height, "yuv420p", interpolation=Interpolation.FAST_BILINEAR
        )
        for number, (plane, coded) in enumerate(zip(self.planes, made.planes, strict=True)):
            half = 1 if number else 0
            x, y, wide, tall = (side >> half for side in inner)
            rows = np.frombuffer(memoryview(coded), np.uint8).reshape(-1, coded.line_size)
            plane[y : y + tall, x : x + wide] = rows[:tall, :wide]

    def frame(self) -> VideoFrame:
        """The picture as it is now."""
        return VideoFrame.from_ndarray(self.data, "yuv420p")


class Layer:
    """Something half clear that stands over moving pictures: only the part where anything is drawn is kept."""

    def __init__(self, image: Image.Image, x: int = 0, y: int = 0) -> None:
        left, top, right, bottom = image.getbbox() or (0, 0, 0, 0)
        self.is_clear = right <= left
        left, top = left - (left + x) % 2, top - (top + y) % 2
        right, bottom = right + (right - left) % 2, bottom + (bottom - top) % 2
        part = image.crop((left, top, right, bottom))
        self._x, self._y = x + left, y + top
        if self.is_clear:
            return
        alpha = np.asarray(part.getchannel("A"), np.uint16)
        small = alpha[::2, ::2]
        self._alpha = (alpha, small, small)
        self._coded = [plane.astype(np.uint16) for plane in _yuv(part.convert("RGB"))]

    def over(self, canvas: Canvas) -> None:
        """Lay it over what is there."""
        if self.is_clear:
            return
        for number, (plane, coded, alpha) in enumerate(
            zip(canvas.planes, self._coded, self._alpha, strict=True)
        ):
            x, y = (self._x, self._y) if number == 0 else (self._x // 2, self._y // 2)
            tall, wide = coded.shape
            below = plane[y : y + tall, x : x + wide]
            tall, wide = below.shape
            mixed = below * (255 - alpha[:tall, :wide]) + coded[:tall, :wide] * alpha[:tall, :wide]
            below[:] = (mixed + 127) // 255


def _yuv(image: Image.Image) -> list[np.ndarray]:
    """The planes of a picture with even sides."""
    frame = VideoFrame.from_ndarray(np.asarray(image.convert("RGB")), "rgb24").reformat(format="yuv420p")
    planes = []
    for number, plane in enumerate(frame.planes):
        wide, tall = (image.width, image.height) if number == 0 else (image.width // 2, image.height // 2)
        planes.append(np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)[:tall, :wide])
    return planes


def tint(person: str) -> str:
    """The same for one person everywhere."""
    return TINTS[sum(map(ord, person)) % len(TINTS)]


def name_tag(name: str, *, speaking: bool = False) -> Image.Image:
    """A name on a dark ground, to be laid over a picture; with a dot for whoever speaks and is not seen."""
    size = 24
    text = lettering.fitted(name, size, 560)
    if not text:
        return Image.new("RGBA", (2, 2), "#00000000")
    indent = 30 if speaking else 14
    tag = Image.new("RGBA", (round(lettering.length(text, size)) + indent + 14, 40), "#00000000")
    draw = ImageDraw.Draw(tag)
    draw.rounded_rectangle((0, 0, tag.width - 1, tag.height - 1), 8, fill="#0f1216c8")
    if speaking:
        draw.ellipse((12, 15, 22, 25), fill="#7dd3a0")
    lettering.write(draw, (indent, 20), text, size, anchor="lm", fill="#ffffff")
    return tag


def person_card(draw: ImageDraw.ImageDraw, place: Place, person: str, name: str) -> None:
    """Somebody without a camera, where their face would be."""
    draw.rounded_rectangle(
        (place.x, place.y, place.x + place.width - 1, place.y + place.height - 1), 8, fill=CARD
    )
    middle = (place.x + place.width / 2, place.y + place.height / 2)
    lettering.disc(draw, middle, place.height * 0.3, name, tint(person))
