"""Sets the scene of one shot of a film: what stands still behind, which pictures move on it, what is laid over them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from recording import lettering, strokes
from recording.canvas import ASIDE, CARD, DIM, GROUND, HEIGHT, LARGE, WHOLE, WIDTH, Layer, Place, person_card
from recording.canvas import name_tag as tag
from recording.strokes import Drawn

CLIP, SCREEN, SHEET, SLIDE = "clip", "screen", "sheet", "slide"


class Scenery:
    """The pages and drawings of one chunk; `folder`: of the class."""

    def __init__(self, folder: Path, plan: Mapping[str, Any]) -> None:
        self._folder, self._plan = folder, plan
        self._drawn = {surface: Drawn(told) for surface, told in plan["drawn"].items()}
        self._pages: dict[tuple[str, int], Image.Image] = {}

    def drawn_at(self, surface: str | None, time: int) -> bool:
        """Go on to a class time; whether anything on the surface changed."""
        drawn = self._drawn.get(surface or "")
        return drawn is not None and drawn.at(time)

    def behind(self, shot: Mapping[str, Any]) -> Image.Image:
        """What stands still: ground, page or sheet with what is drawn on it, and the name beside."""
        image = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
        draw = ImageDraw.Draw(image)
        if not shot["thing"]:
            self._empty(draw, shot)
            return image
        match shot["thing"]:
            case ["slide", deck, page]:
                self._slide(image, shot, deck, page)
            case ["sheet", _]:
                items = self._items(shot)
                sheet = strokes.paint(items, strokes.around(items), (LARGE.width, LARGE.height), "#ffffff")
                image.paste(sheet.convert("RGB"), LARGE[:2])
            case ["clip", clip, *_]:
                self._card(draw, LARGE, self._plan["clips"].get(clip, ""))
            case _:
                self._card(draw, LARGE, "")
        self._beside(draw, shot)
        return image

    def over(self, shot: Mapping[str, Any], shape: Place | None) -> list[Layer]:
        """What is laid over moving pictures; `shape`: where the picture of a screen stands."""
        layers = []
        if shot["thing"][:1] == [SCREEN] and shape is not None and (items := self._items(shot)):
            box = (0.0, 0.0, float(strokes.PAGE), strokes.PAGE * shape.height / shape.width)
            layers.append(Layer(strokes.paint(items, box, shape[2:]), *shape[:2]))
        if not shot["thing"] and shot["face"]:
            name = tag(self._name(shot["person"]))
            layers.append(Layer(name, 16, HEIGHT - 16 - name.height))
            if shot["speaker"]:
                other = tag(self._name(shot["speaker"]), speaking=True)
                layers.append(Layer(other, WIDTH - 16 - other.width, HEIGHT - 16 - other.height))
        return [layer for layer in layers if not layer.is_clear]

    def _items(self, shot: Mapping[str, Any]) -> list[strokes.Item]:
        drawn = self._drawn.get(shot["surface"] or "")
        return drawn.visible if drawn else []

    def _name(self, person: str | None) -> str:
        return str(self._plan["names"].get(person, "")) if person else ""

    def _slide(self, image: Image.Image, shot: Mapping[str, Any], deck: str, page: int) -> None:
        width, height = self._plan["decks"].get(deck, (16, 9))
        place = LARGE.within(width, height)
        found = self._page(deck, page)
        if found is None:
            self._card(ImageDraw.Draw(image), place, str(page))
        else:
            image.paste(found.resize(place[2:], Image.Resampling.LANCZOS), place[:2])
        if items := self._items(shot):
            box = (0.0, 0.0, float(strokes.PAGE), strokes.PAGE * place.height / place.width)
            layer = strokes.paint(items, box, place[2:])
            image.paste(layer.convert("RGB"), place[:2], layer.getchannel("A"))

    def _page(self, deck: str, page: int) -> Image.Image | None:
        if (deck, page) not in self._pages:
            try:
                with Image.open(self._folder / "decks" / deck / f"{page}.webp") as picture:
                    self._pages[deck, page] = picture.convert("RGB")
            except (OSError, ValueError):
                return None
        return self._pages[deck, page]

    def _card(self, draw: ImageDraw.ImageDraw, place: Place, words: str) -> None:
        draw.rectangle((place.x, place.y, place.x + place.width - 1, place.y + place.height - 1), fill=CARD)
        middle = (place.x + place.width / 2, place.y + place.height / 2)
        lettering.write(
            draw, middle, lettering.fitted(words, 32, place.width - 80), 32, anchor="mm", fill=DIM
        )

    def _beside(self, draw: ImageDraw.ImageDraw, shot: Mapping[str, Any]) -> None:
        """The face and its name; below, whoever else speaks."""
        if shot["person"] and not shot["face"]:
            person_card(draw, ASIDE, shot["person"], self._name(shot["person"]))
        y = ASIDE.y + ASIDE.height + 18
        for person, colour in ((shot["person"], "#ffffff"), (shot["speaker"], DIM)):
            text = lettering.fitted(self._name(person), 20, ASIDE.width - 20)
            if person and text:
                if person == shot["speaker"]:
                    draw.ellipse((ASIDE.x, y - 4, ASIDE.x + 8, y + 4), fill="#7dd3a0")
                indent = 16 if person == shot["speaker"] else 0
                lettering.write(draw, (ASIDE.x + indent, y), text, 20, anchor="lm", fill=colour)
                y += 30

    def _empty(self, draw: ImageDraw.ImageDraw, shot: Mapping[str, Any]) -> None:
        """Nobody is seen: who speaks, large; else what the class is called."""
        if shot["face"]:
            return
        if not shot["person"]:
            title = lettering.wrapped(self._plan.get("title", ""), 48, WIDTH - 200)[:3]
            for row, line in enumerate(title):
                spot = (WIDTH / 2, HEIGHT / 2 + (row - (len(title) - 1) / 2) * 64)
                lettering.write(draw, spot, line, 48, anchor="mm", fill=DIM)
            return
        name = self._name(shot["person"])
        lettering.disc(draw, (WIDTH / 2, HEIGHT / 2 - 40), 130, name, "#2f5fb3")
        text = lettering.fitted(name, 36, WIDTH - 200)
        lettering.write(draw, (WIDTH / 2, HEIGHT / 2 + 150), text, 36, anchor="mm", fill="#ffffff")


def places(shot: Mapping[str, Any]) -> tuple[Place | None, Place | None]:
    """Where the large moving picture and the face stand."""
    moving = shot["thing"] and shot["thing"][0] in (CLIP, SCREEN)
    face = None if not shot["face"] else ASIDE if shot["thing"] else WHOLE
    return (LARGE if moving else None), face
