"""The board: sheets, and what is drawn on them, on pages of slides and on shared screens, each item with its owner."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from rooms.facts import EVERYONE, Audience, Command, Entry, Event, Id, Milliseconds
from rooms.letters import EACH

Surface = str
"""What is drawn on: `sheet:ID` of the board, `deck:ID:PAGE` of the slides, or `screen:TRACK`."""

Kind = Literal["pen", "highlighter", "line", "arrow", "rectangle", "ellipse", "text", "note"]
Colour = Literal["black", "red", "blue", "green", "orange", "purple"]
WORDS: frozenset[str] = frozenset({"text", "note"})


@dataclass(frozen=True, slots=True)
class BoardShown(Event):
    """The board stands on the stage, at this sheet; a sheet comes into being when it is first shown."""

    sheet: Id


@dataclass(frozen=True, slots=True)
class BoardHidden(Event):
    """The board left the stage."""


@dataclass(frozen=True, slots=True)
class ItemDrawn(Event):
    """Something was drawn; `points` and `pressure` are told under Drawing; `late` when it was drawn after its moment."""

    late_able: ClassVar[bool] = True
    surface: Surface
    item: Id
    kind: Kind
    colour: Colour
    width: int
    points: str
    pressure: str
    text: str
    late: bool


@dataclass(frozen=True, slots=True)
class ItemsMoved(Event):
    """Items were moved by so many tenths of a pixel."""

    surface: Surface
    items: tuple[Id, ...]
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class ItemRewritten(Event):
    """The words of a text or a note are others now."""

    surface: Surface
    item: Id
    text: str


@dataclass(frozen=True, slots=True)
class ItemsErased(Event):
    """Items are to be seen no more."""

    surface: Surface
    items: tuple[Id, ...]


@dataclass(frozen=True, slots=True)
class ItemsRestored(Event):
    """Items that were erased are back."""

    surface: Surface
    items: tuple[Id, ...]


@dataclass(frozen=True, slots=True)
class SurfaceCleared(Event):
    """All that was drawn live on a surface is erased; what was drawn late stays."""

    surface: Surface


@dataclass(frozen=True, slots=True)
class ShowBoard(Command):
    """Put the board of a place on the stage, at a sheet: a new one, or one that was shown before."""

    sheet: Id
    to: Audience = EVERYONE


@dataclass(frozen=True, slots=True)
class HideBoard(Command):
    """Take the board of a place off the stage."""

    to: Audience = EVERYONE


@dataclass(frozen=True, slots=True)
class DrawItem(Command):
    """Draw a finished stroke or shape, or put up a text or a note."""

    surface: Surface
    item: Id
    kind: Kind
    colour: Colour
    width: int
    points: str
    pressure: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class MoveItems(Command):
    """Move items: one's own, or any for those who lead."""

    surface: Surface
    items: tuple[Id, ...]
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class RewriteItem(Command):
    """Change the words of a text or a note: one's own, or any for those who lead."""

    surface: Surface
    item: Id
    text: str


@dataclass(frozen=True, slots=True)
class EraseItems(Command):
    """Erase items: one's own, or any for those who lead."""

    surface: Surface
    items: tuple[Id, ...]


@dataclass(frozen=True, slots=True)
class RestoreItems(Command):
    """Bring back items that one erased; those who lead bring back any."""

    surface: Surface
    items: tuple[Id, ...]


@dataclass(frozen=True, slots=True)
class ClearSurface(Command):
    """Erase all that was drawn live on a surface."""

    surface: Surface


@dataclass(slots=True)
class Item:
    """What decisions need to know of something drawn."""

    by: Id | None
    surface: Surface
    at: Milliseconds
    words: bool
    late: bool
    erased: bool = False
    erased_by: Id | None = None


@dataclass(slots=True)
class Board:
    """The sheets of each place, what is shown there, and everything drawn."""

    sheets: dict[Id, Audience] = field(default_factory=dict)
    shown: dict[Audience, Id] = field(default_factory=dict)
    items: dict[Id, Item] = field(default_factory=dict)
    count: dict[Surface, int] = field(default_factory=dict)
    letters: int = 0
    shares: dict[Id | None, int] = field(default_factory=dict)
    """How much of the timeline each has drawn, the frames of the entries too."""

    def at_place(self, to: Audience) -> int:
        """How many sheets a place has."""
        return sum(audience == to for audience in self.sheets.values())


def letters_of(event: Event) -> int:
    """How much of the timeline an event takes, besides its frame."""
    match event:
        case ItemDrawn():
            return len(event.points) + len(event.pressure) + len(event.text)
        case ItemRewritten(text=text):
            return len(text)
        case ItemsMoved(items=items) | ItemsErased(items=items) | ItemsRestored(items=items):
            return sum(map(len, items))
    return 0


def apply(board: Board, entry: Entry) -> None:
    """Take in what happened."""
    if letters := letters_of(entry.event):
        board.letters += letters
        board.shares[entry.by] = board.shares.get(entry.by, 0) + letters + EACH
    match entry.event:
        case BoardShown(sheet):
            board.sheets[sheet] = entry.to
            board.shown[entry.to] = sheet
        case BoardHidden():
            board.shown.pop(entry.to, None)
        case ItemDrawn(surface, item, kind):
            board.items[item] = Item(entry.by, surface, entry.at, kind in WORDS, entry.event.late)
            board.count[surface] = board.count.get(surface, 0) + 1
        case ItemsErased(_, items):
            for item in items:
                board.items[item].erased, board.items[item].erased_by = True, entry.by
        case ItemsRestored(_, items):
            for item in items:
                board.items[item].erased, board.items[item].erased_by = False, None
        case SurfaceCleared(surface):
            for found in board.items.values():
                if found.surface == surface and not (found.late or found.erased):
                    found.erased, found.erased_by = True, entry.by
