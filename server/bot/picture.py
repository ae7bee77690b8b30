"""A made picture that moves: a name, a clock and a frame number that a receiver can read back."""

from __future__ import annotations

import colorsys
import math
import zlib
from collections.abc import Iterator, Sequence
from fractions import Fraction

import numpy as np
from av import VideoFrame
from PIL import Image, ImageDraw, ImageFont

BITS = 32  # 20 of the number, 12 of a checksum
NUMBERS = 1 << 20


def camera_pictures(
    name: str, width: int = 640, height: int = 360, fps: int = 15
) -> Iterator[tuple[VideoFrame, float]]:
    """Frames with the seconds since the first: a face of initials that sways, under a clock."""
    ground = _ground(name, width, height)
    font = ImageFont.load_default(height // 5)
    small = ImageFont.load_default(height // 14)
    tint = _tint(name, 0.75)
    for number in _forever():
        seconds = number / fps
        image = ground.copy()
        draw = ImageDraw.Draw(image)
        x = width / 2 + width * 0.12 * math.sin(seconds * 1.3)
        y = height * 0.47 + height * 0.04 * math.sin(seconds * 2.9)
        size = height * 0.27
        draw.ellipse((x - size, y - size, x + size, y + size), fill=tint)
        draw.text((x, y), _initials(name), font=font, anchor="mm", fill=(15, 18, 22))
        draw.text((width / 2, height * 0.86), name[:40], font=small, anchor="mm", fill=(241, 244, 247))
        draw.text((width - 12, 10), _clock(seconds), font=small, anchor="ra", fill=(241, 244, 247))
        yield _frame(image, number, seconds), seconds


def screen_pictures(
    title: str,
    pages: Sequence[Sequence[str]],
    width: int = 1280,
    height: int = 720,
    fps: int = 5,
    page_seconds: float = 8,
) -> Iterator[tuple[VideoFrame, float]]:
    """A shared screen: pages of text, one after the other, with a pointer that moves over them."""
    drawn = [draw_page(title, lines, width, height) for lines in pages]
    for number in _forever():
        seconds = number / fps
        image = drawn[int(seconds / page_seconds) % len(drawn)].copy()
        x = width * (0.5 + 0.4 * math.sin(seconds * 0.9))
        y = height * (0.55 + 0.25 * math.sin(seconds * 1.7))
        ImageDraw.Draw(image).ellipse((x - 14, y - 14, x + 14, y + 14), fill=(198, 40, 40))
        yield _frame(image, number, seconds), seconds


def draw_page(title: str, lines: Sequence[str], width: int, height: int) -> Image.Image:
    """A page of text: its title on top, one line under the other."""
    image = Image.new("RGB", (width, height), (255, 255, 255))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width, height // 7), fill=(27, 95, 217))
    draw.text(
        (width // 20, height // 14),
        title,
        font=ImageFont.load_default(height // 14),
        anchor="lm",
        fill="white",
    )
    font = ImageFont.load_default(height // 18)
    for index, line in enumerate(lines):
        draw.text((width // 20, height // 4 + index * height // 9), line, font=font, fill=(20, 24, 29))
    return image


def _forever() -> Iterator[int]:
    number = 0
    while True:
        yield number
        number = (number + 1) % NUMBERS


def _ground(name: str, width: int, height: int) -> Image.Image:
    down = np.linspace(0, 1, height)[:, None, None]
    top, bottom = (np.array(_tint(name, value)) for value in (0.22, 0.12))
    rows = (top * (1 - down) + bottom * down).astype(np.uint8)
    return Image.fromarray(np.ascontiguousarray(np.broadcast_to(rows, (height, width, 3))))


def _tint(name: str, value: float) -> tuple[int, int, int]:
    hue = (zlib.crc32(name.encode()) % 360) / 360
    red, green, blue = colorsys.hsv_to_rgb(hue, 0.45, value)
    return int(red * 255), int(green * 255), int(blue * 255)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split()[:2]).upper() or "?"


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{seconds % 60:04.1f}"


def _frame(image: Image.Image, number: int, seconds: float) -> VideoFrame:
    width, height = image.size
    side, top = _strip(width, height)
    draw = ImageDraw.Draw(image)
    code = number << 12 | zlib.crc32(number.to_bytes(4, "big")) & 0xFFF
    for bit in range(BITS):
        shade = 235 if code >> (BITS - 1 - bit) & 1 else 16
        draw.rectangle((bit * side, top, bit * side + side - 1, height), fill=(shade, shade, shade))
    frame = VideoFrame.from_ndarray(np.asarray(image), format="rgb24").reformat(format="yuv420p")
    frame.pts, frame.time_base = int(seconds * 90_000), Fraction(1, 90_000)
    return frame


def _strip(width: int, height: int) -> tuple[int, int]:
    side = max(4, width // 64)
    return side, height - side


def read_number(frame: VideoFrame) -> int | None:
    """The number of a made picture after coding and decoding; None if the picture was made by somebody else."""
    if frame.format.name not in ("yuv420p", "yuvj420p"):
        return None
    plane = frame.planes[0]
    side, top = _strip(frame.width, frame.height)
    luma = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
    row = luma[top + side // 2, side // 2 : side * BITS : side]
    if len(row) < BITS:
        return None
    code = 0
    for shade in row:
        code = code << 1 | (int(shade) > 125)
    number = code >> 12
    return number if zlib.crc32(number.to_bytes(4, "big")) & 0xFFF == code & 0xFFF else None
